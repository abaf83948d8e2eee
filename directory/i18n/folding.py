"""One plain shape for words of every script, so that people find what they type."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

# what people type for an apostrophe or for ʿayn and hamza; it joins, it does not part
APOSTROPHES = "'`´’‘‛′ʹʻʼʽʾʿˈʔ＇׳״·"
# tables of letters, laid out by hand
# fmt: off
LATIN = {
    "ı": "i", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "þ": "th", "æ": "ae",
    "œ": "oe", "ŋ": "n", "ə": "e", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y",
    "ƒ": "f", "ĸ": "k",
}
ARABIC = {
    "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ء": "", "ى": "ي", "ی": "ي", "ې": "ي", "ێ": "ي", "ۍ": "ي",
    "ے": "ي", "ک": "ك", "ڪ": "ك", "ګ": "گ", "ة": "ه", "ۃ": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه",
    "ۆ": "و", "ۇ": "و", "ۈ": "و", "ۉ": "و", "ۋ": "و", "ۏ": "و", "ڵ": "ل", "ڕ": "ر", "ڤ": "ف",
    "ں": "ن", "ـ": "",
}
# Amharic writes one sound with several rows of letters: the row, what stands for it, its length
ETHIOPIC = (
    (0x1210, 0x1200, 8), (0x1280, 0x1200, 8), (0x1220, 0x1230, 8), (0x12D0, 0x12A0, 7),
    (0x1340, 0x1338, 7),
)
# and the first and the fourth of h and of the glottal row sound alike: ሀ and ሃ, አ and ኣ
ETHIOPIC_ALIKE = {
    0x1203: "ሀ", 0x1213: "ሀ", 0x1283: "ሀ", 0x12A3: "አ", 0x12D3: "አ",
}
# Khmer writes ta and da below another letter with one sign; both codings are typed
KHMER_BELOW = ("\u17d2\u178a", "\u17d2\u178f")
# fmt: on
INVISIBLE = "\u115f\u1160\u17b4\u17b5"
# tables of ranges, laid out by hand
# fmt: off
# Arabic with its supplements, Hebrew, Syriac: vowel signs there are aids to reading, not spelling
POINTED = ((0x0590, 0x05FF), (0x0600, 0x06FF), (0x0700, 0x077F), (0x0870, 0x08FF))
ACCENTS = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF),
    (0x2DE0, 0x2DFF), (0xA66F, 0xA67D), (0xFE00, 0xFE2F), (0xE0100, 0xE01EF),
)
# fmt: on
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f"  # Thai, Lao, Burmese, Khmer
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U0001b000-\U0001b16f\U00020000-\U0003fffd"
)
RUNS = re.compile(f"([{UNSPACED}]+)")


# French joins short words to the next one; people look for the next one
ELIDED = re.compile(r"\b((?:l|d|qu|n|s|j|m|t|c|jusqu|lorsqu|puisqu)['’])(\w[\w'’]*)", re.IGNORECASE)
# and people leave a blank for the apostrophe: *d energie*
ELIDED_APART = re.compile(
    r"(?<![\w'’])([ldnsjmtc]|qu) (?=[aeiouyhàâäæèéêëîïôöœùûü])", re.IGNORECASE
)
# *co-operative* and *cooperative*, *co-op* and *coop*, *co-working* and *coworking* are one word
HYPHENED = re.compile(r"\b(co)(?:[-‐‑ ](?=op)|[-‐‑](?=[^\W\d_]))", re.IGNORECASE)
# English: *women's* is found by *women*
POSSESSIVE = re.compile(r"(\w\w+)['’]s\b", re.IGNORECASE)
# as they stand in names, and as people shorten them
SHORTENED = {"cooperative": "coop", "cooperatives": "coops", "limited": "ltd"}
# English, French, Spanish and Portuguese say several with an s; these are no plurals
NO_PLURAL = frozenset(
    ("news", "goods", "series", "species", "always", "perhaps", "mathematics", "this")
)
NO_PLURAL_END, PLURAL_IN_ES = ("ss", "us", "sis"), ("xes", "ches", "shes", "sses")
SHORTEST_PLURAL = 4
# Persian parts what belongs together with a sign that nobody sees; many type a blank or nothing
PARTED_WITHIN = re.compile("(?<=[\u0620-\u06ff])\u200c(?=[\u0620-\u06ff])")
ARTICLE = "ال"
# Arabic joins *and*, *with*, *like*, *so* to the article in front of a word
WITH_ARTICLE = ("وال", "بال", "كال", "فال", "وبال", ARTICLE)
# *for* swallows the article, and of a word that begins with l one l: للنحالين, للاجئين
FOR_THE = ("لل", "ولل")
# Amharic and Tigrinya join *of*, *in*, *for*, *from* in front, and *and* behind
ETHIOPIC_FRONT, ETHIOPIC_END = tuple("የበለከ"), "ና"
# the article stands behind in Somali, and changes the last vowel: caano, caanaha
SOMALI_ARTICLE, SOMALI_PLAIN, SHORTEST_SOMALI = "aha", "o", 6
SHORTEST_STEM = 3
# there it is no article
# fmt: off
NO_ARTICLE = frozenset((
    "البوم", "البومات", "الكتروني", "الكترونيه", "الكترونيات", "الكترون", "الماس", "الماني",
    "المانيه", "المانيا", "البانيا", "الباني", "الزهايمر", "الزايمر", "التهاب", "التهابات",
    "الغاء", "الغا", "الزام", "الزامي", "الزاميه", "التزام", "التزامات", "التحاق", "التماس",
    "الياف", "الاف", "الهام", "الله", "الذي", "التي", "الذين", "والدين", "والديه", "والدات",
    "والدي", "والده", "بالغين", "بالغات", "بالونات", "كالسيوم",
))
# fmt: on


class _Letters(dict[int, str]):
    """The table of `str.translate`, filled as letters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = _plain(code)
        return plain


def fold(text: str) -> str:
    """Return the text without case, accents, vowel signs, letter variants and punctuation.

    Folding twice changes nothing, and no text makes it fail.
    """
    if text.isascii():
        return " ".join(text.lower().translate(_LETTERS).split())
    joined = unicodedata.normalize("NFKC", text.translate(_JOINED)).casefold()
    letters = unicodedata.normalize("NFKD", joined).translate(_LETTERS)
    return " ".join(unicodedata.normalize("NFC", letters).replace(*KHMER_BELOW).split())


def words(text: str) -> list[str]:
    """Return the folded words; what is written without blanks comes in overlapping pairs."""
    found: list[str] = []
    for word in fold(text).split():
        for place, run in enumerate(RUNS.split(word)):
            if place % 2 and len(run) > 2:
                found += [run[start : start + 2] for start in range(len(run) - 1)]
            elif run:
                found.append(run)
    return found


def spellings(text: str) -> list[tuple[str, ...]]:
    """Return for each of the `words` what else finds it: without what is joined to it.

    Both the words of a text and the words asked are taken so, and one in common is enough:
    *l'emploi* and *emploi*, *الادخار* and *ادخار* find each other. The last one is the plainest.
    """
    joined = HYPHENED.sub(r"\1", ELIDED_APART.sub(r"\1'", text))
    elided = {fold(first + rest): fold(rest) for first, rest in ELIDED.findall(joined)}
    elided |= {fold(word + "s"): fold(word) for word in POSSESSIVE.findall(joined)}
    if not PARTED_WITHIN.search(joined):
        return [_spelled(word, elided) for word in words(joined)]
    return [spelled for word in joined.split() for spelled in _parted_within(word, elided)]


def _parted_within(word: str, elided: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield the parts of a word, each of which is also found by the whole word."""
    parts = PARTED_WITHIN.split(word)
    whole = words(word) if len(parts) > 1 else []
    yield from ((*whole, *_spelled(one, elided)) for part in parts for one in words(part))


def _spelled(word: str, elided: Mapping[str, str]) -> tuple[str, ...]:
    if word.isascii() or word in elided:
        known = elided.get(word) or SHORTENED.get(word)
        plain = [known] if known else list(_without_somali_article(word))
        plain += [one for many in (word, *plain) for one in _singular(many)]
    else:
        plain = [*_without_arabic_article(word), *_without_ethiopic(word)]
    return tuple(dict.fromkeys((word, *plain)))


def _singular(word: str) -> Iterator[str]:
    if len(word) < SHORTEST_PLURAL or word in NO_PLURAL or not word.isascii():
        return
    if word.endswith("ies"):
        yield word.removesuffix("ies") + "y"
        yield word.removesuffix("s")
    elif word.endswith(PLURAL_IN_ES):
        yield word.removesuffix("es")
    elif word.endswith("s") and not word.endswith(NO_PLURAL_END):
        yield word.removesuffix("s")


def _without_arabic_article(word: str) -> Iterator[str]:
    if word in NO_ARTICLE:
        return
    for joined in FOR_THE:
        if word.startswith(joined) and len(word) - len(joined) >= SHORTEST_STEM:
            yield "ل" + word.removeprefix(joined)
            yield word.removeprefix(joined)
    for joined in WITH_ARTICLE:
        if word.startswith(joined) and len(word) - len(joined) >= SHORTEST_STEM:
            yield word.removeprefix(joined)


def _without_ethiopic(word: str) -> Iterator[str]:
    bare = word.removesuffix(ETHIOPIC_END)
    stems = (bare, *(stem[1:] for stem in (word, bare) if stem[:1] in ETHIOPIC_FRONT))
    if "ሀ" <= word[0] <= "ፚ":
        yield from (stem for stem in stems if stem != word and len(stem) >= SHORTEST_STEM)


def _without_somali_article(word: str) -> Iterator[str]:
    if len(word) >= SHORTEST_SOMALI and word.endswith(SOMALI_ARTICLE):
        yield word.removesuffix(SOMALI_ARTICLE) + SOMALI_PLAIN


def _plain(code: int) -> str:
    letter = chr(code)
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    if category == "Cf" or (category == "Mn" and _among(code, POINTED)) or _among(code, ACCENTS):
        return ""
    return letter if category[0] in "LMN" else " "


def _among(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


_JOINED = dict.fromkeys(map(ord, APOSTROPHES), "")
_LETTERS = _Letters(
    {
        **_JOINED,
        **dict.fromkeys(map(ord, INVISIBLE), ""),
        **{ord(letter): plain for letter, plain in (LATIN | ARABIC).items()},
        **{row + n: chr(stands + n) for row, stands, size in ETHIOPIC for n in range(size)},
        **ETHIOPIC_ALIKE,
    }
)

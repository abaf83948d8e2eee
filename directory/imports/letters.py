"""Whether letters are those that somebody wrote, or what a machine made of them."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

import ftfy
from ftfy.badness import is_bad

REPLACED = "\ufffd"
ALPHABETS = {
    "ca": "àçèéíïòóúü",
    "cs": "áčďéěíňóřšťúůýž",
    "da": "æøåéöäü",
    "de": "äöüßé",
    "en": "éèçñöüïëáíóúâô",
    "es": "áéíñóúüç",
    "fi": "äöåéšž",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "it": "àèéìíîòóùú",
    "nl": "éëèïóöüáçê",
    "no": "æøåéèòôöä",
    "pl": "ąćęłńóśźż",
    "pt": "ãáàâçéêíõóôúü",
    "ro": "ăâîşţșț",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšžćđ",
    "sv": "åäöéüèà",
    "tr": "çğıöşüâîûi̇",
}
"""By language: its letters beyond a to z. Words in others were read in the wrong code page."""
SCRIPTS = {
    **dict.fromkeys(("ar", "fa", "prs", "ps", "ur", "ckb"), "ARABIC"),
    **dict.fromkeys(("ru", "uk", "bg", "sr", "mk", "be"), "CYRILLIC"),
    "el": "GREEK",
    "he": "HEBREW",
    "th": "THAI",
}
SAME = {"bs": "hr", "nb": "no", "nn": "no"}
MOST_FOREIGN = 0.75
"""How much of a longer Latin word may be letters beyond a to z: *příští* is, *ãäÙãÉ* is not."""
LONG = 4
SIGN_INSIDE = re.compile("(?<=[^\\W\\d_])[¡-©«-³¶¸¹»-¿×÷†‡‰‚„]+(?=[^\\W\\d_])")
"""A sign between two letters: *Spó³dzielnia*."""
WORD = re.compile(r"[^\W\d_]+")
MIXED = ("LATIN", "CYRILLIC", "GREEK")
"""Scripts of which no word holds two."""
LEAST_LETTERS = 100
LEAST_OF_ITS_OWN = 0.2


class Writing:
    """Counts the letters of a file, to tell whether they are those of its language at all."""

    def __init__(self, language: str) -> None:
        base = language.split("-")[0]
        self.script = SCRIPTS.get(base, "LATIN" if SAME.get(base, base) in ALPHABETS else "")
        self.letters = self.own = 0

    def count(self, texts: Iterable[str]) -> None:
        """Count the letters of some texts; nothing is known of some languages."""
        for letter in "".join(texts) if self.script else "":
            if letter.isalpha():
                self.letters += 1
                self.own += _script(letter) == self.script

    @property
    def is_anothers(self) -> bool:
        """Tell whether nearly all letters are those of other languages."""
        return self.letters >= LEAST_LETTERS and self.own < LEAST_OF_ITS_OWN * self.letters


def undoubled(text: str) -> str:
    """Return a text that was turned into UTF-8 twice as it was, where that is sure."""
    if text.isascii() or not is_bad(text):
        return text
    plain = ftfy.fix_encoding(text)
    return text if is_garbled(plain) or _mixes_scripts(plain) else plain


def is_garbled(text: str) -> bool:
    """Tell whether letters were lost, or stand beside one another as in no language."""
    return not text.isascii() and (REPLACED in text or is_bad(text))


def are_believable(texts: Iterable[str], language: str) -> bool:
    """Tell whether texts that were read in a guessed code page can be of their language."""
    base = language.split("-")[0]
    return all(_is_believable(text, SAME.get(base, base)) for text in texts if not text.isascii())


def _is_believable(text: str, language: str) -> bool:
    letters, script = ALPHABETS.get(language, ""), SCRIPTS.get(language, "")
    return (
        all(ch.isascii() or ch.lower() in letters or _script(ch) in {script, ""} for ch in text)
        and not is_garbled(text)
        and not SIGN_INSIDE.search(text)
        and not _mixes_scripts(text)
        and not any(_is_odd(word) for word in WORD.findall(text) if not word.isascii())
    )


def _is_odd(word: str) -> bool:
    """Tell of a capital behind a small letter, and of a word of hardly anything but accents."""
    foreign = sum(not ch.isascii() for ch in word)
    is_accents = _script(word[0]) == "LATIN" and foreign > MOST_FOREIGN * max(len(word), LONG)
    return is_accents or any(a.islower() and b.isupper() for a, b in pairwise(word))


def _mixes_scripts(text: str) -> bool:
    return any(
        len({_script(ch) for ch in word}.intersection(MIXED)) > 1 for word in WORD.findall(text)
    )


def _script(letter: str) -> str:
    """Return the script of a letter; empty for signs that belong to every script."""
    return unicodedata.name(letter, "").partition(" ")[0] if letter.isalpha() else ""

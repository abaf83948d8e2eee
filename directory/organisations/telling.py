"""Words that tell what a place is: names, addresses and handles that give a hidden service away.

The list is `sensitive_words` of the vocabulary's rules. It is matched generously: plurals,
articles and elisions do not hide a word, and a joined address (`womensshelter.org`) is read letter
by letter. A listing closed by mistake costs a pin; one open by mistake may cost a life.
"""

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from directory.i18n.folding import fold
from directory.vocabulary.terms import rules

LEAST_JOINED = 8
"""Letters a phrase needs to be looked for inside a joined address: *viol* is in *violin*."""
ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’ʼ`´](?=\w)", re.IGNORECASE)
POSSESSIVE = re.compile(r"['’ʼ`´]s\b", re.IGNORECASE)
CAPITALS = re.compile(r"(?<=[a-z])(?=[A-Z])")
JOINERS = re.compile("[\u200c\u200d]")
ARTICLES = ("ولل", "وال", "بال", "كال", "فال", "لل", "ال")
LEAST_AFTER_ARTICLE = 3
UNSPACED = (("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"))
VOWELS = frozenset("aeiouy")

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class _Phrases:
    """The list, in the three ways it is looked for."""

    as_words: frozenset[Phrase]
    longest: int
    unspaced: tuple[str, ...]
    joined: tuple[str, ...]


@cache
def _phrases() -> _Phrases:
    texts = [text for found in rules()["sensitive_words"]["words"].values() for text in found]
    split = {_stems(text) for text in texts} - {()}
    squeezed = {"".join(phrase) for phrase in split} | {fold(t).replace(" ", "") for t in texts}
    return _Phrases(
        as_words=frozenset(split),
        longest=max(map(len, split)),
        unspaced=tuple(sorted(p for p in squeezed if _is_unspaced(p))),
        joined=tuple(sorted(p for p in squeezed if _can_be_joined(p))),
    )


def tells_of_violence(text: str) -> bool:
    """Tell whether a text holds a phrase of the list, whatever its number, article or elision."""
    phrases = _phrases()
    stems = _stems(text)
    spans = (
        stems[start : start + length]
        for length in range(1, phrases.longest + 1)
        for start in range(len(stems) - length + 1)
    )
    if any(span in phrases.as_words for span in spans):
        return True
    unspaced = fold(text).replace(" ", "")
    return any(phrase in unspaced for phrase in phrases.unspaced)


def address_tells(address: str) -> bool:
    """Tell whether a web or mail address or a handle holds a phrase, parted or joined.

    What follows `?` or `#` is read word by word only: letters drawn at random stand there.
    """
    parted = _parted(unquote(address))
    host_and_path = _parted(unquote(re.split(r"[?#]", address, maxsplit=1)[0]))
    squeezed = fold(host_and_path).replace(" ", "")
    return tells_of_violence(parted) or any(p in squeezed for p in _phrases().joined)


def _parted(text: str) -> str:
    return re.sub(r"[^\w']+|_|\d+", " ", text)


def _stem(word: str) -> str:
    for article in ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= LEAST_AFTER_ARTICLE:
            return word.removeprefix(article)
    return word.removesuffix("s") if len(word) > LEAST_AFTER_ARTICLE else word


def _stems(text: str) -> Phrase:
    apart = CAPITALS.sub(" ", JOINERS.sub(" ", text))
    plain = fold(POSSESSIVE.sub("s", ELIDED.sub(" ", apart)))
    return tuple(_stem(word) for word in plain.split())


def _can_be_joined(phrase: str) -> bool:
    """Long phrases; and acronyms, which have no vowel and are part of no other word."""
    return len(phrase) >= LEAST_JOINED or (phrase.isascii() and not VOWELS & set(phrase))


def _is_unspaced(phrase: str) -> bool:
    return any(first <= letter <= last for letter in phrase for first, last in UNSPACED)

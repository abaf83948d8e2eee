"""One line of words parted into what is wanted and where: *jobs in Zarqa*, *تدريب في إربد*.

Pure: which parts are places is asked of the gazetteer afterwards.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from directory.i18n.folding import fold
from directory.vocabulary.terms import data_file

# the longest names of places that are looked for, in words
LONGEST_PLACE = 4
MOST_WORDS = 12
# a single letter is rather a slip than a place
SHORTEST_PLACE = 2


class Parted(NamedTuple):
    """What and where; `is_told` by a word like *in*, else the place must be called just so."""

    what: str
    where: str
    is_told: bool


def parted(text: str) -> Iterator[Parted]:
    """Yield the ways to part a text, the likeliest first; never the whole text as what."""
    words = text.split()
    if not words or len(words) > MOST_WORDS:
        return
    seen: set[tuple[str, str]] = set()
    for found in (*_told(words), *_between(text), *_untold(words)):
        if found[:2] not in seen and len(fold(found.where)) >= SHORTEST_PLACE:
            seen.add(found[:2])
            yield found


def _told(words: Sequence[str]) -> Iterator[Parted]:
    folded = [fold(word) for word in words]
    for at in range(len(words) - 1, -1, -1):
        for small in _small_words("before"):
            if tuple(folded[at : at + len(small)]) == small:
                yield from _behind(words, at, at + len(small))
        for small in _small_words("behind"):
            if at and tuple(folded[at : at + len(small)]) == small:
                yield from _in_front(words, at, at + len(small))
        for bare in _bared(words[at]):
            yield from _behind([*words[:at], bare, *words[at + 1 :]], at, at)


def _bared(word: str) -> Iterator[str]:
    """Yield a word without the small word that is joined to it."""
    for small in _every("joined"):
        if word.startswith(small):
            yield word.removeprefix(small)
    for small in _every("joined_behind"):
        if word.endswith(small):
            yield word.removesuffix(small)


def _behind(words: Sequence[str], at: int, place: int) -> Iterator[Parted]:
    """The place stands behind the small words, to the end or followed by what is wanted."""
    for end in range(min(len(words), place + LONGEST_PLACE), place, -1):
        if at == 0 or end == len(words):
            yield Parted(_joined_up(words[:at], words[end:]), " ".join(words[place:end]), True)


def _in_front(words: Sequence[str], at: int, end: int) -> Iterator[Parted]:
    """The place stands in front of the small words."""
    for start in range(max(0, at - LONGEST_PLACE), at):
        yield Parted(_joined_up(words[:start], words[end:]), " ".join(words[start:at]), True)


def _between(text: str) -> Iterator[Parted]:
    """In scripts without blanks the small words stand right between the two."""
    for small in _every("between"):
        what, found, where = text.rpartition(small)
        if found and what.strip() and where.strip():
            yield Parted(what.strip(), where.strip(), True)


def _untold(words: Sequence[str]) -> Iterator[Parted]:
    """A place at the end or at the beginning that nothing announces."""
    for size in range(min(LONGEST_PLACE, len(words)), 0, -1):
        yield Parted(" ".join(words[:-size]), " ".join(words[-size:]), False)
        yield Parted(" ".join(words[size:]), " ".join(words[:size]), False)


def _joined_up(*parts: Sequence[str]) -> str:
    return " ".join(word for part in parts for word in part)


@cache
def _every(name: str) -> tuple[str, ...]:
    """Return the small words of all languages as they are written, the longest first."""
    found: Mapping[str, Sequence[str]] = data_file("place_words.json")[name]
    return tuple(
        sorted({one for words in found.values() for one in words}, key=lambda w: (-len(w), w))
    )


@cache
def _small_words(name: str) -> tuple[tuple[str, ...], ...]:
    """Return them folded, in words."""
    return tuple(dict.fromkeys(tuple(fold(one).split()) for one in _every(name)))

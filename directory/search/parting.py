"""One line of words parted into what is wanted and where: *jobs in Zarqa*, *تدريب في إربد*.

Pure: which parts are places is asked of the gazetteer afterwards.
"""

import re
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
# French: near *d'Amman* is near Amman
ELIDED = re.compile(r"\b([dD]['’]) ?(?=\w)")


class Parted(NamedTuple):
    """What and where; `is_told` by a word like *in*, else the place must be called just so."""

    what: str
    where: str
    is_told: bool


def parted(text: str) -> Iterator[Parted]:
    """Yield the ways to part a text, the likeliest first; never the whole text as what."""
    words = ELIDED.sub(r"\1 ", text).split()
    if not words or len(words) > MOST_WORDS:
        return
    seen: set[tuple[str, str]] = set()
    for found in (*_told(words), *_between(text), *_untold(words)):
        if found[:2] not in seen and len(fold(found.where)) >= SHORTEST_PLACE:
            seen.add(found[:2])
            yield found


def _told(words: Sequence[str]) -> Iterator[Parted]:
    folded = [fold(word) for word in words]
    for at in range(len(words), 0, -1):
        for small in small_words("before"):
            if len(small) <= at and tuple(folded[at - len(small) : at]) == small:
                yield from _behind(words, at - len(small), at)
        for small in small_words("behind"):
            if tuple(folded[at : at + len(small)]) == small:
                yield from _in_front(words, at, at + len(small))
        for bare in _without_front(words[at - 1]):
            yield from _behind([*words[: at - 1], bare, *words[at:]], at - 1, at - 1)
        for bare in _without_end(words[at - 1]):
            yield from _in_front([*words[: at - 1], bare, *words[at:]], at, at)


def _without_front(word: str) -> Iterator[str]:
    """Yield a word without the small word that is joined to its front."""
    return (word.removeprefix(small) for small in _every("joined") if word.startswith(small))


def _without_end(word: str) -> Iterator[str]:
    """Yield a word without the small word that is joined to its end."""
    plain = word.replace("’", "'")
    return (plain.removesuffix(one) for one in _every("joined_behind") if plain.endswith(one))


def _behind(words: Sequence[str], at: int, place: int) -> Iterator[Parted]:
    """The place stands behind the small words, to the end or followed by what is wanted."""
    for end in range(min(len(words), place + LONGEST_PLACE), place, -1):
        if at == 0 or end == len(words):
            for where in _forms(words[place:end], "endings"):
                yield Parted(_joined_up(words[:at], words[end:]), where, True)


def _in_front(words: Sequence[str], at: int, end: int) -> Iterator[Parted]:
    """The place stands in front of the small words, perhaps with others joined to it."""
    for start in range(max(0, at - LONGEST_PLACE), at):
        what = _joined_up(words[:start], words[end:])
        yield Parted(what, _joined_up(words[start:at]), True)
        for bare in _without_front(words[start]):
            yield Parted(what, _joined_up([bare], words[start + 1 : at]), True)
        for bare in _without_end(words[at - 1]):
            yield Parted(what, _joined_up(words[start : at - 1], [bare]), True)


def _between(text: str) -> Iterator[Parted]:
    """In scripts without blanks the small words stand right between the two."""
    for small in _every("between"):
        what, _, where = text.rpartition(small)
        if what.strip() and where.strip():
            yield Parted(what.strip(), where.strip(), True)
    for small in _every("between_behind"):
        where, _, what = text.partition(small)
        if what.strip() and where.strip():
            yield Parted(what.strip(), where.strip(), True)


def _untold(words: Sequence[str]) -> Iterator[Parted]:
    """A place at the end or at the beginning that nothing announces, but perhaps its ending."""
    for size in range(min(LONGEST_PLACE, len(words)), 0, -1):
        for what, place in ((words[:-size], words[-size:]), (words[size:], words[:size])):
            yield Parted(_joined_up(what), _joined_up(place), False)
            if what:
                for where in _forms(place, "endings_alone"):
                    yield Parted(_joined_up(what), where, False)


def _forms(place: Sequence[str], endings: str) -> Iterator[str]:
    """Yield a place as it is written, then as it may be called when nothing is asked of it."""
    where = _joined_up(place)
    yield where
    for ending, plain in _endings(endings):
        if where.endswith(ending):
            yield where.removesuffix(ending) + plain


def _joined_up(*parts: Sequence[str]) -> str:
    return ELIDED.sub(r"\1", " ".join(word for part in parts for word in part))


@cache
def _every(name: str) -> tuple[str, ...]:
    """Return the small words of all languages as they are written, the longest first."""
    found: Mapping[str, Sequence[str]] = data_file("place_words.json")[name]
    return tuple(
        sorted({one for words in found.values() for one in words}, key=lambda w: (-len(w), w))
    )


@cache
def small_words(name: str) -> tuple[tuple[str, ...], ...]:
    """Return them folded, in words."""
    return tuple(dict.fromkeys(tuple(fold(one).split()) for one in _every(name)))


@cache
def _endings(name: str) -> tuple[tuple[str, str], ...]:
    """Return endings of places with what stands there in the plain name, the longest first."""
    found: Mapping[str, Sequence[Sequence[str]]] = data_file("place_words.json")[name]
    pairs = {(ending, plain) for rows in found.values() for ending, plain in rows}
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))

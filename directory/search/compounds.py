"""Words written in two that others write in one (*time bank*), and the other way round."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from directory.i18n.folding import RUNS
from directory.search import queries
from directory.search.typed_words import TypedWord

SHORTEST = 4
"""Letters of a part that is a word by itself."""
LONGEST = 30
"""Letters of a word that is parted: each place in it is looked up."""


def otherwise_parted(words: Sequence[TypedWord], *, on: date) -> Iterator[str]:
    """Yield the question with two words in one, then with one in two, as offers say them."""
    yield from _joined(words, on)
    yield from _parted(words, on)


def _joined(words: Sequence[TypedWord], on: date) -> Iterator[str]:
    pairs = {at: one.word + next_one.word for at, (one, next_one) in enumerate(pairwise(words))}
    said = queries.offers_saying_whole({*pairs.values()}, on=on)
    for at, joined in pairs.items():
        if joined in said:
            yield _with(words, {at: joined, at + 1: ""})


def _parted(words: Sequence[TypedWord], on: date) -> Iterator[str]:
    for at, word in enumerate(words):
        ways = [] if word.is_said else list(_parts(word.word))
        said = queries.offers_saying_whole({part for way in ways for part in way}, on=on)
        both = [way for way in ways if said.keys() >= {*way}]
        if both:
            # the rarer part tells whether it is two words at all
            parts = max(both, key=lambda way: min(said[part] for part in way))
            yield _with(words, {at: " ".join(parts)})


def _parts(word: str) -> Iterator[tuple[str, str]]:
    if len(word) <= LONGEST and not RUNS.search(word):
        for at in range(SHORTEST, len(word) - SHORTEST + 1):
            yield word[:at], word[at:]


def _with(words: Sequence[TypedWord], others: Mapping[int, str]) -> str:
    each = (others.get(at, word.typed) for at, word in enumerate(words))
    return " ".join(one for one in each if one)

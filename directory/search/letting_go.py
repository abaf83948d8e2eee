"""Which words of a question to let go where nothing says them all (ADR 21)."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations, islice
from typing import NamedTuple

from directory.search.safety import speaks_of_violence
from directory.search.typed_words import TypedWord, typed_words

MOST = 10
"""Questions tried: each is asked of the index."""
FEWEST_TOLD = 1 / 3
"""Of what all words tell, so much must those tell that are left."""


class Fewer(NamedTuple):
    """The words that are left, and those that are let go and say anything by themselves."""

    words: str
    let_go: tuple[str, ...]


def fewer(q: str, *, on: date) -> Iterator[Fewer]:
    """Yield the question without some of its words, beginning with what loses least.

    What is no word goes in any case, but no town: what is elsewhere was not asked for. What is
    left must tell a good part: *xyz in town* does not ask for whatever is *in*. Nothing leads to
    words of violence (docs/protection.md, 10).
    """
    words = typed_words(q, on=on)
    must_go = {at for at, word in enumerate(words) if not word.is_known}
    must_stay = {at for at, word in enumerate(words) if word.is_place}
    if not must_go & must_stay:
        tried = _ways(words, must_go, must_stay)
        ways = (_without(words, gone) for gone in tried)
        yield from islice((way for way in ways if not speaks_of_violence(way.words)), MOST)


def _ways(words: list[TypedWord], must_go: set[int], must_stay: set[int]) -> Iterator[set[int]]:
    telling = [0.0 if word.is_small else word.telling for word in words]
    said = {at: telling[at] for at in range(len(words)) if at not in must_go}
    may_go = [at for at in said if at not in must_stay]
    ways = [set(gone) for size in range(len(said)) for gone in combinations(may_go, size)]
    for gone in sorted(ways, key=lambda gone: sum(said[at] for at in gone)):
        left = sum(said.values()) - sum(said[at] for at in gone)
        if (gone or must_go) and left > 0 and left >= sum(telling) * FEWEST_TOLD:
            yield gone | must_go


def _without(words: list[TypedWord], gone: set[int]) -> Fewer:
    left = [word.typed for at, word in enumerate(words) if at not in gone]
    let_go = tuple(words[at].typed for at in sorted(gone) if not words[at].is_small)
    return Fewer(" ".join(left), let_go)

"""The order of an answer: which of its organisations stand first."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from pyroaring import BitMap

from directory.organisations.rows import NAME, OPEN
from directory.search.index.answering import Answer
from directory.search.index.bitmaps import either, numbers_of, of_numbers
from directory.search.index.fields import OWN
from directory.search.index.filtering import unsaid
from directory.search.index.layout import Array, Columns, begins, distinct
from directory.search.index.words import Found
from directory.search.wording import CLOSEST, KIND_CALLED, closeness, is_all_name
from directory.vocabulary.everyday import kinds_called

FAR = np.inf
WORTH_IT = 20
"""Times as many as are wanted: putting fewer in order takes no time."""
FEW = 50
"""Of all organisations a fiftieth, so that reading which of them answer takes little."""


class Ranked(NamedTuple):
    """An organisation that answers, with what decides its place."""

    standing: int
    unsaid: int
    score: int
    nearest: float
    """Metres; infinite where nothing is near."""
    checked_and_name: int
    """Its place in this segment by last check, then name."""
    number: int


def first(answer: Answer, most: int) -> list[Ranked]:
    """Return the first organisations, best first.

    Of very many only those are put in order of which all others come behind.
    """
    for few in promising(answer, most):
        if few:
            return _Order(answer, few).first(most)
    return []


def promising(answer: Answer, most: int) -> Iterator[BitMap]:
    """Yield all offers of organisations that have so many first ones among them; all at the end.

    What is left out says a word less well, or comes later by check and name, than so many of which
    each is open and says all that is asked.
    """
    if len(answer.offers) > WORTH_IT * most:
        good = answer.segment.filters.get("standing", str(OPEN)) & answer.offers
        good -= unsaid(answer.segment, answer.criteria)
        for sure, few in _tried(answer, most):
            if _are_so_many(answer, sure & good, most):
                owners = answer.segment.columns.organisation[numbers_of(few)]
                yield answer.segment.offers_of(distinct(owners)) & answer.offers
    yield answer.offers


def _tried(answer: Answer, most: int) -> Iterator[tuple[BitMap, BitMap]]:
    """Yield offers that come first if they are good, and those that any others come behind."""
    if len(answer.words) == 1:
        yield from _by_weight(answer)
    elif not answer.words and answer.here.near is None:
        ranks = answer.segment.columns.rank
        limit = WORTH_IT * most * len(ranks) / len(answer.organisations)
        if limit < len(ranks) / FEW:
            few = answer.segment.offers_of(np.flatnonzero(ranks < limit)) & answer.offers
            yield few, few


def _by_weight(answer: Answer) -> Iterator[tuple[BitMap, BitMap]]:
    """Yield those who say the word best, and those who say it so well that more may decide."""
    levels = sorted(answer.words[0].by_weight.items(), reverse=True)
    reached = BitMap()
    for (_, offers), (below, _) in pairwise(levels):
        reached = reached | (offers & answer.offers)
        most = below + KIND_CALLED
        most += CLOSEST * (most >= NAME)
        sure = [offers for weight, offers in levels if weight > most]
        if sure:
            yield BitMap.union(*sure), reached


def _are_so_many(answer: Answer, offers: BitMap, most: int) -> bool:
    """Tell whether offers are of so many organisations at least; a part of them tells that too."""
    numbers = numbers_of(offers[: WORTH_IT * most])
    return int(np.count_nonzero(begins(answer.segment.columns.organisation[numbers]))) >= most


def distances(answer: Answer, offers: Array) -> Array:
    """Return how many metres away the place of each offer is; infinite if it is not near."""
    away, near = np.full(len(offers), FAR), answer.here.near
    if near is None or not len(near.places):
        return away
    at_point = _are_in(answer.here.offers & answer.segment.filters.get("point", OWN), offers)
    place = answer.segment.columns.place[offers]
    at = np.minimum(np.searchsorted(near.places, place), len(near.places) - 1)
    is_near = (near.places[at] == place) & at_point
    away[is_near] = near.metres[at[is_near]]
    return away


@dataclass(frozen=True)
class _Order:
    """Some organisations of an answer: the offers of each that answer."""

    answer: Answer
    few: BitMap

    @cached_property
    def offers(self) -> Array:
        return numbers_of(self.few)

    @cached_property
    def starts(self) -> Array:
        """Where the offers of each organisation begin."""
        return np.flatnonzero(begins(self.columns.organisation[self.offers]))

    @property
    def columns(self) -> Columns:
        return self.answer.segment.columns

    def first(self, most: int) -> list[Ranked]:
        numbers = self.columns.organisation[self.offers[self.starts]]
        keys = {
            "standing": self._least(self.columns.standing[self.offers]),
            "unsaid": self._least(self._unsaid()),
            "score": self._score(numbers),
            "nearest": self._least(distances(self.answer, self.offers)),
            "rank": self.columns.rank[numbers],
        }
        order = _best(keys, most)
        chosen = (keys[name][order].tolist() for name in keys)
        return [Ranked(*one) for one in zip(*chosen, numbers[order].tolist(), strict=True)]

    def _least(self, values: Array) -> Array:
        return np.asarray(np.minimum.reduceat(values, self.starts))

    def _unsaid(self) -> Array:
        found = unsaid(self.answer.segment, self.answer.criteria)
        return _are_in(found, self.offers).astype(np.uint8)

    def _score(self, numbers: Array) -> Array:
        """Return the score of each organisation, and among names how much of one was typed."""
        asked = self.answer.criteria.q
        if not self.answer.words:
            return np.zeros(len(numbers), dtype=np.uint8)
        score = self._spread(numbers) if self.answer.are_spread else self._together()
        in_name = np.flatnonzero(is_all_name(asked, score))
        name_bytes = np.maximum(self.columns.name_bytes_of(numbers[in_name]), 1)
        score[in_name] += np.clip(closeness(asked, name_bytes), 0, CLOSEST)
        return score

    def _together(self) -> Array:
        """Return the best score of an offer of each."""
        weights = [self._weights(word, self.few)[self.offers] for word in self.answer.words]
        total = np.sum(weights, axis=0, dtype=np.int64) + self._called()
        return np.asarray(np.maximum.reduceat(total, self.starts))

    def _spread(self, numbers: Array) -> Array:
        """Return the sum of the best that any offer of each says each word with."""
        within = self.answer.segment.offers_of(numbers) - self.answer.hidden
        every = numbers_of(within)
        begin = np.searchsorted(self.columns.organisation[every], numbers)
        words = (self._weights(word, within)[every] for word in self.answer.words)
        found = [np.maximum.reduceat(word, begin) for word in words]
        called = np.maximum.reduceat(self._called(), self.starts)
        return np.asarray(np.sum([*found, called], axis=0, dtype=np.int64))

    def _weights(self, word: Found, within: BitMap) -> Array:
        """Return the best weight that each of these offers says the word with."""
        weights = np.zeros(self.answer.segment.offers, dtype=np.uint8)
        for weight, offers in word.by_weight.items():
            weights[numbers_of(offers & within)] = weight
        return weights

    def _called(self) -> Array:
        """Return what offers count for being of a kind that the words call for."""
        filters = self.answer.segment.filters
        called = either(filters.get("kind", kind) for kind in kinds_called(self.answer.criteria.q))
        return _are_in(called, self.offers) * np.uint8(KIND_CALLED)


def _are_in(bitmap: BitMap, offers: Array) -> Array:
    """Tell of each of ascending offers whether a bitmap holds it."""
    found = np.zeros(len(offers), dtype=bool)
    if bitmap:
        found[np.searchsorted(offers, numbers_of(bitmap & of_numbers(offers)))] = True
    return found


def _best(keys: dict[str, Array], most: int) -> Array:
    """Return where the best stand, best first: by standing, whom it is for, score, nearness."""
    columns = [
        keys["standing"],
        keys["unsaid"],
        -keys["score"].astype(np.int32),
        keys["nearest"],
        keys["rank"],
    ]
    size = len(keys["rank"])
    chosen = np.arange(size)
    if size > 4 * most:
        chosen = _candidates(columns, most)
    order = np.lexsort([column[chosen] for column in reversed(columns)])
    return np.asarray(chosen[order[:most]])


def _candidates(columns: list[Array], most: int) -> Array:
    """Return what may be among the first: sorting all of a heavy word would take long."""
    chosen = np.arange(len(columns[0]))
    kept: list[Array] = []
    for column in columns:
        values = column[chosen]
        left = most - sum(map(len, kept))
        if len(chosen) <= left:
            break
        limit = np.partition(values, left - 1)[left - 1]
        kept.append(chosen[values < limit])
        chosen = chosen[values == limit]
    return np.concatenate([*kept, chosen])

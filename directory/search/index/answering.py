"""The answer of one segment to one question: offers, counts, and the first organisations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
from pyroaring import BitMap

from directory.search.criteria import Criteria
from directory.search.index.bitmaps import numbers_of, of_numbers
from directory.search.index.fields import ON_THE_MAP, OWN
from directory.search.index.filtering import (
    Here,
    every_offer,
    is_here,
    not_shown,
    passing,
    somewhere,
    still_given,
    unsaid,
)
from directory.search.index.layout import Array, distinct
from directory.search.index.segment import Part, Segment
from directory.search.index.words import Found, find_word
from directory.search.where import Where
from directory.search.wording import KIND_CALLED, asked_words, closeness, is_all_name
from directory.vocabulary.everyday import kinds_called

FAR = np.inf


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


class Heads(NamedTuple):
    """Offers that answer: the first of each organisation; the only ones of theirs; all others."""

    first: BitMap
    alone: BitMap
    several: BitMap


@dataclass(frozen=True)
class Answer:
    """The offers of a segment that answer, and those of them that are where it was asked."""

    segment: Segment
    criteria: Criteria
    offers: BitMap
    here: Here
    hidden: BitMap
    """Offers that are not given that day, or are no more."""
    words: Sequence[Found]
    are_spread: bool

    @cached_property
    def on_the_map(self) -> BitMap:
        """The offers that are here and have a point."""
        return self.offers & self.here.offers & self.segment.filters.get("point", ON_THE_MAP)

    @cached_property
    def places(self) -> Array:
        """The places on the map, ascending, each once."""
        columns = self.segment.columns
        shown = np.zeros(len(columns.lon), dtype=bool)
        shown[columns.place[numbers_of(self.on_the_map)]] = True
        return np.flatnonzero(shown).astype(np.uint32)  # answers are kept, and may be millions

    @cached_property
    def organisations(self) -> BitMap:
        """The organisations that answer."""
        return self._owners(self.offers)

    @cached_property
    def elsewhere(self) -> BitMap:
        """The organisations that have no place on the map here."""
        return self.organisations - self._owners(self.on_the_map)

    @cached_property
    def serving(self) -> int:
        """How many of those elsewhere serve people here."""
        serves = self._owners(self.offers - self.here.offers)
        return self.elsewhere.intersection_cardinality(serves)

    @cached_property
    def heads(self) -> Heads:
        """The offers that answer, by whether others of the same organisation do."""
        offers = numbers_of(self.offers)
        if not len(offers):
            return Heads(BitMap(), BitMap(), BitMap())
        owner = self.segment.columns.organisation[offers]
        is_first = np.r_[True, owner[1:] != owner[:-1]]
        is_alone = is_first & np.r_[is_first[1:], True]
        first, alone = of_numbers(offers[is_first]), of_numbers(offers[is_alone])
        return Heads(first, alone, self.offers - alone)

    def first(self, most: int) -> list[Ranked]:
        """Return the first organisations, best first."""
        offers = numbers_of(self.offers)
        if not len(offers):
            return []
        columns = self.segment.columns
        owner = columns.organisation[offers]
        starts = np.flatnonzero(np.r_[True, np.diff(owner) != 0])
        keys = {
            "standing": np.minimum.reduceat(columns.standing[offers], starts),
            "unsaid": self._unsaid(offers, starts),
            "score": self._ranked(offers, starts),
            "nearest": self._nearest(offers, starts),
            "rank": columns.rank[owner[starts]],
        }
        order = _best(keys, most)
        numbers = owner[starts[order]]
        chosen = (keys[name][order].tolist() for name in keys)
        return [Ranked(*one) for one in zip(*chosen, numbers.tolist(), strict=True)]

    def _owners(self, offers: BitMap) -> BitMap:
        return of_numbers(distinct(self.segment.columns.organisation[numbers_of(offers)]))

    def _unsaid(self, offers: Array, starts: Array) -> Array:
        found = unsaid(self.segment, self.criteria)
        if not found:
            return np.zeros(len(starts), dtype=np.uint8)
        return np.minimum.reduceat(self._dense(found)[offers], starts)

    def _ranked(self, offers: Array, starts: Array) -> Array:
        """Return the score of each organisation, and among names how much of one was typed."""
        score = self._scores(offers, starts)
        if not self.words:
            return score
        in_name = np.flatnonzero(is_all_name(self.criteria.q, score))
        numbers = self.segment.columns.organisation[offers[starts[in_name]]]
        close = closeness(
            self.criteria.q, np.maximum(self.segment.columns.name_bytes_of(numbers), 1)
        )
        score[in_name] += np.clip(close, 0, 3)
        return score

    def _scores(self, offers: Array, starts: Array) -> Array:
        """Return the best score of each organisation; of spread words those of each may differ."""
        if not self.words:
            return np.zeros(len(starts), dtype=np.uint8)
        if not self.are_spread:
            weights = [self._weights(word, self.offers)[offers] for word in self.words]
            total = np.sum(weights, axis=0, dtype=np.int64)
            return np.asarray(np.maximum.reduceat(total + self._called()[offers], starts))
        columns = self.segment.columns
        numbers = columns.organisation[offers[starts]]
        within = self.segment.offers_of(numbers) - self.hidden
        every = numbers_of(within)
        begin = np.searchsorted(columns.organisation[every], numbers)
        found = [np.maximum.reduceat(self._weights(w, within)[every], begin) for w in self.words]
        called = np.maximum.reduceat(self._called()[offers], starts)
        return np.asarray(np.sum([*found, called], axis=0, dtype=np.int64))

    def _weights(self, word: Found, within: BitMap) -> Array:
        """Return the best weight that each of these offers says the word with."""
        weights = np.zeros(self.segment.offers, dtype=np.uint8)
        for weight, offers in word.by_weight.items():
            weights[numbers_of(offers & within)] = weight
        return weights

    def _called(self) -> Array:
        """Return what offers count for being of a kind that the words call for."""
        kinds = kinds_called(self.criteria.q)
        offers = (self.segment.filters.get("kind", kind) for kind in kinds)
        return self._dense(BitMap.union(BitMap(), *offers) & self.offers) * np.uint8(KIND_CALLED)

    def _dense(self, bitmap: BitMap) -> Array:
        found = np.zeros(self.segment.offers, dtype=np.uint8)
        found[numbers_of(bitmap)] = 1
        return found

    def _nearest(self, offers: Array, starts: Array) -> Array:
        if self.here.near is None:
            return np.full(len(starts), FAR)
        return np.minimum.reduceat(self.distances(offers), starts)

    def distances(self, offers: Array) -> Array:
        """Return how many metres away the place of each offer is; infinite if it is not near."""
        away, near = np.full(len(offers), FAR), self.here.near
        if near is None or not len(near.places):
            return away
        at_point = self._dense(self.here.offers & self.segment.filters.get("point", OWN))
        place = self.segment.columns.place[offers]
        at = np.minimum(np.searchsorted(near.places, place), len(near.places) - 1)
        is_near = (near.places[at] == place) & (at_point[offers] == 1)
        away[is_near] = near.metres[at[is_near]]
        return away


def answer(
    part: Part, criteria: Criteria, where: Where, *, on: date, at_once: bool = False
) -> Answer:
    """Return what a part of the index answers to a question on a day.

    `at_once`: as if something were asked of a service, so that one offer must say all words.
    """
    segment, dead = part.segment, part.dead
    here = is_here(segment, where)
    hidden = not_shown(segment, on) | dead
    filters = [*passing(segment, criteria, on=on), *somewhere(segment, where, here)]
    if at_once:
        filters.append(still_given(segment))
    asked = asked_words(criteria.q)
    words = [find_word(segment, word) for word in asked]
    together = at_once or criteria.asks_of_service or where.is_narrow or len(words) < 2
    if together:
        offers = _all_of([*filters, *(word.every for word in words)], segment) - hidden
    else:
        offers = _spread(segment, words, hidden) & _all_of(filters, segment)
    return Answer(segment, criteria, offers, here, hidden, words, not together)


def _all_of(sets: list[BitMap], segment: Segment) -> BitMap:
    if not sets:
        return every_offer(segment)
    return BitMap.intersection(*sorted(sets, key=len))


def _spread(segment: Segment, words: list[Found], hidden: BitMap) -> BitMap:
    """Return the offers of organisations that say all words somewhere.

    All their offers, where the organisation itself says all; else those that say what it does not.
    """
    owner = segment.columns.organisation
    within: BitMap | None = None
    for word in sorted(words, key=lambda one: len(one.every)):
        says = word.every - hidden if within is None else (word.every & within) - hidden
        within = segment.offers_of(distinct(owner[numbers_of(says)]))
    assert within is not None  # noqa: S101 - there are words
    itself = BitMap.intersection(*(word.own for word in words))
    missing = BitMap.union(*(word.every - word.own for word in words))
    return (within & (itself | missing)) - hidden


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

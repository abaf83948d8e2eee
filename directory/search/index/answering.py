"""The answer of one segment to one question: its offers, organisations and places, counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from pyroaring import BitMap

from directory.search.criteria import Criteria
from directory.search.index.bitmaps import Key, numbers_of, of_numbers
from directory.search.index.fields import OF_WHOLE, ON_THE_MAP
from directory.search.index.filtering import (
    Here,
    every_offer,
    is_here,
    not_shown,
    passing,
    somewhere,
    still_given,
)
from directory.search.index.layout import Array, begins, distinct, numbers_in
from directory.search.index.segment import Part, Segment
from directory.search.index.words import Found, find_word
from directory.search.where import Where
from directory.search.wording import asked_words

FEW = 4
"""Less than a fourth of an answer is counted sooner than the answer."""
MANY = 20_000
"""Organisations that are counted by value; the offers of fewer are counted one by one."""


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
    wider: "Answer | None" = None
    """An answer that these offers are nearly all of, which is counted too."""

    @cached_property
    def on_the_map(self) -> BitMap:
        """The offers that are here and have a point."""
        return self.offers & self.here.offers & self._pointed

    @cached_property
    def places(self) -> Array:
        """The places on the map, ascending, each once."""
        columns = self.segment.columns
        shown = np.zeros(len(columns.lon), dtype=bool)
        shown[columns.place[numbers_of(self.on_the_map)]] = True
        return np.flatnonzero(shown).astype(np.uint32)  # answers are kept, and may be millions

    @cached_property
    def _parts(self) -> tuple[BitMap, BitMap]:
        """The organisations of which all offers answer, and the offers of the others that do.

        What is known of whole organisations need not be asked of each of their offers.
        """
        if self.wider is not None and self._less is not None:
            whole, rest = self.wider._parts
            fewer = self._owners(self._less)
            no_longer = self.segment.offers_of(numbers_of(fewer & whole))
            return whole - fewer, (rest | no_longer) & self.offers
        columns, offers = self.segment.columns, numbers_of(self.offers)
        owner = np.take(columns.organisation, offers)
        starts = np.flatnonzero(begins(owner))
        counts, numbers = np.diff(starts, append=len(offers)), np.take(owner, starts)
        is_whole = counts == np.take(np.diff(columns.first_offer), numbers)
        others = numbers_in(starts[~is_whole], (starts + counts)[~is_whole])
        return of_numbers(numbers[is_whole]), of_numbers(offers[others])

    @cached_property
    def _less(self) -> BitMap | None:
        """What a wider answer has more; None where that is more than a little."""
        if self.wider is None or not self.offers.issubset(self.wider.offers):
            return None
        found = self.wider.offers - self.offers
        return found if len(found) * FEW <= len(self.offers) else None

    @cached_property
    def organisations(self) -> BitMap:
        """The organisations that answer."""
        whole, rest = self._parts
        return whole | self._owners(rest)

    @cached_property
    def places_shown(self) -> int:
        """How many places on the map there are."""
        if not self.here.is_everywhere:
            return len(self.places)
        (whole, rest), columns = self._parts, self.segment.columns
        others = np.take(columns.place, numbers_of(rest & self._pointed))
        shown = columns.places_shown[numbers_of(whole)]
        return int(shown.sum(dtype=np.int64)) + len(distinct(np.sort(others)))

    @cached_property
    def elsewhere(self) -> BitMap:
        """The organisations that have no place on the map here."""
        if not self.here.is_everywhere:
            return self.organisations - self._owners(self.on_the_map)
        whole, rest = self._parts
        shown = self.segment.filters.get(OF_WHOLE["point"], ON_THE_MAP) & whole
        return self.organisations - (shown | self._owners(rest & self._pointed))

    @property
    def _pointed(self) -> BitMap:
        return self.segment.filters.get("point", ON_THE_MAP)

    @cached_property
    def serving(self) -> int:
        """How many of those elsewhere serve people here."""
        serves = self._owners(self.offers - self.here.offers)
        return self.elsewhere.intersection_cardinality(serves)

    @cached_property
    def _marked(self) -> dict[Key, int]:
        """How many organisations have each of the values that are marked."""
        return dict(zip(self.segment.marks.keys, self._counts.tolist(), strict=True))

    @cached_property
    def _counts(self) -> Array:
        """How many organisations have each marked value, in the order of the marks.

        What a wider answer counts is counted again for those alone that have more offers there.
        """
        marks, columns = self.segment.marks, self.segment.columns
        if self.wider is not None and self._less is not None:
            touched = self.segment.offers_of(numbers_of(self._owners(self._less)))
            before, now = (
                marks.count_offers(each.offers & touched, columns) for each in (self.wider, self)
            )
            return np.asarray(self.wider._counts - before + now)
        whole, rest = self._parts
        if len(whole) < MANY:
            return marks.count_offers(self.offers, columns)
        return np.asarray(marks.count_organisations(whole) + marks.count_offers(rest, columns))

    def count(self, field: str, value: str) -> int:
        """Return how many organisations have a value of a filter at an offer that answers."""
        if (field, value) in self.segment.marks:
            return self._marked[field, value]
        offers = self.segment.filters.get(field, value)
        if field not in OF_WHOLE:
            return self.count_among(offers)
        whole, rest = self._parts
        owners = self.segment.filters.get(OF_WHOLE[field], value)
        others = self._count(rest & offers) if rest.intersect(offers) else 0
        return whole.intersection_cardinality(owners) + others

    def count_among(self, offers: BitMap) -> int:
        """Return how many organisations have one of these offers, which answers."""
        return self._count(self.offers & offers) if self.offers.intersect(offers) else 0

    def _count(self, offers: BitMap) -> int:
        owner = self.segment.columns.organisation[numbers_of(offers)]
        return int(np.count_nonzero(begins(owner)))

    def _owners(self, offers: BitMap) -> BitMap:
        return of_numbers(distinct(self.segment.columns.organisation[numbers_of(offers)]))


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

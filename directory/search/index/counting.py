"""How many organisations each value of a filter would leave, under the other filters chosen."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from pyroaring import BitMap

from directory.search.criteria import CHECKED_WITHIN, Criteria, groups, kinds_of_need, needs
from directory.search.facets import FACETS, UNSAID, Facet
from directory.search.index.answering import Answer
from directory.search.index.bitmaps import numbers_of
from directory.search.index.fields import ABOUT, CHOSEN_GROUP
from directory.search.index.filtering import any_of, checked_since_day, in_regions, of_need
from directory.search.index.layout import Array
from directory.search.index.segment import Segment
from directory.search.moments import checked_since
from directory.search.where import Where
from directory.vocabulary.terms import need_of_kind, vocabulary

Sets = Callable[[Segment], Iterator[tuple[str, BitMap]]]


@dataclass(frozen=True)
class Counting:
    """One filter: the question without it, and the offers of each of its values.

    `at_once`: with a value chosen all words must be said of one offer, so they must be here too.
    `of_all`: all offers of an organisation have the same values.
    """

    name: str
    criteria: Criteria
    where: Where
    at_once: bool
    sets: Sets
    of_all: bool = False


def countings(criteria: Criteria, where: Where, *, on: date) -> Iterator[Counting]:
    """Yield what is to be counted beside a question."""
    for facet in FACETS:
        without = criteria.but(**{facet.name: ()})
        of_all = not facet.of_service
        yield Counting(facet.name, without, where, facet.of_service, _of_facet(facet), of_all)
    yield Counting("need", criteria.but(need=()), where, True, _of_needs(criteria.need))
    yield Counting("for", criteria.but(for_group=""), where, True, _of_groups)
    yield Counting("checked", criteria.but(checked=0), where, False, _of_checks(on), True)
    if criteria.near or criteria.place:
        return  # which place is meant hangs on the country that is chosen
    anywhere = replace(where, countries=())
    yield Counting("country", criteria.but(country=()), anywhere, True, _of_countries)
    if criteria.one_country:
        inside = replace(where, regions=())
        sets = _of_regions(criteria.one_country)
        yield Counting("region", criteria.but(region=()), inside, True, sets)


def count_values(answers: Iterable[Answer], counting: Counting) -> dict[str, int]:
    """Return how many of the organisations that answer have each value; none is left out."""
    found: Counter[str] = Counter()
    for each in answers:
        heads, owner = each.heads, each.segment.columns.organisation
        for value, having in counting.sets(each.segment):
            if counting.of_all:
                found[value] += heads.first.intersection_cardinality(having)
                continue
            found[value] += heads.alone.intersection_cardinality(having)
            both = heads.several & having
            if both:
                found[value] += _runs(owner[numbers_of(both)])
    return {value: organisations for value, organisations in found.items() if organisations}


def _runs(ascending: Array) -> int:
    """Return how many different numbers there are."""
    return 1 + int(np.count_nonzero(ascending[1:] != ascending[:-1]))


def _of_facet(facet: Facet) -> Sets:
    def sets(segment: Segment) -> Iterator[tuple[str, BitMap]]:
        values = facet.values() if facet.values else segment.filters.values_of(facet.field)
        for value in dict.fromkeys((*values, UNSAID)):
            yield value, any_of(segment, facet.field, (value,))

    return sets


def _of_needs(chosen: tuple[str, ...]) -> Sets:
    """Tiles, and the kinds of those that are chosen."""
    possible = needs()
    tiles = [code for code in vocabulary()["public_need"] if code in possible]
    near = {need_of_kind().get(code, code) for code in chosen}
    kinds = {kind for tile in near for kind in kinds_of_need(tile)} & possible

    def sets(segment: Segment) -> Iterator[tuple[str, BitMap]]:
        for code in (*tiles, *sorted(kinds)):
            yield code, of_need(segment, code)

    return sets


def _of_groups(segment: Segment) -> Iterator[tuple[str, BitMap]]:
    for group in groups():
        yield group, segment.filters.get(CHOSEN_GROUP, group)


def _of_checks(on: date) -> Sets:
    def sets(segment: Segment) -> Iterator[tuple[str, BitMap]]:
        for months in CHECKED_WITHIN:
            yield str(months), checked_since_day(segment, checked_since(months, on=on))

    return sets


def _of_countries(segment: Segment) -> Iterator[tuple[str, BitMap]]:
    for code in segment.filters.values_of(ABOUT):
        yield code, segment.filters.get(ABOUT, code)


def _of_regions(country: str) -> Sets:
    def sets(segment: Segment) -> Iterator[tuple[str, BitMap]]:
        filters = segment.filters
        for code in {*filters.values_of("region"), *filters.values_of("serves_region")}:
            if code.startswith(f"{country}."):
                yield code, in_regions(segment, (code,))

    return sets

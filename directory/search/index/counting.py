"""How many organisations each value of a filter would leave, under the other filters chosen."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from directory.search.criteria import CHECKED_WITHIN, Criteria, groups, kinds_of_need, needs
from directory.search.facets import FACETS, HOURS, NOW, UNSAID, Facet
from directory.search.index.answering import Answer
from directory.search.index.bitmaps import numbers_of
from directory.search.index.fields import ABOUT, CHOSEN_GROUP
from directory.search.index.filtering import any_of, field_of_need, in_regions
from directory.search.moments import checked_since
from directory.search.where import Where
from directory.vocabulary.terms import need_of_kind, vocabulary

HowMany = Callable[[Answer], Iterator[tuple[str, int]]]
"""Yields values with how many organisations of an answer have each."""


@dataclass(frozen=True)
class Counting:
    """One filter: the question without it, and how its values are counted.

    `at_once`: with a value chosen all words must be said of one offer, so they must be here too.
    """

    name: str
    criteria: Criteria
    where: Where
    at_once: bool
    counts: HowMany


def countings(criteria: Criteria, where: Where, *, on: date) -> Iterator[Counting]:
    """Yield what is to be counted beside a question."""
    for facet in FACETS:
        without = criteria.but(**{facet.name: ()})
        yield Counting(facet.name, without, where, facet.of_service, _of_facet(facet))
    yield Counting("need", criteria.but(need=()), where, True, _of_needs(criteria.need))
    yield Counting("for", criteria.but(for_group=""), where, True, _of_groups)
    yield Counting("checked", criteria.but(checked=0), where, False, _of_checks(on))
    if criteria.near or criteria.place:
        return  # which place is meant hangs on the country that is chosen
    anywhere = replace(where, countries=())
    yield Counting("country", criteria.but(country=()), anywhere, True, _of_countries)
    if criteria.one_country:
        inside = replace(where, regions=())
        counts = _of_regions(criteria.one_country)
        yield Counting("region", criteria.but(region=()), inside, True, counts)


def count_values(answers: Iterable[Answer], counting: Counting) -> dict[str, int]:
    """Return how many of the organisations that answer have each value; none is left out."""
    found: Counter[str] = Counter()
    for each in answers:
        for value, organisations in counting.counts(each):
            found[value] += organisations
    return {value: organisations for value, organisations in found.items() if organisations}


def _of_facet(facet: Facet) -> HowMany:
    if facet.field == HOURS:
        return _of_hours

    def counts(answer: Answer) -> Iterator[tuple[str, int]]:
        filters = answer.segment.filters
        values = facet.values() if facet.values else filters.values_of(facet.field)
        for value in dict.fromkeys((*values, UNSAID)):
            yield value, answer.count(facet.field, value)

    return counts


def _of_hours(answer: Answer) -> Iterator[tuple[str, int]]:
    for value in (NOW, UNSAID):
        yield value, answer.count_among(any_of(answer.segment, HOURS, (value,)))


def _of_needs(chosen: tuple[str, ...]) -> HowMany:
    """Tiles, and the kinds of those that are chosen."""
    possible = needs()
    tiles = [code for code in vocabulary()["public_need"] if code in possible]
    near = {need_of_kind().get(code, code) for code in chosen}
    kinds = {kind for tile in near for kind in kinds_of_need(tile)} & possible

    def counts(answer: Answer) -> Iterator[tuple[str, int]]:
        for code in (*tiles, *sorted(kinds)):
            yield code, answer.count(field_of_need(code), code)

    return counts


def _of_groups(answer: Answer) -> Iterator[tuple[str, int]]:
    for group in groups():
        yield group, answer.count(CHOSEN_GROUP, group)


def _of_checks(on: date) -> HowMany:
    def counts(answer: Answer) -> Iterator[tuple[str, int]]:
        checked = answer.segment.columns.checked[numbers_of(answer.organisations)]
        for months in CHECKED_WITHIN:
            day = checked_since(months, on=on).toordinal()
            yield str(months), int(np.count_nonzero(checked >= day))

    return counts


def _of_countries(answer: Answer) -> Iterator[tuple[str, int]]:
    for code in answer.segment.filters.values_of(ABOUT):
        yield code, answer.count(ABOUT, code)


def _of_regions(country: str) -> HowMany:
    def counts(answer: Answer) -> Iterator[tuple[str, int]]:
        segment = answer.segment
        filters = segment.filters
        for code in {*filters.values_of("region"), *filters.values_of("serves_region")}:
            if code.startswith(f"{country}."):
                yield code, answer.count_among(in_regions(segment, (code,)))

    return counts

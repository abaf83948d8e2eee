"""What is on, each to be taken off by itself: the words, the place, and every value of a filter."""

from collections.abc import Iterator
from typing import NamedTuple

from flask_babel import gettext as _
from markupsafe import Markup

from directory.gazetteer.queries import PlaceFound, country_name, region_names
from directory.search.boxes import LEGENDS, Words, words_of, words_of_months
from directory.search.criteria import Criteria, chosen
from directory.search.facets import UNSAID
from directory.vocabulary.labels import label
from directory.vocabulary.terms import need_of_kind
from directory.web.templates import isolated


class Chip(NamedTuple):
    """What is on, in words, and the question without it."""

    words: Words | Markup
    without: Criteria
    is_of_reader: bool = False
    """Whether it says whom the reader belongs to: on no paper and in no file (protection.md, 4)."""


def chips(criteria: Criteria, place: PlaceFound | None, locale: str) -> list[Chip]:
    """Return what is on, in the order of the form; `place`: how the words of a place were read."""
    found = [
        *_typed(criteria, place, locale),
        *_needs(criteria, locale),
        *_facets(criteria, locale),
    ]
    return [*found, *_others(criteria), *_where(criteria, locale), *_group(criteria, locale)]


def _typed(criteria: Criteria, place: PlaceFound | None, locale: str) -> Iterator[Chip]:
    if criteria.q:
        yield Chip(isolated(criteria.q), criteria.but(q=""))
    if criteria.near or criteria.place:
        said = criteria.near or (place.name_in(locale) if place else criteria.place)
        yield Chip(isolated(said), criteria.but(near="", place="", within=0))


def _needs(criteria: Criteria, locale: str) -> Iterator[Chip]:
    for need in criteria.need:
        list_code = "service_kind" if need in need_of_kind() else "public_need"
        yield Chip(label(list_code, need, locale), criteria.less("need", need))


def _facets(criteria: Criteria, locale: str) -> Iterator[Chip]:
    for facet, values in chosen(criteria):
        for value in values:
            words = words_of(facet.name, value, locale)
            if value == UNSAID:
                # Translators: a filter that is on and its value, for example "Cost: does not say"
                words = _("%(filter)s: %(value)s", filter=LEGENDS[facet.name], value=words)
            yield Chip(words, criteria.less(facet.name, value))


def _others(criteria: Criteria) -> Iterator[Chip]:
    if criteria.checked:
        # Translators: %(time)s is for example "3 months"
        words = _("Checked within %(time)s", time=words_of_months(criteria.checked))
        yield Chip(words, criteria.but(checked=0))
    if criteria.organisation:
        yield Chip(_("One organisation"), criteria.but(organisation=""))


def _where(criteria: Criteria, locale: str) -> Iterator[Chip]:
    for code in criteria.country:
        yield Chip(country_name(code, locale), criteria.less("country", code))
    names = region_names(criteria.region, locale)
    for code in criteria.region:
        yield Chip(names.get(code, code), criteria.less("region", code))


def _group(criteria: Criteria, locale: str) -> Iterator[Chip]:
    if criteria.for_group:
        words = label("public_group", criteria.for_group, locale)
        yield Chip(words, criteria.but(for_group=""), is_of_reader=True)

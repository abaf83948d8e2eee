"""The boxes of the filters: every value that somebody here can answer to, and how many would."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _

from directory.gazetteer.countries import key_of
from directory.gazetteer.queries import country_name, region_names
from directory.i18n.locales import language_name
from directory.organisations.said import FREE, NO_PAPERS, YES
from directory.search.criteria import CHECKED_WITHIN, Criteria, groups, needs
from directory.search.facets import BY_NAME, FACETS, NOW, UNSAID, Facet
from directory.search.queries import countries
from directory.search.results import Counts
from directory.vocabulary.everyday import everyday_languages
from directory.vocabulary.labels import label
from directory.vocabulary.terms import need_of_kind, vocabulary
from directory.web.templates import number

Words: TypeAlias = str | LazyString
LEGENDS: dict[str, Words] = {
    "need": _("What kind of help"),
    "country": _("Country"),
    "region": _("Region"),
    # Translators: a filter: how long ago the last check may be: "Checked within 3 months"
    "checked": _("Checked within"),
    "for": _("For whom"),
    "fee": _("Cost"),
    "documents": _("Papers"),
    "open": _("Opening hours"),
    "women_staff": _("Women among the staff"),
    "access": _("How to get in"),
    "language": _("They speak"),
    "audience": _("Especially for"),
    "kind": _("Kind of organisation"),
    "cooperative_type": _("Type of cooperative"),
    "activity": _("Trade"),
    "joining": _("Who can join"),
}
YES_WORDS: dict[tuple[str, str], Words] = {
    ("fee", FREE): _("Free"),
    ("documents", NO_PAPERS): _("No papers asked"),
    ("open", NOW): _("Open now"),
    ("women_staff", YES): _("You can speak with a woman"),
    ("joining", YES): _("People of other nationalities can join"),
}
"""Filters of one value: it alone says what is meant."""
BY_COUNT = frozenset({"language", "activity", "audience"})
"""Long lists: what most offer comes first."""


@dataclass(frozen=True)
class Option:
    """One value: what it is called, how many organisations answer with it, whether it is chosen.

    `count` None: nobody has counted.
    """

    value: str
    words: Words
    count: int | None
    is_chosen: bool

    @property
    def counted(self) -> str:
        """What it is called, with how many answer."""
        return str(self.words) if self.count is None else f"{self.words} ({number(self.count)})"


@dataclass(frozen=True)
class Box:
    """One filter and the values to choose from, those left out that nothing would answer."""

    name: str
    legend: Words
    options: tuple[Option, ...]

    @property
    def chosen(self) -> tuple[Option, ...]:
        """The values that are on."""
        return tuple(option for option in self.options if option.is_chosen)

    @property
    def shown(self) -> tuple[Option, ...]:
        """The values of a filter of one: *does not say* only where that is chosen, in words."""
        # Translators: a box to tick under a filter such as "Free": those whose cost nobody knows
        silent = _("also those that do not say: %(filter)s", filter=self.legend)
        named = (replace(one, words=silent) if one.value == UNSAID else one for one in self.options)
        return tuple(one for one in named if one.value != UNSAID or self.chosen)


def ticks(criteria: Criteria, counts: Counts | None, locale: str) -> list[Box]:
    """Return the filters of one value, which need no box of their own."""
    return [_box(facet, criteria, counts, locale) for facet in FACETS if _is_tick(facet)]


def boxes(criteria: Criteria, counts: Counts | None, locale: str) -> list[Box]:
    """Return the filters of several values."""
    found = (_box(facet, criteria, counts, locale) for facet in FACETS if not _is_tick(facet))
    return [box for box in found if box.options]


def needs_box(criteria: Criteria, counts: Counts | None, locale: str) -> Box:
    """Return the tiles, and behind each that is chosen the kinds it can be narrowed to."""
    return _listed("need", _needs(criteria, counts, locale))


def _needs(criteria: Criteria, counts: Counts | None, locale: str) -> Iterator[Option]:
    possible = needs()
    tiles = {need_of_kind().get(need, need) for need in criteria.need}
    known = None if counts is None else counts.get("need", {})
    for tile in vocabulary()["public_need"].values():
        if tile.code not in possible:
            continue
        kinds = [kind for kind in tile.facts["service_kinds"] if kind in possible]
        behind = kinds if tile.code in tiles else []
        for code, list_code in [(tile.code, "public_need"), *((k, "service_kind") for k in behind)]:
            option = _option(code, label(list_code, code, locale), known, criteria.need)
            if option.is_chosen or option.count != 0:
                yield option


def countries_box(criteria: Criteria, counts: Counts | None, locale: str) -> Box:
    """Return the countries in which something is offered, by name."""
    known = None if counts is None else counts.get("country")
    codes = countries() if known is None else known
    named = ((code, country_name(code, locale)) for code in {*codes, *criteria.country})
    found = (_option(code, words, known, criteria.country) for code, words in named)
    return _listed("country", _by_name(found))


def regions_box(criteria: Criteria, counts: Counts | None, locale: str) -> Box:
    """Return the regions of the one country that is chosen, by name."""
    known = None if counts is None else counts.get("region")
    names = region_names({*(known or ()), *criteria.region}, locale)
    found = (_option(code, words, known, criteria.region) for code, words in names.items())
    return _listed("region", _by_name(found))


def checks_box(criteria: Criteria, counts: Counts | None) -> Box:
    """Return how long ago the last check may be, in months."""
    known = None if counts is None else counts.get("checked", {})
    chosen = (str(criteria.checked),)
    named = ((str(months), words_of_months(months)) for months in CHECKED_WITHIN)
    return _listed("checked", (_option(code, words, known, chosen) for code, words in named))


def words_of_months(months: int) -> str:
    """Return a length of time in words."""
    return str(ngettext("%(count)s month", "%(count)s months", months, count=number(months)))


def groups_box(criteria: Criteria, counts: Counts | None, locale: str) -> Box:
    """Return the groups that readers choose from; who does not say is counted with each."""
    known = None if counts is None else counts.get("for", {})
    named = ((code, label("public_group", code, locale)) for code in groups())
    chosen = (criteria.for_group,)
    return _listed("for", (_option(code, words, known, chosen) for code, words in named))


def words_of(name: str, value: str, locale: str) -> Words:
    """Return what a value of a filter is called."""
    if value == UNSAID:
        return _("Does not say")
    if name == "language":
        return language_name(value, locale)
    known = YES_WORDS.get((name, value))
    return label(BY_NAME[name].list_code, value, locale) if known is None else known


def named(fields: Iterable[str]) -> str:
    """Return what filters are called, by their fields."""
    legends = {facet.field: LEGENDS[facet.name] for facet in FACETS}
    return " · ".join(str(legends[field]) for field in fields)


def _listed(name: str, options: Iterable[Option]) -> Box:
    return Box(name, LEGENDS[name], tuple(options))


def _is_tick(facet: Facet) -> bool:
    return any(name == facet.name for name, _value in YES_WORDS)


def _box(facet: Facet, criteria: Criteria, counts: Counts | None, locale: str) -> Box:
    chosen = getattr(criteria, facet.name)
    known = None if counts is None else counts.get(facet.name, {})
    said = [value for value in _values(facet, chosen, known) if value != UNSAID]
    options = [_option(v, words_of(facet.name, v, locale), known, chosen) for v in said]
    if facet.name in BY_COUNT:
        options = sorted(_by_name(options), key=lambda option: -(option.count or 0))
    if not facet.always_said:
        options.append(_option(UNSAID, words_of(facet.name, UNSAID, locale), known, chosen))
    kept = (one for one in options if one.is_chosen or one.count != 0)
    return Box(facet.name, LEGENDS[facet.name], tuple(kept))


def _values(facet: Facet, chosen: tuple[str, ...], known: dict[str, int] | None) -> Iterable[str]:
    if facet.values:
        return facet.values()
    return {*chosen, *(everyday_languages() if known is None else known)}


def _option(
    value: str, words: Words, known: dict[str, int] | None, chosen: tuple[str, ...]
) -> Option:
    count = None if known is None else known.get(value, 0)
    return Option(value, words, count, value in chosen)


def _by_name(options: Iterable[Option]) -> list[Option]:
    return sorted(options, key=lambda option: (key_of(str(option.words)), option.value))

"""What templates call terms, countries and places: always in the reader's language."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from markupsafe import Markup, escape

from directory import clock
from directory.gazetteer.queries import PlaceFound, has_agreed_country
from directory.gazetteer.queries import country_name as _country_name
from directory.i18n.babel import current_tag
from directory.i18n.locales import cldr
from directory.organisations.contact_links import contact_link, geo_link, host_of
from directory.organisations.document import Hours
from directory.organisations.document.places import Address
from directory.organisations.listing import Checked, PublicServedArea
from directory.organisations.opening import Season, WeekLine, coming_seasons, week_lines
from directory.vocabulary import labels as vocabulary_labels
from directory.web.templates import day, isolated, left_to_right, listed, number

PLACE_KINDS = {
    "camp": lazy_gettext("camp"),
    "settlement": lazy_gettext("settlement"),
    "port": lazy_gettext("port"),
    "landing_site": lazy_gettext("landing site"),
    "region": lazy_gettext("region"),
}
"""Kinds of place that are worth saying; towns and villages go without."""
SOURCES = {"demonstration": lazy_gettext("invented for a demonstration")}
"""Sources that have no name of their own but a word of ours."""
COARSE = frozenset({"locality", "admin2", "admin1", "country"})
"""Precisions of which only *somewhere in* may be said."""


class Whereabouts(Protocol):
    """A public place or area: names by language, and the country."""

    @property
    def country(self) -> str: ...  # noqa: D102 - the name says it

    @property
    def region_name(self) -> str | None: ...  # noqa: D102 - the name says it

    @property
    def region_names(self) -> Mapping[str, str]: ...  # noqa: D102 - the name says it


def init_app(app: Flask) -> None:
    """Teach all templates these words."""
    app.jinja_env.globals.update({word.__name__: word for word in WORDS})
    app.jinja_env.filters["country_name"] = country_name


def label(list_code: str, code: str) -> str:
    """Return what a term is called."""
    return vocabulary_labels.label(list_code, code, current_tag())


def labels(list_code: str, codes: Iterable[str]) -> list[str]:
    """Return what terms are called, in their order."""
    return [label(list_code, code) for code in codes]


def wording(list_code: str, code: str, sort: str) -> str:
    """Return another wording of a term (hint, definition, public_label); empty when it has none."""
    return vocabulary_labels.label(list_code, code, current_tag(), sort)


def filled(text: str, **values: object) -> Markup:
    """Return a wording of the vocabulary with its {places} filled; all values are escaped."""
    result = escape(text)
    for name, value in values.items():
        result = result.replace(f"{{{name}}}", escape(value))
    return result


def country_name(code: str) -> str:
    """Return the name of a country as the United Nations writes it."""
    return _country_name(code, current_tag())


def in_place(where: Whereabouts) -> Markup:
    """Return a place in words, from the smallest to the country."""
    tag = current_tag()
    town = _named(getattr(where, "place_names", {}), getattr(where, "place_name", None), tag)
    region = _named(where.region_names, where.region_name, tag)
    return _joined(part for part in (town, region, country_name(where.country)) if part)


def found_place(place: PlaceFound) -> Markup:
    """Return how a place was understood: *Zaatari (camp, Mafraq, Jordan)*."""
    name = isolated(place.name_in(current_tag()))
    if place.kind == "country":
        return name
    behind = [part for part in (PLACE_KINDS.get(place.kind), *_areas_around(place)) if part]
    return Markup("{} ({})").format(name, _joined(behind)) if behind else name


def _areas_around(place: PlaceFound) -> list[str | None]:
    """Return region and country; neither where it is disputed, and no region called like both."""
    if not has_agreed_country(place):
        return []
    country = country_name(place.country)
    region = place.region_in(current_tag()) if place.kind != "region" else None
    return [None if region and country.startswith(region) else region, country]


def place_query(place: PlaceFound) -> str:
    """Return the words that find this place and no other of its name."""
    tag = current_tag()
    parts = (place.name_in(tag), *_areas_around(place))
    # Translators: stands between a town, its region and its country.
    return str(_(", ")).join(dict.fromkeys(part for part in parts if part))


def is_coarse(where: object) -> bool:
    """Tell whether only *somewhere in* may be said of a place."""
    return getattr(where, "precision", "country") in COARSE


def areas_in_words(areas: Iterable[PublicServedArea]) -> Markup:
    """Return the countries and regions in which something is given; empty for drawn areas."""
    tag = current_tag()
    named = [
        (_named(area.region_names, area.region_name, tag), country_name(area.country))
        for area in areas
        if area.country
    ]
    return listed(_joined(part for part in pair if part) for pair in dict.fromkeys(named))


def ages_in_words(lowest: int | None, highest: int | None) -> str:
    """Return for what ages something is; one of the two ages is known."""
    if lowest is None:
        return str(_("up to %(age)s", age=number(highest or 0)))
    if highest is None:
        return str(_("%(age)s or older", age=number(lowest)))
    return str(_("%(lowest)s to %(highest)s", lowest=number(lowest), highest=number(highest)))


def address_lines(address: Address) -> list[str]:
    """Return an address as it goes on an envelope."""
    town = " ".join(part for part in (address.postcode, address.locality) if part)
    return [line for line in (*address.lines, town, address.region) if line]


def checker_in_words(checked: Checked, *, begins: bool = False) -> Markup:
    """Return who checked: the term in the reader's language, or the words that were given.

    `begins` where a sentence begins with it.
    """
    words = label("checker", checked.by)
    return isolated(words[:1].upper() + words[1:] if begins else words)


def check_in_words(checked: Checked | None) -> Markup:
    """Return in a few words who looked at a listing, how and when; or that nobody did."""
    if checked is None or checked.method == "self_declared":
        return escape(_("Nobody has checked this yet"))
    said = wording("verification_method", checked.method, "public_label")
    who = checker_in_words(checked)
    line = filled(said, date=day(checked.on), authority=who, federation=who, body=who)
    return line if "{date}" in said else Markup("{} · {}").format(line, day(checked.on))


def sources_in_words(sources: Iterable[str]) -> Markup:
    """Return where facts come from, and under which licence, as a list in words."""
    return listed(isolated(SOURCES.get(source, source)) for source in sources)


def link_elsewhere(url: str, label: str = "") -> Markup:
    """Return a link somebody gave us; a label stands beside the host that it really leads to."""
    found = contact_link("website", url)
    if found.href is None:
        return isolated(found.shown)
    shown = isolated(label) if label else left_to_right(found.shown)
    link = Markup('<a href="{}" rel="noreferrer nofollow">{}</a>').format(found.href, shown)
    host = Markup(' <span class="quiet">{}</span>').format(left_to_right(host_of(found.href)))
    return link + host if label else link


def week(hours: Hours) -> list[WeekLine]:
    """Return the week's hours, beginning with the day a week begins with for the reader."""
    return week_lines(hours, _today_at(hours), cldr(current_tag()).first_week_day + 1)


def seasons(hours: Hours) -> list[Season]:
    """Return the seasons to come that have hours of their own, each with its week."""
    return coming_seasons(hours, _today_at(hours), cldr(current_tag()).first_week_day + 1)


def _today_at(hours: Hours) -> date:
    return clock.now().astimezone(ZoneInfo(hours.time_zone)).date()


WORDS = (
    label, labels, wording, filled, country_name, in_place, found_place, place_query, is_coarse,
    areas_in_words, ages_in_words, address_lines, check_in_words, checker_in_words, week,
    seasons, contact_link, geo_link, link_elsewhere, sources_in_words,
)  # fmt: skip  # a table of words


def _joined(parts: Iterable[object]) -> Markup:
    # Translators: stands between a town, its region and its country.
    comma = escape(_(", "))
    return comma.join(isolated(part) for part in dict.fromkeys(map(str, parts)))


def _named(names: Mapping[str, str], otherwise: str | None, tag: str) -> str | None:
    return names.get(tag) or names.get(tag.split("-")[0]) or otherwise

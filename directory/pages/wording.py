"""What templates call terms, countries and places: always in the reader's language."""

from collections.abc import Iterable, Mapping
from typing import Protocol
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import gettext as _
from markupsafe import Markup, escape

from directory import clock
from directory.gazetteer.queries import country_name as _country_name
from directory.i18n.babel import current_tag
from directory.i18n.locales import cldr
from directory.organisations.contact_links import contact_link, geo_link
from directory.organisations.document import Hours
from directory.organisations.opening import WeekLine, week_lines
from directory.vocabulary import labels as vocabulary_labels
from directory.web.templates import isolated

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
    parts = dict.fromkeys(part for part in (town, region, country_name(where.country)) if part)
    # Translators: stands between a town, its region and its country.
    return Markup(_(", ")).join(isolated(part) for part in parts)


def is_coarse(where: object) -> bool:
    """Tell whether only *somewhere in* may be said of a place."""
    return getattr(where, "precision", "country") in COARSE


def week(hours: Hours) -> list[WeekLine]:
    """Return the week's hours, beginning with the day a week begins with for the reader."""
    today = clock.now().astimezone(ZoneInfo(hours.time_zone)).date()
    return week_lines(hours, today, cldr(current_tag()).first_week_day + 1)


WORDS = (
    label, labels, wording, filled, country_name, in_place, is_coarse, week, contact_link, geo_link,
)  # fmt: skip - a table of words


def _named(names: Mapping[str, str], otherwise: str | None, tag: str) -> str | None:
    return names.get(tag) or names.get(tag.split("-")[0]) or otherwise


"""What lies in view, as the map's script reads it: numbers, and words that become text there."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from pydantic import BaseModel

from directory.i18n.babel import current_tag
from directory.i18n.choosing import choose
from directory.organisations.document import Text
from directory.organisations.sensitivity import CLOSED
from directory.search.criteria import needs
from directory.search.shown import Cluster, Named, Shown, Spot
from directory.vocabulary.labels import label
from directory.vocabulary.terms import need_of_kind, terms
from directory.web.templates import number

ROUGHLY = {
    "neighbourhood": lazy_gettext("Somewhere within about 1 km. Ask them for the way."),
    "locality": lazy_gettext("Somewhere in this town or camp. Ask them for the way."),
    "admin2": lazy_gettext("Somewhere in this district. Ask them for the way."),
    "admin1": lazy_gettext("Somewhere in this region. Ask them for the way."),
}
"""What is said of a point that is only the middle of an area; nothing when it is exact."""


SAME = 5
"""Decimals of a degree to which two points are one."""


class Point(BaseModel):
    """Where a site is, as far as a map must know it."""

    lon: float | None = None
    lat: float | None = None


class Place(BaseModel):
    """A site of a listing."""

    id: UUID
    where: Point


class Offered(BaseModel):
    """A service of a listing, as far as it tells what a mark stands for."""

    kind: str
    visibility: str
    sites: tuple[UUID, ...] = ()
    operational_status: str = "active"
    shows_from: date | None = None
    shows_until: date | None = None

    def is_given(self, on: date) -> bool:
        """Tell whether it may be said at a place, and is given on that day."""
        begins, ends = self.shows_from or on, self.shows_until
        is_shown = begins <= on and (ends is None or on < ends)
        return is_shown and self.operational_status == "active" and self.visibility not in CLOSED


class Title(BaseModel):
    """The few fields of a listing that a map shows; the others are not even read."""

    names: tuple[Text, ...]
    kind: str
    operational_status: str = "active"
    sites: tuple[Place, ...] = ()
    services: tuple[Offered, ...] = ()


def need_words() -> dict[str, str]:
    """Return what every need that a mark may tell is called, by its code."""
    codes = (term.code for term in terms("public_need"))
    return {code: label("public_need", code, current_tag()) for code in codes if code in needs()}


def button_words() -> dict[str, str]:
    """Return what the buttons of a map are called: Leaflet knows English alone."""
    # Translators: buttons of a map
    buttons = {"in": _("Zoom in"), "out": _("Zoom out"), "close": _("Close")}
    return {**buttons, "map": _("Map")}


def as_data(shown: Shown, *, on: date, asked: Iterable[str] = ()) -> dict[str, Any]:
    """Return everything in view on a day as JSON can carry it; needs that were asked come first."""
    first = {need_of_kind().get(need, need) for need in asked}
    return {
        "clusters": [_cluster(one) for one in shown.clusters],
        "places": [_spot(one, on, first) for one in shown.spots],
        # Translators: said when the map has moved: "38 organisations at 52 places" in view
        "said": _("In view: %(count)s", count=counted(shown.organisations, shown.places)),
    }


def counted(organisations: int, places: int) -> str:
    """Return both numbers in words: *38 organisations at 52 places*."""
    said: str = _(
        "%(organisations)s at %(places)s",
        organisations=_organisations(organisations),
        places=ngettext("%(count)s place", "%(count)s places", places, count=number(places)),
    )
    return said


def _cluster(one: Cluster) -> dict[str, Any]:
    west, south, east, north = one.bounds
    said = counted(one.organisations, one.places)
    return {
        "lon": one.lon,
        "lat": one.lat,
        "west": west,
        "south": south,
        "east": east,
        "north": north,
        "organisations": one.organisations,
        "short": number(one.organisations),
        # Translators: names a group of places on the map; pressing it shows them closer.
        "label": _("%(count)s: show closer", count=said),
    }


def _spot(one: Spot, on: date, first: set[str]) -> dict[str, Any]:
    organisations = [_organisation(each, one, on, first) for each in one.named]
    others = one.organisations - len(organisations)
    more = ngettext(
        "and %(count)s more: see the list",
        "and %(count)s more: see the list",
        others,
        count=number(others),
    )
    return {
        "lon": one.lon,
        "lat": one.lat,
        "precision": one.precision,
        "rough": str(ROUGHLY.get(one.precision, "")),
        "count": one.organisations,
        "short": number(one.organisations),
        "label": organisations[0]["name"]["words"]
        if one.organisations == 1
        else _organisations(one.organisations),
        "organisations": organisations,
        "more": more if others else "",
    }


def _organisation(found: Named, spot: Spot, on: date, first: set[str]) -> dict[str, Any]:
    title = Title.model_validate_json(found.listing_json)
    name = choose(title.names, current_tag()) or title.names[0]
    return {
        "name": {"words": name.words, "language": name.language},
        "kind": label("sse_entity_kind", title.kind, current_tag()),
        "needs": sorted(_needs(title, spot, on), key=lambda need: need not in first),
        "url": url_for("organisations.profile", public_id=found.public_id, words=found.slug),
    }


def _needs(title: Title, spot: Spot, on: date) -> list[str]:
    """Return what the services at a point are for, each need once, in the order of the services."""
    if title.operational_status != "active":
        return []
    here = {site.id for site in title.sites if _is_at(site.where, spot)}
    given = [one for one in title.services if one.is_given(on) and not here.isdisjoint(one.sites)]
    found = dict.fromkeys(need_of_kind().get(one.kind, "") for one in given)
    return [need for need in found if need in needs()]


def _is_at(where: Point, spot: Spot) -> bool:
    if where.lon is None or where.lat is None:
        return False
    there, here = (where.lon, where.lat), (spot.lon, spot.lat)
    return all(round(a - b, SAME) == 0 for a, b in zip(there, here, strict=True))


def _organisations(count: int) -> str:
    said: str = ngettext(
        "%(count)s organisation", "%(count)s organisations", count, count=number(count)
    )
    return said

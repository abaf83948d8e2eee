"""What cannot be so: points in other countries, regions and currencies that there are none of."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from babel.core import get_global
from flask_babel import gettext as _
from pydantic import BaseModel
from shapely.geometry import Polygon

from directory.gazetteer.coordinates import Finding, examine
from directory.gazetteer.countries import is_country
from directory.organisations.chosen import KnownPlaces
from directory.organisations.document import (
    ChosenPlace,
    Document,
    Money,
    ServedArea,
    Service,
    Site,
)
from directory.organisations.precision import coarsest

Path = tuple[int | str, ...]
Wrong = Iterator[tuple[Path, str]]


def implausible(document: Document, standing: Sequence[Document], places: KnownPlaces) -> Wrong:
    """Yield what cannot be so, with the way to it; points and regions of `standing` ones stay."""
    told = {_told(site) for found in standing for site in found.sites}
    for number, site in enumerate(document.sites):
        yield from _in_site(("sites", number), site, places)
        if _told(site) not in told:
            yield from _point(("sites", number), site, places)
    known = {area.region for found in standing for area in _areas(found)}
    for number, service in enumerate(document.services):
        yield from _in_service(("services", number), service)
        for place, area in enumerate(service.areas):
            yield from _in_area(("services", number, "areas", place), area, known, places)
    yield from _currencies(document)


def _in_site(path: Path, site: Site, places: KnownPlaces) -> Wrong:
    yield from _country((*path, "country"), site.country)
    if site.place is not None and not _may_be_in(site.place, site.country, places):
        yield (*path, "place"), _("this place lies in another country than the site")
    if site.precision == "exact" and site.point is None:
        yield (*path, "precision"), _("nothing can be shown exactly without a point")


def _may_be_in(place: ChosenPlace, country: str, places: KnownPlaces) -> bool:
    """Tell whether the place is of the country; where that is disputed, of any that may be said."""
    if place.country == country:
        return True
    lands = places.ground.lands_near(place.point.lon, place.point.lat)
    return lands.is_disputed and {place.country, country} <= lands.countries


def _told(site: Site) -> tuple[object, ...]:
    return site.point, site.country, site.precision


def _point(path: Path, site: Site, places: KnownPlaces) -> Wrong:
    """Yield what is wrong with a point, or with saying it more exactly than it can be."""
    if site.point is None or not is_country(site.country):
        return
    found = examine(site.point.lon, site.point.lat, places.ground, country=site.country)
    if found and found.check.is_wrong:
        yield (*path, "point"), _words(found)
    elif found and coarsest(site.precision, found.check.most) != site.precision:
        yield (*path, "precision"), _words(found)


def _words(found: Finding) -> str:
    said = f"{found.check.said}. {found.check.remedy}"
    if found.probably is None:
        return said
    lon, lat = found.probably
    probably = _("It is probably longitude %(lon)s, latitude %(lat)s.", lon=lon, lat=lat)
    return f"{said} {probably}"


def _in_service(path: Path, service: Service) -> Wrong:
    for number, code in enumerate(service.nationalities):
        yield from _country((*path, "nationalities", number), code)


def _in_area(path: Path, area: ServedArea, known: set[str | None], places: KnownPlaces) -> Wrong:
    if area.country is not None:
        yield from _country((*path, "country"), area.country)
    if area.region is not None and area.region not in known:
        region = places.called(f"region:{area.region}")
        if region is None or region.country != area.country:
            yield (*path, "region"), _("the gazetteer knows no such region of this country")
    if area.polygon is not None:
        outline = Polygon(area.polygon)
        if not outline.is_valid or outline.area == 0:
            yield (*path, "polygon"), _("the outline crosses itself or encloses nothing")


def _country(path: Path, code: str) -> Wrong:
    if not is_country(code):
        yield path, _("there is no country “%(code)s” in ISO 3166", code=code)


def _currencies(document: Document) -> Wrong:
    for path, money in _moneys(document, ()):
        if money.currency not in _tender():
            said = _("“%(code)s” is no currency that is used today", code=money.currency)
            yield (*path, "currency"), said


def _moneys(value: Any, path: Path) -> Iterator[tuple[Path, Money]]:
    if isinstance(value, Money):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _moneys(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for number, entry in enumerate(value):
            yield from _moneys(entry, (*path, number))


def _areas(document: Document) -> Iterator[ServedArea]:
    return (area for service in document.services for area in service.areas)


@cache
def _tender() -> frozenset[str]:
    """Return the currencies that are money somewhere today, as CLDR knows them."""
    used = (row for rows in get_global("territory_currencies").values() for row in rows)
    return frozenset(str(row[0]) for row in used if row[2] is None and row[3])

"""From where something is to where the public may know it is: pure, deterministic, failing closed.

Levels are those of `location_precision`. Never random: averaging repeated reads undoes
jitter.
"""

import math

from shapely import set_precision
from shapely.geometry import Polygon

from directory.organisations.document import ChosenPlace, Point, Site
from directory.organisations.document.places import Area
from directory.organisations.document.service import Corner
from directory.organisations.listing import PublicArea, PublicPlace

PRECISION = ("exact", "neighbourhood", "locality", "admin2", "admin1", "country", "hidden")
"""Levels of `location_precision`, from exact to nothing."""
OF_AN_AREA = ("admin2", "admin1")
"""Levels whose point only stands for the area: nothing is known to be near it."""
EXACT_DECIMALS = 5
CELL = 100
"""Grid cells per degree: 0.01 degrees, about one kilometre."""
GRID = 1 / CELL
SMALL_PLACE = 20_000
EXPOSED_KINDS = frozenset({"camp", "settlement", "landing_site", "port"})
NO_PLACE_ROLES = frozenset({"virtual", "postal_only"})
MOST_CORNERS = 200


def coarsest(*levels: str) -> str:
    """Return the coarsest of the precision levels; an unknown one counts as hidden."""
    return max((level if level in PRECISION else "hidden" for level in levels), key=PRECISION.index)


def public_place(site: Site, level: str) -> PublicPlace | None:
    """Return the site's place at the level, or coarser where the facts for it are missing.

    None when nothing about the place may be said.
    """
    level = coarsest(level, site.precision)
    if site.role in NO_PLACE_ROLES:
        level = coarsest(level, "country")
    if level == "neighbourhood" and is_small(site.place):
        level = "locality"
    if level == "hidden":
        return None
    for try_level in PRECISION[PRECISION.index(level) :]:
        found = _AT[try_level](site)
        if found is not None:
            return found
    return None


def public_area(site: Site, finest: str) -> PublicArea | None:
    """Return the first-level area of a site for what is contact_only; None when hidden.

    Only the country where the site, or the consent (`finest`), allows no more.
    """
    level = coarsest(site.precision, finest, "country" if site.role in NO_PLACE_ROLES else finest)
    if level == "hidden":
        return None
    admin1 = site.place.admin1 if site.place and level != "country" else None
    return PublicArea(
        country=site.country,
        region=admin1.code if admin1 else None,
        region_name=admin1.name if admin1 else None,
        region_names=dict(admin1.names) if admin1 else {},
    )


def snapped(value: float, last: float = 180.0) -> float:
    """Return the centre of the 0.01 degree cell that holds a coordinate of at most `last`."""
    cell = math.floor(min(round(value * CELL, 9), last * CELL - 1))
    return round((cell + 0.5) / CELL, 3)


def coarse_polygon(corners: tuple[Corner, ...]) -> tuple[Corner, ...] | None:
    """Return a polygon of at most 200 corners snapped to 0.01 degrees, or None if none is left.

    None too for one that crosses itself: half of it would say something untrue.
    """
    shape = Polygon(corners)
    if not shape.is_valid:
        return None
    tolerance = GRID
    while True:
        snapped_shape = set_precision(shape.simplify(tolerance), GRID)
        if not isinstance(snapped_shape, Polygon) or snapped_shape.is_empty:
            return None
        ring = tuple((round(x, 2), round(y, 2)) for x, y in snapped_shape.exterior.coords)
        if len(ring) <= MOST_CORNERS:
            return ring
        tolerance *= 2


def is_small(place: ChosenPlace | None) -> bool:
    """Tell whether a square kilometre names the compound: a camp, a landing site, few people."""
    if place is None or place.population is None or place.kind in EXPOSED_KINDS:
        return True
    return place.population < SMALL_PLACE


def _exact(site: Site) -> PublicPlace | None:
    if site.point is None:
        return None
    lon, lat = round(site.point.lon, EXACT_DECIMALS), round(site.point.lat, EXACT_DECIMALS)
    return _in_place(site, "exact", Point(lon=lon, lat=lat), p_code=site.p_code)


def _neighbourhood(site: Site) -> PublicPlace | None:
    if site.point is None or is_small(site.place):
        return None
    return _in_place(
        site,
        "neighbourhood",
        Point(lon=snapped(site.point.lon), lat=snapped(site.point.lat, last=90.0)),
    )


def _locality(site: Site) -> PublicPlace | None:
    if site.place is None or site.place.kind in {"region", "country"}:
        return None
    return _in_place(site, "locality", site.place.point)


def _admin2(site: Site) -> PublicPlace | None:
    return _in_area(site, "admin2", site.place.admin2) if site.place and site.place.admin2 else None


def _admin1(site: Site) -> PublicPlace | None:
    return _in_area(site, "admin1", site.place.admin1) if site.place and site.place.admin1 else None


def _country(site: Site) -> PublicPlace:
    return PublicPlace(precision="country", country=site.country)


def _hidden(_site: Site) -> None:
    return None


_AT = {
    "exact": _exact,
    "neighbourhood": _neighbourhood,
    "locality": _locality,
    "admin2": _admin2,
    "admin1": _admin1,
    "country": _country,
    "hidden": _hidden,
}


def _in_place(site: Site, level: str, point: Point, p_code: str | None = None) -> PublicPlace:
    place = site.place
    admin1 = place.admin1 if place else None
    return PublicPlace(
        precision=level,
        country=site.country,
        lon=round(point.lon, EXACT_DECIMALS),
        lat=round(point.lat, EXACT_DECIMALS),
        place=place.id if place else None,
        place_name=place.name if place else None,
        place_names=dict(place.names) if place else {},
        region=admin1.code if admin1 else None,
        region_name=admin1.name if admin1 else None,
        region_names=dict(admin1.names) if admin1 else {},
        p_code=p_code,
    )


def _in_area(site: Site, level: str, area: Area) -> PublicPlace:
    admin1 = site.place.admin1 if site.place else None
    return PublicPlace(
        precision=level,
        country=site.country,
        lon=round(area.point.lon, 2),
        lat=round(area.point.lat, 2),
        place_name=area.name if level == "admin2" else None,
        place_names=dict(area.names) if level == "admin2" else {},
        region=admin1.code if admin1 else None,
        region_name=admin1.name if admin1 else None,
        region_names=dict(admin1.names) if admin1 else {},
        p_code=area.p_code,
    )

"""What a point lies in: countries, regions and disputed areas, asked of the database's index."""

import math
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from sqlalchemy import select

from directory.database.spatial import area_holds, area_near
from directory.extensions import db
from directory.gazetteer.coordinates import Lands
from directory.gazetteer.distance import KM_PER_DEGREE, kilometres
from directory.gazetteer.models import Middle, Outline, OutlineArea, Place
from directory.gazetteer.sources import read_rows

BORDER = 0.05
"""Degrees: outlines are drawn no better, and a harbour may lie outside them."""
# kilometres around the middle of a country within which other lists may have theirs
FARTHEST_MIDDLE = 8.0
# kilometres around a middle within which nothing else is believed to be
SURE_MIDDLE = 1.0
# what has addresses of its own beside the middle of a country, and how far around it
INHABITED = ("city", "town", "camp")
INHABITED_KM = 3.0
# degrees of latitude that are searched for the nearest town, one after the other
WINDOWS = (0.1, 0.5, 2.0, 8.0)


class Inside(NamedTuple):
    """What holds a point; no country where none is agreed."""

    country: str | None = None
    region: str | None = None
    is_disputed: bool = False


class Town(NamedTuple):
    """The number of a place, its region and how far it is."""

    number: int
    region: str | None
    kilometres: float


def inside(lon: float, lat: float) -> Inside:
    """Return the country and region that hold the point; neither in a disputed area or at sea."""
    held = select(Outline.kind, Outline.code).join(OutlineArea, OutlineArea.id == Outline.id)
    found = db.session.execute(held.where(area_holds(OutlineArea.area, lon, lat)))
    return held_by([(kind, code) for kind, code in found])


@lru_cache(maxsize=4096)  # the outlines are those of the release
def is_disputed(lon: float, lat: float) -> bool:
    """Tell whether a place that was found lies in an area in which no country is agreed."""
    return inside(lon, lat).is_disputed


def held_by(found: Sequence[tuple[str, str]]) -> Inside:
    """Return what is said of a point by kind and code of all outlines that hold it."""
    codes = {kind: sorted(code for other, code in found if other == kind) for kind, _ in found}
    if "disputed" in codes:
        return Inside(is_disputed=True)
    region = next(iter(codes.get("region", [])), None)
    if region:
        return Inside(region.partition(".")[0], region)
    return Inside(next(iter([*codes.get("land", []), *codes.get("country", [])]), None))


def outlines_near(lon: float, lat: float) -> frozenset[tuple[str, str]]:
    """Return kind and code of every outline at or beside the point."""
    near = select(Outline.kind, Outline.code).join(OutlineArea, OutlineArea.id == Outline.id)
    found = db.session.execute(near.where(area_near(OutlineArea.area, lon, lat, BORDER)))
    return frozenset((kind, code) for kind, code in found)


def lands_near(lon: float, lat: float) -> Lands:
    """Return the countries at or beside the point, those of a dispute among them."""
    found = outlines_near(lon, lat)
    disputed = [claims()[code] for kind, code in found if kind == "disputed" and code in claims()]
    lands = {code.partition(".")[0] for kind, code in found if kind != "disputed"}
    is_disputed = any(kind == "disputed" for kind, _ in found)
    return Lands(frozenset(lands.union(*disputed)), is_disputed)


@cache
def claims() -> dict[str, frozenset[str]]:
    """Return by disputed area the countries that may be said to hold it."""
    return {row["code"]: frozenset(row["countries"].split()) for row in read_rows("disputed.csv")}


@cache
def counted_in() -> dict[str, str]:
    """Return by disputed area the country that a resolution or M49 counts it to, if any."""
    return {row["code"]: row["counted"] for row in read_rows("disputed.csv") if row["counted"]}


def region_near(lon: float, lat: float, country: str, region: str) -> bool:
    """Tell whether a point lies in a region or beside it, as far as outlines and towns know."""
    regions = {code for kind, code in outlines_near(lon, lat) if kind == "region"}
    if any(code.partition(".")[0] == country for code in regions):
        return region in regions
    town = nearest_town(lon, lat, country)
    return town is not None and town.region == region


def middle_at(lon: float, lat: float) -> str | None:
    """Return *country* or *region* where the point is about the middle of one.

    Other lists have the middle of a large country some kilometres away; so far from ours a town
    is a town.
    """
    height = FARTHEST_MIDDLE / KM_PER_DEGREE
    width = height / max(0.01, math.cos(math.radians(lat)))
    near = select(Middle.kind, Middle.lon, Middle.lat, Middle.reach).where(
        Middle.lat.between(lat - height, lat + height),
        Middle.lon.between(lon - width, lon + width),
    )
    found = [
        (row.kind, far)
        for row in db.session.execute(near)
        if (far := kilometres(lon, lat, row.lon, row.lat)) <= row.reach
    ]
    if found and min(far for _, far in found) > SURE_MIDDLE and _is_inhabited(lon, lat):
        return None
    return min((kind for kind, _ in found), default=None)


def _is_inhabited(lon: float, lat: float) -> bool:
    height = INHABITED_KM / KM_PER_DEGREE
    width = height / max(0.01, math.cos(math.radians(lat)))
    around = select(Place.lon, Place.lat).where(
        Place.kind.in_(INHABITED),
        Place.lat.between(lat - height, lat + height),
        Place.lon.between(lon - width, lon + width),
    )
    return any(kilometres(lon, lat, x, y) <= INHABITED_KM for x, y in db.session.execute(around))


def nearest_town(lon: float, lat: float, country: str | None) -> Town | None:
    """Return the town or refugee place, of a country if one is given, nearest to the point."""
    here = [] if country is None else [Place.country == country]
    narrow = math.cos(math.radians(lat))
    for reach in WINDOWS:
        width = reach / max(0.01, narrow)
        around = select(Place.id, Place.region, Place.lon, Place.lat).where(
            *here,
            Place.lat.between(lat - reach, lat + reach),
            Place.lon.between(lon - width, lon + width),
            Place.kind.not_in(("country", "region")),
        )
        towns = [
            Town(number, region, kilometres(lon, lat, x, y))
            for number, region, x, y in db.session.execute(around)
        ]
        near = [town for town in towns if town.kilometres <= reach * KM_PER_DEGREE]
        if near:
            return min(near, key=lambda town: town.kilometres)
    return None

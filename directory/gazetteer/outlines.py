"""What a point lies in: countries, regions and disputed areas, asked of the database's index."""

import math
from typing import NamedTuple

from sqlalchemy import func, select

from directory.database.spatial import area_holds, area_near
from directory.extensions import db
from directory.gazetteer.models import Middle, Outline, OutlineArea, Place

BORDER = 0.05
"""Degrees: outlines are drawn no better, and a harbour may lie outside them."""
# degrees around a middle that are about one kilometre
MIDDLE = 0.01
# degrees of latitude that are searched for the nearest town, one after the other
WINDOWS = (0.1, 0.5, 2.0, 8.0)
KM_PER_DEGREE = 111.2


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
    found = db.session.execute(held.where(area_holds(OutlineArea.area, lon, lat))).all()
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


def lands_near(lon: float, lat: float) -> frozenset[str] | None:
    """Return the countries at or beside the point; None where none is agreed."""
    found = outlines_near(lon, lat)
    if any(kind == "disputed" for kind, _ in found):
        return None
    return frozenset(code.partition(".")[0] for _, code in found)


def middle_at(lon: float, lat: float) -> str | None:
    """Return *country* or *region* where the point is within a kilometre of the middle of one."""
    width = MIDDLE / max(0.01, math.cos(math.radians(lat)))
    middle = select(func.min(Middle.kind)).where(
        Middle.lat.between(lat - MIDDLE, lat + MIDDLE),
        Middle.lon.between(lon - width, lon + width),
    )
    return db.session.scalar(middle)


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
            Town(number, region, KM_PER_DEGREE * math.hypot((x - lon) * narrow, y - lat))
            for number, region, x, y in db.session.execute(around)
        ]
        near = [town for town in towns if town.kilometres <= reach * KM_PER_DEGREE]
        if near:
            return min(near, key=lambda town: town.kilometres)
    return None

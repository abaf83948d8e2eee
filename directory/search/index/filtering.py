"""The filters as a table: each row says when it applies and which offers pass.

The same as `search/filters.py` says to the database.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import shapely
from pyproj import Geod
from pyroaring import BitMap

from directory.database.spatial import bounds_around
from directory.search.criteria import Criteria
from directory.search.index import zorder
from directory.search.index.bitmaps import of_numbers
from directory.search.index.fields import OF_THE_AREA, OWN
from directory.search.index.layout import Array
from directory.search.index.segment import Segment
from directory.search.where import Around, Where

Passing = Callable[[Segment, Criteria], BitMap]

FILTERS: tuple[tuple[Callable[[Criteria], Any], Passing], ...] = (
    (lambda c: not c.q, lambda s, c: s.filters.any_of("standing", ("0", "1"))),
    (lambda c: c.organisation, lambda s, c: _of_organisation(s, c.organisation)),
    (lambda c: c.kind, lambda s, c: s.filters.get("entity_kind", c.kind)),
    (lambda c: c.need, lambda s, c: s.filters.any_of("kind", sorted(c.kinds_asked))),
    (lambda c: "free" in c.access, lambda s, c: s.filters.get("flag", "free")),
    (lambda c: "no-papers" in c.access, lambda s, c: s.filters.get("flag", "no_papers")),
    (lambda c: "walk-in" in c.access, lambda s, c: s.filters.get("flag", "walk_in")),
    (lambda c: c.language, lambda s, c: s.filters.get("language", c.language)),
    (
        lambda c: c.for_group,
        lambda s, c: s.filters.get("group", c.for_group) | unsaid(s),
    ),
)
ELLIPSOID = Geod(ellps="WGS84")


@dataclass(frozen=True)
class Near:
    """The places within the distance asked, ascending, and how many metres away each is."""

    places: Array
    metres: Array


@dataclass(frozen=True)
class Here:
    """The offers whose own public place is where it was asked, and what is near."""

    offers: BitMap
    near: Near | None = None


def unsaid(segment: Segment) -> BitMap:
    """Return the offers that do not say whom they are for."""
    return segment.filters.get("flag", "group_not_stated")


def every_offer(segment: Segment) -> BitMap:
    """Return all offers there are."""
    return BitMap(range(segment.offers))


def not_shown(segment: Segment, on: date) -> BitMap:
    """Return the offers that are not given on that day."""
    columns, day = segment.columns, on.toordinal()
    shown = (columns.dated_from <= day) & (day < columns.dated_until)
    return of_numbers(columns.dated[~shown])


def is_here(segment: Segment, where: Where) -> Here:
    """Return the offers whose own public place is there; all of them when everywhere is meant."""
    found = [every_offer(segment)] if not (where.country or where.region or where.around) else []
    near = None
    if where.country:
        found.append(segment.filters.get("country", where.country))
    if where.region:
        found.append(segment.filters.get("region", where.region))
    if where.around:
        near = _near(segment, where.around)
        found.append(_is_around(segment, where.around, near))
    return Here(BitMap.intersection(*found), near)


def somewhere(segment: Segment, where: Where, here: Here) -> list[BitMap]:
    """Return for each part of where to look the offers that are there, or serve people there."""
    found, filters = [], segment.filters
    if where.country:
        found.append(
            filters.get("country", where.country) | filters.get("serves_in", where.country)
        )
    if where.region:
        country = where.region.split(".")[0]
        found.append(filters.get("region", where.region) | _covers(segment, country, where.region))
    if where.around:
        assert here.near is not None  # noqa: S101 - is_here looked around
        around = where.around
        served = _covers(segment, around.country, around.region) | _outlines_hold(segment, around)
        reached = _is_around(segment, around, here.near) | served
        found.append(filters.get("flag", "is_near_somewhere") & reached)
    return found


def _of_organisation(segment: Segment, public_id: str) -> BitMap:
    number = segment.organisation_of(public_id)
    return BitMap() if number is None else segment.offers_of(np.array([number]))


def _covers(segment: Segment, country: str, region: str | None) -> BitMap:
    whole = segment.filters.get("serves_all_of", country)
    return whole | segment.filters.get("serves_region", region) if region else whole


def _outlines_hold(segment: Segment, around: Around) -> BitMap:
    columns = segment.columns
    west, south, east, north = columns.outlines.T
    inside = (west <= around.lon) & (around.lon <= east)
    inside &= (south <= around.lat) & (around.lat <= north)
    point, found = shapely.Point(around.lon, around.lat), BitMap()
    for at in np.flatnonzero(inside):
        start = int(columns.outline_ends[at - 1]) if at else 0
        written = columns.outline_bytes[start : int(columns.outline_ends[at])].tobytes()
        if shapely.from_wkb(written).covers(point):
            found.add(int(columns.outline_offers[at]))
    return found


def _is_around(segment: Segment, around: Around, near: Near) -> BitMap:
    """Near the point; or somewhere in the region it lies in, where no more is known."""
    close = _offers_at(segment, near.places) & segment.filters.get("point", OWN)
    if around.region is None:
        return close
    known_roughly = segment.filters.get("point", OF_THE_AREA)
    return close | (known_roughly & segment.filters.get("region", around.region))


def _offers_at(segment: Segment, places: Array) -> BitMap:
    first = segment.columns.first_at_place
    ranges = zip(first[places], first[places + 1], strict=True)
    found = [segment.columns.by_place[start:end] for start, end in ranges]
    return of_numbers(np.sort(np.concatenate(found))) if found else BitMap()


def _near(segment: Segment, around: Around) -> Near:
    columns = segment.columns
    boxes = bounds_around(around.lon, around.lat, around.metres)
    found = np.unique(np.concatenate([places_within(segment, *box) for box in boxes]))
    lon, lat = columns.lon[found], columns.lat[found]
    here = np.full(len(found), around.lon), np.full(len(found), around.lat)
    _, _, metres = ELLIPSOID.inv(*here, lon, lat)
    close = metres <= around.metres
    return Near(found[close], metres[close])


def places_within(segment: Segment, west: float, south: float, east: float, north: float) -> Array:
    """Return the places inside bounds in degrees, ascending.

    The few tiles that cover the bounds are each a range of places; those at their rims are
    compared by their degrees.
    """
    columns = segment.columns
    zoom = _zoom_for(max((east - west) / 360, (north - south) / 180))
    shift = np.uint64(zorder.BITS - zoom)
    left, right = (int(c >> shift) for c in zorder.columns(np.array([west, east])))
    top, bottom = (int(r >> shift) for r in zorder.rows(np.array([north, south])))
    tiles = np.array([(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)])
    first, behind = zorder.tile_codes(tiles[:, 0], tiles[:, 1], zoom)
    starts, ends = np.searchsorted(columns.code, first), np.searchsorted(columns.code, behind)
    found = np.concatenate([np.arange(s, e) for s, e in zip(starts, ends, strict=True)])
    found = np.sort(found.astype(np.int64))
    lon, lat = columns.lon[found], columns.lat[found]
    inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    return np.asarray(found[inside])


def _zoom_for(part: float) -> int:
    """Return the zoom at which something of that part of the world covers few tiles."""
    zoom = 0
    while zoom < 12 and part * 2 ** (zoom + 1) <= 2:
        zoom += 1
    return zoom

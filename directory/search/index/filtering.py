"""The filters as a table: each row says when it applies and which offers pass.

The same as `search/filters.py` says to the database.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import shapely
from pyproj import Geod
from pyroaring import BitMap

from directory.database.spatial import bounds_around
from directory.organisations.opening_text import open_among
from directory.search.criteria import Criteria, chosen, unsaid_fields
from directory.search.facets import HOURS, NOW, UNSAID
from directory.search.index import zorder
from directory.search.index.bitmaps import Bitmaps, either, of_numbers
from directory.search.index.fields import ABOUT, CHOSEN_GROUP, OF_THE_AREA, OWN, SOMEWHERE, TILE
from directory.search.index.layout import Array, numbers_in
from directory.search.index.segment import Segment
from directory.search.moments import checked_since, this_quarter
from directory.search.where import Around, Where
from directory.vocabulary.terms import vocabulary

Passing = Callable[[Segment, Criteria], BitMap]

FILTERS: tuple[tuple[Callable[[Criteria], Any], Passing], ...] = (
    (lambda c: not c.q or c.asks_of_service, lambda s, _: still_given(s)),
    (lambda c: c.organisation, lambda s, c: _of_organisation(s, c.organisation)),
    (lambda c: c.need, lambda s, c: either([_of_need(s, need) for need in c.need])),
    (lambda c: c.for_group, lambda s, c: s.filters.get(CHOSEN_GROUP, c.for_group)),
)
ELLIPSOID = Geod(ellps="WGS84")
TIMED: WeakKeyDictionary[Bitmaps, dict[date, BitMap]] = WeakKeyDictionary()
"""What is open at a moment, and what was checked since a day, for as long as a segment is used."""
MOST_TIMED = 8


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
    is_everywhere: bool = False


def passing(segment: Segment, criteria: Criteria, *, on: date) -> list[BitMap]:
    """Return for each filter that is on the offers that pass it."""
    found = [passes(segment, criteria) for applies, passes in FILTERS if applies(criteria)]
    found += [any_of(segment, facet.field, values) for facet, values in chosen(criteria)]
    if criteria.checked:
        found.append(checked_since_day(segment, checked_since(criteria.checked, on=on)))
    return found


def still_given(segment: Segment) -> BitMap:
    """Return the offers of bodies that are not gone."""
    return segment.filters.any_of("standing", ("0", "1"))


def field_of_need(code: str) -> str:
    """Return the field that says which offers answer a need: a tile, or a kind of service."""
    return TILE if code in vocabulary()["public_need"] else "kind"


def _of_need(segment: Segment, code: str) -> BitMap:
    return segment.filters.get(field_of_need(code), code)


def any_of(segment: Segment, field: str, values: Iterable[str]) -> BitMap:
    """Return the offers that have one of the values of a field; *now* stands for open hours."""
    if field != HOURS or NOW not in values:
        return segment.filters.any_of(field, values)
    others = segment.filters.any_of(field, [value for value in values if value != NOW])
    return _open_at(segment, this_quarter()) | others


def unsaid(segment: Segment, criteria: Criteria) -> BitMap:
    """Return the offers that do not say something that is asked."""
    found = [segment.filters.get(field, UNSAID) for field in unsaid_fields(criteria)]
    return BitMap.union(*found) if found else BitMap()


def checked_since_day(segment: Segment, day: date) -> BitMap:
    """Return the offers of organisations that were checked on that day or later."""
    columns = segment.columns

    def make() -> BitMap:
        return of_numbers(
            np.flatnonzero((columns.checked >= day.toordinal())[columns.organisation])
        )

    return _known(segment, day, make)


def _open_at(segment: Segment, at: datetime) -> BitMap:
    """Return the offers that are open at a moment."""

    def make() -> BitMap:
        texts = (text for text in segment.filters.values_of(HOURS) if text != UNSAID)
        return segment.filters.any_of(HOURS, open_among(texts, at))

    return _known(segment, at, make)


def _known(segment: Segment, when: date, make: Callable[[], BitMap]) -> BitMap:
    """Return what holds at a time; what held at others is forgotten, the oldest first."""
    known = TIMED.setdefault(segment.filters, {})
    if when not in known:
        known[when] = make()
        for old in list(known)[:-MOST_TIMED]:
            known.pop(old, None)
    found = known.get(when)  # another thread may have pushed it out
    return make() if found is None else found


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
    if not where.is_narrow:
        return Here(every_offer(segment), is_everywhere=True)
    found: list[BitMap] = []
    near = None
    if where.countries:
        found.append(segment.filters.any_of("country", where.countries))
    if where.regions:
        found.append(segment.filters.any_of("region", where.regions))
    if where.around:
        near = _near(segment, where.around)
        found.append(_is_around(segment, where.around, near))
    return Here(BitMap.intersection(*found), near)


def somewhere(segment: Segment, where: Where, here: Here) -> list[BitMap]:
    """Return for each part of where to look the offers that are there, or serve people there."""
    found, filters = [], segment.filters
    if where.countries:
        found.append(in_countries(segment, where.countries))
    if where.regions:
        found.append(in_regions(segment, where.regions))
    if where.around:
        assert here.near is not None  # noqa: S101 - is_here looked around
        around = where.around
        served = _covers(segment, around.country, around.region) | _outlines_hold(segment, around)
        reached = _is_around(segment, around, here.near) | served
        found.append(filters.get("near", SOMEWHERE) & reached)
    return found


def in_countries(segment: Segment, codes: Iterable[str]) -> BitMap:
    """Return the offers that are in one of the countries or serve people there."""
    return segment.filters.any_of(ABOUT, codes)


def in_regions(segment: Segment, codes: Iterable[str]) -> BitMap:
    """Return the offers that are in one of the regions or serve all of it."""
    covered = (_covers(segment, code.split(".")[0], code) for code in codes)
    return either((segment.filters.any_of("region", codes), *covered))


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
    first, by_place = segment.columns.first_at_place, segment.columns.by_place
    return of_numbers(np.sort(by_place[numbers_in(first[places], first[places + 1])]))


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
    found = np.sort(numbers_in(starts, ends))
    lon, lat = columns.lon[found], columns.lat[found]
    inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    return np.asarray(found[inside])


def _zoom_for(part: float) -> int:
    """Return the zoom at which something of that part of the world covers few tiles."""
    zoom = 0
    while zoom < 12 and part * 2 ** (zoom + 1) <= 2:
        zoom += 1
    return zoom

"""What a map shows of an answer: points with their organisations, and counts of the rest.

The same offers as the list, so that both say the same. A later version asks the index by tile.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy import Row as SqlRow

from directory.extensions import db
from directory.organisations.precision import coarsest
from directory.organisations.public_tables import PublicOrganisation, PublicPlaceRow
from directory.search.criteria import Criteria
from directory.search.queries import matches
from directory.search.understanding import Understanding
from directory.search.window import Window

BATCH = 500
"""Points whose organisations are read at once."""
MOST_NAMED = 20
"""Organisations named at one point; the others are counted."""


@dataclass(frozen=True)
class Named:
    """An organisation at a point, with what a map says of it."""

    public_id: str
    slug: str
    listing_json: str


@dataclass(frozen=True)
class Spot:
    """One public point and who is there; the first ones by name, and how many in all."""

    lon: float
    lat: float
    precision: str
    country: str
    organisations: int
    named: tuple[Named, ...]


@dataclass(frozen=True)
class Cluster:
    """Several points that lie close together at this zoom."""

    lon: float
    lat: float
    bounds: tuple[float, float, float, float]
    """West, south, east, north of its points, in degrees."""
    organisations: int
    places: int


@dataclass(frozen=True)
class Shown:
    """What lies in a window."""

    spots: tuple[Spot, ...] = ()
    clusters: tuple[Cluster, ...] = ()


def within(
    criteria: Criteria,
    window: Window,
    *,
    on: date,
    most: int = MOST_NAMED,
    may_name: Callable[[Named], bool] = lambda _found: True,
) -> Shown:
    """Return what a map of the window shows of the answer to a question on that day.

    At most `most` organisations are named at one point; those that `may_name` refuses are left
    out and not counted.
    """
    where, understood = Understanding(on)(criteria)
    if understood.no_words or where.nowhere:
        return Shown()
    placed = _placed(matches(criteria, where, on=on), window)
    cells = _cells(placed)
    split = [cell for cell in cells if (cell.west, cell.south) != (cell.east, cell.north)]
    single = [cell for cell in cells if (cell.west, cell.south) == (cell.east, cell.north)]
    spots = _spots(placed, single, most, may_name)
    return Shown(tuple(spots), tuple(map(_cluster, split)))


def bounds_of(criteria: Criteria, *, on: date) -> tuple[float, float, float, float] | None:
    """Return west, south, east and north of all that answers; None when nothing is on the map."""
    where, understood = Understanding(on)(criteria)
    if understood.no_words or where.nowhere:
        return None
    found = matches(criteria, where, on=on).subquery()
    place = PublicPlaceRow
    bounds = db.session.execute(
        select(
            func.min(place.lon), func.min(place.lat), func.max(place.lon), func.max(place.lat)
        ).join(found, found.c.place_id == place.id)
    ).one()
    west, south, east, north = bounds
    if west is None or south is None or east is None or north is None:
        return None
    return west, south, east, north


def _placed(found: Select[Any], window: Window) -> Select[Any]:
    """Return each public place in the window once, with the cell of the map it lies in."""
    answer = found.subquery()
    place = PublicPlaceRow
    west, south, east, north = window.bounds
    return (
        select(
            place.id,
            place.organisation_id,
            place.lon,
            place.lat,
            place.precision,
            place.country,
            _cell_of(place.lon, 180, window).label("column"),
            _cell_of(place.lat, 90, window).label("row"),
        )
        .join(answer, answer.c.place_id == place.id)
        .where(place.lon.between(west, east), place.lat.between(south, north))
        .distinct()
    )


def _cell_of(degrees: Any, shift: int, window: Window) -> ColumnElement[Any]:
    if window.cell is None:
        return degrees  # type: ignore[no-any-return]  # a column of numbers
    return func.floor((degrees + shift) / window.cell)


def _cells(placed: Select[Any]) -> Sequence[SqlRow[Any]]:
    found = placed.subquery()
    return db.session.execute(
        select(
            found.c.column,
            found.c.row,
            func.count().label("places"),
            func.count(found.c.organisation_id.distinct()).label("organisations"),
            func.avg(found.c.lon).label("lon"),
            func.avg(found.c.lat).label("lat"),
            func.min(found.c.lon).label("west"),
            func.min(found.c.lat).label("south"),
            func.max(found.c.lon).label("east"),
            func.max(found.c.lat).label("north"),
        )
        .group_by(found.c.column, found.c.row)
        .order_by(found.c.column, found.c.row)
    ).all()


def _cluster(cell: SqlRow[Any]) -> Cluster:
    return Cluster(
        lon=round(cell.lon, 5),
        lat=round(cell.lat, 5),
        bounds=(cell.west, cell.south, cell.east, cell.north),
        organisations=cell.organisations,
        places=cell.places,
    )


def _spots(
    placed: Select[Any],
    cells: Sequence[SqlRow[Any]],
    most: int,
    may_name: Callable[[Named], bool],
) -> list[Spot]:
    if not cells:
        return []
    named = _named(placed, cells, most)
    found = (_spot(cell, named[cell.column, cell.row], may_name) for cell in cells)
    return [spot for spot in found if spot.named]


def _spot(cell: SqlRow[Any], here: list[SqlRow[Any]], may_name: Callable[[Named], bool]) -> Spot:
    there = {row.public_id: Named(row.public_id, row.slug, row.listing_json) for row in here}
    named = tuple(filter(may_name, there.values()))
    return Spot(
        lon=cell.west,
        lat=cell.south,
        precision=coarsest(*(row.precision for row in here)),
        country=here[0].country,
        organisations=cell.organisations - len(there) + len(named),
        named=named,
    )


def _named(
    placed: Select[Any], cells: Sequence[SqlRow[Any]], most: int
) -> dict[tuple[Any, Any], list[SqlRow[Any]]]:
    """Return the first organisations of each cell, by name."""
    grouped: dict[tuple[Any, Any], list[SqlRow[Any]]] = {}
    for start in range(0, len(cells), BATCH):
        keys = [(cell.column, cell.row) for cell in cells[start : start + BATCH]]
        for row in db.session.execute(_ranked(placed, keys, most)):
            grouped.setdefault((row.column, row.row), []).append(row)
    return grouped


def _ranked(placed: Select[Any], keys: list[tuple[Any, Any]], most: int) -> Select[Any]:
    found = placed.subquery()
    organisation = PublicOrganisation
    ranked = (
        select(
            found.c.column,
            found.c.row,
            found.c.precision,
            found.c.country,
            found.c.organisation_id,
            func.dense_rank()
            .over(
                partition_by=(found.c.column, found.c.row),
                order_by=(organisation.name_key, organisation.public_id),
            )
            .label("rank"),
        )
        .join(organisation, organisation.id == found.c.organisation_id)
        .where(tuple_(found.c.column, found.c.row).in_(keys))
        .subquery()
    )
    return (
        select(ranked, organisation.public_id, organisation.slug, organisation.listing_json)
        .join(organisation, organisation.id == ranked.c.organisation_id)
        .where(ranked.c.rank <= most)
        .order_by(ranked.c.rank)
    )

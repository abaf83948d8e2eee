"""The map as the database answers it: cells are parts of a degree, not of the map."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, case, func, select, true, tuple_
from sqlalchemy import Row as SqlRow

from directory.extensions import db
from directory.organisations.precision import PRECISION
from directory.organisations.public_tables import PublicOrganisation, PublicPlaceRow
from directory.search.criteria import Criteria
from directory.search.shown import Cluster, Named, Shown, Spot
from directory.search.sql import matches
from directory.search.where import Where
from directory.search.window import Window

EAST, SOUTH = 180.0, -90.0
"""Where the map ends; other edges of a tile belong to the tile behind them alone."""
MOST_ASKED = 500
"""Points that are asked for by name; of more all are read, and the others passed over."""
COARSENESS = case(
    {level: rank for rank, level in enumerate(PRECISION)},
    value=PublicPlaceRow.precision,
    else_=len(PRECISION) - 1,
)


def within(
    criteria: Criteria,
    where: Where,
    window: Window,
    *,
    on: date,
    most: int,
    may_name: Callable[[Named], bool],
) -> Shown:
    """Return what lies in the window."""
    placed = _placed(matches(criteria, where, on=on), window)
    cells = _cells(placed)
    split = [cell for cell in cells if not _is_single(cell)]
    spots = _spots(placed, list(filter(_is_single, cells)), most, may_name)
    return Shown(tuple(spots), tuple(map(_cluster, split)), *_totals(placed))


def answering(criteria: Criteria, where: Where, *, on: date) -> Iterator[Named]:
    """Yield every organisation that answers, with a place on the map or without."""
    found = matches(criteria, where, on=on).subquery()
    one = PublicOrganisation
    answer = select(one.public_id, one.slug, one.listing_json).where(
        one.id.in_(select(found.c.organisation_id))
    )
    for row in db.session.execute(answer.execution_options(yield_per=1000)):
        yield Named(*row)


def bounds_of(
    criteria: Criteria, where: Where, *, on: date
) -> tuple[float, float, float, float] | None:
    """Return west, south, east and north of all that answers; None when nothing is on the map."""
    answer, place = _answer(matches(criteria, where, on=on)), PublicPlaceRow
    bounds = db.session.execute(
        select(
            func.min(place.lon), func.min(place.lat), func.max(place.lon), func.max(place.lat)
        ).join(answer, answer.c.place_id == place.id)
    ).one()
    west, south, east, north = bounds
    if west is None or south is None or east is None or north is None:
        return None
    return west, south, east, north


def _answer(found: Select[Any]) -> CTE:
    """Return the places of an answer, each once, worked out before anything is joined to them.

    Else SQLite holds every place against every offer.
    """
    offers = found.subquery()
    places = select(offers.c.place_id).where(offers.c.place_id.is_not(None)).distinct()
    return places.cte("answer").prefix_with("MATERIALIZED")


def _placed(found: Select[Any], window: Window) -> CTE:
    """Return each public place in the window once, with the cell of the map it lies in."""
    answer, place = _answer(found), PublicPlaceRow
    west, south, east, north = window.bounds
    return (
        select(
            place.id,
            place.organisation_id,
            place.lon,
            place.lat,
            COARSENESS.label("coarseness"),
            place.country,
            _cell_of(place.lon, 180, window).label("column"),
            _cell_of(place.lat, 90, window).label("row"),
        )
        .join(answer, answer.c.place_id == place.id)
        .where(place.lon >= west, (place.lon < east) if east < EAST else true())
        .where(place.lat <= north, (place.lat > south) if south > SOUTH else true())
        .cte("placed")
        .prefix_with("MATERIALIZED")
    )


def _totals(placed: CTE) -> tuple[int, int]:
    row = db.session.execute(
        select(func.count(placed.c.organisation_id.distinct()), func.count())
    ).one()
    return int(row[0]), int(row[1])


def _is_single(cell: SqlRow[Any]) -> bool:
    return bool((cell.west, cell.south) == (cell.east, cell.north))


def _cell_of(degrees: Any, shift: int, window: Window) -> ColumnElement[Any]:
    if window.cell is None:
        return degrees  # type: ignore[no-any-return]  # a column of numbers
    return func.floor((degrees + shift) / window.cell)


def _cells(placed: CTE) -> Sequence[SqlRow[Any]]:
    return db.session.execute(
        select(
            placed.c.column,
            placed.c.row,
            func.count().label("places"),
            func.count(placed.c.organisation_id.distinct()).label("organisations"),
            func.max(placed.c.coarseness).label("coarseness"),
            func.min(placed.c.country).label("country"),
            func.avg(placed.c.lon).label("lon"),
            func.avg(placed.c.lat).label("lat"),
            func.min(placed.c.lon).label("west"),
            func.min(placed.c.lat).label("south"),
            func.max(placed.c.lon).label("east"),
            func.max(placed.c.lat).label("north"),
        )
        .group_by(placed.c.column, placed.c.row)
        .order_by(placed.c.column, placed.c.row)
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
    placed: CTE,
    cells: Sequence[SqlRow[Any]],
    most: int,
    may_name: Callable[[Named], bool],
) -> Iterator[Spot]:
    named = _named(placed, cells, most) if cells else {}
    for cell in cells:
        spot = _spot(cell, named[cell.column, cell.row], may_name)
        if spot.named:
            yield spot


def _spot(cell: SqlRow[Any], here: Sequence[Named], may_name: Callable[[Named], bool]) -> Spot:
    named = tuple(filter(may_name, here))
    return Spot(
        lon=cell.west,
        lat=cell.south,
        precision=PRECISION[cell.coarseness],
        country=cell.country,
        organisations=cell.organisations - len(here) + len(named),
        named=named,
    )


def _named(
    placed: CTE, cells: Sequence[SqlRow[Any]], most: int
) -> dict[tuple[Any, Any], list[Named]]:
    """Return the first organisations of each cell, by name."""
    grouped: dict[tuple[Any, Any], list[Named]] = {(cell.column, cell.row): [] for cell in cells}
    asked = list(grouped) if len(grouped) <= MOST_ASKED else None
    for row in db.session.execute(_ranked(placed, asked, most)):
        here = grouped.get((row.column, row.row))
        if here is not None:
            here.append(Named(row.public_id, row.slug, row.listing_json))
    return grouped


def _ranked(placed: CTE, asked: Iterable[tuple[Any, Any]] | None, most: int) -> Select[Any]:
    cell = (placed.c.column, placed.c.row)
    here = select(*cell, placed.c.organisation_id).distinct()
    if asked is not None:
        here = here.where(tuple_(*cell).in_(asked))
    found, organisation = here.subquery(), PublicOrganisation
    rank = func.row_number().over(
        partition_by=(found.c.column, found.c.row),
        order_by=(organisation.name_key, organisation.public_id),
    )
    ranked = (
        select(found, rank.label("rank"))
        .join(organisation, organisation.id == found.c.organisation_id)
        .subquery()
    )
    return (
        select(ranked, organisation.public_id, organisation.slug, organisation.listing_json)
        .join(organisation, organisation.id == ranked.c.organisation_id)
        .where(ranked.c.rank <= most)
        .order_by(ranked.c.rank)
    )

"""The index as an engine of maps: cells are tiles of the map, so that each is one range."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import select

from directory.extensions import db
from directory.organisations.precision import PRECISION
from directory.organisations.public_tables import PublicOrganisation
from directory.search.criteria import Criteria
from directory.search.index.bitmaps import numbers_of
from directory.search.index.engine import IndexEngine
from directory.search.index.mapping import (
    Cell,
    Indexed,
    count_cells,
    first_by_name,
    in_window,
    owners_of,
)
from directory.search.shown import Cluster, Named, Shown, Spot
from directory.search.where import Where
from directory.search.window import Window

AT_ONCE = 1000
SPARE = 3
"""Organisations at a point that may be withdrawn meanwhile without hiding the others there."""


@dataclass(frozen=True)
class IndexMap:
    """Draws what the index answers."""

    engine: IndexEngine

    def within(
        self,
        criteria: Criteria,
        where: Where,
        window: Window,
        *,
        on: date,
        most: int,
        may_name: Callable[[Named], bool],
    ) -> Shown:
        """Return what lies in the window."""
        answers = self.engine.answers(criteria, where, on=on)
        cells = [cell for _, cell in sorted(count_cells(answers, window).items())]
        seen = [(answer, in_window(answer, window)) for answer in answers]
        return Shown(
            spots=tuple(_spots([cell for cell in cells if cell.is_single], most, may_name)),
            clusters=tuple(_cluster(cell) for cell in cells if not cell.is_single),
            organisations=sum(len(owners_of(*each)) for each in seen),
            places=sum(len(places) for _, places in seen),
        )

    def answering(self, criteria: Criteria, where: Where, *, on: date) -> Iterator[Named]:
        """Return every organisation that answers; what does is settled before the first comes."""
        found = self.engine.answers(criteria, where, on=on)
        each = [one.segment.columns.ids[numbers_of(one.organisations)] for one in found]
        ids = np.concatenate(each)
        return (_named(row) for row in _every(ids.tolist()))

    def bounds_of(
        self, criteria: Criteria, where: Where, *, on: date
    ) -> tuple[float, float, float, float] | None:
        """Return west, south, east and north of all that answers."""
        found = self.engine.answers(criteria, where, on=on)
        lon = np.concatenate([one.segment.columns.lon[one.places] for one in found])
        lat = np.concatenate([one.segment.columns.lat[one.places] for one in found])
        if not len(lon):
            return None
        return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())


def _cluster(cell: Cell) -> Cluster:
    return Cluster(
        lon=round(cell.lon_sum / cell.places, 5),
        lat=round(cell.lat_sum / cell.places, 5),
        bounds=(cell.west, cell.south, cell.east, cell.north),
        organisations=cell.organisations,
        places=cell.places,
    )


def _spots(cells: Sequence[Cell], most: int, may_name: Callable[[Named], bool]) -> Iterator[Spot]:
    first = [list(first_by_name(cell, most + SPARE)) for cell in cells]
    rows = {row.id: row for row in _every([one.id for found in first for one in found])}
    for cell, found in zip(cells, first, strict=True):
        # withdrawn or changed since this process looked: it is not said where it was
        still = [rows[one.id] for one in found if _is_as_indexed(one, rows.get(one.id))]
        known = sorted(still, key=_by_name)[:most]
        named = tuple(filter(may_name, map(_named, known)))
        if named:
            yield Spot(
                lon=cell.west,
                lat=cell.south,
                precision=PRECISION[cell.coarseness],
                country=cell.country.to_bytes(2, "big").decode(),
                organisations=cell.organisations
                - (len(found) - len(still))
                - (len(known) - len(named)),
                named=named,
            )


def _every(ids: Sequence[int]) -> Iterator[Any]:
    """Yield the rows of organisations; those that are gone have none."""
    one = PublicOrganisation
    columns = (
        one.id,
        one.public_id,
        one.slug,
        one.listing_json,
        one.name_key,
        one.change_number,
    )
    for start in range(0, len(ids), AT_ONCE):
        chosen = one.id.in_(ids[start : start + AT_ONCE])
        yield from db.session.execute(select(*columns).where(chosen))


def _is_as_indexed(one: Indexed, row: Any) -> bool:
    return row is not None and row.change_number == one.change


def _by_name(row: Any) -> tuple[str, str]:
    return row.name_key, row.public_id


def _named(row: Any) -> Named:
    return Named(row.public_id, row.slug, row.listing_json)

"""Points that many organisations share: there because nobody knew better, so never exact."""

import json
from typing import Any

from sqlalchemy import bindparam, select, update

from directory.extensions import db, transaction
from directory.gazetteer.coordinates import STACK
from directory.imports.models import ImportRow, Outcome
from directory.imports.points import pair_of
from directory.imports.profiles import Profile
from directory.imports.rows import NOTES

MOST_POINTS = 200_000
"""Different points that are counted; what comes after them in a file is not."""
PAGE = 1000
DIGITS = 5
"""Of degrees, about a metre."""


class Stacks:
    """Counts how many organisations of a file stand at each point, however exact it is said."""

    def __init__(self, profile: Profile) -> None:
        site = profile.site
        self.columns = (site.lon, site.lat) if site else None
        self.keys: dict[tuple[float, ...], set[str]] = {}

    def count(self, cells: dict[str, str], key: str) -> None:
        """Count a row that was staged."""
        point = self._point(cells)
        if point is None or (point not in self.keys and len(self.keys) >= MOST_POINTS):
            return
        keys = self.keys.setdefault(point, set())
        if len(keys) < STACK:
            keys.add(key)

    def mark(self, run_id: int) -> None:
        """Note at each staged row of a stack that it is one."""
        stacked = {point for point, keys in self.keys.items() if len(keys) >= STACK}
        last = -1
        while stacked:
            page = db.session.execute(
                select(ImportRow.number, ImportRow.cells_json)
                .where(
                    ImportRow.run_id == run_id,
                    ImportRow.outcome == Outcome.STAGED,
                    ImportRow.number > last,
                )
                .order_by(ImportRow.number)
                .limit(PAGE)
            ).all()
            if not page:
                return
            last = page[-1].number
            rows = [(row.number, json.loads(row.cells_json)) for row in page]
            _write(run_id, [row for row in rows if self._point(row[1]) in stacked])

    def _point(self, cells: dict[str, str]) -> tuple[float, ...] | None:
        """Return the two numbers of a point, the smaller first: swapped, it is the same one."""
        if self.columns is None:
            return None
        pair = pair_of(*(cells.get(column or "", "") for column in self.columns))
        return tuple(sorted(round(number, DIGITS) for number in pair)) if pair else None


def _write(run_id: int, rows: list[tuple[int, dict[str, str]]]) -> None:
    if not rows:
        return
    table: Any = ImportRow.__table__
    changed = []
    for number, cells in rows:
        cells[NOTES] = f"{cells.get(NOTES, '')} point_stacked".strip()
        text = json.dumps(cells, ensure_ascii=False, sort_keys=True)
        changed.append({"row": number, "cells": text})
    with transaction():
        db.session.execute(
            update(table)
            .where(table.c.run_id == run_id, table.c.number == bindparam("row"))
            .values(cells_json=bindparam("cells")),
            changed,
        )

"""Reading from the public zone what is indexed."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from sqlalchemy import Select, and_, func, select

from directory.extensions import db
from directory.organisations.index_entry import FORMAT
from directory.organisations.public_tables import (
    PublicChange,
    PublicIndexEntry,
    PublicOrganisation,
    PublicPlaceRow,
)
from directory.organisations.rebuild import EVERYTHING
from directory.search.index import zorder
from directory.search.index.layout import Array
from directory.search.index.listed import Listed, Row

AT_ONCE = 1000


def how_many() -> tuple[int, int]:
    """Return how many listings are published, and how many can be indexed; reads all of these."""
    listings = select(func.count()).select_from(PublicOrganisation).scalar_subquery()
    written = select(func.count()).where(PublicIndexEntry.format == FORMAT).scalar_subquery()
    row = db.session.execute(select(listings, written)).one()
    return row[0], row[1]


def are_more_than(most: int) -> bool:
    """Tell whether more listings are published; quick, however many there are."""
    some = select(PublicOrganisation.id).limit(most + 1).subquery()
    return (db.session.scalar(select(func.count()).select_from(some)) or 0) > most


def changed_since(number: int) -> tuple[set[str], bool]:
    """Return the public ids that changed behind a number, and whether everything may have."""
    behind = PublicChange.number > number
    ids = set(db.session.scalars(select(PublicChange.public_id).where(behind).distinct()))
    return ids - {EVERYTHING}, EVERYTHING in ids


def listed(public_ids: Iterable[str] | None = None) -> Iterator[Listed]:
    """Yield these listings, or all there are, in no order."""
    if public_ids is None:
        yield from map(Listed.read, _read(select(PublicIndexEntry)))
        return
    for some in _in_batches(sorted(public_ids)):
        yield from map(
            Listed.read, _read(select(PublicIndexEntry).where(PublicIndexEntry.public_id.in_(some)))
        )


def along_the_curve() -> Iterator[Listed]:
    """Yield all listings as a segment wants them, never more than some in memory."""
    return map(Listed.read, rows_of(ids_along_the_curve()))


def ids_along_the_curve(public_ids: Iterable[str] | None = None) -> Array:
    """Return the ids of these listings, or of all, in the order that a segment wants."""
    first = and_(
        PublicPlaceRow.organisation_id == PublicOrganisation.id, PublicPlaceRow.position == 0
    )
    one = PublicOrganisation
    columns = select(one.id, PublicPlaceRow.lon, PublicPlaceRow.lat)
    statement = columns.outerjoin(PublicPlaceRow, first).execution_options(yield_per=10_000)
    chosen = (
        [statement]
        if public_ids is None
        else [
            statement.where(PublicOrganisation.public_id.in_(some))
            for some in _in_batches(sorted(public_ids))
        ]
    )
    tables = [_table(one) for one in chosen]
    table = np.concatenate(tables) if tables else np.empty((0, 3))
    code = zorder.codes(table[:, 1], table[:, 2])
    return np.asarray(table[np.lexsort((table[:, 0], code)), 0].astype(np.int64))


def rows_of(ids: Array) -> Iterator[Row]:
    """Yield the rows of ids in their order, never more than some in memory."""
    for some in _in_batches(ids.tolist()):
        these = select(PublicIndexEntry).where(PublicIndexEntry.id.in_(some))
        found = {row.id: row for row in _read(these)}
        yield from (found[one] for one in some if one in found)


def _table(statement: Select[int, float | None, float | None]) -> Array:
    rows = (tuple(row) for row in db.session.execute(statement))
    return np.fromiter(rows, dtype=np.dtype((np.float64, 3)))


def _in_batches(things: list[Any]) -> Iterator[list[Any]]:
    return (things[start : start + AT_ONCE] for start in range(0, len(things), AT_ONCE))


def _read(entries: Select[PublicIndexEntry]) -> Iterator[Row]:
    one = PublicIndexEntry
    columns = entries.with_only_columns(one.id, one.public_id, one.change_number, one.entry_json)
    columns = columns.where(one.format == FORMAT)
    for row in db.session.execute(columns.execution_options(yield_per=AT_ONCE)):
        yield Row(*row)

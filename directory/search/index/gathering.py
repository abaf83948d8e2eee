"""Reading from the public zone what is indexed."""

import json
from collections.abc import Iterable, Iterator

import numpy as np
from sqlalchemy import Select, func, select

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
from directory.search.index.layout import NEVER, Array
from directory.search.index.segment import Listed

AT_ONCE = 1000


def how_many() -> tuple[int, int]:
    """Return how many listings are published, and how many of them can be indexed."""
    listings = select(func.count()).select_from(PublicOrganisation).scalar_subquery()
    written = select(func.count()).where(PublicIndexEntry.format == FORMAT).scalar_subquery()
    row = db.session.execute(select(listings, written)).one()
    return row[0], row[1]


def changed_since(number: int) -> tuple[set[str], bool]:
    """Return the public ids that changed behind a number, and whether everything may have."""
    behind = PublicChange.number > number
    ids = set(db.session.scalars(select(PublicChange.public_id).where(behind).distinct()))
    return ids - {EVERYTHING}, EVERYTHING in ids


def listed(public_ids: Iterable[str] | None = None) -> Iterator[Listed]:
    """Yield these listings, or all there are, in no order."""
    if public_ids is None:
        yield from _read(select(PublicIndexEntry))
        return
    wanted = sorted(public_ids)
    for start in range(0, len(wanted), AT_ONCE):
        these = PublicIndexEntry.public_id.in_(wanted[start : start + AT_ONCE])
        yield from _read(select(PublicIndexEntry).where(these))


def along_the_curve() -> Iterator[Listed]:
    """Yield all listings as a segment wants them, never more than some in memory."""
    order = _ids_along_the_curve()
    for start in range(0, len(order), AT_ONCE):
        ids = order[start : start + AT_ONCE].tolist()
        these = select(PublicIndexEntry).where(PublicIndexEntry.id.in_(ids))
        found = {one.id: one for one in _read(these)}
        yield from (found[one] for one in ids if one in found)


def _ids_along_the_curve() -> Array:
    first = (PublicPlaceRow.organisation_id == PublicOrganisation.id) & (
        PublicPlaceRow.position == 0
    )
    statement = (
        select(PublicOrganisation.id, PublicPlaceRow.lon, PublicPlaceRow.lat)
        .outerjoin(PublicPlaceRow, first)
        .order_by(PublicOrganisation.id)
    )
    rows = db.session.execute(statement.execution_options(yield_per=10_000))
    table = np.array([tuple(row) for row in rows], dtype=np.float64).reshape(-1, 3)
    code = zorder.codes(table[:, 1], table[:, 2])
    return np.asarray(table[np.argsort(code, kind="stable"), 0].astype(np.int64))


def _read(entries: Select[PublicIndexEntry]) -> Iterator[Listed]:
    one = PublicIndexEntry
    columns = entries.with_only_columns(one.id, one.public_id, one.change_number, one.entry_json)
    columns = columns.where(one.format == FORMAT)
    for row in db.session.execute(columns.execution_options(yield_per=AT_ONCE)):
        entry = json.loads(row.entry_json)
        yield Listed(
            id=row.id,
            public_id=row.public_id,
            change=row.change_number,
            checked=entry.get("checked", 0),
            until=entry.get("until", NEVER),
            name_key=entry["name_key"],
            entry=entry,
        )

"""Public rows in bulk: those that `publication.write` writes, gathered instead of sent one by one.

The rows of an organisation are made by the functions of the house, so that they are what its
door would have written; `door.py` proves it on a sample. The working zone stays empty.
"""

import gc
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import get_context
from typing import Any

from sqlalchemy import Table, insert

from benchmarks.world.chance import AT
from benchmarks.world.generator import Invented, World
from benchmarks.world.towns import Towns
from directory import create_app
from directory.database.statistics import refresh_statistics
from directory.database.writing import number_behind
from directory.extensions import db, transaction
from directory.organisations.chosen import as_known
from directory.organisations.document import canonical_json
from directory.organisations.models import Organisation
from directory.organisations.public_tables import (
    PublicAreaShape,
    PublicChange,
    PublicIndexEntry,
    PublicOffer,
    PublicOfferArea,
    PublicOrganisation,
    PublicPlaceRow,
    PublicPoint,
    PublicWord,
)
from directory.organisations.public_view import Circumstances, public_view
from directory.organisations.publication import PUBLISHED, write

TABLES = (
    PublicChange,
    PublicOrganisation,
    PublicPlaceRow,
    PublicPoint,
    PublicOffer,
    PublicOfferArea,
    PublicAreaShape,
    PublicWord,
    PublicIndexEntry,
)
"""In the order in which rows hang on each other."""
NUMBERED = (PublicOrganisation, PublicPlaceRow, PublicOffer, PublicOfferArea, PublicWord)
CHUNK = 1000
AHEAD = 3
"""Chunks that each process may be ahead of the writer: more would fill the memory."""
ROOM = 40
"""Numbers that each table keeps for every organisation of a chunk, all taken together."""

Rows = dict[str, list[dict[str, Any]]]


@dataclass
class Gatherer:
    """Stands where the session stands: gives numbers and keeps rows, and asks no database."""

    first: int
    rows: Rows = field(default_factory=lambda: defaultdict(list))
    waiting: list[Any] = field(default_factory=list)
    numbers: dict[str, Iterator[int]] = field(default_factory=dict)

    def add(self, row: Any, **_options: Any) -> None:
        """Keep a row until the next flush."""
        self.waiting.append(row)

    def add_all(self, rows: Iterable[Any]) -> None:
        """Keep rows until the next flush."""
        self.waiting.extend(rows)

    def flush(self, **_options: Any) -> None:
        """Give each row that waits its number, as the database would."""
        for row in self.waiting:
            name = row.__tablename__
            if isinstance(row, NUMBERED):
                row.id = next(self.numbers.setdefault(name, count(self.first)))
            columns = row.__table__.columns
            self.rows[name].append({k: v for k, v in vars(row).items() if k in columns})
        self.waiting.clear()

    def execute(self, statement: Any, params: list[dict[str, Any]], **_options: Any) -> None:
        """Keep the rows of an INSERT; the database will number them."""
        self.rows[statement.table.name] += params


def rows_of_chunk(world: World, numbers: range, *, words: bool = True) -> Rows:
    """Return the rows of these organisations by table, as publishing each would write them.

    Without `words` the largest table stays empty, for whoever finds words otherwise.
    """
    listed = [world.organisation(number) for number in numbers]
    known = [as_known(one.document, standing=(), places=world.places)[0] for one in listed]
    db.session.rollback()  # what still reads keeps SQLite from putting its log away
    gatherer = Gatherer(first=numbers.start * ROOM)
    with _instead_of_the_session(gatherer):
        for invented, document in zip(listed, known, strict=True):
            listing = public_view(document, Circumstances(invented.checked))
            if listing is not None:
                gatherer.add(_change(invented))
                write(_organisation(invented), listing, canonical_json(listing))
    used = max((len(rows) for name, rows in gatherer.rows.items() if name != "public_words"))
    assert used <= ROOM * CHUNK, "more rows than there are numbers"  # noqa: S101
    if not words:
        del gatherer.rows[PublicWord.__tablename__]
    return dict(gatherer.rows)


def load(
    world: World, organisations: int, *, processes: int, progress: Any, words: bool = True
) -> int:
    """Write the public rows of so many organisations; returns how many rows there are."""
    starts = range(1, organisations + 1, CHUNK)
    chunks = [range(start, min(start + CHUNK, organisations + 1)) for start in starts]
    total = 0
    db.session.rollback()
    made = _made(world, chunks, processes, words=words)
    for rows in progress(made, label="Organisations", length=len(chunks)):
        total += write_rows(rows)
    with transaction():
        number_behind(db.session(), *NUMBERED)
        refresh_statistics(db.session(), *TABLES)
    return total


def write_rows(rows: Rows) -> int:
    """Write the rows of a chunk in one transaction; returns how many there are."""
    with transaction():
        for model in TABLES:
            found = rows.get(model.__tablename__)
            if found:
                db.session.connection().execute(insert(_table(model)), found)
    return sum(map(len, rows.values()))


def _table(model: Any) -> Table:
    """Return the bare table: rows as objects would take many times as long."""
    table: Table = model.__table__
    return table


def _made(world: World, chunks: list[range], processes: int, *, words: bool) -> Iterator[Rows]:
    """Yield the rows of each chunk; with several processes each one has a world of its own."""
    if processes < 2:
        yield from (rows_of_chunk(world, numbers, words=words) for numbers in chunks)
        return
    begin = (world.seed, world.towns)
    with ProcessPoolExecutor(processes, get_context("spawn"), _begin, begin) as pool:
        waiting: deque[Future[Rows]] = deque()
        for numbers in chunks:
            waiting.append(pool.submit(_in_a_process, numbers, words))
            if len(waiting) > AHEAD * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


_own: list[World] = []


def _begin(seed: int, towns: Towns) -> None:
    create_app({"DEMONSTRATION": False}).app_context().push()
    _own.append(World(seed, towns))
    gc.freeze()  # looking through what stays anyway takes a quarter of the time


def _in_a_process(numbers: range, words: bool) -> Rows:
    return rows_of_chunk(_own[0], numbers, words=words)


@contextmanager
def _instead_of_the_session(gatherer: Gatherer) -> Iterator[None]:
    session = db.session()
    stand_in: Any = gatherer
    db.session.registry.set(stand_in)
    try:
        yield
    finally:
        db.session.registry.set(session)


def _organisation(invented: Invented) -> Organisation:
    return Organisation(
        uuid=invented.uuid,
        public_id=invented.public_id,
        last_public_change=invented.number,
        last_public_change_at=AT,
    )


def _change(invented: Invented) -> PublicChange:
    return PublicChange(number=invented.number, public_id=invented.public_id, deed=PUBLISHED, at=AT)

"""Threads of one process never see another state than that of the database they read."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from pyroaring import BitMap

from directory.search.criteria import Criteria
from directory.search.index import bitmaps
from directory.search.index import current as index
from directory.search.index.bitmaps import Bitmaps, Piece, write_bitmaps
from directory.search.index.current import Following
from directory.search.index.engine import IndexEngine
from directory.search.where import Where
from tests.making import DAY
from tests.search.index.test_map import listing

CHANGES, READERS = 240, 6


class Database:
    """Publishes one listing with every change and withdraws every third; readers see a moment."""

    def __init__(self) -> None:
        self.newest, self.seen = 0, threading.local()

    def public(self, number: int) -> set[int]:
        """Return what is public at a change."""
        return {n for n in range(1, number + 1) if n % 3 or n + 3 > number}

    def newest_change(self) -> int:
        return int(self.seen.number)

    def changed_since(self, number: int) -> tuple[set[str], bool]:
        behind = range(number + 1, self.newest_change() + 1)
        withdrawn = {n - 3 for n in behind if n % 3 == 0 and n > 3}
        return {f"p{n:09}" for n in {*behind, *withdrawn}}, False

    def listed(self, public_ids=None):
        every = [listing(n, []) for n in sorted(self.public(self.newest_change()))]
        return [one for one in every if public_ids is None or one.public_id in public_ids]

    def are_more_than(self, most: int) -> bool:
        return len(self.public(self.newest_change())) > most

    def how_many(self) -> tuple[int, int]:
        count = len(self.public(self.newest_change()))
        return count, count


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> Database:
    """A database in the place of the real one."""
    found = Database()
    for name in ("newest_change", "changed_since", "listed", "how_many", "are_more_than"):
        monkeypatch.setattr(index, name, getattr(found, name))
    monkeypatch.setattr(index, "mark_of", str)
    return found


def found_by(engine: IndexEngine) -> set[int]:
    """Return the listings that are found, each of them once."""
    answers = engine.answers(Criteria(), Where(), on=DAY)
    ids = [int(one.segment.columns.ids[n]) - 1 for one in answers for n in one.organisations]
    assert len(ids) == len(set(ids)) == engine.totals(Criteria(), Where(), on=DAY).organisations
    return set(ids)


def test_each_thread_gets_what_its_database_holds(app: Flask, database: Database, tmp_path: Path):
    following = Following(tmp_path)

    def read(_reader: int) -> int:
        answered = 0
        with app.app_context():
            while (number := database.newest) < CHANGES:
                if number:
                    database.seen.number = number
                    engine = following.engine_at(number)
                    if engine is not None:
                        assert found_by(engine) == database.public(number)
                        answered += 1
            database.seen.number = CHANGES
            last = following.engine_at(CHANGES)
            assert last is not None
            assert found_by(last) == database.public(CHANGES)
        return answered

    with ThreadPoolExecutor(READERS) as pool:
        readers = [pool.submit(read, number) for number in range(READERS)]
        pause = threading.Event()
        for number in range(1, CHANGES + 1):
            database.newest = number
            pause.wait(0.002)
        answered = [one.result() for one in readers]
    assert sum(answered) > CHANGES // 4


def test_bitmaps_of_a_file_are_read_by_many_threads_and_few_are_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    made = {("word", str(n)): BitMap(range(n, 50_000, n + 1)) for n in range(60)}
    write_bitmaps((Piece(*key, bitmap) for key, bitmap in made.items()), tmp_path / "words")
    every = Bitmaps.read(tmp_path / "words")
    monkeypatch.setattr(bitmaps, "MOST_HELD", 100_000)

    def read(first: int) -> None:
        for n in [*range(first, 60), *range(first)] * 3:
            assert every.get("word", str(n)) == made["word", str(n)]
            assert every._held <= 100_000 + 20_000

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(read, range(0, 60, 15)))
    sizes = {key: span.end - span.start for key, span in every._spans.items()}
    assert sum(sizes.values()) > 150_000
    assert every._held == sum(sizes[key] for key in every._read)
    assert every.values_of("word") == sorted(map(str, range(60)))
    assert every.get("word", "none") == BitMap()

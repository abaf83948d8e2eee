"""What changes is followed in small steps, in memory and in the folder, and none gets lost."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from flask import Flask

from directory.extensions import db, transaction
from directory.organisations import steps
from directory.organisations.models import Organisation
from directory.organisations.queries import newest_change
from directory.organisations.rebuild import rebuild
from directory.search import queries, sql
from directory.search.criteria import Criteria
from directory.search.index import current as index
from directory.search.index import writing
from directory.search.index.engine import IndexEngine
from directory.search.index.gathering import listed
from directory.search.index.generations import is_reported, read_pointer
from directory.search.index.growth import FACTOR, staying
from directory.search.index.segment import Segment
from directory.search.index.writing import (
    Due,
    is_due,
    keep_up,
    make_generation,
    what_is_due,
    write_changes,
)
from directory.search.where import Where
from tests.making import AT, DAY, Make, document, service, site
from tests.search.index.process import (
    answers,
    names,
    pointed,
    process,
    quietly,
    segments,
    start,
)


@pytest.mark.parametrize(
    ("sizes", "added", "stay"),
    [
        ([], 1, 0),
        ([4], 1, 1),
        ([3], 1, 0),
        ([100], 1, 1),
        ([100, 3], 1, 1),
        ([120, 20, 4, 1], 1, 1),
        ([3_000_000, 600_000, 40_000, 1_000], 250, 4),
        ([3_000_000, 600_000, 40_000, 4_000, 999], 250, 3),
        ([1_000, 250], 250, 0),
    ],
)
def test_small_segments_are_made_anew_with_what_comes(sizes: list[int], added: int, stay: int):
    assert staying(sizes, added) == stay


def test_there_are_few_segments_and_each_listing_is_written_seldom():
    sizes, written = [3_000_000], 0
    for _ in range(2_000):
        left = staying(sizes, 250)
        together = 250 + sum(sizes[left:])
        sizes, written = [*sizes[:left], together], written + together
        assert len(sizes) <= 9
        assert all(older >= FACTOR * newer for older, newer in zip(sizes, sizes[1:], strict=False))
    assert written / (2_000 * 250) < 30


@pytest.fixture
def many(folder: Path, app: Flask, make: Make) -> list[Organisation]:
    """A generation of a dozen, of which a few may change without all being written."""
    found = [
        make.published(name=f"Press {number:02}", sites=(site(number),)) for number in range(12)
    ]
    make_generation(folder, progress=quietly)
    start(app, folder)
    assert len(names()) == 12
    return found


def test_what_changed_is_written_behind_what_is_there(
    folder: Path, app: Flask, make: Make, many: list[Organisation], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(writing, "DUE", 1)
    before = pointed(folder)
    make.published(name="Net Menders")
    assert what_is_due(folder) is Due.NOTHING
    with transaction():
        steps.take_listing("withdraw", many[3], actor=make.people.amina, at=AT)
    assert what_is_due(folder) is Due.CHANGES
    assert keep_up(folder, progress=quietly) is Due.CHANGES
    after = pointed(folder)
    assert after.base == before.base
    assert [one.listings for one in after.newer] == [2]
    assert not is_due(folder)
    everything = {f"Press {n:02}" for n in range(12) if n != 3} | {"Net Menders"}
    assert names() == everything
    assert answers() is IndexEngine
    state = process(app).state
    assert (state.named, state.number) == (after.name, newest_change())
    assert state.settled == len(state.parts) == 2  # nothing is left to be followed
    start(app, folder)
    assert names() == everything
    assert queries.count(Criteria(), on=DAY)[0].organisations == 12


def test_a_reader_goes_on_with_the_segments_it_knows(
    folder: Path, app: Flask, make: Make, many: list[Organisation]
):
    known = dict(process(app).state.opened)
    make.published(name="Net Menders")
    write_changes(folder, progress=quietly)
    assert "Net Menders" in names()
    opened = process(app).state.opened
    assert len(opened) == 2
    for name, segment in known.items():
        assert opened[name] is segment


def test_small_newer_segments_become_one_and_many_become_everything(
    folder: Path, app: Flask, make: Make, many: list[Organisation]
):
    base = pointed(folder).base
    make.published(name="Net Menders")
    write_changes(folder, progress=quietly)
    make.changed(many[1], document(name="Oil Press"))
    write_changes(folder, progress=quietly)
    assert pointed(folder).base == base
    assert [one.listings for one in pointed(folder).newer] == [2]
    assert segments(folder) == sorted(one.name for one in pointed(folder).segments)
    make.changed(many[1], document(name="Wine Press"))
    make.published(name="Weavers")
    write_changes(folder, progress=quietly)  # four of twelve: more than a quarter
    assert pointed(folder).base != base
    assert not pointed(folder).newer
    expected = {f"Press {n:02}" for n in range(12) if n != 1}
    assert names() == {*expected, "Net Menders", "Wine Press", "Weavers"}
    start(app, folder)
    assert names() == {*expected, "Net Menders", "Wine Press", "Weavers"}


@dataclass
class History:
    """Deeds drawn at random, the same in every run."""

    app: Flask
    make: Make
    folder: Path
    chance: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311
    living: list[Organisation] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def publish(self) -> None:
        self.living.append(self.make.published(name=f"Press {next(self.numbers)}"))

    def change(self) -> None:
        mill = document(name=f"Mill {next(self.numbers)}")
        self.make.changed(self.chance.choice(self.living), mill)

    def withdraw(self) -> None:
        gone = self.living.pop(self.chance.randrange(len(self.living)))
        with transaction():
            steps.take_listing("withdraw", gone, actor=self.make.people.amina, at=AT)

    def write(self) -> None:
        if read_pointer(self.folder):
            write_changes(self.folder, progress=quietly)

    def begin(self) -> None:
        start(self.app, self.folder)


def agree(question: Criteria) -> None:
    """The index answers, and as the database does."""
    assert answers() is IndexEngine
    found = queries.find(question, on=DAY)
    expected = sql.hits(question, Where(), on=DAY, size=20)
    assert [card.public_id for card in found.cards] == [hit.public_id for hit in expected]
    assert found.organisations == len(expected)


@pytest.mark.parametrize("most_in_memory", [0, 2_000])
def test_any_history_is_followed(
    folder: Path, app: Flask, make: Make, monkeypatch: pytest.MonkeyPatch, most_in_memory: int
):
    monkeypatch.setattr(index, "MOST_IN_MEMORY", most_in_memory)
    history = History(app, make, folder)
    for _ in range(4):
        history.publish()
    if not most_in_memory:
        make_generation(folder, progress=quietly)
    every = [history.publish, history.change, history.change, history.withdraw]
    for _ in range(40):
        deed = history.chance.choice([*every, history.write, history.begin])
        if history.living or deed == history.publish:
            deed()
        for words in ("", "press", "mill"):
            agree(Criteria(q=words))
        assert len(process(app).state.parts) <= 6


def test_a_change_is_followed_without_reading_the_others(
    folder: Path, app: Flask, make: Make, many: list[Organisation], monkeypatch: pytest.MonkeyPatch
):
    read: list[int] = []

    def counting(public_ids=None):
        found = list(listed(public_ids))
        read.append(len(found))
        return found

    for number in range(30):
        make.changed(many[number % 12], document(name=f"Mill {number}"))
        with monkeypatch.context() as patch:
            patch.setattr("directory.search.index.current.listed", counting)
            assert f"Mill {number}" in names()
    assert len(read) == 30
    assert max(read) <= 12
    assert sum(read) / 30 < 8


def test_everything_may_be_written_by_two_processes(
    folder: Path, app: Flask, make: Make, many: list[Organisation], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(writing, "SPLIT", 2)
    assert make_generation(folder, progress=quietly) == 12
    assert [one.listings for one in pointed(folder).base] == [6, 6]
    assert names() == {f"Press {n:02}" for n in range(12)}
    assert answers() is IndexEngine
    assert len(process(app).state.parts) == 2
    make.changed(many[0], document(name="Mill"))
    write_changes(folder, progress=quietly)
    assert len(pointed(folder).newer) == 1
    start(app, folder)
    assert names() == {*(f"Press {n:02}" for n in range(1, 12)), "Mill"}


def test_a_writing_process_that_ends_early_leaves_what_was(
    folder: Path, app: Flask, make: Make, many: list[Organisation], monkeypatch: pytest.MonkeyPatch
):
    before = pointed(folder)
    monkeypatch.setattr(writing, "SPLIT", 2)
    entry = {"words": "none", "name_key": "x", "places": [], "offers": []}
    db.session.execute(
        db.text("UPDATE public_index_entries SET entry_json = :said WHERE public_id = :id"),
        {"said": str(entry), "id": many[5].public_id},
    )
    with pytest.raises(OSError, match=r"ended early|[Bb]roken pipe"):
        make_generation(folder, progress=quietly)
    assert pointed(folder) == before
    assert len(names()) == 12


def test_a_rebuild_makes_everything_due(folder: Path, make: Make, many: list[Organisation]):
    with transaction():
        rebuild([many[0].id], at=AT)
    assert answers() is sql
    assert keep_up(folder, progress=quietly) is Due.WHOLE
    assert answers() is IndexEngine


def test_a_reader_that_looks_while_segments_go_looks_again(
    folder: Path,
    app: Flask,
    make: Make,
    many: list[Organisation],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    real, calls = index.first_damaged, iter((True, False))

    def slow(*asked: Any, **options: Any) -> str:
        if next(calls):
            make_generation(folder, progress=quietly)  # another process, which tidies
        return real(*asked, **options)

    monkeypatch.setattr(index, "first_damaged", slow)
    start(app, folder)
    assert answers() is IndexEngine
    assert process(app).state.named == pointed(folder).name
    assert not caplog.records
    assert not is_reported(folder, pointed(folder))


def test_the_offers_of_many_are_those_of_each(make: Make):
    for number, name in enumerate(("Olive Press", "Net Menders", "Bakery")):
        make.published(name=name, services=tuple(service(key=n) for n in range(number)))
    segment = Segment.in_memory(listed())
    owner = segment.columns.organisation.tolist()
    assert len(set(owner)) == 3
    for chosen in ([], [0], [2], [0, 2], [1, 2], [0, 1, 2]):
        expected = {offer for offer, one in enumerate(owner) if one in chosen}
        assert set(segment.offers_of(np.array(chosen, dtype=np.uint32))) == expected

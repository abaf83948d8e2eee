"""Every process knows what was published and withdrawn, whatever becomes of the index's files."""

import json
from pathlib import Path

import pytest
from flask import Flask

from directory.errors import Conflict
from directory.extensions import transaction
from directory.organisations import steps
from directory.organisations.queries import newest_change
from directory.organisations.rebuild import rebuild
from directory.search import queries, sql
from directory.search.criteria import Criteria
from directory.search.index import current as index
from directory.search.index import writing
from directory.search.index.engine import IndexEngine
from directory.search.index.generations import POINTER
from directory.search.index.writing import is_due, make_generation
from tests.making import AT, DAY, Make
from tests.search.index.process import answers, names, pointed, quietly, segments, start


def test_without_a_generation_the_database_answers(folder: Path, make: Make):
    make.published(name="Olive Press")
    assert answers() is sql
    assert names() == {"Olive Press"}


def test_a_few_need_no_folder(db: object, make: Make):
    make.published(name="Olive Press")
    assert answers() is IndexEngine
    assert names() == {"Olive Press"}


def test_what_is_published_and_withdrawn_is_known_at_once(folder: Path, app: Flask, make: Make):
    gone = make.published(name="Olive Press")
    make.published(name="Net Menders")
    assert make_generation(folder, progress=quietly) == 2
    start(app, folder)
    assert names() == {"Olive Press", "Net Menders"}
    make.published(name="Bakery")
    assert names() == {"Olive Press", "Net Menders", "Bakery"}
    with transaction():
        steps.take_listing("withdraw", gone, actor=make.people.amina, at=AT)
    assert answers() is IndexEngine
    assert names() == {"Net Menders", "Bakery"}
    assert queries.count(Criteria(), on=DAY)[0].organisations == 2


def test_a_new_generation_is_taken_up(folder: Path, app: Flask, make: Make):
    make.published(name="Olive Press")
    make_generation(folder, progress=quietly)
    start(app, folder)
    before = names() and pointed(folder).name
    make_generation(folder, progress=quietly)
    assert names() == {"Olive Press"}
    following = app.extensions[index.EXTENSION]
    assert following.state.named == pointed(folder).name != before
    assert segments(folder) == [one.name for one in pointed(folder).segments]


def test_a_pointer_at_nothing_and_one_that_says_nothing(folder: Path, app: Flask, make: Make):
    make.published(name="Olive Press")
    make_generation(folder, progress=quietly)
    said = json.loads((folder / POINTER).read_text())
    for change in (
        {"format": 1},
        {"base": [{"name": "../x", "listings": 1}]},
        {"base": [{"name": "gone", "listings": 1}]},
        {"base": 1},
        {"number": "x"},
    ):
        (folder / POINTER).write_text(json.dumps({**said, **change}))
        start(app, folder)
        assert names() == {"Olive Press"}
        assert answers() is sql
        assert is_due(folder), change
    for words in ("", "[]", "\0\0\0", "7"):
        (folder / POINTER).write_text(words)
        start(app, folder)
        assert answers() is sql
        assert is_due(folder)


def test_an_index_of_another_database_is_not_believed(folder: Path, app: Flask, make: Make):
    make.published(name="Olive Press")
    make_generation(folder, progress=quietly)
    said = json.loads((folder / POINTER).read_text())
    (folder / POINTER).write_text(json.dumps({**said, "mark": "abcdefgh12 2026"}))
    start(app, folder)
    assert answers() is sql
    assert is_due(folder)


def test_there_is_one_writer(folder: Path, make: Make):
    make.published(name="Olive Press")
    with writing._only_writer(folder), pytest.raises(Conflict, match="Another process"):
        make_generation(folder, progress=quietly)


def test_many_changes_make_a_new_generation_due(
    folder: Path, app: Flask, make: Make, monkeypatch: pytest.MonkeyPatch
):
    make.published(name="Olive Press")
    assert is_due(folder)
    make_generation(folder, progress=quietly)
    assert not is_due(folder)
    monkeypatch.setattr(writing, "DUE", 1)
    monkeypatch.setattr(index, "LONGEST_TAIL", 1)
    make.published(name="Net Menders")
    assert answers() is IndexEngine
    make.published(name="Bakery")
    assert is_due(folder)
    assert answers() is sql  # nothing vanishes that is not yet followed
    assert names() == {"Olive Press", "Net Menders", "Bakery"}


def test_who_sees_an_older_database_asks_the_database(folder: Path, app: Flask, make: Make):
    make.published(name="Olive Press")
    make_generation(folder, progress=quietly)
    start(app, folder)
    following = app.extensions[index.EXTENSION]
    older = newest_change()
    make.published(name="Net Menders")
    known = following.engine_at(newest_change())
    assert following.engine_at(older) is None
    assert following.engine_at(newest_change()) is known is not None


def test_when_everything_may_have_changed_the_database_answers(
    folder: Path, app: Flask, make: Make
):
    made = make.published(name="Olive Press")
    make_generation(folder, progress=quietly)
    start(app, folder)
    assert answers() is IndexEngine
    with transaction():
        rebuild([made.id], at=AT)
    assert answers() is sql
    assert is_due(folder)


def test_a_body_that_is_gone_is_found_by_its_name_alone(db: object, make: Make):
    make.published(name="Olive Press", kind="cooperative", operational_status="defunct")
    assert answers() is IndexEngine
    for words, found in (("olive", 1), ("cooperative", 0)):
        assert queries.count(Criteria(q=words), on=DAY)[0].organisations == found, words


def test_the_command_tells_how_many(app: Flask, make: Make, runner, tmp_path: Path):
    make.published(name="Olive Press")
    start(app, tmp_path / "index")
    for words, said in (
        (("--check",), "Each process keeps the few organisations in memory"),
        (("--due",), "nothing is due"),
        ((), "Search index: 1 organisations."),
        (("--check",), "The search index answers."),
    ):
        result = runner.invoke(args=["directory", "index", *words])
        assert result.exit_code == 0, result.output
        assert said in result.output
    (segment,) = pointed(tmp_path / "index").segments
    damage = tmp_path / "index" / segment.name / "lon.npy"
    damage.write_bytes(damage.read_bytes()[:-1] + b"x")
    result = runner.invoke(args=["directory", "index", "--check"])
    assert result.exit_code == 1
    assert "Damaged" in result.output
    assert "lon.npy" in result.output

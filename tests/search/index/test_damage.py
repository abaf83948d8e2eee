"""Whatever becomes of the files, readers get an answer, and the index is made anew."""

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from directory.search import queries, sql
from directory.search.criteria import Criteria
from directory.search.index import current as index
from directory.search.index import writing
from directory.search.index.engine import IndexEngine
from directory.search.index.generations import DAMAGED, is_reported
from directory.search.index.segment import Segment
from directory.search.index.writing import check, is_due, keep_up, make_generation
from directory.search.on_the_map import answering, bounds_of, within
from directory.search.window import Window
from tests.making import DAY, Make, service, site
from tests.search.index.process import DROP, answers, names, pointed, process, quietly, start

Damage = Callable[[Path], None]


def truncated(file: Path) -> None:
    """Cut a file in half."""
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def garbled(file: Path) -> None:
    """Write nonsense over a file, as much as stood there."""
    file.write_bytes(bytes((71 * n + 13) % 256 for n in range(file.stat().st_size)))


def turned(file: Path) -> None:
    """Turn one bit in the middle."""
    read = bytearray(file.read_bytes())
    read[len(read) // 2] ^= 1
    file.write_bytes(read)


def removed(file: Path) -> None:
    """Take a file away."""
    file.unlink()


@pytest.fixture
def indexed(folder: Path, app: Flask, make: Make, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A segment of two organisations, in force."""
    monkeypatch.setattr(index, "PAUSE", 0.0)
    monkeypatch.setattr(index.Following, "drop", DROP)
    for number, name in enumerate(("Olive Press", "Net Menders")):
        facts = {"sites": (site(number),), "services": (service(key=number),)}
        make.published(name=name, **facts)
    make_generation(folder, progress=quietly)
    start(app, folder)
    (segment,) = pointed(folder).segments
    return folder / segment.name


def files_of(segment: Path) -> list[Path]:
    """Return the files of a segment that hold something and are read."""
    every = (file for file in sorted(segment.rglob("*")) if file.is_file())
    return [file for file in every if file.stat().st_size and not file.name.endswith(".lock")]


def ask_everything() -> None:
    """Ask all that readers can ask; each must be answered as the database answers."""
    for criteria in (Criteria(), Criteria(q="olive"), Criteria(q="ne"), Criteria(country=("JO",))):
        found = queries.find(criteria, on=DAY)
        asked = queries.Understanding(DAY)(criteria)[0]
        assert found.organisations == sql.totals(criteria, asked, on=DAY).organisations
        assert within(criteria, Window(), on=DAY).places == found.places
        assert len(list(answering(criteria, on=DAY))) == found.organisations
        bounds_of(criteria, on=DAY)
        queries.count(criteria, on=DAY)
        queries.best_score(criteria, on=DAY)


@pytest.mark.parametrize("damage", [truncated, garbled, turned, removed])
def test_every_file_may_be_damaged_before_it_is_read(
    folder: Path, app: Flask, indexed: Path, damage: Damage
):
    kept = shutil.copytree(indexed, folder.parent / "kept")
    files = files_of(indexed)
    assert len(files) > 30
    for file in files:
        damage(file)
        start(app, folder)
        assert answers() is sql, file
        assert names() == {"Olive Press", "Net Menders"}
        assert is_due(folder), file
        shutil.rmtree(indexed)
        shutil.copytree(kept, indexed)
        (folder / DAMAGED).unlink()
        assert not is_due(folder)


@pytest.mark.parametrize("damage", [truncated, garbled, removed])
def test_files_may_be_lost_while_they_are_read(
    folder: Path, app: Flask, indexed: Path, damage: Damage
):
    assert answers() is IndexEngine
    for file in files_of(indexed):
        if damage is removed:
            damage(file)
        else:  # another file of that name: who writes over what others have open is no disk
            copy = shutil.copy(file, file.with_suffix(".copy"))
            damage(Path(copy))
            Path(copy).replace(file)
    ask_everything()
    assert check(folder)
    assert is_due(folder)
    keep_up(folder, progress=quietly)
    assert not check(folder)
    assert not is_due(folder)
    assert answers() is IndexEngine
    ask_everything()


@pytest.mark.parametrize(
    "error", [ValueError("x"), IndexError("x"), OSError("x"), MemoryError(), BaseException("panic")]
)
def test_what_gives_trouble_while_answering_is_used_no_more(
    folder: Path,
    app: Flask,
    indexed: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: BaseException,
):
    def broken(*_args: object) -> None:
        raise error

    monkeypatch.setattr(index, "PAUSE", 60.0)
    assert answers() is IndexEngine
    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr(Segment, "offers", property(broken))
        ask_everything()
        ask_everything()
    assert [one.message for one in caplog.records if "gave trouble" in one.message] == [
        caplog.records[0].message
    ]
    assert answers() is sql
    assert is_reported(folder, pointed(folder))
    assert index.standing() == "damaged"


def test_trouble_that_no_damage_explains_ends_by_itself(
    folder: Path, app: Flask, indexed: Path, monkeypatch: pytest.MonkeyPatch
):
    named = pointed(folder).name
    with monkeypatch.context() as patch:
        patch.setattr(Segment, "offers", property(lambda _self: 1 // 0))
        ask_everything()
    assert answers() is sql
    assert not is_due(folder)  # every file was read, and is as it was written
    assert not is_reported(folder, pointed(folder))
    assert answers() is IndexEngine
    assert pointed(folder).name == named
    assert index.standing() == "index"


def test_trouble_of_the_database_is_none_of_the_index(
    indexed: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    def away(*_args: object, **_options: object) -> None:
        raise OperationalError("SELECT", {}, Exception("away"))

    assert answers() is IndexEngine
    with monkeypatch.context() as patch:
        patch.setattr(IndexEngine, "totals", away)
        with pytest.raises(OperationalError):
            queries.find(Criteria(), on=DAY)
    assert not is_reported(folder, pointed(folder))
    assert answers() is IndexEngine


def test_what_could_not_be_opened_is_tried_again_after_a_while(
    folder: Path, app: Flask, indexed: Path, monkeypatch: pytest.MonkeyPatch
):
    away = indexed.rename(folder.parent / "away")
    monkeypatch.setattr(index, "PAUSE", 60.0)
    assert answers() is sql
    away.rename(indexed)
    assert answers() is sql  # not looked at with every request
    process(app).refused = index.Refused()
    assert answers() is sql  # it was reported
    assert not is_due(folder)  # it was looked at, and is whole
    process(app).refused = index.Refused()
    assert answers() is IndexEngine


def test_another_generation_is_taken_at_once_after_a_damaged_one(
    folder: Path, app: Flask, indexed: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(index, "PAUSE", 3600.0)
    turned(indexed / "code.npy")
    assert answers() is sql
    keep_up(folder, progress=quietly)
    assert answers() is IndexEngine
    assert index.standing() == "index"


def test_the_check_finds_what_nobody_met(folder: Path, indexed: Path):
    assert answers() is IndexEngine
    assert not check(folder)
    turned(indexed / "checked.npy")
    assert check(folder) == f"{indexed.name}/checked.npy"
    assert is_due(folder)
    keep_up(folder, progress=quietly)
    assert not check(folder)


def test_the_health_page_says_it(client, folder: Path, indexed: Path):
    assert client.ask("pages.health").get_json()["search"] == "index"
    turned(indexed / "lat.npy")
    check(folder)
    answer = client.ask("pages.health").get_json()
    assert answer["search"] == "damaged"
    assert answer["status"] == "ok"
    assert writing.what_is_due(folder) is writing.Due.WHOLE

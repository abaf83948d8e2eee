"""Other rules make every public row anew, once, in batches that can be gone on with."""

import ast
import json
from pathlib import Path

import pytest
from sqlalchemy import select, update

import directory
from directory.errors import Conflict
from directory.extensions import transaction
from directory.i18n.locales import languages
from directory.jobs.models import Job
from directory.jobs.worker import Worker
from directory.organisations import edition
from directory.organisations.public_tables import PublicOrganisation
from directory.organisations.rebuild import drifted
from directory.timetable import JOBS
from tests.making import AT

ROOT = Path(directory.__file__).parent
WITHOUT_RULES = ("organisations/document/", "organisations/models", "organisations/lifting")
WITHOUT_RULES += ("organisations/public_tables", "organisations/stages")


def follow():
    with transaction():
        return edition.follow_rules(at=AT)


def jobs(db):
    return db.session.scalars(select(Job).order_by(Job.id)).all()


def test_other_rules_make_all_rows_anew_and_the_same_rules_do_it_once(make, db, monkeypatch):
    public_id = make.published().public_id
    with transaction():
        db.session.execute(update(PublicOrganisation).values(slug="by-old-rules"))
    assert drifted() == [public_id]
    assert follow() is True
    assert follow() is True
    assert len(jobs(db)) == 1
    assert Worker(JOBS, ()).turn() is True
    assert drifted() == []
    assert follow() is False
    monkeypatch.setattr(edition, "rules_edition", lambda: "others")
    assert follow() is True
    assert [json.loads(job.payload)["rules"] for job in jobs(db)][1:] == ["others"]


def test_where_nothing_is_nothing_has_to_be_made_anew(db):
    assert follow() is False
    assert jobs(db) == []


def test_it_goes_on_from_where_it_was(make, db, monkeypatch):
    ids = [make.published(name=name).id for name in ("One", "Two", "Three")]
    monkeypatch.setattr("directory.timetable.BATCH", 2)
    first, *rest = JOBS[edition.REBUILD_JOB]({"rules": edition.rules_edition()})
    assert (first["after"], len(rest)) == (ids[1], 1)
    (last,) = JOBS[edition.REBUILD_JOB](first)
    assert last["after"] == ids[2]


def test_a_worker_of_other_rules_leaves_it_to_another(db):
    with pytest.raises(Conflict):
        list(JOBS[edition.REBUILD_JOB]({"rules": "others"}))


def test_every_module_that_makes_public_rows_is_part_of_the_edition():
    told = {file for pattern in edition.RULES for file in ROOT.glob(pattern)}
    reached: set[Path] = set()
    for name in ("public_view", "rows", "circumstances"):
        _follow(ROOT / "organisations" / f"{name}.py", reached)
    missing = {file.relative_to(ROOT).as_posix() for file in reached - told}
    assert {file for file in missing if not file.startswith(WITHOUT_RULES)} == set()


def test_another_language_of_the_site_makes_another_edition(monkeypatch):
    make_edition = edition.rules_edition.__wrapped__
    before = make_edition()
    assert make_edition() == before
    monkeypatch.setattr(edition, "languages", lambda: {**languages(), "sw": languages()["en"]})
    assert make_edition() != before


def _follow(file: Path, reached: set[Path]) -> None:
    room = file.relative_to(ROOT).parts[0]
    if file in reached or room not in {"organisations", "vocabulary", "i18n"}:
        return
    reached.add(file)
    for found in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        module = found.module if isinstance(found, ast.ImportFrom) else None
        if module and module.startswith("directory."):
            path = ROOT.joinpath(*module.split(".")[1:])
            _follow(path / "__init__.py" if path.is_dir() else path.with_suffix(".py"), reached)

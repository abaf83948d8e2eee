"""Asking about runs, their rows and what was found in them."""

from collections.abc import Iterator

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from directory.errors import NotFound
from directory.extensions import db
from directory.imports.models import (
    ImportDeed,
    ImportFinding,
    ImportRow,
    ImportRun,
    Outcome,
    RunStage,
)

UNFINISHED = (RunStage.READING, RunStage.APPLYING, RunStage.UNDOING)
PAGE = 1000


def get_run(run_id: int) -> ImportRun:
    """Return a run; raises NotFound."""
    run = db.session.get(ImportRun, run_id, populate_existing=True)
    if run is None:
        raise NotFound(f"There is no run {run_id}.")
    return run


def unfinished_runs(source: str) -> list[ImportRun]:
    """Return the runs of a source that were cut off, or that another process is at."""
    return list(
        db.session.scalars(
            select(ImportRun)
            .where(ImportRun.source == source, ImportRun.stage.in_(UNFINISHED))
            .order_by(ImportRun.id)
        )
    )


def count_staged_keys(run_id: int) -> int:
    """Return how many organisations of a run still wait to be dealt with."""
    found = db.session.scalar(
        select(func.count(ImportRow.key.distinct())).where(
            ImportRow.run_id == run_id, ImportRow.outcome == Outcome.STAGED
        )
    )
    return found or 0


def count_deeds_to_undo(run_id: int) -> int:
    """Return how many organisations a run still has its hand in."""
    found = db.session.scalar(
        select(func.count())
        .select_from(ImportDeed)
        .where(ImportDeed.run_id == run_id, ImportDeed.undone == "")
    )
    return found or 0


def finding_counts(run_id: int) -> list[tuple[str, str, int]]:
    """Return severity, code and number of the findings of a run, the commonest first."""
    count = func.count()
    statement = (
        select(ImportFinding.severity, ImportFinding.code, count)
        .where(ImportFinding.run_id == run_id)
        .group_by(ImportFinding.severity, ImportFinding.code)
        .order_by(count.desc(), ImportFinding.code)
    )
    return [(severity, code, number) for severity, code, number in db.session.execute(statement)]


def undone_counts(run_id: int) -> dict[str, int]:
    """Return how many organisations were dealt with in which way when a run was taken back."""
    statement = (
        select(ImportDeed.undone, func.count())
        .where(ImportDeed.run_id == run_id, ImportDeed.undone != "")
        .group_by(ImportDeed.undone)
    )
    return {row.undone: row[1] for row in db.session.execute(statement)}


def count_left_out(run: ImportRun) -> int:
    """Return how many organisations earlier runs of the source brought that this one lacks."""
    earlier = aliased(ImportRun)
    in_this_file = exists().where(
        ImportRow.run_id == run.id, ImportRow.key == ImportDeed.foreign_id
    )
    statement = (
        select(func.count(ImportDeed.foreign_id.distinct()))
        .join(earlier, earlier.id == ImportDeed.run_id)
        .where(earlier.source == run.source, earlier.id < run.id)
        .where(ImportDeed.undone == "", ~in_this_file)
    )
    return db.session.scalar(statement) or 0


def findings_of(run_id: int) -> Iterator[ImportFinding]:
    """Yield the findings of a run in the order of the file, a page at a time."""
    last = (-1, 0)
    while True:
        page = db.session.scalars(
            select(ImportFinding)
            .where(
                ImportFinding.run_id == run_id,
                (ImportFinding.row_number > last[0])
                | ((ImportFinding.row_number == last[0]) & (ImportFinding.id > last[1])),
            )
            .order_by(ImportFinding.row_number, ImportFinding.id)
            .limit(PAGE)
        ).all()
        yield from page
        if len(page) < PAGE:
            return
        last = (page[-1].row_number, page[-1].id)

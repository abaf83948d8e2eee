"""The first pass: a file becomes rows of a table, in short writes, before anything is touched."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select, update

from directory.errors import Conflict
from directory.extensions import db, transaction
from directory.i18n.folding import fold
from directory.imports.files import SourceFile, told_in_files
from directory.imports.findings import Finding, found, note
from directory.imports.letters import Writing
from directory.imports.models import ImportFinding, ImportRow, ImportRun, Outcome, RunStage
from directory.imports.opening import BrokenFile, opened
from directory.imports.profiles import Profile
from directory.imports.reading import rows
from directory.imports.rows import NOTES, joined_id
from directory.imports.stacks import Stacks
from directory.imports.tabular import RowRead

BATCH = 1000
MOST_LETTERS = 4 << 20
"""Letters that wait to be written: long rows are written sooner."""
TICK = 1 << 18
"""Bytes of the file between two steps of the progress bar."""
LONGEST_KEY = 300
DELETED_AT_ONCE = 5000


def stage_rows(run_id: int, files: list[SourceFile], profile: Profile) -> Iterator[None]:
    """Stage every row of the files; yields as they are read. Raises BrokenFile."""
    for file in files:
        yield from _stage_file(run_id, file, profile)
    with transaction():
        demand_stage(run_id, RunStage.READING)
        db.session.execute(
            update(ImportRun).where(ImportRun.id == run_id).values(stage=RunStage.APPLYING)
        )


def _stage_file(run_id: int, file: SourceFile, profile: Profile) -> Iterator[None]:
    before = _fingerprint(file.path)
    batch = _Batch(run_id, file.before)
    stacks = Stacks(profile)
    writing, told = (
        Writing(file.language or profile.language),
        told_in_files(profile, file.language),
    )
    ticks = 0
    with opened(file.path) as table:
        for row in rows(table, file.path, profile, file.language):
            if isinstance(row, Finding):
                batch.say(row)
                continue
            batch.add(row, profile)
            stacks.count(row.cells, batch.rows[-1]["key"])
            writing.count(row.cells.get(column, "") for column in told)
            if batch.is_full:
                batch.write()
                while ticks * TICK < table.position():
                    ticks += 1
                    yield
    batch.write()
    stacks.mark(run_id)
    if _fingerprint(file.path) != before:
        raise BrokenFile(_("The file was changed while it was being read."))
    if writing.is_anothers:
        raise BrokenFile(
            _(
                "“%(name)s” is not written in the letters of “%(language)s”: were two files"
                " exchanged?",
                name=file.path.name,
                language=file.language or profile.language,
            )
        )
    if not batch.count:
        raise BrokenFile(_("The file has a header and no rows."))


def demand_stage(run_id: int, *stages: RunStage) -> None:
    """Raise Conflict when another command has moved the run on meanwhile."""
    if db.session.scalar(select(ImportRun.stage).where(ImportRun.id == run_id)) not in stages:
        raise Conflict(_("Another command has taken run %(run)s over.", run=run_id))


def forget_rows(run_id: int, *, only_staged: bool = False) -> None:
    """Delete the rows of a run and what was found in them, or what is still staged of it."""
    rows: Any = ImportRow.__table__
    if only_staged:
        _delete(run_id, rows, rows.c.number, rows.c.outcome == Outcome.STAGED)
        return
    findings: Any = ImportFinding.__table__
    _delete(run_id, rows, rows.c.number)
    _delete(run_id, findings, findings.c.id)


def write_findings(run_id: int, findings: list[Finding]) -> None:
    """Write what was found in rows of a run."""
    if findings:
        db.session.execute(
            insert(ImportFinding.__table__),  # type: ignore[arg-type] # the table is a Table
            [
                {
                    "run_id": run_id,
                    "row_number": finding.row,
                    "column": finding.column,
                    "severity": finding.severity,
                    "code": finding.code,
                    "message": finding.message,
                }
                for finding in findings
            ],
        )


class _Batch:
    """Rows and findings that wait to be written together."""

    def __init__(self, run_id: int, before: int) -> None:
        self.run_id, self.before = run_id, before
        self.rows: list[dict[str, Any]] = []
        self.findings: list[Finding] = []
        self.count = 0
        self.letters = 0

    @property
    def is_full(self) -> bool:
        """Tell whether it is time to write."""
        return len(self.rows) >= BATCH or self.letters >= MOST_LETTERS

    def say(self, finding: Finding) -> None:
        """Keep what is to be said about the file."""
        self.findings.append(replace(finding, row=finding.row + self.before))

    def add(self, row: RowRead, profile: Profile) -> None:
        """Take a row; one that no organisation can be made of is refused at once."""
        cells = {name: text for name, text in row.cells.items() if text.strip()}
        if row.notes:
            cells[NOTES] = " ".join(row.notes)
        key, number = _key(cells, profile), row.line + self.before
        trouble = row.trouble
        if trouble is None and not key:
            id_said = row.cells.get(profile.key[0], "").strip()
            trouble = note("key_nothing", value=id_said) if id_said else note("no_key")
        elif trouble is None and len(key) > LONGEST_KEY:
            trouble = note("key_length")
        if trouble is not None:
            column = "" if row.trouble else profile.key[0]
            self.findings.append(found(trouble, row=number, column=column))
        self.letters += sum(map(len, cells.values()))
        self.rows.append(
            {
                "run_id": self.run_id,
                "number": number,
                "key": "" if trouble else key,
                "cells_json": ""
                if trouble
                else json.dumps(cells, ensure_ascii=False, sort_keys=True),
                "outcome": Outcome.REFUSED if trouble else Outcome.STAGED,
            }
        )

    def write(self) -> None:
        """Write what was taken, in one transaction of its own."""
        if not self.rows:
            return
        refused = sum(row["outcome"] == Outcome.REFUSED for row in self.rows)
        with transaction():
            demand_stage(self.run_id, RunStage.READING)
            db.session.execute(insert(ImportRow.__table__), self.rows)  # type: ignore[arg-type] # the table is a Table
            write_findings(self.run_id, self.findings)
            db.session.execute(
                update(ImportRun)
                .where(ImportRun.id == self.run_id)
                .values(
                    rows_read=ImportRun.rows_read + len(self.rows),
                    refused=ImportRun.refused + refused,
                )
            )
        self.count += len(self.rows)
        self.rows, self.findings, self.letters = [], [], 0


def _key(cells: dict[str, str], profile: Profile) -> str:
    """Return the id of a row; empty where its first part says nothing."""
    parts = [cells.get(column, "").strip() for column in profile.key]
    if parts[0].casefold() in {"", *profile.nothing}:
        return ""
    key = joined_id(parts)
    return fold(key) if profile.key_folded else key


def _delete(run_id: int, table: Any, column: Any, *conditions: Any) -> None:
    """Delete in short writes, so that nobody waits long."""
    some = select(column).where(table.c.run_id == run_id, *conditions).limit(DELETED_AT_ONCE)
    while True:
        with transaction():
            chosen = list(db.session.scalars(some))
            if chosen:
                db.session.execute(
                    delete(table).where(table.c.run_id == run_id, column.in_(chosen))
                )
        if len(chosen) < DELETED_AT_ONCE:
            return


def _fingerprint(path: Path) -> tuple[int, int]:
    try:
        facts = path.stat()
    except OSError:
        return (0, 0)
    return facts.st_size, facts.st_mtime_ns

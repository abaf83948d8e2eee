"""The second pass: staged rows become organisations, in transactions of at most 200 of them."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from directory.database.locks import hold, take_turn
from directory.extensions import db, transaction
from directory.imports.building import Built, build
from directory.imports.findings import Finding, found, note
from directory.imports.joining import join
from directory.imports.models import (
    ImportDeed,
    ImportedOrganisation,
    ImportFinding,
    ImportRow,
    ImportRun,
    Outcome,
    RunStage,
    Severity,
)
from directory.imports.proposing import Orders, Subject, propose_changes
from directory.imports.publishing import publish
from directory.imports.staging import demand_stage, write_findings
from directory.organisations.document import digest
from directory.organisations.models import Organisation, Revision

AT_ONCE = 200
MOST_ROWS = 5000
"""Rows of one transaction; one organisation is never parted."""
MOST_OF_ONE = 2000
"""Rows of one organisation: as many as a document may have sites."""

Staged = list[tuple[int, dict[str, str]]]


def apply_rows(run_id: int, orders: Callable[[], Orders]) -> Iterator[None]:
    """Deal with every staged row; yields for each organisation.

    Each transaction asks anew what is still staged, so that a run that was killed goes on where
    it stopped, and two commands at one run never do the same twice.
    """
    last = ""
    while True:
        with transaction():
            take_turn(db.session(), f"import_run_{run_id}")
            hold(db.session())
            demand_stage(run_id, RunStage.APPLYING)
            keys = _next_keys(run_id, last)
            if keys:
                _Batch(orders()).deal_with(keys)
        if not keys:
            return
        last = keys[-1]
        yield from (None for _ in keys)


def _next_keys(run_id: int, last: str) -> list[str]:
    count = func.count()
    found_keys = db.session.execute(
        select(ImportRow.key, count)
        .where(
            ImportRow.run_id == run_id, ImportRow.outcome == Outcome.STAGED, ImportRow.key > last
        )
        .group_by(ImportRow.key)
        .order_by(ImportRow.key)
        .limit(AT_ONCE)
    )
    keys: list[str] = []
    rows = 0
    for key, number in found_keys:
        rows += number
        if keys and rows > MOST_ROWS:
            break
        if number > MOST_OF_ONE:
            _refuse_all(run_id, key, number)
        keys.append(key)
    return keys


def _refuse_all(run_id: int, key: str, number: int) -> None:
    """Refuse the rows of an id that too many carry, without bringing them into memory."""
    said = found(note("too_many_rows", most=MOST_OF_ONE), row=0)
    these = (ImportRow.run_id == run_id, ImportRow.key == key, ImportRow.outcome == Outcome.STAGED)
    texts = [said.column, said.severity, said.code, said.message]
    columns = ["run_id", "row_number", "column", "severity", "code", "message"]
    chosen: Any = select(
        ImportRow.run_id, ImportRow.number, *(bindparam(None, text) for text in texts)
    )
    db.session.execute(insert(ImportFinding).from_select(columns, chosen.where(*these)))
    refused = {"outcome": Outcome.REFUSED, "cells_json": ""}
    db.session.execute(
        update(ImportRow).where(*these).values(refused).execution_options(synchronize_session=False)
    )
    _count(run_id, Counter(refused=number))


def _count(run_id: int, tally: Counter[str]) -> None:
    values = {name: getattr(ImportRun, name) + number for name, number in tally.items() if number}
    if values:
        db.session.execute(
            update(ImportRun)
            .where(ImportRun.id == run_id)
            .values(values)
            .execution_options(synchronize_session=False)
        )


class _Batch:
    """The organisations of one transaction."""

    def __init__(self, orders: Orders) -> None:
        self.orders = orders
        self.tally: Counter[str] = Counter()
        self.findings: list[Finding] = []
        self.outcomes: list[dict[str, Any]] = []

    def deal_with(self, keys: list[str]) -> None:
        """Deal with the rows of these ids, and write down what became of them."""
        rows = self.staged(keys)
        known = self.known(list(rows))
        loaded = self.load(list(known.values()))
        for key, staged in rows.items():
            self.deal_with_one(key, staged, known.get(key))
        del loaded  # the session holds what it loaded only as long as somebody does
        if self.outcomes:
            self.write()

    def staged(self, keys: list[str]) -> dict[str, Staged]:
        """Return the rows of each id."""
        rows: dict[str, Staged] = {}
        for row in db.session.execute(
            select(ImportRow.key, ImportRow.number, ImportRow.cells_json)
            .where(
                ImportRow.run_id == self.orders.run_id,
                ImportRow.key.in_(keys),
                ImportRow.outcome == Outcome.STAGED,
            )
            .order_by(ImportRow.key, ImportRow.number)
        ):
            rows.setdefault(row.key, []).append((row.number, json.loads(row.cells_json)))
        return rows

    def known(self, keys: list[str]) -> dict[str, ImportedOrganisation]:
        """Return what these ids became at earlier imports."""
        statement = select(ImportedOrganisation).where(
            ImportedOrganisation.source == self.orders.profile.source,
            ImportedOrganisation.foreign_id.in_(keys),
        )
        return {known.foreign_id: known for known in db.session.scalars(statement)}

    def load(self, known: list[ImportedOrganisation]) -> list[Any]:
        """Bring their organisations and revisions in two questions instead of many."""
        ids = [one.organisation_id for one in known]
        organisations = db.session.scalars(
            select(Organisation).where(Organisation.id.in_(ids))
        ).all()
        wanted = {one.revision_id for one in known}
        wanted |= {one.current_revision_id for one in organisations if one.current_revision_id}
        revisions = db.session.scalars(select(Revision).where(Revision.id.in_(wanted))).all()
        return [*organisations, *revisions]

    def deal_with_one(self, key: str, staged: Staged, known: ImportedOrganisation | None) -> None:
        """Build the document of one id, propose it, publish it, and count."""
        orders = self.orders
        built = build(orders.profile, key, staged, orders.places)
        last = db.session.get(Revision, known.revision_id) if known else None
        if orders.profile.joins and built.document is not None:
            last = join(orders.profile, key, built, last)
        if built.document is not None:
            subject = Subject(
                key=key,
                built=built,
                document=built.document,
                content=_content(orders.profile.digest, staged),
                known=known,
                revision=last,
                deed=ImportDeed(run_id=orders.run_id, foreign_id=key, undone=""),
            )
            if propose_changes(orders, subject):
                self.conclude(subject)
        self.keep(built)

    def conclude(self, subject: Subject) -> None:
        """Publish if that was ordered, and keep what was done."""
        orders, deed = self.orders, subject.deed
        self.tally["proposed" if subject.proposed else "unchanged"] += 1
        if orders.publish:
            public = publish(orders, subject)
            self.tally["published"] += public is True
            self.tally["kept_unpublished"] += public is False
        if deed.proposed_id or deed.accepted_id:
            assert subject.organisation is not None  # noqa: S101 - it has a revision
            deed.organisation_id = subject.organisation.id
            db.session.add(deed)
        subject.built.first.findings += subject.findings

    def keep(self, built: Built) -> None:
        """Remember outcome and findings of every row."""
        self.findings += built.findings
        told = {f.row for f in built.findings if f.severity != Severity.REFUSAL}
        for row in built.rows:
            accepted = Outcome.ACCEPTED_WITH_WARNINGS if row.number in told else Outcome.ACCEPTED
            outcome = Outcome.REFUSED if row.refused else accepted
            self.tally[outcome.value] += 1
            self.outcomes.append({"row": row.number, "became": outcome.value})

    def write(self) -> None:
        """Write outcomes, findings and counts."""
        table = ImportRow.__table__
        db.session.execute(
            update(table)  # type: ignore[arg-type] # the table is a Table
            .where(table.c.run_id == self.orders.run_id, table.c.number == bindparam("row"))
            .values(outcome=bindparam("became"), cells_json=""),
            self.outcomes,
        )
        write_findings(self.orders.run_id, self.findings)
        _count(self.orders.run_id, self.tally)


def _content(profile_digest: str, staged: Staged) -> str:
    cells = [json.dumps(cells, ensure_ascii=False, sort_keys=True) for _, cells in staged]
    return digest("\n".join([profile_digest, *cells]))

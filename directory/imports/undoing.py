"""Taking a whole run back: what it proposed and published, never what people did since."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select

from directory.accounts.models import Person
from directory.database.locks import hold, take_turn
from directory.errors import Invalid
from directory.extensions import db, transaction
from directory.imports.models import (
    ImportDeed,
    ImportedOrganisation,
    ImportRun,
    RunStage,
    Undone,
)
from directory.imports.staging import demand_stage
from directory.organisations import steps
from directory.organisations.models import Organisation, Revision
from directory.organisations.operations import Origin, propose
from directory.organisations.stages import UNDECIDED, ListingStage

AT_ONCE = 200
REASON = "cannot_verify"
"""Code of `stage_reason`: the directory no longer stands for what the run said."""
SHOWN = frozenset({ListingStage.PUBLISHED, ListingStage.SUSPENDED})
Found = TypeVar("Found", Organisation, Revision)


def undo_deeds(run_id: int, person: Callable[[], Person], at: datetime) -> Iterator[None]:
    """Take back what a run did, organisation by organisation; yields for each."""
    while True:
        with transaction():
            take_turn(db.session(), f"import_run_{run_id}")
            hold(db.session())
            demand_stage(run_id, RunStage.UNDOING)
            deeds = db.session.scalars(
                select(ImportDeed)
                .where(ImportDeed.run_id == run_id, ImportDeed.undone == "")
                .order_by(ImportDeed.foreign_id)
                .limit(AT_ONCE)
            ).all()
            undoing = _Undoing(run_id, person(), at)
            for deed in deeds:
                deed.undone = undoing.undo(deed)
        if not deeds:
            return
        yield from (None for _ in deeds)


class _Undoing:
    """Takes back the deeds of one run."""

    def __init__(self, run_id: int, person: Person, at: datetime) -> None:
        run = db.session.get(ImportRun, run_id)
        assert run is not None  # noqa: S101 - its stage was read a moment ago
        self.source, self.person, self.at = run.source, person, at
        self.note = f"Import run {run_id} was taken back."

    def undo(self, deed: ImportDeed) -> Undone:
        """Return what was done to undo a deed."""
        organisation = _get(Organisation, deed.organisation_id)
        undone = self.unpublish(deed, organisation) if deed.accepted_id else self.take_back(deed)
        self.look_again_next_time(deed)
        return undone

    def take_back(self, deed: ImportDeed) -> Undone:
        """Take back a proposal that nobody has decided about."""
        revision = _get(Revision, deed.proposed_id)
        if revision.stage not in UNDECIDED:
            return self.leave(deed, revision.id)
        steps.take("take_back", revision, actor=self.person, at=self.at, allowed=True)
        return Undone.TAKEN_BACK

    def unpublish(self, deed: ImportDeed, organisation: Organisation) -> Undone:
        """Bring back what was accepted before the run; nothing was: withdraw the listing."""
        if organisation.current_revision_id != deed.accepted_id:
            return self.leave(deed, organisation.current_revision_id)
        first = self.first_undone(deed)
        if first.replaced_id is not None:
            return self.restore(_get(Revision, first.replaced_id), organisation)
        if organisation.stage not in SHOWN:
            return Undone.LEFT
        taken = steps.take_listing(
            "withdraw",
            organisation,
            actor=self.person,
            at=self.at,
            note=self.note,
            reason=REASON,
            allowed=True,
        )
        deed.withdrawal_id = taken.id
        return Undone.WITHDRAWN

    def leave(self, deed: ImportDeed, standing: int | None) -> Undone:
        """Say who decided since: another run, which can be taken back too, or somebody."""
        return Undone.REPLACED if _accepted_by(deed.organisation_id, standing) else Undone.LEFT

    def first_undone(self, deed: ImportDeed) -> ImportDeed:
        """Return the deed behind which something stands: the runs of all from there on are undone.

        What a run said that was taken back itself must not come back to the public.
        """
        while deed.replaced_id is not None:
            before = _accepted_by(deed.organisation_id, deed.replaced_id)
            if not before or any(not one.undone for one in before):
                return deed
            deed = before[0]
        return deed

    def restore(self, earlier: Revision, organisation: Organisation) -> Undone:
        """Propose and accept once more what stood before the run."""
        try:
            revision = propose(
                earlier.document,
                origin=Origin(source=earlier.source),
                at=self.at,
                organisation=organisation,
                base=organisation.current,
                standing=(earlier.document,),
                allowed=True,
            )
        except Invalid:
            return Undone.LEFT  # it uses a term that may not be used any more: somebody must look
        for step in ("submit", "accept"):
            steps.take(step, revision, actor=self.person, at=self.at, note=self.note, allowed=True)
        for deed in _accepted_by(organisation.id, earlier.id):
            deed.accepted_id = revision.id  # taking that run back must find what it said
        return Undone.RESTORED

    def look_again_next_time(self, deed: ImportDeed) -> None:
        """Let the source stand where it stood, so that the next import proposes anew."""
        known = db.session.get(ImportedOrganisation, (self.source, deed.foreign_id))
        if known is None or deed.proposed_id is None or known.revision_id != deed.proposed_id:
            return
        known.revision_id = self.first_undone(deed).earlier_id or known.revision_id
        known.content_digest = ""


def _accepted_by(organisation_id: int, revision_id: int | None) -> list[ImportDeed]:
    """Return what runs did by which a revision came to stand, the oldest first."""
    statement = select(ImportDeed).where(
        ImportDeed.organisation_id == organisation_id, ImportDeed.accepted_id == revision_id
    )
    return list(db.session.scalars(statement.order_by(ImportDeed.run_id)))


def _get(model: type[Found], number: int | None) -> Found:
    found = db.session.get(model, number)
    assert found is not None  # noqa: S101 - a foreign key
    return found

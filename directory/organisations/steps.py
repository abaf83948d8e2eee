"""Taking steps: the only writer of the stage of a revision or a listing."""

import json
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError

from directory.access.policy import demand
from directory.accounts.models import Person
from directory.errors import Conflict, Invalid
from directory.extensions import db
from directory.organisations.document import Document, canonical_json, digest
from directory.organisations.merging import merge
from directory.organisations.models import Organisation, Revision, StepTaken
from directory.organisations.operations import Origin, propose, write_journal
from directory.organisations.publication import refresh
from directory.organisations.stages import (
    LISTING_STEPS,
    REVISION_STEPS,
    ListingStage,
    RevisionStage,
    Step,
)
from directory.vocabulary.terms import term

AnyStep = Step[RevisionStage] | Step[ListingStage]


def take(
    name: str,
    revision: Revision,
    *,
    actor: Person | None,
    at: datetime,
    note: str = "",
    allowed: bool = False,
) -> StepTaken:
    """Take a step with a revision; on *accept* the public zone follows in the same transaction.

    Raises Forbidden, Conflict (the step is not open, or the merge disagrees) or Invalid (a note
    is needed). `allowed` is for runs whose permission was demanded once for the whole run.
    """
    step = REVISION_STEPS[name]
    _demand_open(step, revision.stage, note)
    if not allowed:
        demand(actor, step.needs, revision)
    if step.name == "accept":
        revision = _merged(revision, at=at)
    taken = _take(step, revision.organisation, revision, revision.stage, actor, note, at)
    revision.stage = step.reaches
    if step.reaches in {RevisionStage.ACCEPTED, RevisionStage.DECLINED}:
        revision.decided_by_id = actor.id if actor else None
        revision.decided_at = at
        revision.note = note
    if step.reaches == RevisionStage.ACCEPTED:
        _accept(revision)
    _flush()
    if step.reaches == RevisionStage.ACCEPTED:
        refresh(revision.organisation, at=at)
    write_journal(
        f"revision.{name}", revision.organisation, revision.document_digest, actor=actor, at=at
    )
    return taken


def take_listing(
    name: str,
    organisation: Organisation,
    *,
    actor: Person | None,
    at: datetime,
    note: str = "",
    reason: str | None = None,
    allowed: bool = False,
) -> StepTaken:
    """Take a step with a listing; the public zone follows in the same transaction.

    Raises Forbidden, Conflict or Invalid as `take` does, NotFound for an unknown reason.
    """
    step = LISTING_STEPS[name]
    if reason is not None:
        term("stage_reason", reason)
    _demand_open(step, organisation.stage, note)
    if not allowed:
        demand(actor, step.needs, organisation)
    taken = _take(step, organisation, None, organisation.stage, actor, note, at, reason)
    organisation.stage = step.reaches
    _flush()
    refresh(organisation, at=at)
    write_journal(f"listing.{name}", organisation, digest(reason or ""), actor=actor, at=at)
    return taken


def _demand_open(step: AnyStep, stage: str, note: str) -> None:
    if stage not in {left.value for left in step.leaves}:
        raise Conflict(
            _(
                "The step “%(step)s” is not open: it stands at “%(stage)s”.",
                step=step.name,
                stage=stage,
            )
        )
    if step.note_required and not note.strip():
        raise Invalid(_("The step “%(step)s” needs a note that says why.", step=step.name))


def _take(
    step: AnyStep,
    organisation: Organisation,
    revision: Revision | None,
    left: str,
    actor: Person | None,
    note: str,
    at: datetime,
    reason: str | None = None,
) -> StepTaken:
    taken = StepTaken(
        organisation_id=organisation.id,
        revision_id=revision.id if revision else None,
        step=step.name,
        left=left,
        reached=step.reaches,
        person_id=actor.id if actor else None,
        reason=reason,
        note=note,
        at=at,
    )
    db.session.add(taken)
    return taken


def _accept(revision: Revision) -> None:
    organisation = revision.organisation
    if organisation.current is not None and organisation.current is not revision:
        organisation.current.stage = RevisionStage.SUPERSEDED
    organisation.current = revision
    if organisation.stage == ListingStage.NEVER_PUBLISHED:
        organisation.stage = ListingStage.PUBLISHED


def _merged(revision: Revision, *, at: datetime) -> Revision:
    """Return the revision to accept: the same, or one merged with what was accepted meanwhile."""
    organisation = revision.organisation
    current = organisation.current
    if current is None or revision.base_id == current.id:
        return revision
    base = db.session.get(Revision, revision.base_id) if revision.base_id else None
    merged, conflicts = merge_documents(base, current, revision)
    if conflicts:
        raise Conflict(
            _("Somebody changed the same since: %(fields)s.", fields=", ".join(conflicts[:8]))
        )
    if canonical_json(merged) == revision.document_json:
        return revision
    author = db.session.get(Person, revision.author_id) if revision.author_id else None
    origin = Origin(person=None, source=revision.source, run_id=revision.run_id)
    together = propose(merged, origin=origin, at=at, organisation=organisation, base=current)
    together.author_id = author.id if author else None
    together.stage = RevisionStage.SUBMITTED
    revision.stage = RevisionStage.SUPERSEDED
    db.session.flush()
    return together


def merge_documents(
    base: Revision | None, current: Revision, proposed: Revision
) -> tuple[Document, list[str]]:
    """Return both sides' changes since the base in one document, and where they disagree."""
    before = json.loads(canonical_json(base.document)) if base else {}
    ours = json.loads(canonical_json(current.document))
    theirs = json.loads(canonical_json(proposed.document))
    merged, conflicts = merge(before, ours, theirs)
    return Document.model_validate(merged), conflicts


def _flush() -> None:
    try:
        db.session.flush()
    except StaleDataError as error:
        raise Conflict(_("Somebody else decided first. Look at it again.")) from error

"""Taking steps: the only writer of the stage of a revision or a listing."""

import json
from datetime import datetime

from flask_babel import gettext as _
from pydantic import ValidationError

from directory.access.policy import demand
from directory.accounts.models import Person
from directory.database.locks import hold
from directory.errors import Conflict, Invalid
from directory.extensions import db
from directory.i18n.plain import are_plain
from directory.organisations.beside import betrayals
from directory.organisations.document import Document, canonical_json, digest
from directory.organisations.merging import merge
from directory.organisations.models import Organisation, Revision, StepTaken
from directory.organisations.operations import (
    Origin,
    demand_no_other_draft,
    flush,
    propose,
    write_journal,
)
from directory.organisations.publication import refresh
from directory.organisations.stages import (
    LISTING_STEPS,
    PUBLISH,
    REVISION_STEPS,
    SUPERSEDE,
    ListingStage,
    RevisionStage,
    Step,
)
from directory.vocabulary.terms import term
from directory.web.misfits import sentence

AnyStep = Step[RevisionStage] | Step[ListingStage]
MOST_NOTE = 4000


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
    hold(db.session(), revision.organisation, revision)
    _demand_open(step, revision.stage, note)
    if not allowed:
        demand(actor, step.needs, revision)
    if step.reaches == RevisionStage.RETURNED:
        demand_no_other_draft(revision.organisation, revision.author_id, but=revision)
    if step.reaches == RevisionStage.ACCEPTED:
        _demand_reason(revision, note)
        return _accept(step, revision, actor=actor, at=at, note=note)
    if step.reaches == RevisionStage.DECLINED:
        _decide(revision, actor=actor, at=at, note=note)
    return _move(step, revision, actor=actor, at=at, note=note)


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
    hold(db.session(), organisation)
    if reason is not None:
        term("stage_reason", reason)
    _demand_open(step, organisation.stage, note)
    if not allowed:
        demand(actor, step.needs, organisation)
    taken = _move(step, organisation, actor=actor, at=at, note=note, reason=reason)
    refresh(organisation, at=at)
    return taken


def as_accepted(revision: Revision) -> Document:
    """Return the document that would stand if the revision were accepted now.

    It is the proposed one, or one merged with what was accepted since its base. Raises Conflict
    where the two disagree or make no document together.
    """
    current = revision.organisation.current
    if current is None or revision.base_id == current.id:
        return revision.document
    base = db.session.get(Revision, revision.base_id) if revision.base_id else None
    sides = (_plain(side.document) if side else {} for side in (base, current, revision))
    merged, conflicts = merge(*sides)
    if conflicts:
        raise Conflict(
            _("Somebody changed the same since: %(fields)s.", fields=", ".join(conflicts[:8]))
        )
    try:
        return Document.model_validate(merged)
    except ValidationError as error:
        raise Conflict(
            _(
                "What was changed since and what is proposed do not fit together: %(reason)s.",
                reason=sentence(error.errors()[0]),
            )
        ) from error


def _demand_reason(revision: Revision, note: str) -> None:
    """Nothing that leads to a place that is not shown is accepted without a word."""
    found = [] if note.strip() else betrayals(as_accepted(revision))
    if found:
        raise Conflict(
            _(
                "This would lead to a place that is not shown. Return it, or say in a note why "
                "it may be shown all the same. %(found)s",
                found="; ".join(found[:8]),
            )
        )


def _plain(document: Document) -> dict[str, object]:
    found: dict[str, object] = json.loads(canonical_json(document))
    return found


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
    if not are_plain(note, most=MOST_NOTE):
        raise Invalid(
            _("A note has at most %(most)s letters, without invisible signs.", most=MOST_NOTE)
        )


def _accept(
    step: Step[RevisionStage],
    revision: Revision,
    *,
    actor: Person | None,
    at: datetime,
    note: str,
) -> StepTaken:
    organisation = revision.organisation
    accepted = _with_what_was_accepted_since(revision, actor=actor, at=at)
    if organisation.current is not None:
        _move(SUPERSEDE, organisation.current, actor=actor, at=at)
    organisation.current = accepted
    _decide(accepted, actor=actor, at=at, note=note)
    taken = _move(step, accepted, actor=actor, at=at, note=note)
    if organisation.stage == ListingStage.NEVER_PUBLISHED:
        _move(PUBLISH, organisation, actor=actor, at=at)
    refresh(organisation, at=at)
    return taken


def _with_what_was_accepted_since(
    revision: Revision, *, actor: Person | None, at: datetime
) -> Revision:
    """Return the revision to accept: the same, or one merged with what was accepted meanwhile."""
    merged = as_accepted(revision)
    if merged == revision.document:
        return revision
    together = propose(
        merged,
        origin=Origin(source=revision.source, run_id=revision.run_id),
        at=at,
        organisation=revision.organisation,
        base=revision.organisation.current,
        standing=(revision.document,),
        allowed=True,
    )
    together.author_id = revision.author_id
    together.stage = RevisionStage.SUBMITTED
    flush()
    note = f"Merged into {together.number}."
    _move(SUPERSEDE, revision, actor=actor, at=at, note=note)
    return together


def _decide(revision: Revision, *, actor: Person | None, at: datetime, note: str) -> None:
    revision.decided_by_id = actor.id if actor else None
    revision.decided_at = at
    revision.note = note


def _move(
    step: AnyStep,
    thing: Revision | Organisation,
    *,
    actor: Person | None,
    at: datetime,
    note: str = "",
    reason: str | None = None,
) -> StepTaken:
    """Let a thing stand where the step leads, and leave its trace in both books."""
    revision = thing if isinstance(thing, Revision) else None
    organisation = thing.organisation if isinstance(thing, Revision) else thing
    taken = StepTaken(
        organisation_id=organisation.id,
        revision_id=revision.id if revision else None,
        step=step.name,
        left=thing.stage,
        reached=step.reaches,
        person_id=actor.id if actor else None,
        reason=reason,
        note=note,
        at=at,
    )
    db.session.add(taken)
    thing.stage = step.reaches
    flush()
    deed = f"{'revision' if revision else 'listing'}.{step.name}"
    about = revision.document_digest if revision else digest(reason or "")
    write_journal(deed, organisation, about, actor=actor, at=at)
    return taken

"""Accepting what a run proposed in the name of the person who runs it, where that may be."""

from contextlib import nullcontext

from sqlalchemy import select

from directory.errors import Conflict, Invalid
from directory.extensions import db
from directory.imports.findings import Finding, Note, found, note
from directory.imports.keeping import reasons_to_keep
from directory.imports.models import ImportDeed
from directory.imports.proposing import Orders, Subject
from directory.organisations import steps
from directory.organisations.models import Organisation, Revision, StepTaken
from directory.organisations.stages import LISTING_STEPS, ListingStage, RevisionStage

DECIDED = frozenset({RevisionStage.ACCEPTED, RevisionStage.SUPERSEDED})
IN_PUBLIC = frozenset({ListingStage.NEVER_PUBLISHED, ListingStage.PUBLISHED})


def publish(orders: Orders, subject: Subject) -> bool | None:
    """Accept the revision of a subject; returns whether it is public now.

    None when there is nothing to decide: it was accepted before, and is as public as people
    want it. What keeps it from the public is added to the findings.
    """
    stage = subject.revision.stage if subject.revision else RevisionStage.SUBMITTED
    returns = subject.organisation is not None and _was_withdrawn_by_undoing(subject.organisation)
    if not subject.proposed and stage in DECIDED and not returns:
        return None
    subject.findings += _reasons(orders, subject, returns=returns)
    if subject.findings or subject.revision is None or orders.dry_run:
        return not subject.findings
    if stage not in DECIDED and not _accept(orders, subject, subject.revision):
        return False
    organisation = subject.revision.organisation
    subject.deed.accepted_id = organisation.current_revision_id
    if returns:
        subject.deed.replaced_id = None  # undoing this run withdraws the listing once more
        reason = f"Import run {orders.run_id} brought it again after a run had been taken back."
        steps.take_listing(
            "restore", organisation, actor=orders.person, at=orders.at, note=reason, allowed=True
        )
    return True


def _reasons(orders: Orders, subject: Subject, *, returns: bool) -> list[Finding]:
    reasons = reasons_to_keep(subject.built, subject.document, on=orders.at.date())
    organisation, revision = subject.organisation, subject.revision
    if organisation is not None and organisation.stage not in IN_PUBLIC and not returns:
        reasons.append(_of_first_row(subject, note("kept_stage", stage=organisation.stage)))
    waits = subject.proposed or revision is None or revision.stage == RevisionStage.SUBMITTED
    if not waits and revision is not None and revision.stage not in DECIDED:
        reasons.append(_of_first_row(subject, note("kept_decided", stage=revision.stage)))
    return reasons


def _accept(orders: Orders, subject: Subject, revision: Revision) -> bool:
    """Accept; what somebody changed meanwhile is merged, and a conflict left to a reviewer."""
    replaced = revision.organisation.current_revision_id
    try:
        with db.session.begin_nested() if replaced else nullcontext():
            steps.take("accept", revision, actor=orders.person, at=orders.at, allowed=True)
    except (Conflict, Invalid) as error:
        subject.findings.append(_of_first_row(subject, note("kept_conflict", reason=error.message)))
        return False
    subject.deed.replaced_id = replaced
    return True


def _of_first_row(subject: Subject, said: Note) -> Finding:
    return found(said, row=subject.built.first.number)


def _was_withdrawn_by_undoing(organisation: Organisation) -> bool:
    """Tell whether the listing went only because a run of this source was taken back."""
    if organisation.stage != ListingStage.WITHDRAWN:
        return False
    last = db.session.scalar(
        select(StepTaken.id)
        .where(StepTaken.organisation_id == organisation.id, StepTaken.step.in_(LISTING_STEPS))
        .order_by(StepTaken.id.desc())
        .limit(1)
    )
    return (
        db.session.scalar(select(ImportDeed.run_id).where(ImportDeed.withdrawal_id == last))
        is not None
    )

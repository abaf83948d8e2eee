"""Proposing documents and deciding about them. Nothing is edited in place."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from flask_babel import gettext as _
from sqlalchemy import func, select

from directory.access.permissions import Permission
from directory.access.policy import demand
from directory.accounts.models import Person
from directory.errors import Conflict, Invalid
from directory.extensions import db
from directory.journal import operations as journal
from directory.organisations.document import SCHEMA, Document, canonical_json, digest
from directory.organisations.door import demand_lawful
from directory.organisations.ids import new_public_id
from directory.organisations.models import Check, Organisation, Revision, TeamMember
from directory.organisations.stages import RevisionStage
from directory.vocabulary.terms import term


@dataclass(frozen=True)
class Origin:
    """Who or what a revision comes from: a person, or the run of an import of a source."""

    person: Person | None = None
    source: str | None = None
    run_id: int | None = None


def propose(
    document: Document,
    *,
    origin: Origin,
    at: datetime,
    organisation: Organisation | None = None,
    base: Revision | None = None,
    uuid: UUID | None = None,
    known_terms: set[tuple[str, str]] | None = None,
) -> Revision:
    """Return a new draft revision of an organisation, or of a new one.

    `base` is the revision it started from (default: the accepted one). Raises Invalid for an
    unlawful document, Conflict when the team of the organisation already has an open draft.
    """
    demand_lawful(document, on=at.date(), known=known_terms)
    if organisation is None:
        organisation = found_organisation(uuid=uuid, keeper=origin.person, at=at)
    else:
        _demand_no_open_draft(organisation, origin.person)
    text = canonical_json(document)
    last = db.session.scalar(
        select(func.max(Revision.number)).where(Revision.organisation_id == organisation.id)
    )
    revision = Revision(
        organisation=organisation,
        number=(last or 0) + 1,
        stage=RevisionStage.DRAFT,
        schema_number=SCHEMA,
        document_json=text,
        document_digest=digest(text),
        author_id=origin.person.id if origin.person else None,
        source=origin.source,
        run_id=origin.run_id,
        base_id=base.id if base else organisation.current_revision_id,
        created_at=at,
    )
    db.session.add(revision)
    db.session.flush()
    return revision


def found_organisation(*, uuid: UUID | None, keeper: Person | None, at: datetime) -> Organisation:
    """Return a new root, kept by whoever registers it."""
    organisation = Organisation(uuid=uuid or uuid4(), public_id=new_public_id(), created_at=at)
    if keeper is not None:
        organisation.team.append(TeamMember(person_id=keeper.id, part="owner"))
    db.session.add(organisation)
    db.session.flush()
    return organisation


def rewrite_draft(revision: Revision, document: Document, *, actor: Person, at: datetime) -> None:
    """Put another document into a draft or a returned revision that nobody has decided about."""
    demand(actor, Permission.REVISION_EDIT, revision)
    if revision.stage not in {RevisionStage.DRAFT, RevisionStage.RETURNED}:
        raise Conflict(_("This was submitted already: take it back to change it."))
    demand_lawful(document, on=at.date())
    revision.document_json = canonical_json(document)
    revision.document_digest = digest(revision.document_json)
    vars(revision).pop("document", None)


def record_check(
    organisation: Organisation, *, method: str, on: date, by_words: str, actor: Person, at: datetime
) -> Check:
    """Record that somebody checked the organisation; the public sees method, day and role words."""
    demand(actor, Permission.CHECK_RECORD, organisation)
    if on > at.date():
        raise Invalid(_("A check cannot lie in the future."))
    check = Check(
        organisation_id=organisation.id,
        method=term("verification_method", method).code,
        checked_on=on,
        by_words=by_words,
        person_id=actor.id,
        at=at,
    )
    db.session.add(check)
    db.session.flush()
    return check


def write_journal(
    deed: str, organisation: Organisation, about: str, *, actor: Any, at: datetime
) -> None:
    """Append a deed about an organisation to the journal; call last in a transaction."""
    journal.write(
        deed=deed,
        thing=f"organisation/{organisation.uuid}",
        about=about,
        person=actor.uuid if actor is not None else None,
        at=at,
    )


def _demand_no_open_draft(organisation: Organisation, person: Person | None) -> None:
    if person is None or not organisation.has_in_team(person):
        return
    team = [member.person_id for member in organisation.team]
    is_open = Revision.stage.in_([RevisionStage.DRAFT, RevisionStage.RETURNED])
    draft = db.session.scalar(
        select(Revision.number).where(
            Revision.organisation_id == organisation.id, Revision.author_id.in_(team), is_open
        )
    )
    if draft is not None:
        raise Conflict(_("The team has an open draft already (number %(number)s).", number=draft))

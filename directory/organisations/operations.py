"""Proposing documents and deciding about them. Nothing is edited in place."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from directory.access.permissions import Permission
from directory.access.policy import demand
from directory.accounts.models import Person
from directory.database.locks import hold
from directory.errors import Conflict, Invalid
from directory.extensions import db
from directory.i18n.plain import is_plain
from directory.journal import operations as journal
from directory.organisations.document import SCHEMA, Document, canonical_json, digest
from directory.organisations.door import Registers, admit
from directory.organisations.ids import new_public_id
from directory.organisations.models import Check, Organisation, Revision, TeamMember
from directory.organisations.stages import RevisionStage
from directory.vocabulary.terms import term

MOST_BY_WORDS = 120
PERSONAL = re.compile(r"[\d@<>]")
OLDEST_CHECK = timedelta(days=20 * 365.25)


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
    registers: Registers | None = None,
    standing: tuple[Document, ...] = (),
    allowed: bool = False,
) -> Revision:
    """Return a new draft revision of an organisation, or of a new one.

    `base` is the accepted revision that the author started from. Raises Forbidden; Invalid for an
    unlawful document or base; Conflict when the team has an open draft already. `allowed` is for
    runs whose permission was demanded once for the whole run; `standing` are other documents
    that were let in before, whose places stay as they were.
    """
    if not allowed:
        demand(origin.person, Permission.REVISION_PROPOSE, organisation)
    hold(db.session(), *([organisation] if organisation else []))
    before = (*standing, base.document) if base else standing
    document = admit(document, on=at.date(), standing=before, by=registers)
    if organisation is None:
        if base is not None:
            raise Invalid(_("What starts from a revision changes the organisation of it: name it."))
        organisation = found_organisation(uuid=uuid, keeper=origin.person, at=at)
    else:
        _demand_base(base, organisation, origin)
        demand_no_other_draft(organisation, origin.person.id if origin.person else None)
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
        base_id=base.id if base else None,
        created_at=at,
    )
    db.session.add(revision)
    flush()
    return revision


def found_organisation(*, uuid: UUID | None, keeper: Person | None, at: datetime) -> Organisation:
    """Return a new root, kept by whoever registers it."""
    organisation = Organisation(uuid=uuid or uuid4(), public_id=new_public_id(), created_at=at)
    if keeper is not None:
        organisation.team.append(TeamMember(person_id=keeper.id, part="owner"))
    db.session.add(organisation)
    flush()
    return organisation


def record_check(
    organisation: Organisation, *, method: str, on: date, by_words: str, actor: Person, at: datetime
) -> Check:
    """Record that somebody checked the organisation; the public sees method, day and role words.

    Raises Forbidden, NotFound for an unknown method, Invalid for a day or words that cannot be.
    """
    demand(actor, Permission.CHECK_RECORD, organisation)
    hold(db.session(), organisation)
    if organisation.current is None:
        raise Invalid(
            _("Nothing of this organisation was accepted yet: there is nothing to check.")
        )
    if on > at.date():
        raise Invalid(_("A check cannot lie in the future."))
    if on < at.date() - OLDEST_CHECK:
        raise Invalid(_("A check of more than twenty years ago says nothing any more."))
    if not is_plain(by_words, most=MOST_BY_WORDS):
        raise Invalid(
            _(
                "Who checked is said on one line of at most %(most)s letters, "
                "without invisible signs.",
                most=MOST_BY_WORDS,
            )
        )
    if PERSONAL.search(by_words):
        raise Invalid(_("Who checked is a role, without numbers, addresses or tags."))
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
    about = digest(f"{check.method}\n{on}\n{by_words}")
    write_journal("check.record", organisation, about, actor=actor, at=at)
    return check


def write_journal(
    deed: str, organisation: Organisation, about: str, *, actor: Person | None, at: datetime
) -> None:
    """Append a deed about an organisation to the journal; `about` is a digest."""
    journal.write(
        deed=deed,
        thing=f"organisation/{organisation.uuid}",
        about=about,
        person=actor.uuid if actor is not None else None,
        at=at,
    )


def demand_no_other_draft(
    organisation: Organisation, author_id: int | None, *, but: Revision | None = None
) -> None:
    """Raise Conflict when the author's team has an open draft, another than `but`."""
    team = [member.person_id for member in organisation.team]
    if author_id not in team:
        return
    is_open = Revision.stage.in_([RevisionStage.DRAFT, RevisionStage.RETURNED])
    draft = db.session.scalar(
        select(Revision.number)
        .where(Revision.organisation_id == organisation.id, Revision.author_id.in_(team), is_open)
        .where(Revision.id != (but.id if but else 0))
        .limit(1)
    )
    if draft is not None:
        raise Conflict(_("The team has an open draft already (number %(number)s).", number=draft))


def flush() -> None:
    """Send what was changed to the database; raises Conflict where somebody else was first."""
    try:
        db.session.flush()
    except (StaleDataError, IntegrityError) as error:
        raise Conflict(_("Somebody else decided first. Look at it again.")) from error


def _demand_base(base: Revision | None, organisation: Organisation, origin: Origin) -> None:
    """What an import says is compared with what its source said before, accepted or not."""
    current = organisation.current
    if base is None:
        if current is not None:
            raise Invalid(
                _(
                    "Say which accepted revision you started from; "
                    "the one that stands now is number %(number)s.",
                    number=current.number,
                )
            )
        return
    is_of_source = origin.run_id is not None and base.source == origin.source
    if base.organisation_id != organisation.id or not (base.was_accepted or is_of_source):
        raise Invalid(
            _(
                "Revision %(number)s is no accepted revision of this organisation to start from.",
                number=base.number,
            )
        )

"""Asking the two zones; public pages ask only for what comes first here."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NoReturn

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from directory.accounts.models import Person
from directory.errors import Gone, NotFound
from directory.extensions import db
from directory.organisations.ids import read_public_id
from directory.organisations.listing import PublicListing
from directory.organisations.models import Alias, Organisation, Revision, StepTaken
from directory.organisations.public_tables import PublicChange, PublicOrganisation
from directory.organisations.stages import UNDECIDED, RevisionStage


@dataclass(frozen=True)
class ListingFound:
    """A published listing as a page needs it."""

    public_id: str
    slug: str
    listing: PublicListing
    changed_at: datetime
    change_number: int


class Moved(Exception):
    """The listing is at another public id now."""

    def __init__(self, public_id: str) -> None:
        self.public_id = public_id
        super().__init__(public_id)


NEWEST = select(func.max(PublicChange.number))
"""Asked before every answer, so that it is made once."""


def newest_change() -> int:
    """Return the number of the newest public change; 0 when nothing was ever published."""
    return db.session.scalar(NEWEST) or 0


def get_listing(public_id: str, *, on: date) -> ListingFound:
    """Return the published listing of a public id.

    Raises Moved (merged, or written otherwise: capitals, o for 0), Gone (taken down, or its
    time ended), NotFound.
    """
    meant = read_public_id(public_id)
    if meant is None:
        raise NotFound
    if meant != public_id:
        raise Moved(meant)
    row = db.session.scalar(select(PublicOrganisation).where(PublicOrganisation.public_id == meant))
    if row is None:
        _raise_where_it_went(meant)
    if row.shows_until is not None and row.shows_until <= on:
        raise Gone
    listing = PublicListing.model_validate_json(row.listing_json)
    return ListingFound(row.public_id, row.slug, listing, row.changed_at, row.change_number)


def get_organisation(public_id: str) -> Organisation:
    """Return the working zone's organisation of a public id as people write it; raises NotFound."""
    meant = read_public_id(public_id)
    found = db.session.scalar(select(Organisation).where(Organisation.public_id == meant))
    if found is None:
        raise NotFound(f"There is no organisation {public_id!r}.")
    return found


def get_revision(organisation: Organisation, number: int) -> Revision:
    """Return a revision by its number; raises NotFound."""
    found = db.session.scalar(
        select(Revision).where(
            Revision.organisation_id == organisation.id, Revision.number == number
        )
    )
    if found is None:
        raise NotFound(f"There is no revision {number} of {organisation.public_id}.")
    return found


def waiting_revisions(*, country: str | None, most: int) -> tuple[list[Revision], int]:
    """Return the first revisions that wait for a decision, the longest waiting first, and how many.

    Of a country are those that speak of it, and those of an organisation that now does.
    """
    waits = Revision.stage == RevisionStage.SUBMITTED
    if country is not None:
        waits &= or_(
            Revision.document_json.contains(_speaks_of(country)),
            Revision.organisation_id.in_(_standing_in(country)),
        )
    last_step = (
        select(func.max(StepTaken.id)).where(StepTaken.revision_id == Revision.id).scalar_subquery()
    )
    found = db.session.scalars(
        select(Revision).where(waits).order_by(last_step, Revision.id).limit(most)
    ).all()
    return list(found), db.session.scalar(select(func.count(Revision.id)).where(waits)) or 0


def open_revisions(organisation: Organisation) -> list[Revision]:
    """Return the revisions of an organisation that nobody has decided about, in order."""
    is_open = Revision.stage.in_(UNDECIDED)
    return list(
        db.session.scalars(
            select(Revision)
            .where(Revision.organisation_id == organisation.id, is_open)
            .order_by(Revision.number)
        )
    )


def steps_of(revision: Revision) -> list[tuple[StepTaken, str | None]]:
    """Return the steps taken with a revision, in order, each with the handle of who took it."""
    steps = (
        select(StepTaken, Person.handle)
        .outerjoin(Person, Person.id == StepTaken.person_id)
        .where(StepTaken.revision_id == revision.id)
        .order_by(StepTaken.id)
    )
    return [(step, handle) for step, handle in db.session.execute(steps)]


def any_organisation() -> bool:
    """Tell whether there is any organisation at all."""
    return db.session.scalar(select(Organisation.id).limit(1)) is not None


def shown_on(day: date) -> ColumnElement[bool]:
    """Return the condition that a listing is shown on that day."""
    return or_(PublicOrganisation.shows_until.is_(None), PublicOrganisation.shows_until > day)


def _raise_where_it_went(public_id: str) -> NoReturn:
    alias = db.session.get(Alias, public_id)
    if alias is not None and alias.leads_to is not None:
        raise Moved(alias.leads_to)
    was_here = db.session.scalar(
        select(PublicChange.number).where(PublicChange.public_id == public_id).limit(1)
    )
    raise Gone if alias is not None or was_here is not None else NotFound


def _standing_in(country: str) -> Select[int]:
    accepted = aliased(Revision)
    return (
        select(Organisation.id)
        .join(accepted, accepted.id == Organisation.current_revision_id)
        .where(accepted.document_json.contains(_speaks_of(country)))
    )


def _speaks_of(country: str) -> str:
    return f'"country":"{country}"'

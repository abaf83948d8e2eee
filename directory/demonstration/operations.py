"""Bringing the invented organisations through the same door as real ones."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from directory.access.permissions import Role
from directory.accounts.models import Person
from directory.accounts.operations import add_person
from directory.accounts.queries import find_person
from directory.demonstration.building import part_id
from directory.demonstration.documents import DemonstrationOrganisation, demonstration
from directory.errors import NotFound
from directory.extensions import db, transaction
from directory.gazetteer.queries import find_place
from directory.organisations import operations, steps
from directory.organisations.chosen import chosen_place
from directory.organisations.document import ChosenPlace
from directory.organisations.models import Organisation, Revision
from directory.organisations.operations import Origin
from directory.organisations.publication import refresh, refresh_public_statistics

SOURCE = "demonstration"
PEOPLE = {
    "demo-practitioner": ("Practitioner of the demonstration", Role.PRACTITIONER),
    "demo-reviewer": ("Reviewer of the demonstration", Role.REVIEWER),
}
BATCH = 20


def is_loaded() -> bool:
    """Tell whether the database holds invented organisations."""
    return (
        db.session.scalar(select(Revision.id).where(Revision.source == SOURCE).limit(1)) is not None
    )


def load(*, at: datetime, progress: Callable[..., Iterable[Any]]) -> int:
    """Propose, accept and check every invented organisation that is missing; returns how many."""
    standing = set(db.session.scalars(select(Organisation.uuid)))
    found = [
        one for one in demonstration(_choose) if part_id(one.slug, "organisation") not in standing
    ]
    batches = [found[start : start + BATCH] for start in range(0, len(found), BATCH)]
    for batch in progress(batches, label="Demonstration"):
        with transaction():
            author, reviewer = (_person(handle, at=at) for handle in PEOPLE)
            for organisation in batch:
                _bring(organisation, author, reviewer, at=at)
    if found:
        with transaction():
            refresh_public_statistics()
    return len(found)


def _bring(
    found: DemonstrationOrganisation, author: Person, reviewer: Person, *, at: datetime
) -> None:
    origin = Origin(person=author, source=SOURCE)
    uuid = part_id(found.slug, "organisation")
    revision = operations.propose(found.document, origin=origin, uuid=uuid, at=at)
    steps.take("submit", revision, actor=author, at=at)
    if found.waiting:
        return
    steps.take("accept", revision, actor=reviewer, at=at, note="Invented.")
    if found.check is not None:
        operations.record_check(
            revision.organisation,
            method=found.check.method,
            on=found.check.on,
            by_words=found.check.by,
            actor=reviewer,
            at=at,
        )
        refresh(revision.organisation, at=at)


def _person(handle: str, *, at: datetime) -> Person:
    name, role = PEOPLE[handle]
    return find_person(handle) or add_person(handle=handle, name=name, roles={role: []}, at=at)


def _choose(words: str, country: str) -> ChosenPlace:
    found = find_place(words, country=country)
    if found is None:
        raise NotFound(
            f"The demonstration needs {words} ({country}), which this gazetteer does not have: "
            "load it with GAZETTEER_POPULATION=500."
        )
    return chosen_place(found)

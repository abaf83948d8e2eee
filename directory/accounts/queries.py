"""Finding people."""

from sqlalchemy import select

from directory.accounts.models import Person
from directory.errors import NotFound
from directory.extensions import db


def find_person(handle: str) -> Person | None:
    """Return the person of that handle, or None."""
    return db.session.scalar(select(Person).where(Person.handle == handle))


def get_person(handle: str) -> Person:
    """Return the person of that handle; raises NotFound."""
    person = find_person(handle)
    if person is None:
        raise NotFound(f"There is no person with the handle {handle!r}.")
    return person

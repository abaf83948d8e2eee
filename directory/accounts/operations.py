"""Adding people and giving them roles."""

from datetime import datetime
from uuid import uuid4

from directory.access.permissions import Role
from directory.accounts.models import EVERYWHERE, Person, PersonRole
from directory.extensions import db


def add_person(*, handle: str, name: str, roles: dict[Role, list[str]], at: datetime) -> Person:
    """Return a new person with roles, each in some countries or, when none is named, everywhere."""
    person = Person(uuid=uuid4(), handle=handle, name=name, created_at=at)
    person.roles = [
        PersonRole(role=role.value, country=country)
        for role, countries in roles.items()
        for country in (countries or [EVERYWHERE])
    ]
    db.session.add(person)
    db.session.flush()
    return person

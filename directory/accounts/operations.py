"""Adding people and giving them roles."""

import re
from datetime import datetime
from uuid import uuid4

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from directory.access.permissions import Role
from directory.accounts.models import EVERYWHERE, Person, PersonRole
from directory.accounts.queries import find_person
from directory.errors import Conflict, Invalid
from directory.extensions import db
from directory.gazetteer.countries import is_country
from directory.i18n.plain import is_plain

HANDLE = re.compile(r"[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?")
MOST_NAME = 200


def add_person(*, handle: str, name: str, roles: dict[Role, list[str]], at: datetime) -> Person:
    """Return a new person with roles, each in some countries or, when none is named, everywhere.

    Raises Invalid for a handle, name or country that cannot be, Conflict when the handle is taken.
    """
    _demand_possible(handle, name, roles)
    if find_person(handle) is not None:
        raise _taken(handle)
    person = Person(uuid=uuid4(), handle=handle, name=name, created_at=at)
    person.roles = [
        PersonRole(role=role.value, country=country)
        for role, countries in roles.items()
        for country in (dict.fromkeys(countries) or [EVERYWHERE])
    ]
    db.session.add(person)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise _taken(handle) from error
    return person


def _demand_possible(handle: str, name: str, roles: dict[Role, list[str]]) -> None:
    if not HANDLE.fullmatch(handle):
        raise Invalid(
            _(
                "A handle has small letters from a to z, digits, dots, hyphens and underscores, "
                "at most 64, with a letter or digit first and last."
            )
        )
    if not is_plain(name, most=MOST_NAME):
        raise Invalid(
            _(
                "A name stands on one line of at most %(most)s letters, without invisible signs.",
                most=MOST_NAME,
            )
        )
    for country in (country for countries in roles.values() for country in countries):
        if not is_country(country):
            raise Invalid(_("“%(code)s” is not the code of a country, such as JO.", code=country))


def _taken(handle: str) -> Conflict:
    return Conflict(_("There is a person with the handle “%(handle)s” already.", handle=handle))

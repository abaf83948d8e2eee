"""Two people at once keep helplines: no change is lost, and the second is told."""

import pytest
from sqlalchemy import select

from directory.access.permissions import Role
from directory.accounts.models import Person
from directory.accounts.operations import add_person
from directory.accounts.queries import get_person
from directory.errors import Conflict, NotFound
from directory.extensions import db as database
from directory.extensions import transaction
from directory.helplines import operations
from directory.helplines.models import CountryHelpline
from directory.helplines.operations import Line, TwoPeople
from directory.helplines.queries import get_helpline
from tests.making import AT, DAY
from tests.organisations.test_at_once import at_once, own  # noqa: F401 - the fixture


@pytest.fixture
def number(own):  # noqa: F811 - pytest gives it by its name
    """A helpline that Dina and Eli checked."""
    with own.app_context():
        with transaction():
            for handle in {"dina", "eli"} - set(database.session.scalars(select(Person.handle))):
                add_person(handle=handle, name=handle, roles={Role.COORDINATOR: []}, at=AT)
        with transaction():
            line = Line("JO", "A line", "hotline", "+96200000199")
            found = operations.add_helpline(line, checked(), at=AT).id
        yield found
        with transaction():
            for left in database.session.scalars(select(CountryHelpline)):
                database.session.delete(left)
        database.session.remove()


def checked():
    return TwoPeople(get_person("dina"), get_person("eli"), DAY)


def test_two_changes_of_one_helpline_are_both_kept(own, number):  # noqa: F811
    def renewing(**changes):
        def deed(ready):
            found, check = get_helpline(number), checked()
            ready()
            operations.renew_helpline(found, changes, check, at=AT)

        return deed

    assert at_once(own, renewing(name="Ear"), renewing(value="110")) == [None, None]
    found = get_helpline(number)
    assert (found.name, found.value) == ("Ear", "110")


def test_of_two_who_take_it_away_the_second_is_told(own, number):  # noqa: F811
    def remove(ready):
        found, dina = get_helpline(number), get_person("dina")
        ready()
        operations.remove_helpline(found, actor=dina, at=AT)

    first, second = at_once(own, remove, remove)
    assert (first is None) != (second is None)
    assert isinstance(first or second, (Conflict, NotFound))

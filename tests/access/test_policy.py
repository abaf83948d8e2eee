"""The law is whole, and reads as it is meant."""

import pytest

from directory.access.permissions import Permission, Role
from directory.access.policy import POLICY, can
from directory.organisations.stages import LISTING_STEPS, REVISION_STEPS


class Actor:
    def __init__(self, number, *roles):
        self.id = number
        self.roles = roles

    def has_role(self, role, countries=frozenset()):
        return role in self.roles


class Thing:
    def __init__(self, author=None, team=()):
        self.author_id, self.team, self.countries = author, team, frozenset({"JO"})

    def has_in_team(self, actor):
        return actor.id in self.team


def test_every_permission_has_a_row():
    assert set(POLICY) == set(Permission)


def test_every_step_needs_a_permission_of_the_table():
    for step in (*REVISION_STEPS.values(), *LISTING_STEPS.values()):
        assert step.needs in POLICY


@pytest.mark.parametrize("permission", list(Permission))
def test_nobody_may_do_nothing(permission):
    assert not can(None, permission, Thing())


@pytest.mark.parametrize(
    ("actor", "thing", "allowed"),
    [
        (Actor(1, Role.REVIEWER), Thing(author=2), True),
        (Actor(1, Role.REVIEWER), Thing(author=1), False),
        (Actor(1, Role.REVIEWER), Thing(author=2, team=(1,)), False),
        (Actor(1, Role.PRACTITIONER), Thing(author=2), False),
        (Actor(1, Role.ADMINISTRATOR), Thing(author=2), False),
    ],
)
def test_who_decides(actor, thing, allowed):
    assert can(actor, Permission.REVISION_DECIDE, thing) is allowed

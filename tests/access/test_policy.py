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
        self.is_by_team = author in team

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


KEEPER, REVIEWER, STRANGER = Actor(1), Actor(2, Role.REVIEWER), Actor(3, Role.PRACTITIONER)
KEPT = Thing(team=(1,))


@pytest.mark.parametrize(
    ("permission", "keeper", "reviewer"),
    [
        (Permission.LISTING_WITHDRAW, True, True),
        (Permission.LISTING_SUSPEND, False, True),
        (Permission.LISTING_REINSTATE, False, True),
        (Permission.LISTING_ARCHIVE, False, True),
        (Permission.CHECK_RECORD, False, True),
        (Permission.IMPORT_RUN, False, False),
        (Permission.IMPORT_PUBLISH, False, False),
        (Permission.HELPLINE_KEEP, False, False),
    ],
)
def test_what_keepers_reviewers_and_strangers_may_do(permission, keeper, reviewer):
    assert can(KEEPER, permission, KEPT) is keeper
    assert can(REVIEWER, permission, KEPT) is reviewer
    assert not can(STRANGER, permission, KEPT)


@pytest.mark.parametrize(
    ("actor", "thing", "allowed"),
    [
        (Actor(1), Thing(author=1), True),
        (Actor(1), Thing(author=1, team=(2,)), True),
        (Actor(1), Thing(author=2, team=(1, 2)), True),
        (Actor(1), Thing(author=3, team=(1, 2)), False),
        (Actor(1), Thing(author=None, team=(1, 2)), False),
        (Actor(3, Role.REVIEWER), Thing(author=1, team=(1, 2)), False),
    ],
)
def test_what_others_propose_is_theirs_to_submit_and_take_back(actor, thing, allowed):
    assert can(actor, Permission.REVISION_EDIT, thing) is allowed


def test_a_reviewer_who_keeps_the_organisation_neither_checks_nor_reinstates_it():
    both = Actor(1, Role.REVIEWER)
    for permission in (
        Permission.CHECK_RECORD,
        Permission.LISTING_REINSTATE,
        Permission.REVISION_DECIDE,
    ):
        assert not can(both, permission, KEPT)

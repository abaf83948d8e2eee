"""People: handles that can be typed, names that can be read, roles in countries there are."""

import pytest
from sqlalchemy import select

from directory.access.permissions import Role
from directory.accounts.models import PersonRole
from directory.accounts.operations import add_person
from directory.errors import Conflict, Invalid
from directory.extensions import transaction
from tests.making import AT


def add(handle="nora", name="Nora", roles=None):
    with transaction():
        return add_person(handle=handle, name=name, roles=roles or {}, at=AT)


@pytest.mark.parametrize("handle", ["n", "nora", "nora.k", "demo-reviewer", "nora_2", "n" * 64])
def test_a_handle_that_can_be_typed(db, handle):
    assert add(handle).handle == handle


@pytest.mark.parametrize(
    "handle",
    [
        "",
        " ",
        "no ra",
        "Nora",
        "nora ",
        "nora\n",
        "-nora",
        "nora.",
        "nor\u0430",
        "\u202eno",
        "n" * 65,
    ],
)
def test_an_odd_handle_is_refused(db, handle):
    with pytest.raises(Invalid):
        add(handle)


@pytest.mark.parametrize("name", ["", "\u200b", "No\nra", "No\0ra", "\u2067Nora", "N" * 201])
def test_a_name_that_cannot_be_read_is_refused(db, name):
    with pytest.raises(Invalid):
        add(name=name)


@pytest.mark.parametrize("name", ["نورا", "ノラ", "Zoë Müller-Ó Brien"])
def test_names_of_every_script(db, name):
    assert add(name=name).name == name


@pytest.mark.parametrize("country", ["ZZ", "", "*", "jo", "JOR", "EU"])
def test_a_role_in_a_country_that_is_none_is_refused(db, country):
    with pytest.raises(Invalid):
        add(roles={Role.REVIEWER: [country]})


def test_a_country_named_twice_is_held_once(db):
    add(roles={Role.REVIEWER: ["JO", "XK", "JO"]})
    held = db.session.scalars(select(PersonRole.country).order_by(PersonRole.country))
    assert held.all() == ["JO", "XK"]


def test_a_handle_is_given_once(db):
    add()
    with pytest.raises(Conflict, match="nora"):
        add()

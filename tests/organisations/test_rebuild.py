"""The public zone is made anew as it was, beside others who write, and what differs is seen."""

import threading
from types import SimpleNamespace

import pytest
from flask import current_app
from sqlalchemy import select, text, update

from directory.access.permissions import Role
from directory.accounts.operations import add_person
from directory.accounts.queries import get_person
from directory.database.locks import hold
from directory.database.spatial import point_value
from directory.extensions import db as database
from directory.extensions import transaction
from directory.organisations import steps
from directory.organisations.models import Organisation
from directory.organisations.public_tables import (
    PublicChange,
    PublicOffer,
    PublicOrganisation,
    PublicPlaceRow,
    PublicPoint,
    PublicWord,
)
from directory.organisations.queries import get_organisation
from directory.organisations.rebuild import (
    drifted,
    organisation_ids,
    orphans,
    rebuild,
    remove_orphans,
    snapshot,
)
from directory.vocabulary import operations as vocabulary
from tests.database.test_migrations import fresh  # noqa: F401 - the fixture
from tests.making import AT, Make, service, site


def deeds():
    return database.session.scalars(select(PublicChange.deed).order_by(PublicChange.number)).all()


@pytest.mark.parametrize(
    "change",
    [
        update(PublicOffer).values(said=" fee:free "),
        update(PublicOffer).values(place_id=None),
        update(PublicPlaceRow).values(lon=10.0),
        update(PublicPoint).values(point=point_value(10.0, 10.0)),
        update(PublicWord).values(weight=7),
        update(PublicOrganisation).values(slug="another"),
        text("DELETE FROM public_words"),
        update(Organisation).values(last_public_change=None, last_public_change_at=None),
    ],
    ids=str,
)
def test_rows_that_differ_are_noticed_and_a_rebuild_rights_them(make, db, change):
    organisation = make.published(sites=(site(),), services=(service(sites=(site().id,)),))
    public_id = organisation.public_id
    assert drifted() == []
    with transaction():
        db.session.execute(change)
    before = snapshot()
    assert drifted() == [public_id]
    assert snapshot() == before
    with transaction():
        rebuild(organisation_ids(), at=AT)
    assert drifted() == []


def test_rows_that_belong_to_nothing_are_counted_and_removed(make, db):
    make.published(sites=(site(),))
    before = snapshot()
    with transaction():
        db.session.add(PublicPoint(id=99_999, point=point_value(36.0, 32.0)))
        row = db.session.scalar(select(PublicOrganisation))
        copied = {c.key: getattr(row, c.key) for c in PublicOrganisation.__table__.columns}
        nobody = {"id": None, "public_id": "nobody", "uuid": service("savings").id}
        db.session.add(PublicOrganisation(**{**copied, **nobody}))
    assert orphans() == 2
    with transaction():
        assert remove_orphans(at=AT) == 2
    assert (orphans(), snapshot()) == (0, before)
    assert deeds() == ["published", "rebuilt"]
    with transaction():
        assert remove_orphans(at=AT) == 0
    assert deeds() == ["published", "rebuilt"]


def test_a_rebuild_is_numbered_with_what_it_writes(make, db):
    make.published()
    with transaction():
        rebuild(organisation_ids(), at=AT)
        numbered = db.session.scalar(select(PublicChange.deed).offset(1))
    assert numbered == "rebuilt"


@pytest.fixture
def two_people(fresh):  # noqa: F811 - pytest gives it by its name
    """A database of its own, on which several sessions may write at once."""
    from flask_migrate import upgrade

    upgrade(directory=fresh)
    with transaction():
        vocabulary.load(database.session())
    with transaction():
        return SimpleNamespace(
            amina=add_person(handle="amina", name="Amina", roles={}, at=AT),
            ben=add_person(handle="ben", name="Ben", roles={Role.REVIEWER: []}, at=AT),
        )


def test_a_rebuild_beside_a_withdrawal_revives_nothing(two_people):
    public_id = Make(two_people).published().public_id
    ids = organisation_ids()
    app = current_app._get_current_object()
    begun = threading.Event()

    def make_anew():
        with app.app_context(), transaction():
            begun.set()
            rebuild(ids, at=AT)
            database.session.flush()

    with transaction():
        hold(database.session())
        other = threading.Thread(target=make_anew)
        other.start()
        begun.wait(1)  # on SQLite it cannot even begin
        other.join(0.5)
        steps.take_listing("withdraw", get_organisation(public_id), actor=get_person("ben"), at=AT)
    other.join(20)
    assert not other.is_alive()
    assert database.session.scalar(select(PublicOrganisation.id)) is None

"""Two people at once: each either does the whole step or is told who was first, nobody waits on.

Needs commits that others see, so it works on a database of its own. Both rounds are walked with
the two threads held at the same line, once each has read what it will act upon.
"""

import os
from collections.abc import Callable
from threading import Barrier, Thread
from types import SimpleNamespace

import pytest
from flask_migrate import upgrade
from sqlalchemy import create_engine, make_url, select, text

from directory import create_app
from directory.access.permissions import Role
from directory.accounts.operations import add_person
from directory.accounts.queries import get_person
from directory.errors import Conflict
from directory.extensions import db as database
from directory.extensions import transaction
from directory.journal import operations as journal
from directory.organisations import operations, steps
from directory.organisations.models import Organisation, Revision, StepTaken
from directory.organisations.operations import Origin
from directory.organisations.public_tables import PublicOrganisation
from directory.organisations.publication import refresh
from directory.vocabulary import operations as vocabulary
from tests.making import AT, Make, document

PATIENCE = 60


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """An application on a database of its own, with Amina and Ben."""
    folder = tmp_path_factory.mktemp("own")
    given, name = os.environ.get("DATABASE_URL", ""), f"at_once_{os.getpid()}"
    in_cluster = given.startswith("postgresql")
    url = f"sqlite:///{folder}/own.sqlite"
    if in_cluster:
        admin = create_engine(given, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        url = make_url(given).set(database=name).render_as_string(hide_password=False)
    app = create_app({"DATABASE_URL": url, "DATABASE_READ_URL": "", "DATA_FOLDER": str(folder)})
    with app.app_context():
        upgrade(directory=app.extensions["migrate"].directory)
        with transaction():
            vocabulary.load(database.session())
            for handle in ("amina", "ben", "cem"):
                roles = {} if handle == "amina" else {Role.REVIEWER: []}
                add_person(handle=handle, name=handle.title(), roles=roles, at=AT)
        database.session.remove()
    yield app
    with app.app_context():
        for engine in database.engines.values():
            engine.dispose()
    if in_cluster:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name}"))
        admin.dispose()


@pytest.fixture
def made(own):
    """Make organisations in it."""
    with own.app_context():
        people = SimpleNamespace(amina=get_person("amina"), ben=get_person("ben"))
        yield Make(people)
        database.session.remove()


def at_once(app, *deeds: Callable[[Callable[[], None]], None]) -> list[BaseException | None]:
    """Do the deeds in threads; each calls `ready` once it has read what it acts upon."""
    together, ends = Barrier(len(deeds)), [None] * len(deeds)
    may_meet = not str(app.config["DATABASE_URL"]).startswith("sqlite")

    def do(number, deed):
        with app.app_context():
            try:
                # on SQLite the second has to wait before it reads: there is nothing to meet for
                with transaction():
                    deed(lambda: together.wait(PATIENCE) if may_meet else None)
            except Exception as error:
                ends[number] = error
            finally:
                database.session.remove()

    threads = [Thread(target=do, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()
    database.session.rollback()  # what was read before is read anew
    return ends


def stepping(name, revision_id, handle, *, note=""):
    def deed(ready):
        revision, person = database.session.get(Revision, revision_id), get_person(handle)
        assert revision.organisation.stage
        ready()
        steps.take(name, revision, actor=person, at=AT, note=note)

    return deed


def proposing(organisation_id, handle, *, submit=False):
    def deed(ready):
        organisation = database.session.get(Organisation, organisation_id)
        person, base = get_person(handle), organisation.current
        ready()
        revision = operations.propose(
            document(f"By {handle}"),
            origin=Origin(person=person),
            organisation=organisation,
            base=base,
            at=AT,
        )
        if submit:
            steps.take("submit", revision, actor=person, at=AT)

    return deed


def test_two_reviewers_decide_and_the_second_is_told(own, made):
    number = made.submitted().id
    first, second = at_once(
        own, stepping("accept", number, "ben"), stepping("decline", number, "cem", note="No.")
    )
    lost = first or second
    assert (first is None) != (second is None)
    assert isinstance(lost, Conflict)
    assert "is not open" in str(lost)
    assert journal.verify()


def test_two_proposals_get_two_numbers(own, made):
    organisation = made.published().id
    ends = at_once(own, proposing(organisation, "ben"), proposing(organisation, "cem"))
    assert ends == [None, None]
    numbers = select(Revision.number).where(Revision.organisation_id == organisation)
    assert sorted(database.session.scalars(numbers)) == [1, 2, 3]


def test_a_team_gets_one_draft(own, made):
    organisation = made.published().id
    ends = at_once(own, proposing(organisation, "amina"), proposing(organisation, "amina"))
    assert sorted(str(type(end).__name__) for end in ends) == ["Conflict", "NoneType"]


def test_two_proposals_are_accepted_one_upon_the_other(own, made):
    organisation = made.published()
    number = organisation.id
    ids = []
    for year in (1990, 1991):
        with transaction():
            revision = operations.propose(
                document(founded_year=year),
                origin=Origin(source="test"),
                organisation=organisation,
                base=organisation.current,
                at=AT,
                allowed=True,
            )
            steps.take("submit", revision, actor=None, at=AT, allowed=True)
            ids.append(revision.id)
    ends = at_once(own, *(stepping("accept", one, "ben") for one in ids))
    assert [type(end) for end in ends if end] == [Conflict]
    accepted = select(Revision.id).where(
        Revision.organisation_id == number, Revision.stage == "accepted"
    )
    assert len(database.session.scalars(accepted).all()) == 1


def test_submitting_and_accepting_in_any_order_never_wait_for_each_other(own, made):
    """One writes the journal first and the public zone then, the other the other way round."""
    bread, milk = made.published().id, made.submitted().id

    def both(ready):
        proposing(bread, "cem", submit=True)(ready)
        steps.take("accept", made_new(), actor=get_person("cem"), at=AT)

    def made_new():
        ben = get_person("ben")
        revision = operations.propose(document("New"), origin=Origin(person=ben), at=AT)
        steps.take("submit", revision, actor=ben, at=AT)
        return revision

    assert at_once(own, both, stepping("accept", milk, "ben")) == [None, None]
    assert journal.verify()


def test_nothing_revives_what_was_withdrawn_meanwhile(own, made):
    organisation = made.published().id

    def withdraw(ready):
        found, person = database.session.get(Organisation, organisation), get_person("ben")
        ready()
        steps.take_listing("withdraw", found, actor=person, at=AT)

    def make_anew(ready):
        found = database.session.get(Organisation, organisation)
        assert found.stage
        ready()
        refresh(found, at=AT)

    assert at_once(own, withdraw, make_anew) == [None, None]
    found = database.session.get(Organisation, organisation)
    assert found.stage == "withdrawn"
    shown = select(PublicOrganisation.id).where(PublicOrganisation.public_id == found.public_id)
    assert database.session.scalar(shown) is None
    last = select(StepTaken.step).order_by(StepTaken.id.desc()).limit(1)
    assert database.session.scalar(last) == "withdraw"

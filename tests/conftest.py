"""One database for each test process, made by the migrations; each test is rolled back."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import Connection, create_engine, make_url, text

from directory import create_app
from directory.access.permissions import Role
from directory.accounts.operations import add_person
from directory.clock import now
from directory.database.session import READING
from directory.extensions import db as database
from directory.extensions import transaction
from directory.gazetteer import operations as gazetteer
from directory.organisations import chosen
from directory.organisations.document import Site
from directory.search.index import current as search_index
from directory.vocabulary import operations as vocabulary
from directory.web import kept
from tests.making import Make
from tests.pages_client import PageClient
from tests.small_gazetteer import small_cities


def _own_url(folder: str, worker: str) -> str:
    """Return a database for this process: a file of its own, or one of its own in the cluster."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgresql"):
        return f"sqlite:///{folder}/directory-{worker}.sqlite"
    name = f"test_{worker}_{os.getpid()}"
    engine = create_engine(given, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return make_url(given).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Flask]:
    """The application on a migrated database with vocabulary and a small gazetteer."""
    folder = tmp_path_factory.mktemp("data")
    app = create_app(
        {
            "DATABASE_URL": _own_url(str(folder), worker_id),
            "DATABASE_READ_URL": "",
            "DATA_FOLDER": str(folder),
            "DEMONSTRATION": False,
            "TESTING": True,
            "PROPAGATE_EXCEPTIONS": False,
        }
    )
    with app.app_context():
        from flask_migrate import upgrade

        upgrade(directory=app.extensions["migrate"].directory)
        with transaction():
            vocabulary.load(database.session())
        gazetteer.load(population=15000, cities=small_cities())
        database.session.remove()
    yield app
    with app.app_context():
        for engine in database.engines.values():
            engine.dispose()


@pytest.fixture
def db(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """The database inside one outer transaction that survives commits and is rolled back after."""
    with _rolled_back(app, monkeypatch):
        yield database


@pytest.fixture(scope="module")
def db_of_module(app: Flask) -> Iterator[object]:
    """The same for all tests of a module that only read what one of its fixtures wrote."""
    with pytest.MonkeyPatch.context() as patch, _rolled_back(app, patch):
        yield database


@contextmanager
def _rolled_back(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with app.app_context():
        connection = database.engines[None].connect()
        outer = connection.begin()
        _use(connection, monkeypatch)
        _believe_invented_places(monkeypatch)
        for kept_by_number in (search_index, kept):  # numbers of changes come again
            kept_by_number.init_app(app)
        monkeypatch.setattr(search_index.Following, "drop", _tell)
        database.session.remove()
        database.session.configure(join_transaction_mode="create_savepoint")
        yield
        database.session.remove()
        outer.rollback()
        connection.close()


def _tell(_following: object, _engine: object, error: BaseException) -> None:
    """Trouble of the index is told, where readers would be answered by the database."""
    raise error


def _believe_invented_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Places of tests/making.py, `test:…`, are taken at their word as if a gazetteer had them."""
    resolved = chosen._resolved

    def believed(site: Site, *asked: Any) -> Site | None:
        is_invented = site.place is not None and site.place.id.startswith("test:")
        return site if is_invented else resolved(site, *asked)

    monkeypatch.setattr(chosen, "_resolved", believed)


def _use(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (None, READING):
        monkeypatch.setitem(database.engines, name, connection)


@pytest.fixture
def people(db: object) -> SimpleNamespace:
    """The cast: Amina registers, Ben reviews, Chidi is a stranger, Dina and Eli coordinate."""
    roles = {
        "amina": {Role.PRACTITIONER: []},
        "ben": {Role.REVIEWER: []},
        "chidi": {},
        "dina": {Role.COORDINATOR: [], Role.REVIEWER: []},
        "eli": {Role.COORDINATOR: []},
        "jo": {Role.REVIEWER: ["JO"]},
    }
    with transaction():
        found = {
            handle: add_person(handle=handle, name=handle.title(), roles=held, at=now())
            for handle, held in roles.items()
        }
    return SimpleNamespace(**found)


@pytest.fixture
def make(db: object, people: SimpleNamespace) -> Make:
    """Organisations in a few words: `make.organisation(services=[make.service("savings")])`."""
    return Make(people)


@pytest.fixture
def client(app: Flask, db: object) -> PageClient:
    """A reader's browser that checks every page it is given."""
    return PageClient(app)


@pytest.fixture
def runner(app: Flask, db: object) -> FlaskCliRunner:
    """The command line."""
    return app.test_cli_runner()

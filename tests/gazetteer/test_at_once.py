"""Two prepare a database at once: the second waits and finds it done.

Needs commits that others see, so it works on a database of its own.
"""

import os
from threading import Event, Thread

import pytest
from flask_migrate import upgrade
from sqlalchemy import create_engine, make_url, text

from directory import create_app
from directory.extensions import db as database
from directory.gazetteer import operations
from directory.gazetteer.queries import count_places, find_place
from tests.gazetteer.test_operations import town

PATIENCE = 60


@pytest.fixture
def own(tmp_path):
    """An application on an empty database of its own."""
    given, name = os.environ.get("DATABASE_URL", ""), f"loading_{os.getpid()}"
    in_cluster = given.startswith("postgresql")
    url = f"sqlite:///{tmp_path}/own.sqlite"
    if in_cluster:
        admin = create_engine(given, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        url = make_url(given).set(database=name).render_as_string(hide_password=False)
    app = create_app({"DATABASE_URL": url, "DATABASE_READ_URL": "", "DATA_FOLDER": str(tmp_path)})
    with app.app_context():
        upgrade(directory=app.extensions["migrate"].directory)
        yield app
        database.session.remove()
        for engine in database.engines.values():
            engine.dispose()
    if in_cluster:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name}"))
        admin.dispose()


def test_the_second_of_two_loads_waits_and_finds_it_done(own, monkeypatch):
    begun, go_on = Event(), Event()
    reads, ends = [], []

    def cities(population):
        reads.append(population)
        yield town(1, "Alpha Town")
        begun.set()
        assert go_on.wait(PATIENCE)
        yield town(2, "Beta Town")

    monkeypatch.setattr(operations, "read_cities", cities)
    monkeypatch.setattr(operations, "BATCH", 1)
    monkeypatch.setattr(operations.rows, "country_rows", lambda: iter(()))
    monkeypatch.setattr(operations.rows, "region_rows", lambda: iter(()))
    monkeypatch.setattr(operations.rows, "area_rows", lambda: iter(()))
    monkeypatch.setattr(operations.rows, "refugee_place_rows", lambda: iter(()))
    monkeypatch.setattr(operations.rows, "outline_rows", lambda _: iter(()))

    def load():
        with own.app_context():
            try:
                ends.append(operations.load(15000))
            except Exception as error:
                ends.append(error)
            finally:
                database.session.remove()

    first, second = Thread(target=load), Thread(target=load)
    first.start()
    assert begun.wait(PATIENCE)
    second.start()
    second.join(1)
    assert second.is_alive()
    go_on.set()
    for thread in (first, second):
        thread.join(PATIENCE)
    assert ends == [2, 2]
    assert reads == [15000]
    assert count_places() == 2
    assert find_place("Beta Town").place_id == "gn:2"

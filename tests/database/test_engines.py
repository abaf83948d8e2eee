"""Two engines on a database of its own: reading cannot write, writers take turns."""

import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from directory.database.locks import take_turn
from directory.database.session import READING
from directory.extensions import db as database
from directory.extensions import transaction
from directory.jobs.models import Job
from directory.organisations.publication import number_change
from tests.database.test_migrations import fresh  # noqa: F401 - the fixture
from tests.making import AT


@pytest.fixture
def migrated(fresh):  # noqa: F811 - pytest gives it by its name
    from flask_migrate import upgrade

    upgrade(directory=fresh)


def test_a_write_outside_a_transaction_is_refused_by_the_database(migrated):
    with pytest.raises(DBAPIError):
        database.session.execute(text("DELETE FROM jobs"))
    database.session.rollback()


@pytest.mark.parametrize("name", [None, READING])
def test_a_writer_waits_half_a_minute_for_another(migrated, name):
    with database.engines[name].connect() as connection:
        if connection.dialect.name != "sqlite":
            pytest.skip("only SQLite has one writer at a time")
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 30_000


def test_transactions_do_not_nest(migrated):
    with pytest.raises(RuntimeError), transaction(), transaction():
        pass


def test_numbers_of_changes_never_repeat_with_two_writers_at_once(migrated):
    from flask import current_app

    app = current_app._get_current_object()
    trouble = []

    def write(name):
        with app.app_context():
            try:
                for _ in range(10):
                    with transaction():
                        database.session.add(Job(kind=name, payload="{}", not_before=AT))
                        database.session.flush()
                        take_turn(database.session(), "public_changes")
                        number_change("*", name, at=AT)
            except Exception as error:
                trouble.append(error)
            finally:
                database.session.remove()

    writers = [threading.Thread(target=write, args=(name,)) for name in ("one", "two", "three")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert trouble == []
    numbers = database.session.execute(text("SELECT number FROM public_changes ORDER BY number"))
    assert [row[0] for row in numbers] == list(range(1, 31))


def test_all_that_is_read_for_one_page_is_of_one_moment(migrated):
    from flask import current_app

    app = current_app._get_current_object()
    count = text("SELECT count(*) FROM public_changes")
    assert database.session.scalar(count) == 0

    def publish():
        with app.app_context():
            with transaction():
                number_change("*", "published", at=AT)
            database.session.remove()

    writer = threading.Thread(target=publish)
    writer.start()
    writer.join()
    assert database.session.scalar(count) == 0
    database.session.remove()
    assert database.session.scalar(count) == 1

"""Migrations go up and down, equal the models, and keep the spatial index alive."""

import os

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import create_engine, inspect, make_url, select, text

import directory.models
from directory import create_app
from directory.database.migrations import belongs_to_models
from directory.database.spatial import point_value, within_bounds
from directory.extensions import db as database
from directory.extensions import transaction
from directory.organisations.public_tables import PublicPoint


@pytest.fixture
def fresh(tmp_path):
    """An application on a database of its own that nobody has migrated yet."""
    given = os.environ.get("DATABASE_URL", "")
    url = f"sqlite:///{tmp_path}/fresh.sqlite"
    if given.startswith("postgresql"):
        name = f"fresh_{os.getpid()}"
        admin = create_engine(given, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
            connection.execute(text(f"CREATE DATABASE {name}"))
        url = make_url(given).set(database=name).render_as_string(hide_password=False)
    app = create_app({"DATABASE_URL": url, "DATABASE_READ_URL": "", "DATA_FOLDER": str(tmp_path)})
    with app.app_context():
        yield app.extensions["migrate"].directory
        database.session.remove()
        for engine in database.engines.values():
            engine.dispose()
    if given.startswith("postgresql"):
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name}"))
        admin.dispose()


def index_follows_an_insert() -> bool:
    with transaction():
        database.session.add(PublicPoint(id=7, point=point_value(36.0, 32.0)))
    inside = within_bounds(PublicPoint.point, (35.9, 31.9, 36.1, 32.1))
    found = database.session.scalar(select(PublicPoint.id).where(inside)) == 7
    with transaction():
        database.session.execute(text("DELETE FROM public_points"))
    return found


def test_up_equals_the_models_and_down_leaves_nothing(fresh):
    upgrade(directory=fresh)
    assert directory.models
    with database.engines[None].connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_object": belongs_to_models,
                "compare_type": connection.dialect.name == "postgresql",  # SQLite has few types
                "target_metadata": database.metadata,
            },
        )
        assert compare_metadata(context, database.metadata) == []
    assert index_follows_an_insert()
    database.session.remove()
    downgrade(directory=fresh, revision="base")
    with database.engines[None].connect() as connection:
        ours = set(database.metadata.tables) & set(inspect(connection).get_table_names())
    assert ours == set()
    upgrade(directory=fresh)
    assert index_follows_an_insert()


def test_words_of_names_stay_when_words_learn_whose_they_are(fresh):
    upgrade(directory=fresh, revision="0005")
    _organisation(1, "ab")
    _write("INSERT INTO public_words (id, organisation_id, word, weight) VALUES (1, 1, 'name', 3)")
    _write("INSERT INTO public_words (id, organisation_id, word, weight) VALUES (2, 1, 'rest', 1)")
    upgrade(directory=fresh, revision="0006")
    assert _read("SELECT word, service FROM public_words") == [("name", None)]
    _write(
        "INSERT INTO public_words (id, organisation_id, service, word, weight)"
        " VALUES (3, 1, '00000000000040008000000000000001', 'name', 2)"
    )
    database.session.remove()
    downgrade(directory=fresh, revision="0005")
    assert _read("SELECT word, weight FROM public_words") == [("name", 3)]


def test_names_are_in_the_same_order_on_both_databases(fresh):
    upgrade(directory=fresh)
    for number, key in enumerate(("ab", "a b", "a-b", "ab c", "abc", "zz", "é", "١"), 1):
        _organisation(number, key)
    found = [key for (key,) in _read("SELECT name_key FROM public_organisations ORDER BY name_key")]
    assert found == sorted(found)
    assert len(found) == 8


def _organisation(number: int, name_key: str) -> None:
    _write(
        "INSERT INTO public_organisations"
        " (id, public_id, uuid, slug, listing_json, kind, name_key, change_number, changed_at)"
        " VALUES (:number, :id, :uuid, 's', '[]', 'k', :name_key, 1, '2026-11-22 12:00:00')",
        number=number,
        id=f"p{number}",
        uuid=f"{number:032}",
        name_key=name_key,
    )


def _write(statement: str, **values: object) -> None:
    with transaction():
        database.session.execute(text(statement), values)


def _read(statement: str) -> list[tuple[object, ...]]:
    found = [tuple(row) for row in database.session.execute(text(statement))]
    database.session.remove()
    return found

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
                "compare_type": False,
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

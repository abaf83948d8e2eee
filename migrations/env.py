"""How migrations run: on the writing engine, in one transaction, models compared as a whole."""

from alembic import context
from flask import current_app

import directory.models  # noqa: F401 - every table must be known before comparing
from directory.database.migrations import belongs_to_models
from directory.extensions import db


def run() -> None:
    """Run the asked migrations online; there is no offline mode, since both databases differ."""
    engine = current_app.extensions["migrate"].db.engines[None]
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            include_object=belongs_to_models,
            compare_type=engine.dialect.name == "postgresql",  # SQLite has few types
            compare_server_default=False,
        )
        with context.begin_transaction():
            context.run_migrations()


run()

"""The database session and the one place that commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flask_babel import Babel
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

from directory.database.session import RoutedSession, writing

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The base of all tables; constraint names are the same on both databases."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base, session_options={"class_": RoutedSession})
migrate = Migrate()
babel = Babel()

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


@contextmanager
def transaction() -> Iterator[None]:
    """Make everything inside one write that is kept whole or not at all.

    The only place that commits. Opens with BEGIN IMMEDIATE on SQLite; reading outside it uses
    the read-only engine. Does not nest: raises RuntimeError.
    """
    with writing(db.session()):
        yield

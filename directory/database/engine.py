"""How each database is opened: drivers, read-only engines, SQLite's locking and SpatiaLite."""

from pathlib import Path
from typing import Any

import pysqlite3
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event, make_url
from sqlalchemy.exc import DBAPIError

from directory.database.session import READING

SQLITE_NAME = "directory.sqlite"
WAIT = 30
"""Seconds a writer of SQLite waits for another."""
# an error's text must not carry what somebody searched for into a log
PRIVATE = {"hide_parameters": True}
NO_SPATIALITE = (
    "The SpatiaLite library (mod_spatialite) could not be loaded. "
    "Install the package libsqlite3-mod-spatialite (Debian, Ubuntu), libspatialite (Fedora, brew)."
)


def configure(app: Flask) -> None:
    """Turn DATABASE_URL and DATABASE_READ_URL into the two engines the session needs."""
    url = app.config["DATABASE_URL"] or f"sqlite:///{_embedded(app)}"
    read_url = app.config["DATABASE_READ_URL"] or url
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _options(url)
    app.config["SQLALCHEMY_BINDS"] = {READING: {"url": read_url, **_options(read_url)}}


def init_app(app: Flask, db: SQLAlchemy) -> None:
    """Attach what each engine needs at every new connection and transaction."""
    with app.app_context():
        for name, engine in db.engines.items():
            listen = _listen_sqlite if engine.dialect.name == "sqlite" else _listen_postgresql
            listen(engine, read_only=name == READING)


def is_unprepared(error: DBAPIError) -> bool:
    """Tell whether a statement failed because a table or column has not been made yet."""
    told = str(error.orig)
    return any(words in told for words in ("no such table", "no such column", "does not exist"))


def _embedded(app: Flask) -> Path:
    folder = Path(app.config["DATA_FOLDER"]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder / SQLITE_NAME


def _options(url: str) -> dict[str, Any]:
    if make_url(url).get_backend_name() == "sqlite":
        return {"module": pysqlite3.dbapi2, "connect_args": {"timeout": WAIT}, **PRIVATE}
    return {"pool_pre_ping": True, "pool_size": 5, "max_overflow": 5, **PRIVATE}


def _listen_sqlite(engine: Engine, *, read_only: bool) -> None:
    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy's own BEGIN below decides, not the driver
        connection.enable_load_extension(True)
        try:
            connection.load_extension("mod_spatialite")
        except pysqlite3.dbapi2.OperationalError as error:
            raise RuntimeError(NO_SPATIALITE) from error
        connection.enable_load_extension(False)
        # SpatiaLite sets the driver's timeout back to five seconds as it is loaded
        connection.execute(f"PRAGMA busy_timeout={WAIT * 1000}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute(f"PRAGMA query_only={'ON' if read_only else 'OFF'}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # a plain BEGIN that later writes fails at once when another writer is busy
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _listen_postgresql(engine: Engine, *, read_only: bool) -> None:
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if read_only:
            # all that one page reads is of one moment, as it always is on SQLite
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

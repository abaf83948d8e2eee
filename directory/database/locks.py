"""Taking turns: numbers that must never appear out of order are given under one lock."""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session

from directory.errors import Conflict

WRITING = "writing"
"""The one lock of everything that changes organisations or is numbered; taken before any row is
written, so that two transactions never wait for each other."""
PATIENCE = 3600
"""Seconds to wait for somebody else's long work on SQLite."""


def take_turn(session: Session, name: str) -> None:
    """Hold the named lock until the transaction ends.

    PostgreSQL: a transaction-level advisory lock. SQLite: BEGIN IMMEDIATE already is the lock.
    """
    if _has_many_writers(session):
        key = zlib.crc32(name.encode())
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


@contextmanager
def alone(engine: Engine, name: str) -> Iterator[None]:
    """Hold the named lock over many transactions: who comes second waits until the first is done.

    The lock goes with the process that held it. PostgreSQL: an advisory lock of a connection of its
    own. SQLite: the writer's lock of an empty file beside the database.
    """
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            held = {"key": zlib.crc32(name.encode())}
            connection.execute(text("SELECT pg_advisory_lock(:key)"), held)
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), held)
    else:
        beside = f"{engine.url.database}.{name}"
        with closing(sqlite3.connect(beside, timeout=PATIENCE, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            yield


def hold(session: Session, *rows: Any) -> None:
    """Take the turn of all writing, and read these rows as the last writer left them.

    Raises Conflict when one of them was taken away meanwhile.
    """
    take_turn(session, WRITING)
    if _has_many_writers(session):
        for row in rows:
            _read_anew(session, row)


def _read_anew(session: Session, row: Any) -> None:
    try:
        session.refresh(row)
    except InvalidRequestError as error:
        raise Conflict from error


def _has_many_writers(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"

"""Taking turns: numbers that must never appear out of order are given under one lock."""

import zlib

from sqlalchemy import text
from sqlalchemy.orm import Session


def take_turn(session: Session, name: str) -> None:
    """Hold the named lock until the transaction ends.

    PostgreSQL: a transaction-level advisory lock. SQLite: BEGIN IMMEDIATE already is the lock.
    """
    if session.get_bind().dialect.name == "postgresql":
        key = zlib.crc32(name.encode())
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})

"""A session that reads from one engine and writes, inside `transaction()`, to another."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask_sqlalchemy.session import Session
from sqlalchemy import Engine
from sqlalchemy.orm import Session as OrmSession

READING = "reading"


class RoutedSession(Session):
    """Sends statements to the read-only engine unless `transaction()` is open."""

    def get_bind(self, mapper: Any = None, **options: Any) -> Engine:  # type: ignore[override] # noqa: D102 - the base class documents it; engine or test connection alike
        engines = self._db.engines
        return engines[None] if self.info.get("writing") else engines[READING]


@contextmanager
def writing(session: OrmSession) -> Iterator[None]:
    """Open, commit or roll back one write transaction on the session."""
    if session.info.get("writing"):
        raise RuntimeError("transaction() does not nest: only the edge commits.")
    session.rollback()  # a read that is still open must not be carried into the write
    session.info["writing"] = True
    try:
        session.connection()
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info["writing"] = False

"""Bulk writing that both databases know, under one name."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def insert_or_update(
    session: Session, table: Any, rows: Sequence[dict[str, Any]], *, key: Sequence[str]
) -> None:
    """Insert the rows; where one with the same key stands, give it the new values."""
    if not rows:
        return
    target: Table = table.__table__ if hasattr(table, "__table__") else table
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement: Any = dialect.insert(target)
    changed = {name: statement.excluded[name] for name in rows[0] if name not in key}
    if changed:
        statement = statement.on_conflict_do_update(index_elements=list(key), set_=changed)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=list(key))
    session.execute(statement, list(rows))


def number_behind(session: Session, *models: Any) -> None:
    """Let the next rows of these tables be numbered behind those that came with their numbers."""
    if session.get_bind().dialect.name != "postgresql":
        return  # SQLite looks at the greatest number itself
    for model in models:
        name = model.__tablename__
        greatest = f"(SELECT coalesce(max(id), 1) FROM {name})"
        session.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {greatest})"))

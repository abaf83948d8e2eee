"""Bringing the shipped vocabulary into the database."""

from sqlalchemy.orm import Session

from directory.database.writing import insert_or_update
from directory.vocabulary.models import VocabularyTerm
from directory.vocabulary.terms import vocabulary


def load(session: Session) -> int:
    """Write every shipped term into the table; returns how many. A term is never deleted."""
    rows = [
        {
            "list_code": term.list_code,
            "code": term.code,
            "position": position,
            "valid_from": term.valid_from,
            "valid_to": term.valid_to,
        }
        for found in vocabulary().values()
        for position, term in enumerate(found.values())
    ]
    insert_or_update(session, VocabularyTerm, rows, key=("list_code", "code"))
    return len(rows)

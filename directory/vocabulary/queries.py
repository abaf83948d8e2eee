"""Asking the vocabulary tables."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from directory.vocabulary.models import VocabularyTerm


def usable_codes(session: Session, *, on: date) -> set[tuple[str, str]]:
    """Return every (list, code) that may be newly used on that day."""
    statement = select(VocabularyTerm.list_code, VocabularyTerm.code).where(
        VocabularyTerm.valid_from <= on,
        or_(VocabularyTerm.valid_to.is_(None), VocabularyTerm.valid_to > on),
    )
    return {(row.list_code, row.code) for row in session.execute(statement)}

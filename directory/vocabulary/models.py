"""Terms as the database knows them; never deleted, only given an end."""

from datetime import date

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from directory.extensions import Model


class VocabularyTerm(Model):
    """One code of one list, with the days between which it may be newly used."""

    __tablename__ = "vocabulary_terms"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="ends_after_start"),
    )

    list_code: Mapped[str] = mapped_column(String(64), primary_key=True)
    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    position: Mapped[int]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

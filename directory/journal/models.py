"""The lines of the journal, and its head."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from directory.database.types import Moment
from directory.extensions import Model


class JournalLine(Model):
    """A deed: when, by whom, to what, and the digest of what it was about."""

    __tablename__ = "journal"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)
    person: Mapped[UUID | None] = mapped_column(Uuid)
    deed: Mapped[str] = mapped_column(String(60))
    thing: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    chain: Mapped[str] = mapped_column(String(64))


class JournalHead(Model):
    """How many lines there are and the chain of the last, in one row: a cut tail is noticed."""

    __tablename__ = "journal_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    lines: Mapped[int] = mapped_column()
    chain: Mapped[str] = mapped_column(String(64))

"""A job and the lease of whoever leads the timetable."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.database.types import Moment
from directory.extensions import Model


class Job(Model):
    """One piece of work; done when `finished_at` is set, given up when `gave_up_at` is."""

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_waiting", "finished_at", "gave_up_at", "not_before"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(80))
    payload: Mapped[str] = mapped_column(Text)
    not_before: Mapped[datetime] = mapped_column(Moment)
    tries: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None] = mapped_column(Moment)
    leased_by: Mapped[str | None] = mapped_column(String(80))
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    gave_up_at: Mapped[datetime | None] = mapped_column(Moment)
    trouble: Mapped[str | None] = mapped_column(String(200))


class Lease(Model):
    """Something only one process may do at a time, until the lease runs out."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    holder: Mapped[str] = mapped_column(String(80))
    until: Mapped[datetime] = mapped_column(Moment)
    last_run_on: Mapped[datetime | None] = mapped_column(Moment)

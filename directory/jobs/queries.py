"""Asking for jobs."""

from collections.abc import Sequence

from sqlalchemy import select

from directory.extensions import db
from directory.jobs.models import Job


def last_of_kind(kind: str) -> Job | None:
    """Return the newest job of a kind, whether it waits, is done or was given up; or None."""
    return db.session.scalar(select(Job).where(Job.kind == kind).order_by(Job.id.desc()).limit(1))


def given_up() -> Sequence[Job]:
    """Return the jobs that were tried as often as they may be, the oldest first."""
    return db.session.scalars(
        select(Job).where(Job.gave_up_at.is_not(None)).order_by(Job.gave_up_at, Job.id)
    ).all()

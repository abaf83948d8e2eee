"""Asking for jobs."""

from collections.abc import Sequence

from sqlalchemy import select

from directory.extensions import db
from directory.jobs.models import Job


def given_up() -> Sequence[Job]:
    """Return the jobs that were tried as often as they may be, the oldest first."""
    return db.session.scalars(
        select(Job).where(Job.gave_up_at.is_not(None)).order_by(Job.gave_up_at, Job.id)
    ).all()

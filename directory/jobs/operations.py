"""Enqueuing, claiming and finishing jobs. Every job must be safe to repeat."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, or_, select, update

from directory.database.locks import take_turn
from directory.extensions import db
from directory.jobs.models import Job, Lease

LEASE = timedelta(minutes=10)
MOST_TRIES = 8

Work = Callable[[dict[str, Any]], None]


def enqueue(kind: str, payload: dict[str, Any], *, at: datetime) -> Job:
    """Write a job in the caller's transaction: it exists only if the transaction is kept."""
    job = Job(kind=kind, payload=json.dumps(payload, sort_keys=True), not_before=at)
    db.session.add(job)
    db.session.flush()
    return job


def something_waits(*, at: datetime) -> bool:
    """Tell, by reading alone, whether a job could be claimed: looking must lock nobody out."""
    return db.session.scalar(_waiting(at).limit(1)) is not None


def is_due(name: str, *, at: datetime) -> bool:
    """Tell, by reading alone, whether a timed deed should be done by somebody."""
    lease = db.session.get(Lease, name)
    return lease is None or lease.until <= at


def claim(worker: str, *, at: datetime) -> Job | None:
    """Lease the next job that waits, or None; a lease that ran out is claimed again."""
    take_turn(db.session(), "jobs")
    job = db.session.scalar(_waiting(at).order_by(Job.not_before, Job.id).limit(1))
    if job is not None:
        job.leased_by, job.leased_until, job.tries = worker, at + LEASE, job.tries + 1
        db.session.flush()
    return job


def finish(job_id: int, worker: str, *, at: datetime) -> None:
    """Mark a job done, if the worker still holds it."""
    _held(job_id, worker, {"finished_at": at, "leased_until": None, "trouble": None})


def fail(job_id: int, worker: str, *, tries: int, trouble: str, at: datetime) -> None:
    """Put a job back with a growing delay, or give it up after the last try.

    `trouble` is the name of the error only: messages may hold values.
    """
    gone = (
        {"gave_up_at": at}
        if tries >= MOST_TRIES
        else {"not_before": at + timedelta(seconds=5 * 2**tries)}
    )
    _held(job_id, worker, {**gone, "leased_until": None, "trouble": trouble[:200]})


def lead(name: str, holder: str, *, every: timedelta, at: datetime) -> bool:
    """Tell whether this process should do a timed deed now: once per interval, one leader."""
    take_turn(db.session(), "leases")
    lease = db.session.get(Lease, name)
    if lease is None:
        db.session.add(Lease(name=name, holder=holder, until=at + every, last_run_on=at))
        return True
    if lease.until > at:
        return False
    lease.holder, lease.until, lease.last_run_on = holder, at + every, at
    return True


def _waiting(at: datetime) -> Select[Job]:
    return select(Job).where(
        Job.finished_at.is_(None),
        Job.gave_up_at.is_(None),
        Job.not_before <= at,
        or_(Job.leased_until.is_(None), Job.leased_until < at),
    )


def _held(job_id: int, worker: str, values: dict[str, Any]) -> None:
    db.session.execute(
        update(Job).where(Job.id == job_id, Job.leased_by == worker).values(**values)
    )

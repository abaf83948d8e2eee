"""Enqueuing, claiming and finishing jobs. Every job must be safe to repeat."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from flask_babel import gettext as _
from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Delete,
    Update,
    and_,
    delete,
    func,
    or_,
    select,
    update,
)

from directory.database.locks import take_turn
from directory.errors import NotFound
from directory.extensions import db
from directory.jobs.models import Job, Lease

LEASE = timedelta(minutes=10)
MOST_TRIES = 8
KEPT = timedelta(days=14)
"""How long what is done stays in the table, for whoever looks into something."""
WORKER_ENDED = "the worker ended"

Payload: TypeAlias = dict[str, Any]
Work: TypeAlias = Callable[[Payload], Iterator[Payload] | None]
"""What does a job. Long work yields, after each of its transactions, the payload to go on with:
the lease is renewed, and who claims the job next goes on from there."""


def enqueue(kind: str, payload: Payload, *, at: datetime) -> Job:
    """Write a job in the caller's transaction: it exists only if the transaction is kept."""
    job = Job(kind=kind, payload=_written(payload), not_before=at)
    db.session.add(job)
    db.session.flush()
    return job


def something_waits(*, at: datetime) -> bool:
    """Tell, by reading alone, whether a job could be claimed: looking must lock nobody out."""
    return db.session.scalar(select(Job.id).where(_waits(at)).limit(1)) is not None


def is_due(name: str, *, at: datetime) -> bool:
    """Tell, by reading alone, whether a timed deed should be done by somebody."""
    lease = db.session.get(Lease, name)
    return lease is None or lease.until <= at


def claim(worker: str, *, at: datetime) -> Job | None:
    """Lease the next job that waits, or None; a lease that ran out is claimed again.

    One that ended its worker at every try is given up: it would end the next one too.
    """
    take_turn(db.session(), "jobs")
    db.session.execute(
        update(Job)
        .where(_waits(at), Job.tries >= MOST_TRIES)
        .values(gave_up_at=at, leased_until=None, trouble=WORKER_ENDED)
    )
    first = select(Job).where(_waits(at)).order_by(Job.not_before, Job.id).limit(1)
    job = db.session.scalar(first)
    if job is not None:
        job.leased_by, job.leased_until, job.tries = worker, at + LEASE, job.tries + 1
        db.session.flush()
    return job


def renew(job_id: int, worker: str, payload: Payload, *, at: datetime) -> bool:
    """Keep a job for longer and note how far it came; False when another worker has it now."""
    return _held(job_id, worker, {"payload": _written(payload), "leased_until": at + LEASE})


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


def try_again(job_id: int, *, at: datetime) -> None:
    """Let a job that was given up wait once more; raises NotFound."""
    values = {"gave_up_at": None, "trouble": None, "tries": 0, "not_before": at}
    job = Job.id == job_id, Job.gave_up_at.is_not(None)
    if not _changed(update(Job).where(*job).values(**values)):
        raise NotFound(_("No job with the number %(number)s was given up.", number=job_id))


def forget_finished(*, before: datetime) -> int:
    """Delete what was done before then; returns how many.

    What was given up stays, and the last job of each kind: it says what was done last.
    """
    last = select(func.max(Job.id)).group_by(Job.kind)
    return _changed(delete(Job).where(Job.finished_at < before, Job.id.not_in(last)))


def _waits(at: datetime) -> ColumnElement[bool]:
    return and_(
        Job.finished_at.is_(None),
        Job.gave_up_at.is_(None),
        Job.not_before <= at,
        or_(Job.leased_until.is_(None), Job.leased_until < at),
    )


def _held(job_id: int, worker: str, values: dict[str, Any]) -> bool:
    return bool(
        _changed(update(Job).where(Job.id == job_id, Job.leased_by == worker).values(**values))
    )


def _changed(statement: Update | Delete) -> int:
    done = db.session.execute(statement)
    assert isinstance(done, CursorResult)  # noqa: S101 - what writing always gives
    return done.rowcount


def _written(payload: Payload) -> str:
    return json.dumps(payload, sort_keys=True)

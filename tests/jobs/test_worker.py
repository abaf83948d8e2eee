"""Jobs: written with the caller, claimed with a lease, repeated, given up at last."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from directory.clock import now
from directory.extensions import transaction
from directory.jobs import operations
from directory.jobs.models import Job
from directory.jobs.queries import given_up
from directory.jobs.worker import Timed, Worker
from tests.making import AT


def _fail_after(_deed):
    raise ZeroDivisionError


def enqueue(kind="greet", **payload):
    with transaction():
        operations.enqueue(kind, payload, at=AT)


def test_a_job_exists_only_if_its_transaction_is_kept(db):
    with pytest.raises(ZeroDivisionError), transaction():
        _fail_after(operations.enqueue("greet", {}, at=AT))
    assert db.session.scalar(select(Job.id)) is None


def test_a_job_is_done_once(db):
    enqueue(name="Amina")
    done = []
    worker = Worker({"greet": done.append}, ())
    assert worker.turn() is True
    assert worker.turn() is False
    assert done == [{"name": "Amina"}]


def test_two_workers_never_hold_the_same_job(db):
    enqueue()
    with transaction():
        first = operations.claim("one", at=AT)
    with transaction():
        assert operations.claim("two", at=AT) is None
    with transaction():
        again = operations.claim("two", at=AT + operations.LEASE + timedelta(seconds=1))
    assert first.id == again.id


def test_a_failing_job_comes_back_later_and_is_given_up_at_last(db):
    enqueue("break")

    def broken(_payload):
        raise ZeroDivisionError

    worker = Worker({"break": broken}, ())
    worker.turn()
    job = db.session.scalar(select(Job))
    assert (job.finished_at, job.trouble, job.tries) == (None, "ZeroDivisionError", 1)
    assert job.not_before > AT
    with transaction():
        operations.fail(job.id, job.leased_by, tries=operations.MOST_TRIES, trouble="x", at=AT)
    db.session.expire_all()
    assert db.session.scalar(select(Job.gave_up_at)) is not None


def test_a_job_that_ends_its_worker_each_time_is_given_up(db):
    enqueue()
    at = AT
    for _ in range(operations.MOST_TRIES):
        with transaction():
            assert operations.claim("killed", at=at) is not None
        at += operations.LEASE + timedelta(seconds=1)
    enqueue("next")
    with transaction():
        assert operations.claim("careful", at=at).kind == "next"
    assert [(job.kind, job.trouble) for job in given_up()] == [("greet", "the worker ended")]


def test_long_work_keeps_its_lease_and_goes_on_where_it_was(db, monkeypatch):
    enqueue("count", upto=3)
    time = {"now": AT}
    monkeypatch.setattr("directory.jobs.worker.now", lambda: time["now"])
    seen = []

    def count(payload):
        for number in range(payload.get("at", 0), payload["upto"]):
            seen.append(number)
            if len(seen) == 2:
                raise KeyboardInterrupt
            time["now"] += operations.LEASE * 0.9
            with transaction():
                assert operations.claim("another", at=time["now"]) is None
            yield {**payload, "at": number + 1}

    worker = Worker({"count": count}, ())
    with pytest.raises(KeyboardInterrupt):
        worker.turn()
    time["now"] += operations.LEASE * 2
    assert worker.turn() is True
    assert seen == [0, 1, 1, 2]
    assert worker.turn() is False


def test_long_work_ends_where_another_worker_took_it_over(db):
    enqueue("count")
    seen = []

    def count(payload):
        with transaction():
            operations.claim("another", at=now() + operations.LEASE * 2)
        for number in range(3):
            seen.append(number)
            yield payload

    Worker({"count": count}, ()).turn()
    assert seen == [0]
    job = db.session.scalar(select(Job))
    assert (job.leased_by, job.finished_at, job.trouble) == ("another", None, None)


def test_what_was_done_is_forgotten_but_for_the_last_of_its_kind_and_what_was_given_up(db):
    for name in ("old", "given up", "new", "waits"):
        enqueue(name=name)
    enqueue("other", name="the only other")
    jobs = {json.loads(job.payload)["name"]: job for job in db.session.scalars(select(Job))}
    with transaction():
        for name in ("old", "the only other"):
            jobs[name].finished_at = AT - timedelta(days=1)
        jobs["new"].finished_at = AT
        jobs["given up"].gave_up_at = AT - timedelta(days=1)
    with transaction():
        assert operations.forget_finished(before=AT) == 1
    left = {json.loads(payload)["name"] for payload in db.session.scalars(select(Job.payload))}
    assert left == {"given up", "new", "waits", "the only other"}


def test_an_unknown_kind_ends_nobody(db):
    enqueue("nobody knows")
    assert Worker({}, ()).turn() is True


def test_the_timetable_has_one_leader(db):
    every = timedelta(hours=1)
    with transaction():
        assert operations.lead("daily", "one", every=every, at=AT)
    with transaction():
        assert not operations.lead("daily", "two", every=every, at=AT + timedelta(minutes=59))
    with transaction():
        assert operations.lead("daily", "two", every=every, at=AT + timedelta(hours=1))


def test_a_timed_deed_runs_and_its_failure_ends_nobody(db):
    ran = []

    def deed():
        ran.append(1)
        raise ZeroDivisionError

    Worker({}, (Timed("deed", timedelta(days=1), deed),)).turn()
    assert ran == [1]


def test_looking_writes_nothing(db, monkeypatch):
    worker = Worker({}, (Timed("deed", timedelta(days=1), lambda: None),))
    worker.turn()
    monkeypatch.setattr("directory.jobs.worker.transaction", _fail_after)
    assert worker.turn() is False


def test_a_busy_database_makes_the_worker_wait_and_no_more(db, monkeypatch):
    def busy(*, at):
        raise OperationalError("BEGIN IMMEDIATE", {}, Exception("database is locked"))

    monkeypatch.setattr(operations, "something_waits", busy)
    monkeypatch.setattr("directory.jobs.worker.PAUSE_AFTER_TROUBLE", 0)
    assert Worker({}, ()).safe_turn() is False


def test_a_worker_whose_lease_ran_out_cannot_finish_the_job_of_another(db):
    enqueue()
    with transaction():
        job = operations.claim("slow", at=AT)
    late = AT + operations.LEASE + timedelta(seconds=1)
    with transaction():
        operations.claim("quick", at=late)
    with transaction():
        operations.finish(job.id, "slow", at=late)
    db.session.expire_all()
    assert db.session.scalar(select(Job.finished_at)) is None

"""The worker process: `flask directory work` runs jobs and the timetable until stopped."""

import json
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from directory.clock import now
from directory.extensions import db, transaction
from directory.jobs import operations
from directory.jobs.operations import Work

log = logging.getLogger(__name__)
PAUSE = 1.0
"""Seconds between looks when nothing waits."""
PAUSE_AFTER_TROUBLE = 5.0


@dataclass(frozen=True)
class Timed:
    """A deed of the timetable: what, how often."""

    name: str
    every: timedelta
    run: Callable[[], None]


@dataclass
class Worker:
    """Runs what `jobs` (kind → function) and `timetable` say."""

    jobs: Mapping[str, Work]
    timetable: tuple[Timed, ...]

    def __post_init__(self) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self.stop = threading.Event()

    def run(self) -> None:
        """Work until SIGINT or SIGTERM; a job in hand is brought to its end."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stop.set())
        while not self.stop.is_set():
            if not self.safe_turn():
                self.stop.wait(PAUSE)

    def safe_turn(self) -> bool:
        """Take a turn; a database that is away or busy makes the worker wait, never end."""
        try:
            return self.turn()
        except Exception as error:
            log.error("the worker waits: %s", type(error).__name__)
            self.stop.wait(PAUSE_AFTER_TROUBLE)
            return False
        finally:
            db.session.remove()

    def turn(self) -> bool:
        """Do what is due once; tell whether there was a job."""
        for timed in self.timetable:
            self._keep_time(timed)
        return self._work_one()

    def _keep_time(self, timed: Timed) -> None:
        if not operations.is_due(timed.name, at=now()):
            return
        with transaction():
            due = operations.lead(timed.name, self.name, every=timed.every, at=now())
        if due:
            try:
                timed.run()
            except Exception as error:
                log.error("timetable %s failed: %s", timed.name, type(error).__name__)
            finally:
                db.session.remove()

    def _work_one(self) -> bool:
        if not operations.something_waits(at=now()):
            return False
        with transaction():
            job = operations.claim(self.name, at=now())
            if job is None:
                return False
            job_id, kind, payload, tries = job.id, job.kind, json.loads(job.payload), job.tries
        try:
            if not self._do(job_id, kind, payload):
                return True
        except Exception as error:
            log.error("job %s of kind %s failed: %s", job_id, kind, type(error).__name__)
            with transaction():
                operations.fail(
                    job_id, self.name, tries=tries, trouble=type(error).__name__, at=now()
                )
        else:
            with transaction():
                operations.finish(job_id, self.name, at=now())
        return True

    def _do(self, job_id: int, kind: str, payload: operations.Payload) -> bool:
        """Do a job to its end; False when it was taken for lost and another worker has it."""
        for rest in self.jobs[kind](payload) or ():
            with transaction():
                if not operations.renew(job_id, self.name, rest, at=now()):
                    return False
        return True

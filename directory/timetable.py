"""What the worker does: each kind of job, and what comes round by itself."""

import logging
from collections.abc import Iterator, Mapping
from datetime import timedelta

from directory.clock import now
from directory.errors import Conflict
from directory.extensions import db, transaction
from directory.jobs.operations import KEPT, Payload, Work, forget_finished
from directory.jobs.worker import Timed
from directory.journal import operations as journal
from directory.organisations.edition import REBUILD_JOB, rules_edition
from directory.organisations.rebuild import (
    BATCH,
    drifted,
    organisation_ids,
    orphans,
    rebuild,
    remove_orphans,
)
from directory.search.index.current import folder_of_index
from directory.search.index.writing import check, keep_up

log = logging.getLogger(__name__)


def make_anew(payload: Payload) -> Iterator[Payload]:
    """Make the public zone anew by the rules of this release; raises Conflict for other rules."""
    if payload["rules"] != rules_edition():
        raise Conflict
    after = payload.get("after", 0)
    while ids := organisation_ids(after=after, most=BATCH):
        with transaction():
            rebuild(ids, at=now())
        db.session.expunge_all()
        after = ids[-1]
        yield {**payload, "after": after}
    with transaction():
        remove_orphans(at=now())


def prove_journal() -> None:
    """Prove the hash chain; raises Conflict, which the worker logs."""
    journal.verify()


def compare_zones() -> None:
    """Log how many public listings a rebuild would change, and how many rows belong to nothing."""
    found, lost = len(drifted()), orphans()
    if found or lost:
        log.error(
            "%d public listings differ from the working zone, %d public rows belong to nothing: "
            "run flask directory rebuild",
            found,
            lost,
        )


def forget_jobs() -> None:
    """Delete the jobs that were done some time ago."""
    with transaction():
        forget_finished(before=now() - KEPT)


def follow_with_index() -> None:
    """Write what changed to this host's search index, where it is too much to follow in memory."""
    keep_up(folder_of_index(), progress=lambda things, **_options: things)


def check_index() -> None:
    """Read this host's search index whole, so that damage is found before anybody meets it."""
    check(folder_of_index())


JOBS: Mapping[str, Work] = {REBUILD_JOB: make_anew}
TIMETABLE = (
    Timed("journal.verify", timedelta(days=1), prove_journal),
    Timed("organisations.compare_zones", timedelta(days=1), compare_zones),
    Timed("jobs.forget", timedelta(days=1), forget_jobs),
    Timed("search.index", timedelta(seconds=10), follow_with_index),
    Timed("search.check", timedelta(hours=1), check_index),
)

"""What the worker does: each kind of job, and what comes round by itself."""

import logging
from collections.abc import Iterator, Mapping
from datetime import timedelta

from directory.clock import now
from directory.database.locks import hold
from directory.extensions import db, transaction
from directory.helplines.operations import REFRESH_JOB
from directory.jobs.operations import KEPT, Payload, Work, forget_finished
from directory.jobs.worker import Timed
from directory.journal import operations as journal
from directory.organisations.publication import refresh
from directory.organisations.queries import organisations_of_country
from directory.organisations.rebuild import BATCH, drifted, organisation_ids, orphans

log = logging.getLogger(__name__)


def refresh_country(payload: Payload) -> Iterator[Payload]:
    """Make the listings of a country anew after one of its helplines changed."""
    after = payload.get("after", 0)
    while True:
        with transaction():
            hold(db.session())
            ids = organisation_ids(after=after, most=BATCH)
            for organisation in organisations_of_country(payload["country"], among=ids):
                refresh(organisation, at=now())
        if not ids:
            return
        after = ids[-1]
        yield {**payload, "after": after}


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


JOBS: Mapping[str, Work] = {REFRESH_JOB: refresh_country}
TIMETABLE = (
    Timed("journal.verify", timedelta(days=1), prove_journal),
    Timed("organisations.compare_zones", timedelta(days=1), compare_zones),
    Timed("jobs.forget", timedelta(days=1), forget_jobs),
)

"""What the worker does: each kind of job, and what comes round by itself."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from directory.clock import now
from directory.extensions import transaction
from directory.helplines.operations import REFRESH_JOB
from directory.jobs.operations import Work
from directory.jobs.worker import Timed
from directory.journal import operations as journal
from directory.organisations.publication import refresh
from directory.organisations.queries import organisations_of_country
from directory.organisations.rebuild import drifted

log = logging.getLogger(__name__)


def refresh_country(payload: dict[str, Any]) -> None:
    """Make the listings of a country anew after one of its helplines changed."""
    with transaction():
        for organisation in organisations_of_country(payload["country"]):
            refresh(organisation, at=now())


def prove_journal() -> None:
    """Prove the hash chain; raises Conflict, which the worker logs."""
    journal.verify()


def compare_zones() -> None:
    """Log how many public listings are not what the working zone says they should be."""
    found = drifted()
    if found:
        log.error(
            "%d public listings differ from the working zone: run flask directory rebuild",
            len(found),
        )


JOBS: Mapping[str, Work] = {REFRESH_JOB: refresh_country}
TIMETABLE = (
    Timed("journal.verify", timedelta(days=1), prove_journal),
    Timed("organisations.compare_zones", timedelta(days=1), compare_zones),
)

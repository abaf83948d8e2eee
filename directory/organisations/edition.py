"""The edition of the rules that make public rows: when it changes, all rows are made anew."""

import hashlib
from datetime import datetime
from functools import cache
from pathlib import Path

from directory.database.locks import hold
from directory.extensions import db
from directory.i18n.locales import languages
from directory.jobs.operations import enqueue
from directory.jobs.queries import last_of_kind
from directory.organisations.queries import any_organisation

REBUILD_JOB = "organisations.rebuild"
ROOT = Path(__file__).parents[1]
RULES = (
    "organisations/circumstances.py",
    "organisations/giveaway.py",
    "organisations/index_entry.py",
    "organisations/levels.py",
    "organisations/listing.py",
    "organisations/opening.py",
    "organisations/opening_text.py",
    "organisations/pointing.py",
    "organisations/precision.py",
    "organisations/public_services.py",
    "organisations/public_view.py",
    "organisations/publication.py",
    "organisations/rows.py",
    "organisations/said.py",
    "organisations/sensitivity.py",
    "organisations/telling.py",
    "i18n/folding.py",
    "i18n/locales.py",
    "vocabulary/*.py",
    "vocabulary/data/**/*.json",
)
"""Files that decide what stands in a public row; a test follows what they import."""


@cache
def rules_edition() -> str:
    """Return the digest of everything that decides what stands in a public row."""
    found = hashlib.sha256(" ".join(languages()).encode())
    for file in sorted({file for pattern in RULES for file in ROOT.glob(pattern)}):
        found.update(file.relative_to(ROOT).as_posix().encode() + file.read_bytes())
    return found.hexdigest()


def follow_rules(*, at: datetime) -> bool:
    """Have the public rows made anew if other rules made them; tells whether that is still to do.

    What nobody has made anew yet counts as made by other rules, so that it is done once too often
    rather than not at all.
    """
    hold(db.session())
    if not any_organisation():
        return False
    last = last_of_kind(REBUILD_JOB)
    if last is None or rules_edition() not in last.payload:
        last = enqueue(REBUILD_JOB, {"rules": rules_edition()}, at=at)
    return last.finished_at is None

"""What decides beside the document: its best check."""

from collections.abc import Sequence

from sqlalchemy import select

from directory.extensions import db
from directory.organisations.listing import Checked
from directory.organisations.models import Check, Organisation
from directory.organisations.public_view import Circumstances
from directory.vocabulary.freshness import FACTS, counts_until
from directory.vocabulary.terms import term


def circumstances_of(organisation: Organisation) -> Circumstances:
    """Return the circumstances of an organisation as they stand now."""
    best = _strongest(
        db.session.scalars(select(Check).where(Check.organisation_id == organisation.id)).all()
    )
    return Circumstances(
        checked=Checked(method=best.method, on=best.checked_on, by=best.by_words) if best else None,
    )


def _strongest(checks: Sequence[Check]) -> Check | None:
    """Return the strongest check that still counted when the newest was made.

    Counted from the newest and not from today, so that what is published changes when somebody
    does something, never by itself.
    """
    newest = max((check.checked_on for check in checks), default=None)
    if newest is None:
        return None
    counts = [check for check in checks if newest < counts_until(FACTS, check.checked_on)]
    return max(counts, key=lambda check: (_strength(check), check.checked_on, check.id))


def _strength(check: Check) -> int:
    found: int = term("verification_method", check.method).facts["strength"]
    return found

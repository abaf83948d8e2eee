"""From what readers ask of time to moments."""

from datetime import date, datetime, timedelta

from directory import clock

QUARTER = 15
"""Minutes for which an answer to *open now* is kept."""
DAYS_OF_A_MONTH = 365 / 12


def checked_since(months: int, *, on: date) -> date:
    """Return the first day on which a check counts, so many months before a day."""
    return on - timedelta(days=round(months * DAYS_OF_A_MONTH))


def this_quarter() -> datetime:
    """Return when this quarter of an hour began."""
    at = clock.now()
    return at.replace(minute=at.minute - at.minute % QUARTER, second=0, microsecond=0)

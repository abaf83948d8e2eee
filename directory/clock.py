"""The only place that reads the clock, so that everything else can be told the time."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """Return this moment as an aware UTC time, cut to whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def today() -> date:
    """Return the current day in UTC."""
    return now().date()

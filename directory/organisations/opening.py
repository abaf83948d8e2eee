"""Whether a place is open, until when, or when it opens again: pure, in the place's own time.

Rows of the week become stretches of real time, so that midnight, the turn of the week and the
change of the clocks need no rules of their own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from directory.organisations.document import Hours, OpeningRow

LAST_MINUTE = time(23, 59)
DAYS_AHEAD = 400
"""How far the next opening is looked for: rows may hold for a season of next year."""
SURELY_OPEN = timedelta(days=8)
"""Open for longer than the week comes round means that it never closes."""


class Opening(StrEnum):
    """What can be said of a moment."""

    OPEN = "open"
    BY_APPOINTMENT = "by_appointment"
    CLOSED = "closed"
    NOT_STATED = "not_stated"


@dataclass(frozen=True)
class OpeningState:
    """What holds now, and when that changes, in the place's own time; None when it does not."""

    now: Opening
    changes_at: datetime | None = None
    changes_on: str = ""
    """How near the change is: `today`, `tomorrow`, `this_week` or `later`."""


@dataclass(frozen=True)
class Stretch:
    """A stretch of time in which the place is open."""

    start: datetime
    end: datetime
    by_appointment: bool


class Times(NamedTuple):
    """From when to when on one day."""

    opens: time
    closes: time
    by_appointment: bool

    @property
    def is_whole_day(self) -> bool:
        """Whether it never closes that day: people write 00:00–00:00, or 00:00–23:59."""
        return self.opens == time() and (self.closes == time() or self.closes >= LAST_MINUTE)


@dataclass(frozen=True)
class WeekLine:
    """Days that follow each other and have the same times; none means closed."""

    first: int
    last: int
    times: tuple[Times, ...]


@dataclass(frozen=True)
class Season:
    """A part of the year that is still to come, until when it lasts, and its week."""

    begins: date
    until: date | None
    lines: list[WeekLine]


def open_now(hours: Hours | None, at: datetime, closed_until: date | None = None) -> OpeningState:
    """Return what holds at an aware moment; `closed_until` is the first day it is open again."""
    if hours is None:
        return OpeningState(Opening.NOT_STATED)
    zone = ZoneInfo(hours.time_zone)
    here = at.astimezone(zone)
    if closed_until is not None and here.date() < closed_until:
        back = datetime.combine(closed_until, time(), zone)
        opens = back if hours.always_open else _next_start(hours, zone, back)
        return _state(Opening.CLOSED, opens, here)
    if hours.always_open:
        return OpeningState(Opening.OPEN)
    if not hours.rows:
        return OpeningState(Opening.NOT_STATED)
    for by_appointment, now in ((False, Opening.OPEN), (True, Opening.BY_APPOINTMENT)):
        end = _end_of_current(hours, zone, here, closed_until, by_appointment=by_appointment)
        if end is not None:
            return _state(now, end if end - _utc(here) < SURELY_OPEN else None, here)
    return _state(Opening.CLOSED, _next_start(hours, zone, here), here)


def open_around(
    hours: Hours, day: date, closed_until: date | None = None
) -> Iterator[tuple[datetime, datetime]]:
    """Yield from when to when it is open on a day of UTC, without an appointment.

    What began before the day or ends after it is told whole.
    """
    zone, first = ZoneInfo(hours.time_zone), day - timedelta(days=2)
    begins = max(first, closed_until or first)
    if hours.always_open:
        start = datetime.combine(begins, time(), zone)
        yield _utc(start), _utc(start) + timedelta(days=max(5 - (begins - first).days, 0))
        return
    for stretch in _stretches(hours, zone, begins, days=max(4 - (begins - first).days, 0)):
        if not stretch.by_appointment:
            yield stretch.start, stretch.end


def week_lines(hours: Hours, on: date, first_weekday: int = 1) -> list[WeekLine]:
    """Return the week as it is on a day, days with the same hours taken together."""
    rows = [row for row in hours.rows if _holds(row, on)]
    days = [(first_weekday - 1 + n) % 7 + 1 for n in range(7)]
    by_day = [(day, _times(row for row in rows if day in row.weekdays)) for day in days]
    lines = []
    for same, group in groupby(by_day, key=lambda pair: pair[1]):
        found = [day for day, _same in group]
        lines.append(WeekLine(found[0], found[-1], same))
    return lines


def coming_seasons(hours: Hours, on: date, first_weekday: int = 1) -> list[Season]:
    """Return the seasons whose hours begin to hold later, the next first."""
    begins = {row.valid_from for row in hours.rows if row.valid_from and row.valid_from > on}
    return [
        Season(day, _until(hours, day), week_lines(hours, day, first_weekday))
        for day in sorted(begins)
    ]


def _until(hours: Hours, day: date) -> date | None:
    """Return the last day on which all that holds on a day still holds."""
    ends = [row.valid_until for row in hours.rows if row.valid_until and _holds(row, day)]
    return min(ends, default=None)


def _state(now: Opening, changes_at: datetime | None, here: datetime) -> OpeningState:
    if changes_at is None:
        return OpeningState(now)
    local = changes_at.astimezone(here.tzinfo)
    days = (local.date() - here.date()).days
    near = {0: "today", 1: "tomorrow"}.get(days, "this_week" if days < 7 else "later")
    return OpeningState(now, local, near)


def _end_of_current(
    hours: Hours, zone: ZoneInfo, here: datetime, reopened: date | None, *, by_appointment: bool
) -> datetime | None:
    """Return when what holds now ends, through stretches that touch; None when nothing holds."""
    yesterday = here.date() - timedelta(days=1)
    end = None
    for stretch in _stretches(hours, zone, max(yesterday, reopened or yesterday), days=11):
        reached = end or _utc(here)
        touches = stretch.start <= reached < stretch.end
        if touches and stretch.by_appointment == by_appointment:
            end = stretch.end
    return end


def _next_start(hours: Hours, zone: ZoneInfo, not_before: datetime) -> datetime | None:
    """Return when it opens next; by appointment counts, because then somebody is there."""
    stretches = _stretches(hours, zone, not_before.date(), days=DAYS_AHEAD)
    return next((s.start for s in stretches if s.start >= _utc(not_before)), None)


def _stretches(hours: Hours, zone: ZoneInfo, first: date, *, days: int) -> Iterator[Stretch]:
    """Yield the stretches that begin on these days, in order."""
    for n in range(days):
        day = first + timedelta(days=n)
        found = (
            _stretch(row, day, zone)
            for row in hours.rows
            if day.isoweekday() in row.weekdays and _holds(row, day)
        )
        yield from sorted(found, key=lambda stretch: (stretch.start, stretch.end))


def _stretch(row: OpeningRow, day: date, zone: ZoneInfo) -> Stretch:
    # people write 23:59 where they mean midnight
    closes = time() if row.closes >= LAST_MINUTE else row.closes
    last = day if closes > row.opens else day + timedelta(days=1)
    start = datetime.combine(day, row.opens, zone)
    end = datetime.combine(last, closes, zone)
    return Stretch(_utc(start), _utc(end), row.by_appointment)


def _utc(moment: datetime) -> datetime:
    """Two moments of one zone are compared by their wall clocks in Python, which lies at DST."""
    return moment.astimezone(UTC)


def _holds(row: OpeningRow, day: date) -> bool:
    begun = row.valid_from is None or row.valid_from <= day
    return begun and (row.valid_until is None or day <= row.valid_until)


def _times(rows: Iterable[OpeningRow]) -> tuple[Times, ...]:
    return tuple(sorted({Times(row.opens, row.closes, row.by_appointment) for row in rows}))

"""Open now by the text of the hours is open now by the hours themselves."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from directory.organisations.document import Hours, OpeningRow
from directory.organisations.opening import Opening, open_now
from directory.organisations.opening_text import open_among, opening_text
from tests.making import site, words

START = datetime(2026, 3, 26, tzinfo=UTC)
WEEK = tuple(range(1, 8))
HOURS = {
    "week": Hours(
        time_zone="Asia/Amman",
        rows=(OpeningRow(weekdays=(1, 2, 3, 4, 7), opens=time(8), closes=time(15, 30)),),
    ),
    "over midnight and over the change of the clocks": Hours(
        time_zone="Europe/Berlin",
        rows=(OpeningRow(weekdays=WEEK, opens=time(22), closes=time(4)),),
    ),
    "by appointment": Hours(
        time_zone="America/Bogota",
        rows=(
            OpeningRow(weekdays=WEEK, opens=time(8), closes=time(12)),
            OpeningRow(weekdays=WEEK, opens=time(11), closes=time(17), by_appointment=True),
        ),
    ),
    "a season": Hours(
        time_zone="Pacific/Auckland",
        rows=(
            OpeningRow(
                weekdays=WEEK,
                opens=time(9),
                closes=time(23, 59),
                valid_from=date(2026, 3, 28),
                valid_until=date(2026, 3, 29),
            ),
        ),
    ),
    "whole days": Hours(
        time_zone="Asia/Kathmandu",
        rows=(OpeningRow(weekdays=(6, 7), opens=time(), closes=time()),),
    ),
    "always": Hours(time_zone="Asia/Bangkok", always_open=True),
}


@pytest.mark.parametrize("name", HOURS)
@pytest.mark.parametrize("closed_until", [None, date(2026, 3, 29)])
def test_open_at_every_quarter_as_the_profile_says(name: str, closed_until: date | None):
    there = site(closed_until=closed_until) if closed_until else None
    text = opening_text(HOURS[name], there)
    assert text is not None
    moments = [START + timedelta(minutes=15 * step) for step in range(4 * 24 * 5)]
    said = [bool(open_among([text], at)) for at in moments]
    meant = [open_now(HOURS[name], at, closed_until).now == Opening.OPEN for at in moments]
    assert said == meant
    assert any(said)


def test_the_same_hours_are_the_same_text_whatever_is_noted():
    row = OpeningRow(weekdays=(1,), opens=time(8), closes=time(15))
    plain = Hours(time_zone="Asia/Amman", rows=(row,))
    noted = Hours(time_zone="Asia/Amman", rows=(row,), note=words("Ring twice"))
    assert opening_text(plain, None) == opening_text(noted, None)


def test_hours_that_say_nothing_have_no_text():
    assert opening_text(Hours(time_zone="Asia/Amman", note=words("Ask")), None) is None
    assert opening_text(None, None) is None

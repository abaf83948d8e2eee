"""Open or closed, in the place's own time: 5 January 2026 is a Monday."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.organisations.document import Hours, OpeningRow
from directory.organisations.opening import Opening, Times, coming_seasons, open_now, week_lines

AMMAN = ZoneInfo("Asia/Amman")  # no change of clocks since 2022
PARIS = ZoneInfo("Europe/Paris")  # forward on 29 March 2026 at 2, back on 25 October 2026 at 3
MONDAY = date(2026, 1, 5)
WEEKDAYS = (1, 2, 3, 4, 5)
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)


def row(opens: str, closes: str, *weekdays: int, **facts: object) -> OpeningRow:
    return OpeningRow(
        weekdays=weekdays or EVERY_DAY,
        opens=time.fromisoformat(opens),
        closes=time.fromisoformat(closes),
        **facts,
    )


def hours(*rows: OpeningRow, zone: str = "Asia/Amman", **facts: object) -> Hours:
    return Hours(time_zone=zone, rows=rows, **facts)


def at(day: str, clock: str, zone: ZoneInfo = AMMAN, fold: int = 0) -> datetime:
    found = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), zone)
    return found.replace(fold=fold).astimezone(UTC)


def told(hours: Hours | None, moment: datetime, **facts: object) -> tuple[str, str, str]:
    state = open_now(hours, moment, **facts)
    return (
        state.now,
        state.changes_at.isoformat(" ", "minutes") if state.changes_at else "",
        state.changes_on,
    )


OFFICE = hours(row("08:00", "16:00", *WEEKDAYS))


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        ("2026-01-05", "07:59", ("closed", "2026-01-05 08:00+03:00", "today")),
        ("2026-01-05", "08:00", ("open", "2026-01-05 16:00+03:00", "today")),
        ("2026-01-05", "15:59", ("open", "2026-01-05 16:00+03:00", "today")),
        ("2026-01-05", "16:00", ("closed", "2026-01-06 08:00+03:00", "tomorrow")),
        ("2026-01-09", "18:00", ("closed", "2026-01-12 08:00+03:00", "this_week")),
        ("2026-01-11", "23:59", ("closed", "2026-01-12 08:00+03:00", "tomorrow")),
    ],
)
def test_an_office_opens_and_closes(day: str, clock: str, expected: tuple[str, str, str]):
    assert told(OFFICE, at(day, clock)) == expected


def test_the_time_is_that_of_the_place_not_of_the_reader():
    moment = datetime(2026, 1, 5, 5, 30, tzinfo=UTC)
    assert open_now(OFFICE, moment).now == Opening.OPEN
    assert open_now(hours(row("08:00", "16:00"), zone="Africa/Dakar"), moment).now == Opening.CLOSED
    assert open_now(hours(row("08:00", "16:00"), zone="Asia/Manila"), moment).now == Opening.OPEN


NIGHT = hours(row("20:00", "02:00", 5, 6))


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        ("2026-01-09", "23:30", ("open", "2026-01-10 02:00+03:00", "tomorrow")),
        ("2026-01-10", "01:59", ("open", "2026-01-10 02:00+03:00", "today")),
        ("2026-01-10", "02:00", ("closed", "2026-01-10 20:00+03:00", "today")),
        ("2026-01-11", "01:00", ("open", "2026-01-11 02:00+03:00", "today")),
        ("2026-01-11", "02:00", ("closed", "2026-01-16 20:00+03:00", "this_week")),
        ("2026-01-09", "01:00", ("closed", "2026-01-09 20:00+03:00", "today")),
    ],
)
def test_a_night_belongs_to_the_day_it_began(day: str, clock: str, expected: tuple[str, str, str]):
    assert told(NIGHT, at(day, clock)) == expected


def test_sunday_night_reaches_into_monday():
    late = hours(row("22:00", "06:00", 7))
    assert told(late, at("2026-01-12", "05:00")) == ("open", "2026-01-12 06:00+03:00", "today")
    assert told(late, at("2026-01-12", "06:00")) == (
        "closed",
        "2026-01-18 22:00+03:00",
        "this_week",
    )


def test_closing_when_it_opens_means_a_whole_day():
    sunday = hours(row("09:00", "09:00", 7))
    assert told(sunday, at("2026-01-12", "08:59")) == ("open", "2026-01-12 09:00+03:00", "today")
    assert open_now(sunday, at("2026-01-12", "09:00")).now == Opening.CLOSED


@pytest.mark.parametrize("closes", ["00:00", "23:59"])
def test_midnight_may_be_written_in_two_ways(closes: str):
    late = hours(row("18:00", closes, 1))
    assert told(late, at("2026-01-05", "23:59")) == ("open", "2026-01-06 00:00+03:00", "tomorrow")
    assert open_now(late, at("2026-01-06", "00:00")).now == Opening.CLOSED


@pytest.mark.parametrize("closes", ["00:00", "23:59"])
def test_every_day_around_the_clock_never_changes(closes: str):
    assert told(hours(row("00:00", closes)), at("2026-01-05", "12:00")) == ("open", "", "")


def test_always_open_never_changes():
    assert told(hours(always_open=True), at("2026-01-05", "12:00")) == ("open", "", "")


def test_the_working_week_around_the_clock_ends_on_saturday():
    found = hours(row("00:00", "00:00", *WEEKDAYS))
    assert told(found, at("2026-01-06", "12:00")) == ("open", "2026-01-10 00:00+03:00", "this_week")


def test_stretches_that_touch_are_one():
    found = hours(row("08:00", "12:00", 1), row("12:00", "16:00", 1))
    assert told(found, at("2026-01-05", "09:00")) == ("open", "2026-01-05 16:00+03:00", "today")


def test_stretches_that_overlap_are_one():
    found = hours(row("08:00", "13:00", 1), row("12:00", "16:00", 1), row("09:00", "10:00", 1))
    assert told(found, at("2026-01-05", "09:30")) == ("open", "2026-01-05 16:00+03:00", "today")


def test_a_pause_at_noon_is_a_pause():
    found = hours(row("08:00", "12:00"), row("13:00", "16:00"))
    assert told(found, at("2026-01-05", "12:30")) == ("closed", "2026-01-05 13:00+03:00", "today")


def test_nothing_said_is_not_closed():
    assert told(None, at("2026-01-05", "12:00")) == ("not_stated", "", "")
    assert told(hours(), at("2026-01-05", "12:00")) == ("not_stated", "", "")


def test_by_appointment_is_not_open():
    found = hours(row("08:00", "12:00", 1), row("12:00", "16:00", 1, by_appointment=True))
    assert told(found, at("2026-01-05", "11:00"))[:2] == ("open", "2026-01-05 12:00+03:00")
    assert told(found, at("2026-01-05", "13:00"))[:2] == (
        "by_appointment",
        "2026-01-05 16:00+03:00",
    )
    assert told(found, at("2026-01-05", "17:00"))[:2] == ("closed", "2026-01-12 08:00+03:00")


def test_open_for_all_wins_over_by_appointment():
    found = hours(row("08:00", "16:00", by_appointment=True), row("10:00", "11:00"))
    assert told(found, at("2026-01-05", "10:30"))[:2] == ("open", "2026-01-05 11:00+03:00")


CLOSED_UNTIL = date(2026, 1, 8)


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        ("2026-01-05", "09:00", ("closed", "2026-01-08 08:00+03:00", "this_week")),
        ("2026-01-07", "23:59", ("closed", "2026-01-08 08:00+03:00", "tomorrow")),
        ("2026-01-08", "07:00", ("closed", "2026-01-08 08:00+03:00", "today")),
        ("2026-01-08", "09:00", ("open", "2026-01-08 16:00+03:00", "today")),
    ],
)
def test_a_site_that_is_closed_for_a_while(day: str, clock: str, expected: tuple[str, str, str]):
    assert told(OFFICE, at(day, clock), closed_until=CLOSED_UNTIL) == expected


def test_the_night_before_reopening_does_not_reach_over():
    found = hours(row("20:00", "04:00"))
    assert told(found, at("2026-01-08", "01:00"), closed_until=CLOSED_UNTIL)[0] == "closed"
    assert told(found, at("2026-01-09", "01:00"), closed_until=CLOSED_UNTIL)[0] == "open"


def test_what_never_closes_can_be_closed_for_a_while():
    found = told(hours(always_open=True), at("2026-01-05", "09:00"), closed_until=CLOSED_UNTIL)
    assert found == ("closed", "2026-01-08 00:00+03:00", "this_week")


def test_closed_until_a_day_on_which_it_is_closed_anyway():
    found = told(OFFICE, at("2026-01-05", "09:00"), closed_until=date(2026, 1, 10))
    assert found == ("closed", "2026-01-12 08:00+03:00", "later")


def test_a_season_begins_and_ends():
    summer = hours(
        row("06:00", "12:00", valid_from=date(2026, 6, 1), valid_until=date(2026, 8, 31))
    )
    assert told(summer, at("2026-01-05", "09:00")) == ("closed", "2026-06-01 06:00+03:00", "later")
    assert told(summer, at("2026-08-31", "11:00"))[0] == "open"
    assert told(summer, at("2026-09-01", "09:00")) == ("closed", "", "")


def test_the_night_of_the_last_day_still_counts():
    found = hours(row("22:00", "04:00", valid_until=date(2026, 1, 5)))
    assert told(found, at("2026-01-06", "03:00"))[0] == "open"
    assert told(found, at("2026-01-06", "22:30"))[0] == "closed"


def test_a_night_in_which_the_clocks_go_forward_is_an_hour_shorter():
    found = hours(row("22:00", "06:00", 6), zone="Europe/Paris")
    begins = at("2026-03-28", "22:00", PARIS)
    assert open_now(found, begins).now == Opening.OPEN
    assert open_now(found, begins + timedelta(hours=6, minutes=59)).now == Opening.OPEN
    assert open_now(found, begins + timedelta(hours=7)).now == Opening.CLOSED
    assert told(found, begins)[1] == "2026-03-29 06:00+02:00"


def test_a_night_in_which_the_clocks_go_back_is_an_hour_longer():
    found = hours(row("22:00", "06:00", 6), zone="Europe/Paris")
    begins = at("2026-10-24", "22:00", PARIS)
    assert open_now(found, begins + timedelta(hours=8, minutes=59)).now == Opening.OPEN
    assert open_now(found, begins + timedelta(hours=9)).now == Opening.CLOSED
    assert told(found, begins)[1] == "2026-10-25 06:00+01:00"


def test_the_day_after_the_clocks_changed_opens_by_the_new_clock():
    office = hours(row("08:00", "16:00", *WEEKDAYS), zone="Europe/Paris")
    assert told(office, at("2026-03-29", "12:00", PARIS))[1] == "2026-03-30 08:00+02:00"
    assert told(office, at("2026-10-25", "12:00", PARIS))[1] == "2026-10-26 08:00+01:00"


def test_the_hour_that_comes_twice_is_open_the_first_time_at_least():
    found = hours(row("00:00", "02:30", 7), zone="Europe/Paris")
    assert open_now(found, at("2026-10-25", "02:15", PARIS)).now == Opening.OPEN
    assert open_now(found, at("2026-10-25", "02:45", PARIS, fold=1)).now == Opening.CLOSED


def test_an_hour_that_does_not_exist_breaks_nothing():
    found = hours(row("02:15", "02:45", 7), zone="Europe/Paris")
    for minutes in range(0, 300, 5):
        open_now(found, at("2026-03-29", "00:00", PARIS) + timedelta(minutes=minutes))


def test_places_on_the_date_line_have_their_own_day():
    found = hours(row("08:00", "16:00", 1), zone="Pacific/Apia")
    assert open_now(found, datetime(2026, 1, 4, 20, tzinfo=UTC)).now == Opening.OPEN


ROWS = st.builds(
    OpeningRow,
    weekdays=st.sets(st.integers(1, 7), min_size=1).map(tuple),
    opens=st.times().map(lambda t: t.replace(second=0, microsecond=0, fold=0)),
    closes=st.times().map(lambda t: t.replace(second=0, microsecond=0, fold=0)),
    by_appointment=st.booleans(),
)
MOMENTS = st.integers(0, 525_600).map(
    lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n)
)


@given(
    rows=st.lists(ROWS, min_size=1, max_size=4),
    moment=MOMENTS,
    zone=st.sampled_from(["Asia/Amman", "Europe/Paris", "Asia/Kathmandu"]),
)
def test_what_is_told_holds_until_it_changes(rows: list[OpeningRow], moment: datetime, zone: str):
    found = hours(*rows, zone=zone)
    state = open_now(found, moment)
    if state.changes_at is None:
        return
    assert state.changes_at > moment
    just_before = open_now(found, state.changes_at - timedelta(seconds=1))
    after = open_now(found, state.changes_at)
    if state.now == Opening.OPEN:
        assert just_before.now == Opening.OPEN
        assert after.now != Opening.OPEN
    if state.now == Opening.CLOSED:
        assert just_before.now == Opening.CLOSED
        assert after.now != Opening.CLOSED


def test_days_with_the_same_times_are_taken_together():
    found = hours(row("08:00", "16:00", 1, 2), row("08:00", "16:00", 3), row("09:00", "12:00", 6))
    lines = week_lines(found, MONDAY)
    assert [(line.first, line.last) for line in lines] == [(1, 3), (4, 5), (6, 6), (7, 7)]
    assert lines[0].times == (Times(time(8), time(16), False),)
    assert lines[1].times == ()


def test_the_week_begins_where_the_reader_says():
    found = hours(row("08:00", "15:00", 7, 1, 2, 3, 4))
    lines = week_lines(found, MONDAY, first_weekday=6)
    assert [(line.first, line.last, bool(line.times)) for line in lines] == [
        (6, 6, False),
        (7, 4, True),
        (5, 5, False),
    ]


def test_a_day_may_have_several_times_in_order():
    found = hours(row("14:00", "16:00", 1), row("08:00", "12:00", 1), row("08:00", "12:00", 1))
    assert [times.opens.hour for times in week_lines(found, MONDAY)[0].times] == [8, 14]


def test_rows_of_another_season_are_not_part_of_this_week():
    later = row("06:00", "12:00", valid_from=date(2026, 6, 1))
    found = hours(row("08:00", "16:00", valid_until=date(2026, 5, 31)), later)
    assert week_lines(found, MONDAY)[0].times == (Times(time(8), time(16), False),)
    (season,) = coming_seasons(found, MONDAY)
    assert (season.begins, season.until) == (date(2026, 6, 1), None)
    assert season.lines[0].times == (Times(time(6), time(12), False),)


def test_out_of_season_the_seasons_to_come_are_told_in_order():
    found = hours(
        row("08:00", "12:00", 1, valid_from=date(2026, 9, 1), valid_until=date(2026, 9, 30)),
        row("08:00", "16:00", 1, valid_from=date(2026, 6, 1), valid_until=date(2026, 6, 30)),
        row("10:00", "11:00", 2, valid_until=date(2026, 6, 15)),
        row("10:00", "11:00", 2, valid_from=date(2025, 6, 1), valid_until=date(2025, 6, 15)),
    )
    told_seasons = coming_seasons(found, MONDAY, first_weekday=1)
    assert [(one.begins.month, one.until.day) for one in told_seasons] == [(6, 15), (9, 30)]
    assert [line.first for line in told_seasons[0].lines if line.times] == [1, 2]
    assert told(found, at("2026-07-01", "12:00"))[1].startswith("2026-09-07 08:00")
    assert coming_seasons(found, date(2026, 9, 1)) == []


@pytest.mark.parametrize(
    ("opens", "closes", "whole"),
    [
        ("00:00", "00:00", True),
        ("00:00", "23:59", True),
        ("00:00", "23:59:59", True),
        ("00:00", "23:00", False),
        ("08:00", "08:00", False),
        ("08:00", "00:00", False),
    ],
)
def test_from_midnight_to_midnight_is_the_whole_day(opens, closes, whole):
    (line,) = week_lines(hours(row(opens, closes)), MONDAY)
    assert line.times[0].is_whole_day is whole

"""When a site or a service is open: weekly rows in the site's own time zone."""

from typing import Annotated, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask_babel import lazy_gettext as _
from pydantic import AfterValidator, Field, model_validator

from directory.organisations.document.values import ClockTime, Day, Texts, Value


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        said = _("this is not a time zone of the IANA database, such as Asia/Amman")
        raise ValueError(said) from error
    return name


TimeZone = Annotated[str, Field(max_length=64), AfterValidator(_known_zone)]
Weekday = Annotated[int, Field(ge=1, le=7)]
"""ISO 8601: Monday is 1, Sunday is 7."""


class OpeningRow(Value):
    """Open on these weekdays from `opens` to `closes`; past midnight when closes <= opens."""

    weekdays: Annotated[tuple[Weekday, ...], Field(min_length=1, max_length=7)]
    opens: ClockTime
    closes: ClockTime
    by_appointment: bool = False
    valid_from: Day | None = None
    valid_until: Day | None = None

    @model_validator(mode="after")
    def _weekdays_once(self) -> Self:
        if len(set(self.weekdays)) != len(self.weekdays):
            raise ValueError(_("a weekday stands twice in one row"))
        return self


class Hours(Value):
    """The weekly rows, or around the clock, with a note in words."""

    time_zone: TimeZone
    rows: Annotated[tuple[OpeningRow, ...], Field(max_length=60)] = ()
    always_open: bool = False
    note: Texts = ()

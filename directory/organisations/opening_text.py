"""Opening hours as one text, the same for all that open alike, and what it says of a moment."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache

from directory.organisations.document import Hours
from directory.organisations.listing import PublicSite
from directory.organisations.opening import open_around


def opening_text(hours: Hours | None, site: PublicSite | None) -> str | None:
    """Return the hours as canonical JSON, without notes; None where nothing is said of them."""
    if hours is None or not (hours.rows or hours.always_open):
        return None
    said = hours.model_dump(mode="json", exclude={"note"}, exclude_defaults=True)
    closed_until = site.closed_until.isoformat() if site and site.closed_until else None
    # sorted, so that the same hours are always the same text
    return json.dumps({"hours": said, "closed_until": closed_until}, sort_keys=True)


def open_among(texts: Iterable[str], at: datetime) -> list[str]:
    """Return the hours by which it is open at an aware moment, without an appointment."""
    moment = at.astimezone(UTC)
    day = moment.date()
    return [
        text
        for text in texts
        if any(start <= moment < end for start, end in _open_around(text, day))
    ]


@lru_cache(maxsize=20_000)
def _open_around(text: str, day: date) -> tuple[tuple[datetime, datetime], ...]:
    """Worked out once a day: most places that open alike have the same text."""
    said = json.loads(text)
    closed = said["closed_until"]
    return tuple(
        open_around(
            Hours.model_validate(said["hours"]),
            day,
            date.fromisoformat(closed) if closed else None,
        )
    )

"""How a helpline can be reached: for each channel, what its value must look like."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from directory.errors import Invalid

MOST = 300
BETWEEN_DIGITS = re.compile(r"[\s()./-]")
WHOLE_NUMBER = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
DIALLED = re.compile(r"\*?\d{3,14}", re.ASCII)
ORDERED = re.compile(r"[\d*#]{3,15}", re.ASCII)
EMAIL = re.compile(
    r"[^\s@<>,;:\"()\[\]\\?&%]{1,64}@[a-z0-9.-]{1,190}\.[a-z]{2,63}", re.ASCII | re.I
)
NAME = re.compile(r"@?[A-Za-z0-9._+-]{1,80}", re.ASCII)


@dataclass(frozen=True)
class Channel:
    """One row: which values hold, and what is said of one that does not."""

    holds: Callable[[str], object]
    needed: LazyString


def is_address(value: str) -> bool:
    """Tell whether a value is a whole address of the web that nobody can read on the way."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    is_host = "." in (parts.hostname or "") and "@" not in parts.netloc
    return parts.scheme == "https" and is_host and not re.search(r"[\s\"'<>]", value)


def _is_called(value: str) -> object:
    return WHOLE_NUMBER.fullmatch(value) or DIALLED.fullmatch(value)


_CALLED = Channel(
    _is_called,
    _("A number is written with + and the code of its country, or is dialled just as it is."),
)
_ORDERED = Channel(lambda value: _is_called(value) or ORDERED.fullmatch(value), _CALLED.needed)
_NUMBERED = Channel(
    WHOLE_NUMBER.fullmatch, _("A number is written here with + and the code of its country.")
)
_ADDRESSED = Channel(
    is_address, _("A page is written as a whole address that begins with https://.")
)
_NAMED = Channel(
    lambda value: NAME.fullmatch(value) or is_address(value),
    _(
        "A name of letters, digits and dots is needed here, or an address that begins with https://."
    ),
)
CHANNELS = {
    "phone": _CALLED,
    "mobile_phone": _CALLED,
    "hotline": _CALLED,
    "sms": _CALLED,
    "missed_call": _CALLED,
    "ussd_ivr": _ORDERED,
    "whatsapp": _NUMBERED,
    "viber": _NUMBERED,
    "signal": _NUMBERED,
    "zalo": _NUMBERED,
    "imo": _NUMBERED,
    "website": _ADDRESSED,
    "contact_form": _ADDRESSED,
    "facebook_page": _ADDRESSED,
    "telegram": _NAMED,
    "line": _NAMED,
    "facebook_messenger": _NAMED,
    "instagram": _NAMED,
    "email": Channel(EMAIL.fullmatch, _("An e-mail address is needed here, as desk@help.example.")),
}
"""Where somebody answers; a helpline has no door and no letter box."""


def demand_reachable(channel: str, value: str) -> None:
    """Raise Invalid unless a helpline can be reached by this value of this channel."""
    row = CHANNELS.get(channel)
    if row is None:
        raise Invalid(_("A helpline is not reached by “%(channel)s”.", channel=channel))
    if len(value) > MOST or not row.holds(told_apart(channel, value)):
        raise Invalid(row.needed)


def told_apart(channel: str, value: str) -> str:
    """Return a value as it is compared: the same number is the same however it is spaced."""
    is_number = CHANNELS.get(channel) in (_CALLED, _ORDERED, _NUMBERED)
    return BETWEEN_DIGITS.sub("", value) if is_number else value

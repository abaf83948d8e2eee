"""From a contact to the link that reaches it: one row for each channel.

A link is built from parts we have looked at, never from the words as given, and carries no text:
what somebody is looking for must not stand in their list of messages (docs/protection.md, 10).
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote, urlsplit

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

from directory.i18n.plain import is_plain

HANDLE = re.compile(r"[A-Za-z0-9._+-]{1,80}")
EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\?&%]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z0-9-]{2,63}")
SAFE_IN_ADDRESS = ":/?#[]@!$&()*+,;=%~"
WA_ME = re.compile(r"^(https?://)?(wa\.me|zalo\.me)/(?=\d)")
DIALLED = re.compile(r"\*?\d{3,14}", re.ASCII)
"""What calls somebody; with # it would be an order to the telephone, which obeys some at once."""
WHOLE_NUMBER = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
"""The shape of E.164: may be called even where the plan of its country has no such number."""


@dataclass(frozen=True)
class ContactLink:
    """How a contact is shown: the words, the link if there is one, the icon beside it."""

    shown: str
    href: str | None
    icon: str
    is_web: bool = False
    """Opens a page of somebody else's."""
    is_number: bool = False


@dataclass(frozen=True)
class Channel:
    """One row: how the value is read, and what is linked."""

    reads: Callable[[str, Sequence[str]], "Reading"]
    template: str = ""
    icon: str = "external-link"


@dataclass(frozen=True)
class Reading:
    """A value as understood: what to show, what to put into the link (None: no link)."""

    shown: str
    target: str | None = None


def contact_link(channel: str, value: str, countries: Sequence[str] = ()) -> ContactLink:
    """Return how to show a contact; numbers without a code are of the only country."""
    return _contact_link(channel, value, tuple(countries))


@lru_cache(maxsize=1024)  # public contacts alone; reading a number takes long
def _contact_link(channel: str, value: str, countries: tuple[str, ...]) -> ContactLink:
    row = CHANNELS.get(channel, TEXT)
    reading = row.reads(value, countries)
    href = row.template.format(reading.target) if row.template and reading.target else None
    is_web = bool(href and href.startswith(("https:", "http:")))
    return ContactLink(reading.shown, href, row.icon, is_web, row.reads in NUMBERS)


def host_of(href: str) -> str:
    """Return the host that a link to a page leads to; empty for a link of another sort.

    One of several scripts is written as computers do (xn--…): letters of one script can look just
    like those of another, and a reader would take it for a host they know.
    """
    host = urlsplit(unquote(href)).hostname or ""
    scripts = {unicodedata.name(ch, "?").split()[0] for ch in host if not ch.isdecimal()}
    scripts -= {unicodedata.name(ch).split()[0] for ch in "-."}
    if host.isascii() or (len(scripts) == 1 and is_plain(host, most=len(host))):
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host.encode("punycode").decode("ascii")


def geo_link(lon: float, lat: float) -> str:
    """Return the link that opens a point in the phone's own map, which wants latitude first."""
    return f"geo:{lat:.5f},{lon:.5f}"


def _text(value: str, _countries: Sequence[str]) -> Reading:
    return Reading(value)


def _number(value: str, countries: Sequence[str]) -> Reading:
    """Read a number to dial; a short or odd one is dialled as it is written."""
    number = _parsed(value, countries)
    if number is not None:
        return Reading(
            _international(number), phonenumbers.format_number(number, PhoneNumberFormat.E164)
        )
    dialled = _whole_number(value) or DIALLED.fullmatch(_close(value))
    return Reading(value, dialled.group() if dialled else None)


def _digits(value: str, countries: Sequence[str]) -> Reading:
    """Read a number for a link that wants digits with the country code and nothing else."""
    plain = WA_ME.sub("+", value)
    number = _parsed(plain, countries)
    if number is None:
        whole = _whole_number(plain)
        return Reading(value, whole.group().lstrip("+") if whole else None)
    digits = phonenumbers.format_number(number, PhoneNumberFormat.E164).lstrip("+")
    return Reading(_international(number), digits)


def _page_of(*hosts: str) -> Callable[[str, Sequence[str]], Reading]:
    """Read the name of a page, or a whole address at one of these hosts."""

    def read(value: str, _countries: Sequence[str]) -> Reading:
        parts = _split(value) if "/" in value else None
        if parts is None:
            name = value.removeprefix("@")
            return Reading(value, name if HANDLE.fullmatch(name) else None)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
        names = [name for name in parts.path.split("/") if name]
        is_page = host in hosts and not parts.query and all(map(HANDLE.fullmatch, names))
        return Reading(_without_scheme(value), "/".join(names) if is_page and names else None)

    return read


def _line_id(value: str, _countries: Sequence[str]) -> Reading:
    """Official accounts of LINE begin with @ and stay as they are; a person's id takes a ~."""
    handle = value.removeprefix("@")
    target = value if value.startswith("@") else f"~{handle}"
    return Reading(value, quote(target, safe="@~") if HANDLE.fullmatch(handle) else None)


def _email(value: str, _countries: Sequence[str]) -> Reading:
    return Reading(value, value if EMAIL.fullmatch(value) else None)


def _website(value: str, _countries: Sequence[str]) -> Reading:
    parts = _split(value)
    host = (parts.hostname or "") if parts else ""
    if parts is None or "." not in host or "@" in parts.netloc:
        return Reading(value)
    return Reading(_without_scheme(value), quote(parts.geturl(), safe=SAFE_IN_ADDRESS))


NUMBERS = frozenset({_number, _digits})
TEXT = Channel(_text, icon="message-circle")
CHANNELS = {
    "phone": Channel(_number, "tel:{}", "phone"),
    "mobile_phone": Channel(_number, "tel:{}", "phone"),
    "hotline": Channel(_number, "tel:{}", "phone"),
    "sms": Channel(_number, "sms:{}", "message-circle"),
    "whatsapp": Channel(_digits, "https://wa.me/{}", "message-circle"),
    "viber": Channel(_digits, "viber://chat?number=%2B{}", "message-circle"),
    "telegram": Channel(_page_of("t.me", "telegram.me"), "https://t.me/{}", "message-circle"),
    "signal": Channel(_digits, "https://signal.me/#p/+{}", "message-circle"),
    "facebook_messenger": Channel(
        _page_of("m.me", "facebook.com"), "https://m.me/{}", "message-circle"
    ),
    "line": Channel(_line_id, "https://line.me/R/ti/p/{}", "message-circle"),
    "zalo": Channel(_digits, "https://zalo.me/{}", "message-circle"),
    "imo": Channel(_digits, "", "message-circle"),
    "email": Channel(_email, "mailto:{}", "mail"),
    "website": Channel(_website, "{}"),
    "facebook_page": Channel(_page_of("facebook.com", "fb.com"), "https://www.facebook.com/{}"),
    "instagram": Channel(_page_of("instagram.com"), "https://www.instagram.com/{}"),
    "missed_call": Channel(_number, "", "phone"),
    "ussd_ivr": Channel(_number, "", "phone"),
    "visit": Channel(_text, "", "map-pin"),
    "postal": Channel(_text, "", "mail"),
    "contact_form": Channel(_text, "", "mail"),
}  # fmt: skip  # a table


def _whole_number(value: str) -> re.Match[str] | None:
    return WHOLE_NUMBER.fullmatch(_close(value))


def _close(value: str) -> str:
    return re.sub(r"[\s()./-]", "", value)


def _split(value: str) -> SplitResult | None:
    """Return the parts of an address of the web; None when it is none."""
    try:
        parts = urlsplit(value if "://" in value else f"https://{value}")
        return parts if parts.scheme in {"https", "http"} and parts.hostname else None
    except ValueError:
        return None


def _without_scheme(value: str) -> str:
    return value.split("://", 1)[-1].removeprefix("www.").rstrip("/")


def _parsed(value: str, countries: Sequence[str]) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(value, countries[0] if len(countries) == 1 else None)
    except NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None


def _international(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)

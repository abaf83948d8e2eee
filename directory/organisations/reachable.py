"""What reaches nobody, or somebody else than it says: contacts by channel, labels of links."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from directory.organisations.document import Document
from directory.organisations.document.contacts import Contact

Path = tuple[int | str, ...]
Holds = Callable[[str], object]
EXTENSION = r"(?:\s*(?:x|ext\.?|extension|#)\s*\d{1,6})?"
DIALLED = re.compile(rf"(?=(?:\D*\d){{2}})[\d\s+*().,/–-]{{2,60}}{EXTENSION}", re.IGNORECASE)
ORDERED = re.compile(r"[\d\s+*#().,/–-]{2,60}")
EMAIL = re.compile(r"[^\s@<>]{1,64}@[^\s@<>/]{1,190}\.[^\s@<>/.]{2,63}")
HANDLE = re.compile(r"@?[\w.+~-]{1,80}")
NUMBER_PAGE = re.compile(r"(https?://)?(wa\.me|zalo\.me|signal\.me)/[#p/+]*\d{6,15}")
ADDRESS_IN_LABEL = re.compile(
    r"(?:https?://|www\.)[^\s/?#]+|^(?:[^\W_][\w-]*\.)+[^\W\d_]{2,}(?=[/?#]|$)", re.IGNORECASE
)

_NUMBER = _("a number to call is needed here: digits and the signs between them")
_ADDRESS = _("an address that begins with https:// or http://, or a name there, is needed here")
_EMAIL = _("an e-mail address is needed here, as desk@bread.example")
_WORDS = _("no tags may stand here")
_LABEL = _("the label names another page than the one that the link leads to")


def unreachable(document: Document) -> Iterator[tuple[Path, LazyString]]:
    """Yield contacts that their channel cannot reach and links that say another host."""
    for number, contact in enumerate(document.contacts):
        said = misfit_of(contact)
        if said is not None:
            yield ("contacts", number, "value"), said
    for number, link in enumerate(document.links):
        if link.label is not None and _says_another(link.label, link.url):
            yield ("links", number, "label"), _LABEL


def misfit_of(contact: Contact) -> LazyString | None:
    """Return what is wrong with the value of a contact, or None."""
    if re.search(r"[<>]", contact.value):
        return _WORDS
    holds, said = CHANNELS.get(contact.channel, (bool, _WORDS))
    return None if holds(contact.value) else said


def is_web_address(value: str) -> bool:
    """Tell whether a value is an address of the web, with or without its scheme."""
    try:
        parts = urlsplit(value if "://" in value else f"https://{value}")
        is_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    is_host = "." in (parts.hostname or "") and "@" not in parts.netloc
    return parts.scheme in {"https", "http"} and is_host and is_port and not re.search(r"\s", value)


def _is_named(value: str) -> object:
    return HANDLE.fullmatch(value) or is_web_address(value)


def _is_messaged(value: str) -> object:
    return DIALLED.fullmatch(value) or NUMBER_PAGE.fullmatch(value)


def _says_another(label: str, url: str) -> bool:
    hosts = (_host(found.group()) for found in ADDRESS_IN_LABEL.finditer(label))
    return any(host != _host(url) for host in hosts)


def _host(address: str) -> str:
    try:
        host = urlsplit(address if "://" in address else f"https://{address}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


_CALLED: tuple[Holds, LazyString] = (DIALLED.fullmatch, _NUMBER)
_MESSAGED: tuple[Holds, LazyString] = (_is_messaged, _NUMBER)
_NAMED: tuple[Holds, LazyString] = (_is_named, _ADDRESS)
CHANNELS: dict[str, tuple[Holds, LazyString]] = {
    "phone": _CALLED,
    "mobile_phone": _CALLED,
    "hotline": _CALLED,
    "sms": _CALLED,
    "missed_call": _CALLED,
    "ussd_ivr": (ORDERED.fullmatch, _NUMBER),
    "whatsapp": _MESSAGED,
    "viber": _MESSAGED,
    "signal": _MESSAGED,
    "zalo": _MESSAGED,
    "imo": _MESSAGED,
    "website": (is_web_address, _ADDRESS),
    "contact_form": (is_web_address, _ADDRESS),
    "facebook_page": _NAMED,
    "facebook_messenger": _NAMED,
    "instagram": _NAMED,
    "telegram": _NAMED,
    "line": _NAMED,
    "email": (EMAIL.fullmatch, _EMAIL),
}
"""By channel: which values hold, and what is said of others; a place to come to is in words."""

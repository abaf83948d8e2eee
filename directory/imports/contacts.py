"""Web addresses, e-mail addresses and numbers: of the organisation, never of a person."""

import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from directory.i18n.folding import fold
from directory.imports.findings import Note, note

LONGEST = 300
LETTER = "a-z0-9\u00a1-\uffff"
HOST = re.compile(
    f"(?=.{{4,253}}$)([{LETTER}]([{LETTER}_-]{{0,61}}[{LETTER}])?\\.)+"
    "([a-z\u00a1-\uffff]{2,63}|xn--[a-z0-9-]{2,59})"
)
SCHEME = re.compile(r"^(https?)(?:[:;.]*[/\\]+|:+(?=\w))", re.IGNORECASE)
EMAIL = re.compile(r"[^\s@<>\"(),:;\[\]\\]{1,64}@([^\s@/]{4,253})")
MESSAGE = re.compile(r"^(mailto|skype|sms|tel|tg|viber|whatsapp):", re.IGNORECASE)
MESSENGERS = ("signal.me", "t.me", "telegram.me", "viber.me", "wa.me", "whatsapp.com", "zalo.me")
"""Hosts whose addresses are the number or the name of whoever answers."""
# a name on Facebook has no hyphen; a page that has no name has its number behind one
ON_FACEBOOK = re.compile(
    r"^/(profile\.php|people/|[^/-]*\d/?$|[^\W\d]+\.[^\W\d]+(\.\d+)?/?$)", re.IGNORECASE
)
PERSONAL_PAGES = (
    ("facebook.com", ON_FACEBOOK),
    ("fb.com", ON_FACEBOOK),
    ("linkedin.com", re.compile(r"^/(in|pub)/", re.IGNORECASE)),
)
PERSONS = re.compile(
    r"/(?:people|persons?|(?:our[-_]?)?team|staff|authors?|users?|profiles?)(?:/|$)", re.IGNORECASE
)
"""Parts of a website where persons stand."""
NUMBER_OR_ADDRESS = re.compile(r"(?<!\S)\S+@|[+(]?\d(?:[\s()./-]*\d){6,}")
CHANNELS = (
    ("facebook.com", "facebook_page"),
    ("fb.com", "facebook_page"),
    ("instagram.com", "instagram"),
)
MOBILE = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})
"""In North America nothing in a number tells the two apart."""
LEAST_OF_ITS_OWN = 5
"""Letters that the name of an organisation needs in an address: *anna* is somebody."""
POSTS = Path(__file__).parent / "data" / "posts.txt"
"""What an address is called when a post has it and not a person, in several languages."""
FREE_MAIL = Path(__file__).parent / "data" / "free_mail.txt"
"""Hosts where anybody gets an address for nothing."""


def read_website(cell: str) -> tuple[str, str | None, list[Note]]:
    """Return channel and web address, or None for what is none or may be a person's own page."""
    text = cell.strip().strip("<>\"'.,;")
    if MESSAGE.match(text):
        return "website", None, [note("website_person")]
    parts = [
        part for part in re.split(r"[\s;,|]+(?=https?:|www\.)", text, flags=re.IGNORECASE) if part
    ]
    said = [note("website_first")] if len(parts) > 1 else []
    first = parts[0] if parts else ""
    address = _mended(first)
    host = _host(address)
    if not HOST.fullmatch(host) or re.search(r"[\s@<>\"]", address) or len(address) > LONGEST:
        shown = NUMBER_OR_ADDRESS.sub("…", cell)  # they may be a person's
        return "website", None, [note("website_unreadable", value=shown)]
    if _is_of_a_person(host, _path(address)):
        return "website", None, [note("website_person")]
    if address != first:
        said.append(note("website_repaired", value=address))
    channel = next((name for site, name in CHANNELS if _of(host, site)), "website")
    return channel, address, said


def read_email(cell: str, organisation: str, place: str = "") -> tuple[str | None, list[Note]]:
    """Return the address of a post or of the organisation; a person's own is never taken over.

    `place` is where the organisation is, for addresses like *info.leeds*.
    """
    first, said = _first(cell)
    text = first.strip().strip("<>\"'.,;").removeprefix("mailto:")
    matched = EMAIL.fullmatch(text)
    if not matched or not HOST.fullmatch(matched[1].lower()):
        return None, [note("email_unreadable")]
    if not _is_of_a_post(text, organisation, place):
        return None, [note("email_person")]
    return text, said


def read_phone(
    cell: str, country: str, *, mobiles_are_official: bool
) -> tuple[str | None, list[Note]]:
    """Return a number as the whole world dials it; a mobile one may be a person's own."""
    first, said = _first(cell)
    try:
        number = phonenumbers.parse(first, country)
    except NumberParseException:
        return None, [note("phone_unreadable", country=country)]
    if not phonenumbers.is_valid_number(number):
        return None, [note("phone_unreadable", country=country)]
    if phonenumbers.number_type(number) in MOBILE and not mobiles_are_official:
        return None, [note("phone_person")]
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), said


def _first(cell: str) -> tuple[str, list[Note]]:
    """Return the first of several values that stand in one cell."""
    parts = [part for part in re.split(r"\s*[;|]\s*", cell.strip()) if part]
    return (parts[0] if parts else ""), [note("first_of_several")] if len(parts) > 1 else []


def _mended(text: str) -> str:
    """Return the address with the beginning that was meant: `http:/`, `www.`, `http://http://`."""
    scheme, rest = "", text
    while matched := SCHEME.match(rest):
        scheme, rest = scheme or matched[1].lower(), rest[matched.end() :]
    host, slash, path = rest.partition("/")
    if not scheme and "@" in rest:
        return rest
    return f"{scheme or 'http'}://{host.rstrip('.').lower()}{slash}{path}"


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _path(address: str) -> str:
    return urlsplit(address).path


def _of(host: str, site: str) -> bool:
    return host == site or host.endswith(f".{site}")


def _is_of_a_person(host: str, path: str) -> bool:
    if any(_of(host, site) for site in MESSENGERS) or PERSONS.search(path):
        return True
    return any(_of(host, site) and page.match(path) for site, page in PERSONAL_PAGES)


def _is_of_a_post(address: str, organisation: str, place: str) -> bool:
    """Tell whether an address names a post, or the organisation itself; else fail closed."""
    local, _, domain = address.lower().rpartition("@")
    own = fold(organisation).split()
    joined = fold(local).replace(" ", "").replace("_", "")
    is_its_name = len(joined) >= LEAST_OF_ITS_OWN and joined == "".join(own)
    if is_its_name or domain in _lines(FREE_MAIL):
        return is_its_name
    labels = [fold(label).replace(" ", "") for label in domain.split(".")[:-1]]
    if len(joined) >= LEAST_OF_ITS_OWN and joined in {"".join(word[0] for word in own), *labels}:
        return True
    words = [word for word in re.split(r"[._+\-\d]+", local) if word]
    posts = _lines(POSTS)
    if posts.isdisjoint(words):
        return False
    known = {*posts, *own, *fold(place).split(), *labels}
    return all(word in known or fold(word) in known for word in words)


@cache
def _lines(file: Path) -> frozenset[str]:
    """Return the words of a file: what posts are called, or where anybody gets an address."""
    return frozenset(file.read_text(encoding="utf-8").split())

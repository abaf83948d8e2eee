"""How to reach the organisation, channel by channel, and what it publishes elsewhere."""

from typing import Annotated

from flask_babel import lazy_gettext as _
from pydantic import AfterValidator, Field

from directory.organisations.document.values import (
    Code,
    Codes,
    Languages,
    Line,
    Part,
    ShortLine,
    Texts,
)

_SCHEMES = ("https://", "http://")


def _web_address(value: str) -> str:
    host = value.split("://", 1)[-1].split("/", 1)[0]
    if not value.lower().startswith(_SCHEMES) or "." not in host or " " in value or "@" in host:
        raise ValueError(_("a web address starts with https:// or http:// and names a host"))
    return value


WebAddress = Annotated[Line, AfterValidator(_web_address)]


class Contact(Part):
    """One way to reach somebody; `value` is a number, an address or a name, by channel."""

    channel: Code
    value: Line
    public: bool
    languages: Languages = ()
    flags: Codes = ()
    label: Texts = ()
    person_name: ShortLine | None = None
    person_agreed: bool = False
    """The named person's own yes; without it the name never leaves the working zone."""


class Link(Part):
    """A page of the organisation elsewhere."""

    url: WebAddress
    label: Annotated[ShortLine | None, Field()] = None

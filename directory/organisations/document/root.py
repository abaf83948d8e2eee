"""The whole document, its canonical JSON and its digest."""

import hashlib
import json
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from flask_babel import lazy_gettext as _
from pydantic import BaseModel, Field, model_validator

from directory.organisations.document.contacts import Contact, Link
from directory.organisations.document.membership import Governance, Membership
from directory.organisations.document.places import Site
from directory.organisations.document.service import Service
from directory.organisations.document.values import (
    Code,
    Codes,
    Day,
    Line,
    Moment,
    Names,
    Part,
    ShortLine,
    Stated,
    Texts,
    Value,
    Year,
)

SCHEMA = 1
"""Number of the document schema; `organisations/lifting.py` lifts older ones on reading."""


MOST_LINKS = 10_000
"""Services at sites, counted together: each becomes a row that people search."""


class Registration(Value):
    """Under which law and number the organisation stands, and until when."""

    status: Code = "not_stated"
    registered_as: Code = "not_stated"
    number: ShortLine | None = None
    register_name: ShortLine | None = None
    registered_on: Day | None = None
    valid_until: Day | None = None


class Displacement(Value):
    """How displaced people are part of it; public only on a separate yes."""

    relation: Code = "not_stated"
    say_publicly: bool = False


class Affiliation(Part):
    """A parent, union or federation it belongs to; confirmed by that body or only said."""

    name: Line
    organisation: UUID | None = None
    confirmed: bool = False


class Consent(Value):
    """What the organisation agreed may be published (code of `publication_consent`)."""

    level: Code = "not_asked"
    given_on: Day | None = None
    given_by_role: ShortLine | None = None
    channel: ShortLine | None = None
    text_version: ShortLine | None = None
    language: ShortLine | None = None
    expires_on: Day | None = None


class Source(Value):
    """Where the facts came from."""

    source: Code
    foreign_id: Line
    licence: Line | None = None
    fetched_at: Moment | None = None


class Document(Value):
    """Everything an organisation says of itself."""

    schema_number: Literal[1] = 1
    names: Annotated[Names, Field(min_length=1)]
    summary: Texts = ()
    description: Texts = ()
    kind: Code
    form: Code | None = None
    cooperative_type: Code | None = None
    cooperative_level: Code | None = None
    registration: Registration = Registration()
    founded_year: Year | None = None
    displacement: Displacement = Displacement()
    activities: Codes = ()
    membership: Membership | None = None
    governance: Governance = Governance()
    operational_status: Code = "active"
    parent: Affiliation | None = None
    federations: Annotated[tuple[Affiliation, ...], Field(max_length=40)] = ()
    contacts: Annotated[tuple[Contact, ...], Field(max_length=60)] = ()
    links: Annotated[tuple[Link, ...], Field(max_length=20)] = ()
    sites: Annotated[tuple[Site, ...], Field(max_length=2000)] = ()
    services: Annotated[tuple[Service, ...], Field(max_length=200)] = ()
    consent: Consent = Consent()
    sources: Annotated[tuple[Source, ...], Field(max_length=20)] = ()

    @property
    def countries(self) -> frozenset[str]:
        """Every country it speaks of: of its sites, of the places chosen there, of areas served."""
        found = {site.country for site in self.sites}
        found |= {site.place.country for site in self.sites if site.place}
        areas = (area for service in self.services for area in service.areas)
        return frozenset(found | {area.country for area in areas if area.country})

    @model_validator(mode="after")
    def _parts_hold_together(self) -> Self:
        ids = [part.id for part in _parts(self)]
        if len(set(ids)) != len(ids):
            raise ValueError(_("two parts carry the same id"))
        if sum(len(service.sites) for service in self.services) > MOST_LINKS:
            raise ValueError(_("the services name more than 10 000 sites, all together"))
        known_sites = {site.id for site in self.sites}
        known_contacts = {contact.id for contact in self.contacts}
        for service in self.services:
            if not set(service.sites) <= known_sites:
                raise ValueError(_("a service names a site that the document does not have"))
            if not set(service.contacts) <= known_contacts:
                raise ValueError(_("a service names a contact that the document does not have"))
        return self

    @model_validator(mode="after")
    def _form_fits_kind(self) -> Self:
        if self.kind != "cooperative" and (self.cooperative_type or self.cooperative_level):
            raise ValueError(_("only a cooperative has a cooperative type or level"))
        return self


def canonical_json(value: BaseModel) -> str:
    """Return the one JSON text of a value: sorted keys, no blanks, defaults left out.

    Defaults are left out so that a later schema with one more optional field keeps the digest
    of what did not change.
    """
    data: dict[str, Any] = value.model_dump(mode="json", exclude_defaults=True)
    if isinstance(value, Document):
        data["schema_number"] = value.schema_number
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """Return the SHA-256 of a canonical JSON text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _parts(value: Any) -> Iterator[Part]:
    if isinstance(value, Part):
        yield value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _parts(getattr(value, name))
    elif isinstance(value, tuple):
        for entry in value:
            yield from _parts(entry)


__all__ = ["SCHEMA", "Document", "Stated", "canonical_json", "digest"]

"""The public listing: what the public may see of an organisation, and nothing else.

An allow-list in types: what has no field here cannot reach a page, an export or an index.
"""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from directory.organisations.document.contacts import Link
from directory.organisations.document.hours import Hours
from directory.organisations.document.membership import Governance, Membership
from directory.organisations.document.places import Accessibility, Address
from directory.organisations.document.root import Registration
from directory.organisations.document.service import Fee, RequiredDocument
from directory.organisations.document.values import (
    Code,
    Codes,
    Country,
    Languages,
    Part,
    Texts,
    Value,
)


class PublicArea(Value):
    """A country or a first-level region of it; never a point, never spatial."""

    country: Country
    region: str | None = None
    region_name: str | None = None
    region_names: dict[str, str] = {}


class PublicPlace(Value):
    """Where something is, as exactly as the public may know (`precision`).

    `lon` and `lat` are already coarse: at most five decimals when exact, else the centre of a
    grid cell, a town or an area; None at country precision.
    """

    precision: Code
    country: Country
    lon: float | None = None
    lat: float | None = None
    place: str | None = None
    place_name: str | None = None
    place_names: dict[str, str] = {}
    region: str | None = None
    region_name: str | None = None
    region_names: dict[str, str] = {}
    p_code: str | None = None


class PublicSite(Part):
    """One site; address and directions only when its place is exact."""

    role: Code
    where: PublicPlace
    names: Texts = ()
    address: Address | None = None
    directions: Texts = ()
    hours: Hours | None = None
    accessibility: Annotated[tuple[Accessibility, ...], Field(max_length=6)] = ()
    languages: Languages = ()
    closed_until: date | None = None


class PublicServedArea(Value):
    """Where a service is given: a country, a region, or a coarse polygon."""

    country: Country | None = None
    region: str | None = None
    region_name: str | None = None
    region_names: dict[str, str] = {}
    polygon: tuple[tuple[float, float], ...] | None = None


class PublicContact(Part):
    """One way to reach the organisation."""

    channel: Code
    value: str
    languages: Languages = ()
    flags: Codes = ()
    label: Texts = ()
    person_name: str | None = None


class PublicAffiliation(Value):
    """A parent, union or federation, confirmed by it or self-said."""

    name: str
    confirmed: bool


class PublicService(Part):
    """One service as the public may know it.

    `sites` link to the listing's sites; `known_in` are areas where it is given at a place that may
    not be said, and all that is said of contact_only.
    """

    kind: Code
    visibility: Code
    sites: tuple[UUID, ...] = ()
    known_in: tuple[PublicArea, ...] = ()
    contacts: tuple[UUID, ...] = ()
    names: Texts = ()
    description: Texts = ()
    population_groups: Codes = ()
    audiences: Codes = ()
    access_modes: Codes = ()
    documents: tuple[RequiredDocument, ...] = ()
    status_check: Code = "not_stated"
    nationality_rule: Code = "not_stated"
    nationalities: tuple[Country, ...] = ()
    fee: Fee = Fee()
    age_from: int | None = None
    age_until: int | None = None
    languages: Languages = ()
    interpretation: Languages = ()
    women_staff: str = "not_stated"
    first_contact: Texts = ()
    next_step: Texts = ()
    expected_delay_days: int | None = None
    complaint_route: Texts = ()
    areas: tuple[PublicServedArea, ...] = ()
    online: bool = False
    hours: Hours | None = None
    operational_status: Code = "active"
    shows_from: date | None = None
    shows_until: date | None = None
    """The first day on which it is no longer shown."""


class Checked(Value):
    """The last check: how (`verification_method`), on which day, by whom (`checker`, or words)."""

    method: Code
    on: date
    by: str


class PublicListing(Value):
    """Everything the public may see of one organisation."""

    names: Texts
    kind: Code
    summary: Texts = ()
    description: Texts = ()
    form: Code | None = None
    cooperative_type: Code | None = None
    cooperative_level: Code | None = None
    registration: Registration = Registration()
    founded_year: int | None = None
    displacement_relation: Code | None = None
    activities: Codes = ()
    membership: Membership | None = None
    governance: Governance = Governance()
    operational_status: Code = "active"
    parent: PublicAffiliation | None = None
    federations: tuple[PublicAffiliation, ...] = ()
    contacts: tuple[PublicContact, ...] = ()
    links: tuple[Link, ...] = ()
    sites: tuple[PublicSite, ...] = ()
    known_in: tuple[PublicArea, ...] = ()
    """All that is said of where it is, when the whole listing is contact_only."""
    countries: tuple[Country, ...] = ()
    services: tuple[PublicService, ...] = ()
    sources: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    from_open_data: bool = False
    """Listed from a public register or open data, without having been asked."""
    checked: Checked | None = None
    shows_until: date | None = None

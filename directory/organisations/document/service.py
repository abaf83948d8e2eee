"""What an organisation offers: to whom, how to get in, what to bring, what it costs."""

from typing import Annotated, Self
from uuid import UUID

from flask_babel import lazy_gettext as _
from pydantic import Field, model_validator

from directory.organisations.document.hours import Hours
from directory.organisations.document.values import (
    Age,
    Code,
    Codes,
    Country,
    Day,
    Languages,
    Latitude,
    Longitude,
    Money,
    Names,
    Part,
    ShortLine,
    Stated,
    Texts,
    Value,
)

Corner = tuple[Longitude, Latitude]


class RequiredDocument(Value):
    """A paper to bring, and whether one that ran out will do."""

    document: Code
    expired_accepted: Stated = Stated.NOT_STATED


class Fee(Value):
    """What it costs."""

    type: Code = "unknown"
    price: Money | None = None
    note: Texts = ()


class ServedArea(Part):
    """A country, a first-level region of it, or a polygon in which the service is given."""

    country: Country | None = None
    region: ShortLine | None = None
    region_name: ShortLine | None = None
    """What the gazetteer calls the region, never the proposer; so are `region_names`."""
    region_names: Annotated[dict[str, ShortLine], Field(max_length=12)] = {}
    polygon: Annotated[tuple[Corner, ...], Field(min_length=4, max_length=5000)] | None = None

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if self.country is None and self.polygon is None:
            raise ValueError(_("an area served is a country, a region of a country or a polygon"))
        if self.polygon is not None and self.polygon[0] != self.polygon[-1]:
            raise ValueError(_("a polygon ends where it began"))
        return self


class Service(Part):
    """One service: everything a person needs before travelling there."""

    kind: Code
    names: Names = ()
    description: Texts = ()
    population_groups: Codes = ()
    audiences: Codes = ()
    access_modes: Codes = ()
    documents: Annotated[tuple[RequiredDocument, ...], Field(max_length=20)] = ()
    status_check: Code = "not_stated"
    nationality_rule: Code = "not_stated"
    nationalities: Annotated[tuple[Country, ...], Field(max_length=60)] = ()
    fee: Fee = Fee()
    age_from: Age | None = None
    age_until: Age | None = None
    languages: Languages = ()
    interpretation: Languages = ()
    women_staff: Stated = Stated.NOT_STATED
    first_contact: Texts = ()
    next_step: Texts = ()
    expected_delay_days: Annotated[int, Field(ge=0, le=3650)] | None = None
    complaint_route: Texts = ()
    sites: Annotated[tuple[UUID, ...], Field(max_length=2000)] = ()
    contacts: Annotated[tuple[UUID, ...], Field(max_length=40)] = ()
    areas: Annotated[tuple[ServedArea, ...], Field(max_length=260)] = ()
    online: bool = False
    hours: Hours | None = None
    operational_status: Code = "active"
    valid_from: Day | None = None
    valid_until: Day | None = None
    visibility: Code | None = None
    """Level of `service_visibility`; empty means the default of the kind."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.valid_from and self.valid_until and self.valid_from > self.valid_until:
            raise ValueError(_("the service ends before it begins"))
        if (
            self.age_from is not None
            and self.age_until is not None
            and self.age_from > self.age_until
        ):
            raise ValueError(_("the lowest age is above the highest"))
        return self

"""Where an organisation is: sites, the place chosen for each, and how exactly to say it."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from directory.organisations.document.hours import Hours
from directory.organisations.document.values import (
    Code,
    Country,
    Day,
    Language,
    Languages,
    Latitude,
    Line,
    Longitude,
    Names,
    Part,
    ShortLine,
    Texts,
    Value,
)


class Point(Value):
    """A point in WGS 84, longitude first."""

    lon: Longitude
    lat: Latitude


class Area(Value):
    """An administrative area with a point inside it (its label point)."""

    code: ShortLine
    name: ShortLine
    point: Point
    p_code: ShortLine | None = None
    names: Annotated[dict[Language, ShortLine], Field(max_length=12)] = {}


class ChosenPlace(Value):
    """The gazetteer's place a person chose, kept whole so that no later gazetteer moves it."""

    id: ShortLine
    name: ShortLine
    kind: Code
    country: Country
    point: Point
    population: Annotated[int, Field(ge=0)] | None = None
    admin1: Area | None = None
    admin2: Area | None = None
    names: Annotated[dict[Language, ShortLine], Field(max_length=12)] = {}
    gazetteer: ShortLine
    """Version of the gazetteer it was resolved with."""


class Address(Value):
    """A postal or street address as people there write it."""

    lines: Annotated[tuple[Line, ...], Field(max_length=6)] = ()
    locality: ShortLine | None = None
    region: ShortLine | None = None
    postcode: ShortLine | None = None


class Accessibility(StrEnum):
    """What a person with a disability finds at the site."""

    STEP_FREE = "step_free"
    ACCESSIBLE_TOILET = "accessible_toilet"
    SIGN_LANGUAGE = "sign_language"
    HEARING_LOOP = "hearing_loop"
    PRAM_SPACE = "pram_space"
    QUIET_ROOM = "quiet_room"


class Site(Part):
    """One place the organisation works from, with how exactly the public may know it."""

    role: Code
    country: Country
    precision: Code
    names: Names = ()
    point: Point | None = None
    place: ChosenPlace | None = None
    address: Address | None = None
    directions: Texts = ()
    p_code: ShortLine | None = None
    hours: Hours | None = None
    accessibility: Annotated[tuple[Accessibility, ...], Field(max_length=6)] = ()
    languages: Languages = ()
    closed_until: Day | None = None

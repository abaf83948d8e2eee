"""What a column profile may say of columns: each part of it, typed, with its small rules."""

from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from directory.i18n.folding import fold
from directory.organisations.document.values import Code, Country, Day

Column = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Bounds = tuple[float, float, float, float]


def _several(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Keys = Annotated[tuple[Column, ...], BeforeValidator(_several)]
"""Columns whose cells together are an id; one column may be written without brackets."""


class Part(BaseModel):
    """The base of every part of a profile: nothing unknown is let in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Table(Part):
    """Turns the cells of a column into words that rules speak of, or into codes."""

    column: Column
    strip: str = ""
    """What every cell begins with, taken off before looking."""
    match: Literal["whole", "beginning", "folded"] = "whole"
    """By `beginning` the longest key that the cell begins with counts; by `folded` capitals,
    accents and blanks do not matter."""
    separators: str = ""
    """Signs that part several values of one cell, such as `;|`."""
    others: str | None = None
    """The word for every other value, where a column holds free words; None: it is told."""
    values: Annotated[dict[str, str], Field(min_length=1)]
    """An empty word takes a value as known and as saying nothing."""

    @cached_property
    def folded(self) -> dict[str, str]:
        """The words by folded value."""
        return {fold(value): word for value, word in self.values.items()}

    def split(self, cell: str) -> list[str]:
        """Return the values of a cell."""
        for sign in self.separators:
            cell = cell.replace(sign, "\0")
        return [value.strip() for value in cell.split("\0") if value.strip()]

    def read(self, cell: str) -> str | None:
        """Return the word for a value; None when the table does not know it."""
        text = cell.removeprefix(self.strip)
        if self.match == "folded":
            return self.folded.get(fold(text), self.others)
        if self.match == "whole":
            return self.values.get(text, self.others)
        for length in range(len(text), 0, -1):
            if text[:length] in self.values:
                return self.values[text[:length]]
        return self.others


class Rule(Part):
    """One line of a choice: where every condition holds, it gives the code (None: nothing)."""

    gives: Code | None
    when: dict[str, tuple[str, ...]] = {}
    """By table: the words of which one must have been read; an empty word means an empty cell."""
    name_has: tuple[str, ...] = ()
    """Of these words one must stand in the name, folded."""
    assumed: bool = False
    """The row itself does not say so: it gets a warning."""
    kept: bool = False
    """Too doubtful, or too dangerous, to be published by a run: somebody must look first."""

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The words looked for in the name."""
        return tuple(fold(words) for words in self.name_has)


class Number(Part):
    """The number of a register."""

    column: Column
    when: dict[str, tuple[str, ...]] = {}
    """By table: the words of which one must have been read, where a column holds several."""
    pattern: str
    register_name: Line
    registered_as: Code


class CountryColumn(Part):
    """The country of a row."""

    column: Column | None = None
    otherwise: Country | None = None
    spellings: dict[str, Country] = {}
    postcodes: dict[str, Country] = {}
    """Beginnings of postcodes that belong to another country than the column says."""
    by_point: tuple[Country, ...] = ()
    """Where a row names no country: those that its point may tell; another is not believed."""

    @cached_property
    def folded(self) -> dict[str, str]:
        """The countries by folded spelling."""
        return {fold(spelling): country for spelling, country in self.spellings.items()}


class RegionColumns(Part):
    """The country of a row and its first-level region."""

    country: CountryColumn
    region: Column | None = None
    regions: dict[str, tuple[str, ...]] = {}
    """By first-level region of the gazetteer: what the column of the region holds."""
    regions_otherwise: dict[Country, str] = {}

    @cached_property
    def region_codes(self) -> dict[str, str]:
        """The first-level region by the folded words of the column."""
        return {fold(name): code for code, names in self.regions.items() for name in names}


class AreaColumns(RegionColumns):
    """The area that a service is given in: a country or a first-level region, never a place."""


class SiteColumns(RegionColumns):
    """Where the organisation works from: one site for each row, or for each key."""

    role: Code = "head_office"
    precision: Code = "locality"
    key: Keys = ()
    name: Column | None = None
    address: Keys = ()
    """Columns that make the street together."""
    locality: Column | None = None
    postcode: Column | None = None
    lon: Column | None = None
    lat: Column | None = None
    bounds: dict[Country, Bounds] = {}
    """West, south, east, north, where the outline of a country is not narrow enough."""
    localities: dict[str, str] = {}
    """What the column of the locality holds, and what that place is called."""
    respelled: dict[str, str] = {}
    """What the column of the region holds, and what that place is called."""


class ServiceColumns(Part):
    """A service that each row names; its kind comes from the choice `service_kind`."""

    key: Keys = ()
    """Rows of one key are one service at several sites; without, each row is a service."""
    name: Column | None = None
    description: Column | None = None
    begins: Column | None = None
    ends: Column | None = None
    ends_otherwise: Day | None = None
    """The last day that the file speaks of, for rows that name no end."""


class ContactColumns(Part):
    """How to reach the organisation, by its role; columns of persons are never named here."""

    website: Keys = ()
    """The first of these columns that says something counts."""
    facebook_page: Column | None = None
    email: Column | None = None
    phone: Column | None = None
    mobiles_are_official: bool = False
    """The source says that mobile numbers belong to the organisation, not to a person."""


class Wording(Part):
    """The same texts in another language: in columns beside, or in a file of their own."""

    own_file: bool = False
    """They stand in a second file, whose rows carry the same ids."""
    organisation_name: Column | None = None
    summary: Column | None = None
    description: Column | None = None
    site_name: Column | None = None
    service_name: Column | None = None
    service_description: Column | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is named."""
        named = self.model_dump(exclude={"own_file"}).values()
        return tuple(column for column in named if column)


def in_language(language: str, column: str) -> str:
    """Return how a cell of a second file is called among those of the first."""
    return f"{language}:{column}"

"""The column profile of a source: a data file that says what each column means."""

import re
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from flask_babel import gettext as _
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from directory.errors import NotFound
from directory.i18n.folding import fold
from directory.organisations.document import digest
from directory.organisations.document.values import Code, Country, Language
from directory.vocabulary.terms import vocabulary

SOURCES = Path(__file__).parent / "sources"
NAME = re.compile("[a-z0-9][a-z0-9-]{0,63}")
Column = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Bounds = tuple[float, float, float, float]

LISTS = {
    "kind": "sse_entity_kind",
    "form": "sse_entity_form",
    "cooperative_type": "cooperative_type",
    "cooperative_level": "cooperative_level",
    "registered_as": "registered_as",
    "registration_status": "registration_status",
    "operational_status": "operational_status",
    "service_kind": "service_kind",
}
"""What rules may choose, and the list of the vocabulary it is a code of."""


class Part(BaseModel):
    """The base of every part of a profile: nothing unknown is let in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Table(Part):
    """Turns the cells of a column into words that rules speak of, or into codes."""

    column: Column
    strip: str = ""
    """What every cell begins with, taken off before looking."""
    match: Literal["whole", "beginning"] = "whole"
    """By `beginning` the longest key that the cell begins with counts."""
    values: Annotated[dict[str, str], Field(min_length=1)]
    """An empty word takes a value as known and as saying nothing."""

    def read(self, cell: str) -> str | None:
        """Return the word for a cell; None when the table does not know it."""
        text = cell.removeprefix(self.strip)
        if self.match == "whole":
            return self.values.get(text)
        for length in range(len(text), 0, -1):
            if text[:length] in self.values:
                return self.values[text[:length]]
        return None


class Rule(Part):
    """One line of a choice: where every condition holds, it gives the code (None: nothing)."""

    gives: Code | None
    when: dict[str, tuple[str, ...]] = {}
    """By table: the words of which one must have been read; an empty word means an empty cell."""
    name_has: tuple[str, ...] = ()
    """Of these words one must stand in the name, folded."""
    assumed: bool = False
    """The row itself does not say so: it gets a warning."""

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The words looked for in the name."""
        return tuple(fold(words) for words in self.name_has)


class Number(Part):
    """The number of a register."""

    column: Column
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


class SiteColumns(Part):
    """Where the organisation works from: one site for each row."""

    role: Code = "head_office"
    precision: Code = "locality"
    country: CountryColumn
    key: Column | None = None
    name: Column | None = None
    address: Column | None = None
    locality: Column | None = None
    region: Column | None = None
    postcode: Column | None = None
    lon: Column | None = None
    lat: Column | None = None
    bounds: dict[Country, Bounds] = {}
    """West, south, east, north, where the gazetteer's own bounds would be too wide."""
    regions: dict[str, tuple[str, ...]] = {}
    """By first-level region of the gazetteer: what the column of the region holds."""
    regions_otherwise: dict[Country, str] = {}
    respelled: dict[str, str] = {}
    """What the column of the region holds, and what that place is called."""

    @cached_property
    def region_codes(self) -> dict[str, str]:
        """The first-level region by the folded words of the column."""
        return {fold(name): code for code, names in self.regions.items() for name in names}


class ServiceColumns(Part):
    """A service that each row names; its kind comes from the choice `service_kind`."""

    begins: Column | None = None
    ends: Column | None = None


class ContactColumns(Part):
    """How to reach the organisation, by its role; columns of persons are never named here."""

    website: Column | None = None
    facebook_page: Column | None = None
    email: Column | None = None
    phone: Column | None = None
    mobiles_are_official: bool = False
    """The source says that mobile numbers belong to the organisation, not to a person."""


class Profile(Part):
    """Everything there is to know about the files of one source."""

    name: Annotated[str, StringConstraints(pattern=f"^{NAME.pattern}$")]
    title: Line
    source: Code
    """The id of the source; all its files and profiles share it, and ids are made from it."""
    source_role: Line
    licence: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    consent: Code
    language: Language
    delimiter: Literal[",", ";", "\t"] | None = None
    key: Column
    required: tuple[Column, ...]
    organisation_name: Column
    summary: Column | None = None
    description: Column | None = None
    founded: Column | None = None
    dates: tuple[str, ...] = ("%Y-%m-%d",)
    number: Number | None = None
    contacts: ContactColumns = ContactColumns()
    site: SiteColumns
    service: ServiceColumns | None = None
    tables: dict[str, Table] = {}
    activities: tuple[str, ...] = ()
    """Tables that give codes of `economic_activity`; the first that knows the row counts."""
    choices: dict[str, tuple[Rule, ...]] = {}
    nothing: tuple[str, ...] = ("-", "–", "n/a", "na", "null", "not disclosed", "not stated")
    """What stands in a cell that says nothing."""

    @cached_property
    def digest(self) -> str:
        """The digest of all of it: another profile may read the same row differently."""
        return digest(self.model_dump_json())

    @cached_property
    def columns(self) -> frozenset[str]:
        """Every column that is read; the others are not even staged."""
        site, contacts, service = self.site, self.contacts, self.service
        named = (
            *(self.key, self.organisation_name, self.summary, self.description, self.founded),
            *(contacts.website, contacts.facebook_page, contacts.email, contacts.phone),
            *(site.key, site.name, site.address, site.locality, site.region, site.postcode),
            *(site.lon, site.lat, site.country.column),
            *((service.begins, service.ends) if service else ()),
            *((self.number.column,) if self.number else ()),
            *(table.column for table in self.tables.values()),
        )
        return frozenset(column for column in named if column)

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns without which a file is not of this source."""
        return tuple(dict.fromkeys((self.key, self.organisation_name, *self.required)))

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        used = {table for rules in self.choices.values() for rule in rules for table in rule.when}
        for what, names, known in (
            ("choices", set(self.choices), set(LISTS)),
            ("tables", used | set(self.activities), set(self.tables)),
        ):
            if not names <= known:
                raise ValueError(f"there are no {what} called {sorted(names - known)}")
        last = self.choices.get("kind", ())[-1:]
        if not last or last[0].when or last[0].name_has or last[0].gives is None:
            raise ValueError("the last rule of the choice “kind” must hold for every row")
        return self

    @model_validator(mode="after")
    def _codes_are_known(self) -> Self:
        wanted = {(LISTS[name], r.gives) for name, rules in self.choices.items() for r in rules}
        for name in self.activities:
            wanted |= {("economic_activity", code) for code in self.tables[name].values.values()}
        wanted.add(("publication_consent", self.consent))
        wanted.add(("location_role", self.site.role))
        wanted.add(("location_precision", self.site.precision))
        unknown = sorted(f"{li}:{c}" for li, c in wanted if c and c not in vocabulary()[li])
        if unknown:
            raise ValueError(f"the vocabulary does not have: {', '.join(unknown)}")
        return self

    @model_validator(mode="after")
    def _rules_wait_for_words_that_come(self) -> Self:
        for name, rules in self.choices.items():
            for table, words in (pair for rule in rules for pair in rule.when.items()):
                if not set(words) <= {"", *self.tables[table].values.values()}:
                    raise ValueError(f"choice {name}: table {table} never says {words}")
        return self


def read_profile(path: Path) -> Profile:
    """Return the profile in a file; raises ValidationError for one that does not hold."""
    return Profile.model_validate_json(path.read_text(encoding="utf-8"))


def get_profile(name: str) -> Profile:
    """Return the profile of that name; raises NotFound and names those there are."""
    path = SOURCES / f"{name}.json"
    if not NAME.fullmatch(name) or not path.is_file():
        known = ", ".join(sorted(file.stem for file in SOURCES.glob("*.json")))
        raise NotFound(
            _("There is no source “%(name)s”. Known are: %(known)s.", name=name, known=known)
        )
    return read_profile(path)

"""The column profile of a source: a data file that says what each column means."""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from flask_babel import gettext as _
from pydantic import StringConstraints, model_validator

from directory.errors import NotFound
from directory.imports.columns import (
    AreaColumns,
    Column,
    ContactColumns,
    Keys,
    Line,
    Number,
    Part,
    Rule,
    ServiceColumns,
    SiteColumns,
    Table,
    Wording,
    in_language,
)
from directory.organisations.document import digest
from directory.organisations.document.values import Code, Language
from directory.vocabulary.terms import vocabulary

SOURCES = Path(__file__).parent / "sources"
NAME = re.compile("[a-z0-9][a-z0-9-]{0,63}")

LISTS = {
    "kind": "sse_entity_kind",
    "form": "sse_entity_form",
    "cooperative_type": "cooperative_type",
    "cooperative_level": "cooperative_level",
    "registered_as": "registered_as",
    "registration_status": "registration_status",
    "operational_status": "operational_status",
    "service_kind": "service_kind",
    "precision": "location_precision",
}
"""What rules may choose, and the list of the vocabulary it is a code of."""


class Profile(Part):
    """Everything there is to know about the files of one source."""

    name: Annotated[str, StringConstraints(pattern=f"^{NAME.pattern}$")]
    title: Line
    source: Code
    """The id of the source; all its files and profiles share it, and ids are made from it."""
    joins: Code | None = None
    """The source whose organisations these rows add sites to, by the same ids."""
    source_role: Line
    licence: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    consent: Code
    language: Language
    formats: tuple[Literal["csv", "xlsx", "json"], ...] = ("csv",)
    delimiter: Literal[",", ";", "\t"] | None = None
    encoding: str | None = None
    """The code page of lines that are no UTF-8, where the language does not tell it."""
    sheet: str | None = None
    """The sheet of a workbook; without a name, the only one that is not hidden."""
    header_row: int = 1
    hxl: bool = False
    """Columns are named by their HXL tags, such as `#adm1+name`."""
    records: str = "item"
    """Where the records of JSON stand: `item` in a bare list, `features.item` in GeoJSON."""
    key: Keys
    key_folded: bool = False
    """Capitals, accents and blanks do not tell two ids apart: they are names."""
    required: tuple[Column, ...] = ()
    organisation_name: Column
    summary: Column | None = None
    description: Column | None = None
    founded: Column | None = None
    dates: tuple[str, ...] = ("%Y-%m-%d",)
    numbers: tuple[Number, ...] = ()
    contacts: ContactColumns = ContactColumns()
    site: SiteColumns | None = None
    area: AreaColumns | None = None
    service: ServiceColumns | None = None
    wordings: dict[Language, Wording] = {}
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
        return frozenset(column for column in self._named() if column)

    def _named(self) -> Iterator[str | None]:
        site, contacts, service = self.site, self.contacts, self.service
        yield from (*self.key, self.organisation_name, self.summary, self.description, self.founded)
        yield from (*contacts.website, contacts.facebook_page, contacts.email, contacts.phone)
        if site:
            yield from (*site.key, site.name, *site.address, site.locality, site.region)
            yield from (site.postcode, site.lon, site.lat, site.country.column)
        if self.area:
            yield from (self.area.region, self.area.country.column)
        if service:
            yield from (*service.key, service.name, service.description)
            yield from (service.begins, service.ends)
        yield from (number.column for number in self.numbers)
        yield from (table.column for table in self.tables.values())
        for wording in self.wordings.values():
            yield from () if wording.own_file else wording.columns

    @cached_property
    def part_keys(self) -> tuple[str, ...]:
        """The columns that tell the rows of one organisation apart, the same in every language."""
        return (self.service.key if self.service else ()) or (self.site.key if self.site else ())

    def columns_of(self, language: str | None) -> dict[str, str]:
        """Return the columns that are read of a file, and how they are called when staged.

        `language` is that of a second file, None for the file of the source's own language.
        """
        if language is None:
            return {column: column for column in self.columns}
        texts = self.wordings[language].columns
        ids = {column: column for column in (*self.key, *self.part_keys)}
        return {column: in_language(language, column) for column in texts} | ids

    def needed(self, language: str | None = None) -> tuple[str, ...]:
        """Return the columns without which a file is not of this source."""
        ids = (*self.key, *self.part_keys)
        own = (self.organisation_name, *self.required)
        return tuple(dict.fromkeys((*self.key, *own) if language is None else ids))

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        used = {table for rules in self.choices.values() for rule in rules for table in rule.when}
        used |= {table for number in self.numbers for table in number.when}
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
    def _says_where(self) -> Self:
        if self.site is None and self.area is None:
            raise ValueError("a profile says where: by a site, or by an area")
        if self.area is not None and self.service is None:
            raise ValueError("an area is that of a service")
        own_file = any(wording.own_file for wording in self.wordings.values())
        if own_file and not self.part_keys:
            raise ValueError("a second file is joined by the keys of site or service")
        return self

    @model_validator(mode="after")
    def _codes_are_known(self) -> Self:
        wanted = {(LISTS[name], r.gives) for name, rules in self.choices.items() for r in rules}
        for name in self.activities:
            wanted |= {("economic_activity", code) for code in self.tables[name].values.values()}
        wanted.add(("publication_consent", self.consent))
        if self.site:
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

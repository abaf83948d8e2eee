"""From the rows of one id to the document of one organisation."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from pydantic import ValidationError

from directory.imports.contacts import read_email, read_phone, read_website
from directory.imports.findings import Finding, Note, note
from directory.imports.places import Places
from directory.imports.profiles import Profile
from directory.imports.rows import Row
from directory.imports.sites import SiteReader
from directory.imports.wording import name_notes, read_date
from directory.organisations.document import (
    Consent,
    Contact,
    Document,
    Registration,
    Service,
    Site,
    Source,
    Text,
)
from directory.organisations.document.values import WrittenBy
from directory.organisations.ids import derived_id
from directory.vocabulary.labels import label
from directory.vocabulary.terms import term

Read = tuple[str, str | None, list[Note]]
LONGEST_NAME = 300
LONGEST_TEXT = 8000


@dataclass
class Built:
    """The document of some rows, or None; every row keeps its own findings."""

    document: Document | None
    rows: list[Row]
    row_of: dict[UUID, int] = field(default_factory=dict)
    """By service: the row that named it."""

    @property
    def findings(self) -> list[Finding]:
        """Everything that was found in the rows."""
        return [finding for row in self.rows for finding in row.findings]

    @property
    def first(self) -> Row:
        """The row that speaks for the organisation: the first that was not refused."""
        return next((row for row in self.rows if not row.refused), self.rows[0])


def build(
    profile: Profile, key: str, staged: list[tuple[int, dict[str, str]]], places: Places
) -> Built:
    """Return the document that the rows of one id make, and what was found in them."""
    rows = [Row(number, cells, profile) for number, cells in staged]
    return _Builder(profile, key, rows, places).built()


class _Builder:
    """Builds one document; the first row that has something to say about a column counts."""

    def __init__(self, profile: Profile, key: str, rows: list[Row], places: Places) -> None:
        self.profile, self.key, self.rows = profile, key, rows
        self.sites_of = SiteReader(profile, key, places)
        self.sites: dict[int, Site] = {}
        self.tables: dict[int, dict[str, str]] = {}

    def built(self) -> Built:
        """Read every row, and put together what was not refused."""
        for row in self.rows:
            self.read(row)
        good = [row for row in self.rows if row.number in self.sites]
        if not good:
            return Built(None, self.rows)
        self.good = good
        services = self.services()
        try:
            document = self.document(services)
        except ValidationError as error:
            self.refuse(error)
            return Built(None, self.rows)
        return Built(document, self.rows, {services[n].id: n for n in services})

    def read(self, row: Row) -> None:
        """Read what each row must have."""
        if not row.words(self.profile.organisation_name, most=LONGEST_NAME):
            row.say([note("no_name")], self.profile.organisation_name)
            return
        site = self.sites_of.read(row, self.part(row))
        if site is not None:
            self.sites[row.number] = site
            self.tables[row.number] = row.read_tables()

    def part(self, row: Row) -> str:
        """Return what the site of a row is called among the parts: by its own id, or counted."""
        own = row.cell(self.profile.site.key)
        return f"site/{own}" if own else f"site#{self.rows.index(row) + 1}"

    def document(self, services: dict[int, Service]) -> Document:
        """Return the whole document."""
        first, read = self.good[0], self.tables[self.good[0].number]
        profile = self.profile
        kind = self.kind(first, read)
        cooperative = kind == "cooperative"
        form = first.code("form", read)
        return Document(
            names=self.texts("name", profile.organisation_name, LONGEST_NAME),
            summary=self.texts("summary", profile.summary, LONGEST_TEXT),
            description=self.texts("description", profile.description, LONGEST_TEXT),
            kind=kind,
            form=form if form and term("sse_entity_form", form).facts["kind"] == kind else None,
            cooperative_type=first.code("cooperative_type", read) if cooperative else None,
            cooperative_level=first.code("cooperative_level", read) if cooperative else None,
            registration=self.registration(first, read),
            founded_year=self.founded_year(),
            activities=self.activities(read),
            operational_status=first.code("operational_status", read) or "active",
            contacts=tuple(self.contacts()),
            sites=tuple(self.sites[row.number] for row in self.good),
            services=tuple(services.values()),
            consent=Consent(level=profile.consent, given_by_role=profile.source_role),
            sources=(
                Source(source=profile.source, foreign_id=self.key, licence=profile.licence),
            ),
        )

    def kind(self, row: Row, read: dict[str, str]) -> str:
        """Return the kind; the profile has a rule for every row."""
        rule = row.choose("kind", read)
        assert rule is not None and rule.gives is not None  # noqa: S101 - the profile was checked
        if rule.assumed:
            row.say([note("kind_assumed", kind=label("sse_entity_kind", rule.gives, "en"))])
        return rule.gives

    def registration(self, row: Row, read: dict[str, str]) -> Registration:
        """Return the number in its register, where the row has one."""
        columns = self.profile.number
        number = self.number() if columns else None
        if columns and number:
            return Registration(
                status="registered",
                registered_as=columns.registered_as,
                number=number,
                register_name=columns.register_name,
            )
        return Registration(
            status=row.code("registration_status", read) or "not_stated",
            registered_as=row.code("registered_as", read) or "not_stated",
        )

    def number(self) -> str | None:
        """Return the number of the register, with the zeros that a spreadsheet took off."""
        import re

        columns = self.profile.number
        assert columns is not None  # noqa: S101 - asked for only where there is one
        row, text = self.common(columns.column)
        if not text:
            return None
        padded = text.zfill(columns.padded_to) if columns.padded_to and text.isdecimal() else text
        if not re.fullmatch(columns.pattern, padded):
            row.say([note("number_unreadable", value=text)], columns.column)
            return None
        if padded != text:
            row.say([note("number_padded", value=padded)], columns.column)
        return padded

    def founded_year(self) -> int | None:
        """Return the year it was founded."""
        row, text = self.common(self.profile.founded)
        day = read_date(text, self.profile.dates) if text else None
        if text and day is None:
            row.say([note("date_unreadable", value=text)], self.profile.founded)
        return day.year if day else None

    def activities(self, read: dict[str, str]) -> tuple[str, ...]:
        """Return what the first table that knows the row calls its activity."""
        return next(((read[name],) for name in self.profile.activities if read[name]), ())

"""What all rows of one id say of the organisation itself: the first that says it counts."""

import re
from collections.abc import Iterator
from uuid import UUID

from directory.imports.contacts import read_email, read_phone, read_website
from directory.imports.findings import Note, note
from directory.imports.profiles import Profile
from directory.imports.rows import Read, Row, says
from directory.imports.wording import imported_text, name_notes, read_date
from directory.organisations.document import Contact, Registration, Text
from directory.organisations.ids import derived_id
from directory.organisations.reachable import misfit_of
from directory.vocabulary.labels import label

LONGEST_NAME = 300


class Facts:
    """Reads the facts of one organisation from its rows."""

    def __init__(self, profile: Profile, key: str, rows: list[Row]) -> None:
        self.profile, self.key, self.rows = profile, key, rows
        self.first = rows[0]

    def id(self, part: str) -> UUID:
        """Return the id of a part, the same at every import."""
        return derived_id(self.profile.source, self.key, part)

    def names(self) -> tuple[Text, ...]:
        """Return the name."""
        row, _ = self.common(self.profile.organisation_name)
        words = row.words(self.profile.organisation_name, most=LONGEST_NAME)
        row.say(name_notes(words), self.profile.organisation_name)
        further = self.further("name", "organisation_name", words)
        return (self.text("name", words), *further)

    def texts(self, part: str, column: str | None) -> tuple[Text, ...]:
        """Return a longer text in every language, with its line breaks."""
        words = self.long_words(column)
        own = (self.text(part, words),) if words else ()
        return (*own, *self.further(part, part, words, long=True))

    def long_words(self, column: str | None) -> str:
        """Return the words of a longer text, or nothing after saying that it is too long."""
        row, cell = self.common(column)
        return row.long_words(cell, column)

    def further(self, part: str, named: str, own: str, *, long: bool = False) -> Iterator[Text]:
        """Yield the wordings in other languages that say it in other words."""
        for language, column in self.first.wordings(named):
            row, _ = self.common(column)
            words = self.long_words(column) if long else row.words(column, most=LONGEST_NAME)
            if words and words != own:
                yield self.text(f"{part}/{language}", words, language)

    def text(self, part: str, words: str, language: str | None = None) -> Text:
        """Return a wording, in the language of the source unless told another."""
        return imported_text(self.id(part), language or self.profile.language, words)

    def kind(self, read: Read) -> str:
        """Return the kind; the profile has a rule that holds for every row."""
        rule = self.first.choose("kind", read)
        assert rule is not None  # noqa: S101 - Profile demands it
        assert rule.gives is not None  # noqa: S101 - Profile demands it
        if rule.assumed:
            self.first.say([note("kind_assumed", kind=label("sse_entity_kind", rule.gives, "en"))])
        return rule.gives

    def registration(self, read: Read) -> Registration:
        """Return where it is registered: by its number where it has one."""
        status = self.first.code("registration_status", read)
        for columns in self.profile.numbers:
            row, number = self.common(columns.column)
            if not number or not says(read, columns.when):
                continue
            if re.fullmatch(columns.pattern, number):
                return Registration(
                    status=status or "registered",
                    registered_as=columns.registered_as,
                    number=number,
                    register_name=columns.register_name,
                )
            row.say([note("number_unreadable", value=number)], columns.column)
        return Registration(
            status=status or "not_stated",
            registered_as=self.first.code("registered_as", read) or "not_stated",
        )

    def founded_year(self) -> int | None:
        """Return the year it was founded."""
        row, text = self.common(self.profile.founded)
        day = read_date(text, self.profile.dates) if text else None
        if text and (day is None or day.year < 1700):
            row.say([note("date_unreadable", value=text)], self.profile.founded)
            return None
        return day.year if day else None

    def activities(self, read: Read) -> tuple[str, ...]:
        """Return what the first table that knows the row calls its activities."""
        return next((read[name] for name in self.profile.activities if read[name] != ("",)), ())

    def contacts(self, country: str) -> Iterator[Contact]:
        """Yield the ways to reach it that its source shows to everyone."""
        columns = self.profile.contacts
        name = self.first.words(self.profile.organisation_name)
        websites = (column for column in columns.website if self.common(column)[1])
        for part, column in (
            ("website", next(websites, None)),
            ("facebook_page", columns.facebook_page),
        ):
            row, cell = self.common(column)
            if cell:
                channel, value, notes = read_website(cell)
                yield from self.contact(row, column, part, channel, value, notes)
        row, cell = self.common(columns.email)
        if cell:
            value, notes = read_email(cell, name, self.place())
            yield from self.contact(row, columns.email, "email", "email", value, notes)
        row, cell = self.common(columns.phone)
        if cell:
            official = columns.mobiles_are_official
            value, notes = read_phone(cell, country, mobiles_are_official=official)
            yield from self.contact(row, columns.phone, "phone", "phone", value, notes)

    def place(self) -> str:
        """Return where it is, in the words of its first row."""
        site = self.profile.site
        return " ".join(map(self.first.cell, (site.locality, site.region))) if site else ""

    def contact(
        self,
        row: Row,
        column: str | None,
        part: str,
        channel: str,
        value: str | None,
        notes: list[Note],
    ) -> Iterator[Contact]:
        """Yield the contact if it could be read."""
        row.say(notes, column)
        if value is None:
            return
        found = Contact(id=self.id(f"contact/{part}"), channel=channel, value=value, public=True)
        if misfit_of(found):
            row.say([note("contact_unreachable", value=value)], column)
        else:
            yield found

    def common(self, column: str | None) -> tuple[Row, str]:
        """Return the first cell of a column that says something, and the row it stands in."""
        said = [(row, row.cell(column)) for row in self.rows if row.cell(column)]
        if not said:
            return self.first, ""
        for row, text in said[1:]:
            if text != said[0][1]:
                row.say([note("rows_disagree", first=said[0][0].number)], column)
        return said[0]

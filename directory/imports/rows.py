"""One row of a file as the profile reads it: its cells, and everything found on the way."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from directory.i18n.folding import fold
from directory.imports.findings import Finding, Note, found
from directory.imports.models import Severity
from directory.imports.profiles import Profile, Rule
from directory.imports.wording import tidy


@dataclass
class Row:
    """A row being read; whoever reads a cell leaves here what is to be said about it."""

    number: int
    cells: dict[str, str]
    profile: Profile
    findings: list[Finding] = field(default_factory=list)
    _tidied: dict[str, str] = field(default_factory=dict)

    def cell(self, column: str | None) -> str:
        """Return the bare text of a cell; empty for no column and for words that say nothing."""
        text = self.cells.get(column, "").strip() if column else ""
        return "" if text.casefold() in self.profile.nothing else text

    def words(self, column: str | None, *, most: int = 300) -> str:
        """Return the words of a cell on one line, put right where that is sure."""
        if column is None or not self.cell(column):
            return ""
        if column not in self._tidied:
            text, notes = tidy(self.cell(column))
            self.say(notes, column)
            if len(text) > most:
                self.say([Note("too_long", {"most": most})], column)
                text = ""
            self._tidied[column] = text
        return self._tidied[column]

    def say(self, notes: Iterable[Note | None], column: str | None = None) -> None:
        """Keep what is to be said about a cell, or about the row."""
        said = [found(note, row=self.number, column=column or "") for note in notes if note]
        self.findings += said

    @property
    def refused(self) -> bool:
        """Tell whether something makes the row impossible to take."""
        return any(finding.severity == Severity.REFUSAL for finding in self.findings)

    def read_tables(self) -> dict[str, str]:
        """Return by table the word for this row: empty for an empty cell or an unknown value."""
        read = {}
        for name, table in self.profile.tables.items():
            cell = self.cell(table.column)
            word = table.read(cell) if cell else ""
            if word is None:
                self.say([Note("unknown_term", {"value": cell})], table.column)
            read[name] = word or ""
        return read

    def choose(self, choice: str, read: dict[str, str]) -> Rule | None:
        """Return the first rule of a choice that holds for this row."""
        name = f" {fold(self.words(self.profile.organisation_name))} "
        return next(
            (rule for rule in self.profile.choices.get(choice, ()) if _holds(rule, name, read)),
            None,
        )

    def code(self, choice: str, read: dict[str, str]) -> str | None:
        """Return the code that a choice gives this row."""
        rule = self.choose(choice, read)
        return rule.gives if rule else None


def _holds(rule: Rule, name: str, read: dict[str, str]) -> bool:
    if not all(read[table] in words for table, words in rule.when.items()):
        return False
    return not rule.folded or any(f" {words} " in name for words in rule.folded)

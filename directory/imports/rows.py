"""One row of a file as the profile reads it: its cells, and everything found on the way."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from directory.i18n.folding import fold
from directory.imports.columns import Rule, Table, in_language
from directory.imports.findings import Finding, Note, found
from directory.imports.models import Severity
from directory.imports.profiles import Profile
from directory.imports.wording import tidy, whole_number
from directory.organisations.document import Site

Read = dict[str, tuple[str, ...]]
"""By table: the words that were read for a row."""
LONGEST_TEXT = 8000
NOTES = ""
"""The name of the cell that carries what was found when the file was read."""


@dataclass
class Row:
    """A row being read; whoever reads a cell leaves here what is to be said about it."""

    number: int
    cells: dict[str, str]
    profile: Profile
    findings: list[Finding] = field(default_factory=list)
    _tidied: dict[str, str] = field(default_factory=dict)
    notes: frozenset[str] = frozenset()
    """Codes of what was found when the file was read."""

    def __post_init__(self) -> None:
        """Say again what was found when the file was read."""
        codes = self.cells.pop(NOTES, "").split()
        self.notes = frozenset(codes)
        self.say([Note(code, {}) for code in codes])

    def cell(self, column: str | None) -> str:
        """Return the bare text of a cell; empty for no column and for words that say nothing."""
        text = self.cells.get(column, "").strip() if column else ""
        return "" if text.casefold() in self.profile.nothing else text

    def id_of(self, columns: tuple[str, ...]) -> str:
        """Return the id that some cells make together; empty when none says anything."""
        return joined_id([self.cell(column) for column in columns])

    def wordings(self, part: str) -> Iterator[tuple[str, str]]:
        """Yield the other languages in which a part is said, and the columns where it is."""
        for language, wording in self.profile.wordings.items():
            column = getattr(wording, part)
            if column:
                yield language, in_language(language, column) if wording.own_file else column

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

    def long_words(self, cell: str, column: str | None) -> str:
        """Return a longer text with its line breaks, put right where that is sure."""
        words, notes = tidy(cell, one_line=False)
        self.say(notes, column)
        if len(words) > LONGEST_TEXT:
            self.say([Note("too_long", {"most": LONGEST_TEXT})], column)
            return ""
        return words

    def say(self, notes: Iterable[Note | None], column: str | None = None) -> None:
        """Keep what is to be said about a cell, or about the row."""
        said = [found(note, row=self.number, column=column or "") for note in notes if note]
        self.findings += said

    @property
    def refused(self) -> bool:
        """Tell whether something makes the row impossible to take."""
        return any(finding.severity == Severity.REFUSAL for finding in self.findings)

    def read_tables(self) -> Read:
        """Return by table the words for this row; one empty word where nothing was understood."""
        return {
            name: tuple(dict.fromkeys(self._words_of(table))) or ("",)
            for name, table in self.profile.tables.items()
        }

    def _words_of(self, table: Table) -> Iterator[str]:
        cell = self.cell(table.column)
        for value in table.split(cell) if table.separators else filter(None, [cell]):
            word = table.read(value)
            whole = whole_number(value) if word is None else None
            if whole is not None:
                word = table.read(whole)
                self.say([Note("whole", {"value": value})], table.column)
            if word is None:
                self.say([Note("unknown_term", {"value": value})], table.column)
            if word:
                yield word

    def choose(self, choice: str, read: Read) -> Rule | None:
        """Return the first rule of a choice that holds for this row."""
        name = f" {fold(self.words(self.profile.organisation_name))} "
        return next(
            (rule for rule in self.profile.choices.get(choice, ()) if _holds(rule, name, read)),
            None,
        )

    def code(self, choice: str, read: Read) -> str | None:
        """Return the code that a choice gives this row."""
        rule = self.choose(choice, read)
        return rule.gives if rule else None


@dataclass
class Good:
    """A row that can be taken: its country, its site if it has one, and its words by table."""

    row: Row
    country: str
    site: Site | None
    read: Read


def joined_id(cells: Iterable[str]) -> str:
    """Return the id that some cells make together."""
    parts = [cell.strip() for cell in cells]
    return " / ".join(parts) if any(parts) else ""


def says(read: Read, when: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether each of these tables said one of the words."""
    return not any(set(words).isdisjoint(read[table]) for table, words in when.items())


def _holds(rule: Rule, name: str, read: Read) -> bool:
    if not says(read, rule.when):
        return False
    return not rule.folded or any(f" {words} " in name for words in rule.folded)

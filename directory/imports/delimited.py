"""Delimited text to rows: a stream that never holds more than one row, and says where it breaks."""

import csv
from collections.abc import Iterator

from flask_babel import gettext as _

from directory.imports.encodings import Text
from directory.imports.findings import Note, note
from directory.imports.opening import BrokenFile
from directory.imports.tabular import MOST_COLUMNS, Raw, too_many_columns

LONGEST_ROW = 1 << 20
"""Characters of one row, all its cells together."""
LONGEST_CELL = 1 << 17
DELIMITERS = (",", ";", "\t")


def delimited_rows(text: Text, delimiter: str | None) -> Iterator[Raw]:
    """Yield the rows of a delimited text; raises BrokenFile."""
    lines = _Lines(text)
    csv.field_size_limit(LONGEST_CELL)
    lines.delimiter = _delimiter(lines.peek(), delimiter)
    reader = csv.reader(lines, delimiter=lines.delimiter, strict=True)
    header: list[str] = []
    while True:
        lines.row_begins()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Raw(lines.first, [], _trouble(error, lines, header))
            lines.repaired()
            continue
        header = header or [name.strip() for name in cells]
        yield Raw(lines.first, cells, notes=("encoding_repaired",) if lines.repaired() else ())


class _Lines:
    """The lines of a table, counted and measured; remembers the text of the row being read."""

    def __init__(self, text: Text) -> None:
        self.text, self.delimiter = text, ","
        self.number = 0
        self.first = 1
        self.row: list[str] = []
        self.length = 0
        self.ended = False
        self.waiting: str | None = None

    def row_begins(self) -> None:
        """Forget the row before."""
        self.first, self.row, self.length = self.number + 1, [], 0

    def repaired(self) -> bool:
        """Tell whether the row was written in an older code page."""
        found, self.text.repaired = self.text.repaired, False
        return found

    def peek(self) -> str:
        """Return the first line without taking it."""
        self.waiting = self._read()
        return self.waiting

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line, self.waiting = (self._read() if self.waiting is None else self.waiting), None
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        self.length += len(line)
        if self.length > LONGEST_ROW:
            self._demand_columns(line)
            raise BrokenFile(
                _(
                    "The row that begins in line %(line)s is longer than %(most)s characters.",
                    line=self.first,
                    most=LONGEST_ROW,
                )
            )
        if "\0" in line:
            raise BrokenFile(
                _(
                    "Line %(line)s, character %(character)s, holds a zero byte: this is no text.",
                    line=self.number,
                    character=line.index("\0") + 1,
                )
            )
        self.row.append(line)
        return line

    def _read(self) -> str:
        return self.text.readline(LONGEST_ROW + 1)

    def _demand_columns(self, line: str) -> None:
        if self.first == 1 and line.count(self.delimiter) >= MOST_COLUMNS:
            raise too_many_columns()


def _delimiter(line: str, usual: str | None) -> str:
    """Return what parts the header: the source's own sign, if it stands outside quotation marks.

    Else the sign that stands there most often: whoever keeps a file in a spreadsheet gets another.
    """
    bare = "".join(line.split('"')[::2])
    return usual if usual and usual in bare else max(DELIMITERS, key=bare.count)


def _trouble(error: csv.Error, lines: _Lines, header: list[str]) -> Note:
    """Return what is wrong with one row; raises BrokenFile when nothing after it can be trusted."""
    if "field limit" in str(error):
        line, place = _cell_of(lines, longer_than=LONGEST_CELL)
        raise BrokenFile(
            _(
                "A cell is longer than %(most)s characters: line %(line)s, column “%(column)s”.",
                most=LONGEST_CELL,
                line=line,
                column=_named(header, place),
            )
        ) from error
    if lines.ended:
        line, place = _cell_of(lines)
        raise BrokenFile(
            _(
                "The file ends inside a quoted cell that begins in line %(line)s,"
                " column “%(column)s”: it is cut off.",
                line=line,
                column=_named(header, place),
            )
        ) from error
    return note("quotes", first=lines.first, last=lines.number)


def _cell_of(lines: _Lines, longer_than: int | None = None) -> tuple[int, int]:
    """Return line and column (from 0) of the cell that is too long, or that the row ends in."""
    place, quoted, start, length = 0, False, lines.first, 0
    for line, text in enumerate(lines.row, start=lines.first):
        for letter in text:
            length += 1
            if letter == '"':
                quoted = not quoted
                start = line if quoted else start
            elif letter == lines.delimiter and not quoted:
                place, start, length = place + 1, line, 0
            if longer_than is not None and length > longer_than:
                return start, place
    return start, place


def _named(header: list[str], place: int) -> str:
    return header[place] if place < len(header) else str(place + 1)

"""From bytes to rows: a stream that never holds more than one row, and says where it breaks."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from flask_babel import gettext as _

from directory.imports.findings import Note, note
from directory.imports.opening import BrokenFile, locate
from directory.imports.profiles import Profile

LONGEST_ROW = 1 << 20
"""Characters of one row, all its cells together."""
LONGEST_CELL = 1 << 17
MOST_COLUMNS = 1000
DELIMITERS = (",", ";", "\t")
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True)
class RowRead:
    """A row, the line it begins on, and what makes it unreadable, if anything does."""

    line: int
    cells: dict[str, str]
    trouble: Note | None = None


def rows(stream: BinaryIO, path: Path, profile: Profile) -> Iterator[RowRead]:
    """Yield the rows of a table with the cells that the profile reads; raises BrokenFile."""
    lines = _Lines(stream, path)
    csv.field_size_limit(LONGEST_CELL)
    delimiter = profile.delimiter or _delimiter(lines.peek())
    lines.delimiter = delimiter
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    header = _header(reader, lines, profile)
    wanted = [(place, name) for place, name in enumerate(header) if name in profile.columns]
    while True:
        lines.row_begins()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield RowRead(lines.first, {}, _trouble(error, lines, header))
            continue
        if not cells:
            continue  # a line without anything on it is no row
        if len(cells) != len(header) and (len(cells) < len(header) or any(cells[len(header) :])):
            counts = note("cells_count", cells=len(cells), columns=len(header))
            yield RowRead(lines.first, {}, counts)
            continue
        yield RowRead(lines.first, {name: cells[place] for place, name in wanted})


class _Lines:
    """The lines of a table, counted and measured; remembers the text of the row being read."""

    def __init__(self, stream: BinaryIO, path: Path) -> None:
        beginning, self.path, self.delimiter = stream.read(4), path, ","
        marked = [name for mark, name in MARKS if beginning.startswith(mark)]
        self.encoding = marked[0] if marked else "utf-8"
        whole = io.BufferedReader(_Joined(beginning, stream))
        self.text = io.TextIOWrapper(whole, encoding=self.encoding, newline="")
        self.number = 0
        self.first = 1
        self.row: list[str] = []
        self.length = 0
        self.ended = False
        self.waiting: str | None = None

    def row_begins(self) -> None:
        """Forget the row before."""
        self.first, self.row, self.length = self.number + 1, [], 0

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
        try:
            return self.text.readline(LONGEST_ROW + 1)
        except UnicodeError as error:
            line, character = locate(self.path, self.encoding)
            raise BrokenFile(
                _(
                    "Line %(line)s, character %(character)s, is not text in %(encoding)s.",
                    encoding=self.encoding.removesuffix("-sig").upper(),
                    line=line,
                    character=character,
                )
            ) from error

    def _demand_columns(self, line: str) -> None:
        if self.first == 1 and line.count(self.delimiter) >= MOST_COLUMNS:
            raise _too_many_columns()


class _Joined(io.RawIOBase):
    """What was read to look at it, and then the rest."""

    def __init__(self, beginning: bytes, stream: BinaryIO) -> None:
        self.beginning, self.stream = beginning, stream

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override] # the base says Buffer
        """Fill the buffer as far as the next bytes reach."""
        found, self.beginning = self.beginning or self.stream.read(len(buffer)), b""
        buffer[: len(found)] = found
        return len(found)


def _delimiter(line: str) -> str:
    """Return what parts the header: the sign that stands most often outside quotation marks."""
    bare = "".join(line.split('"')[::2])
    return max(DELIMITERS, key=bare.count)


def _header(reader: Iterator[list[str]], lines: _Lines, profile: Profile) -> list[str]:
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise BrokenFile(_("The header in line 1 cannot be read: its quotation marks.")) from error
    if not any(header):
        raise BrokenFile(_("Line 1 names no columns: the file has no header."))
    if len(header) > MOST_COLUMNS:
        raise _too_many_columns()
    doubled = [name for name in dict.fromkeys(header) if name and header.count(name) > 1]
    if doubled:
        raise BrokenFile(
            _(
                "The header in line 1 names the column “%(column)s” twice (columns %(where)s).",
                column=doubled[0],
                where=", ".join(str(n) for n, name in enumerate(header, 1) if name == doubled[0]),
            )
        )
    missing = [name for name in profile.needed if name not in header]
    if missing:
        raise BrokenFile(
            _(
                "The header in line 1 lacks what the source “%(source)s” needs: %(columns)s.",
                source=profile.name,
                columns=", ".join(missing),
            )
        )
    return header


def _trouble(error: csv.Error, lines: _Lines, header: list[str]) -> Note:
    """Return what is wrong with one row; raises BrokenFile when nothing after it can be trusted."""
    if "field limit" in str(error):
        line, place = _open_quote(lines)
        raise BrokenFile(
            _(
                "A cell is longer than %(most)s characters: line %(line)s, column “%(column)s”.",
                most=LONGEST_CELL,
                line=line,
                column=_named(header, place),
            )
        ) from error
    if lines.ended:
        line, place = _open_quote(lines)
        raise BrokenFile(
            _(
                "The file ends inside a quoted cell that begins in line %(line)s,"
                " column “%(column)s”: it is cut off.",
                line=line,
                column=_named(header, place),
            )
        ) from error
    return note("quotes", first=lines.first, last=lines.number)


def _open_quote(lines: _Lines) -> tuple[int, int]:
    """Return line and column (from 0) of the cell that the row being read ends in."""
    place, quoted, start = 0, False, lines.first
    for line, text in enumerate(lines.row, start=lines.first):
        for letter in text:
            if letter == '"':
                quoted = not quoted
                start = line if quoted else start
            elif letter == lines.delimiter and not quoted:
                place, start = place + 1, line
    return start, place


def _named(header: list[str], place: int) -> str:
    return header[place] if place < len(header) else str(place + 1)


def _too_many_columns() -> BrokenFile:
    return BrokenFile(_("Line 1 names more than %(most)s columns.", most=MOST_COLUMNS))

"""Rows of cells under a header: which column is which, whatever kind of file they stand in."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from flask_babel import gettext as _

from directory.imports.findings import Finding, Note, found, note
from directory.imports.hxl import SEARCHED, is_tag_row, not_tags, tag_of
from directory.imports.opening import BrokenFile
from directory.imports.profiles import Profile

MOST_COLUMNS = 1000
JOIN = "; "
"""Between several values that become one cell."""


@dataclass(frozen=True)
class Raw:
    """A row of cells as it stands in the file."""

    line: int
    cells: list[str]
    trouble: Note | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class RowRead:
    """A row, the line it begins on, and what makes it unreadable, if anything does.

    `notes` are codes of findings that were made while reading it.
    """

    line: int
    cells: dict[str, str]
    trouble: Note | None = None
    notes: tuple[str, ...] = ()


@dataclass
class Header:
    """The names of the columns, and what is to be said about them."""

    line: int
    names: list[str]
    findings: list[Finding] = field(default_factory=list)

    def say(self, code: str, **values: object) -> None:
        """Keep what is to be said about the header."""
        self.findings.append(found(note(code, **values), row=self.line))


def table_rows(
    raws: Iterator[Raw], profile: Profile, language: str | None = None
) -> Iterator[RowRead | Finding]:
    """Yield what is to be said about the header, then the rows; raises BrokenFile."""
    header = (_tagged if profile.hxl else _first)(raws, profile)
    wanted = _wanted(header, profile, language)
    yield from header.findings
    for raw in raws:
        if is_tag_row(raw.cells):
            yield found(note("hxl_row", line=raw.line), row=raw.line)
            continue
        row = _row(raw, wanted, len(header.names))
        if row is not None:
            yield row


def too_many_columns() -> BrokenFile:
    """Return the error of a header without end."""
    return BrokenFile(_("Line 1 names more than %(most)s columns.", most=MOST_COLUMNS))


def _row(raw: Raw, wanted: dict[str, list[int]], width: int) -> RowRead | None:
    cells = raw.cells
    if raw.trouble is not None:
        return RowRead(raw.line, {}, raw.trouble)
    if not cells:
        return None  # a line without anything on it is no row
    if len(cells) != width and (len(cells) < width or any(cells[width:])):
        return RowRead(raw.line, {}, note("cells_count", cells=len(cells), columns=width))
    read = {name: _joined(cells, places) for name, places in wanted.items()}
    return RowRead(raw.line, read, notes=raw.notes)


def _joined(cells: list[str], places: list[int]) -> str:
    if len(places) == 1:
        return cells[places[0]]
    return JOIN.join(cells[place] for place in places if cells[place].strip())


def _first(raws: Iterator[Raw], profile: Profile) -> Header:
    """Return the header that stands in its row."""
    raw = next((raw for raw in raws if raw.line >= profile.header_row), Raw(1, []))
    header = Header(raw.line, _names(raw))
    if raw.notes:
        header.say("header_repaired")
    return header


def _tagged(raws: Iterator[Raw], profile: Profile) -> Header:
    """Return the header of the row of tags; what is no tag is called as in the row above."""
    labels: list[str] = []
    for count, raw in enumerate(raws):
        if is_tag_row(raw.cells):
            header = Header(raw.line, _tags(raw.cells, labels))
            for word in not_tags(raw.cells):
                header.say("hxl_fake", value=word)
            return header
        if count >= SEARCHED:
            break
        labels = raw.cells
    raise BrokenFile(_("No row of HXL tags stands in the first %(rows)s rows.", rows=SEARCHED))


def _tags(cells: list[str], labels: list[str]) -> list[str]:
    above = [*labels, *[""] * len(cells)]
    return [tag_of(cell) or above[place].strip() for place, cell in enumerate(cells)]


def _names(raw: Raw) -> list[str]:
    if raw.trouble is not None:
        raise BrokenFile(
            _("The header in line %(line)s cannot be read: its quotation marks.", line=raw.line)
        )
    names = [name.strip() for name in raw.cells]
    if not any(names):
        raise BrokenFile(
            _("Line %(line)s names no columns: the file has no header.", line=raw.line)
        )
    if len(names) > MOST_COLUMNS:
        raise too_many_columns()
    return names


def _as_called(names: list[str], wanted: Collection[str]) -> list[str]:
    """Return names with those of the source in place of names that differ in capitals alone."""
    called = {name.casefold(): name for name in wanted if name not in names}
    return [called.get(name.casefold(), name) if name not in wanted else name for name in names]


def _wanted(header: Header, profile: Profile, language: str | None) -> dict[str, list[int]]:
    """Return where the columns stand that are read, by the name they are staged under."""
    header.names = _as_called(header.names, profile.columns_of(language))
    missing = [name for name in profile.needed(language) if name not in header.names]
    if missing:
        raise BrokenFile(
            _(
                "The header in line %(line)s lacks what the source “%(source)s” needs:"
                " %(columns)s.",
                line=header.line,
                source=profile.name,
                columns=", ".join(missing),
            )
        )
    wanted = {}
    for name, staged in profile.columns_of(language).items():
        places = [place for place, called in enumerate(header.names) if called == name]
        if len(places) > 1 and not profile.hxl:
            raise BrokenFile(
                _(
                    "The header in line %(line)s names the column “%(column)s” twice"
                    " (columns %(where)s).",
                    line=header.line,
                    column=name,
                    where=", ".join(str(place + 1) for place in places),
                )
            )
        if places:
            wanted[staged] = places
    return wanted

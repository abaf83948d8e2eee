"""The rows of a sheet of a workbook (.xlsx), one after another."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from flask_babel import gettext as _
from openpyxl.reader.excel import ExcelReader  # type: ignore[import-untyped] # it ships no types
from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

from directory.imports.findings import Finding, found, note
from directory.imports.opening import BrokenFile
from directory.imports.tabular import Raw

MOST_ROWS = 1 << 20
"""Rows that a sheet can have at all."""
UNREADABLE = (
    *(BadZipFile, InvalidFileException, ParseError, OSError, EOFError),
    *(KeyError, ValueError, TypeError, IndexError, AttributeError, NotImplementedError),
)
"""What openpyxl raises for files that are no workbooks."""
ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})


def open_sheet(file: BinaryIO, name: str | None) -> tuple[Any, list[Finding]]:
    """Return the sheet of that name, or the only one that is shown; raises BrokenFile."""
    try:
        with _unwarned():
            reader = _Reader(file, read_only=True, data_only=True, keep_links=False)
            reader.read()
        book = reader.wb
        sheets = {sheet.title: sheet for sheet in book.worksheets}
        shown = [title for title, sheet in sheets.items() if sheet.sheet_state == "visible"]
    except UNREADABLE as error:
        raise _damaged() from error
    if name is not None and name not in sheets:
        raise BrokenFile(_("The workbook has no sheet “%(name)s”.", name=name))
    if name is None and len(shown) != 1:
        raise BrokenFile(
            _("The workbook shows %(count)s sheets: %(names)s. The source names none of them.")
            % {"count": len(shown), "names": ", ".join(shown)}
        )
    title = name or shown[0]
    said = note("sheets_hidden", count=len(sheets) - len(shown), sheet=title)
    return sheets[title], [found(said, row=1)] if len(shown) < len(sheets) else []


def sheet_rows(sheet: Any) -> Iterator[Raw]:
    """Yield the rows of a sheet as text; raises BrokenFile."""
    sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
    width = 0
    rows = enumerate(sheet.iter_rows(values_only=True), start=1)
    while True:
        try:
            with _unwarned():
                line, values = next(rows, (0, ()))
        except UNREADABLE as error:
            raise _damaged() from error
        if not line:
            return
        if line > MOST_ROWS:
            raise BrokenFile(_("The sheet has more rows than a sheet can have."))
        cells = [_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        errors = ERRORS.intersection(cells)
        cells = ["" if cell in ERRORS else cell for cell in cells] if errors else cells
        width = max(width, len(cells)) if line <= 1 or not width else width
        cells += [""] * (width - len(cells))
        yield Raw(line, cells, notes=("cell_error",) if errors else ())


class _Reader(ExcelReader):  # type: ignore[misc] # the base has no types
    """Reads the sheets that have cells, and passes over those that are one chart."""

    def read_chartsheet(self, sheet: Any, rel: Any) -> None:
        """Leave a chart alone: the base fails on one that nothing was drawn in."""


@contextmanager
def _unwarned() -> Iterator[None]:
    """Keep quiet about print areas, styles and checks, which nobody reads."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _text(value: Any) -> str:
    """Return the text of a cell: whole numbers without point, days as 2022-02-28."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value).replace("\0", "")


def _damaged() -> BrokenFile:
    return BrokenFile(_("The workbook is damaged or cut off: it cannot be read to its end."))

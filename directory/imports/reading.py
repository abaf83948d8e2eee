"""From the bytes of a file to its rows, whatever kind of file it is."""

from collections.abc import Iterator
from pathlib import Path

from flask_babel import gettext as _

from directory.imports.delimited import delimited_rows
from directory.imports.encodings import Text
from directory.imports.findings import Finding
from directory.imports.opening import BrokenFile, Opened
from directory.imports.profiles import Profile
from directory.imports.records import record_rows
from directory.imports.tabular import RowRead, table_rows
from directory.imports.workbook import open_sheet, sheet_rows


def rows(
    table: Opened, path: Path, profile: Profile, language: str | None = None
) -> Iterator[RowRead | Finding]:
    """Yield the rows of a file with the cells that the profile reads, and what it says of itself.

    `language` is that of a second file, which holds the same things in other words. Raises
    BrokenFile.
    """
    if table.format not in profile.formats:
        raise BrokenFile(
            _(
                "Files of the source “%(source)s” are %(formats)s; this is %(format)s.",
                source=profile.name,
                formats=", ".join(profile.formats),
                format=table.format,
            )
        )
    if table.format == "xlsx":
        sheet, findings = open_sheet(table.stream, profile.sheet)
        yield from findings
        yield from table_rows(sheet_rows(sheet), profile, language)
        return
    text = Text(table.stream, path, language or profile.language, profile.encoding)
    if table.format == "json":
        yield from record_rows(text, profile, language)
    else:
        yield from table_rows(delimited_rows(text, profile.delimiter), profile, language)

"""The files of one run: the first in the source's own language, others with the same in another."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from flask_babel import gettext as _

from directory.errors import Invalid
from directory.imports.columns import in_language
from directory.imports.findings import note
from directory.imports.opening import BrokenFile
from directory.imports.profiles import Profile
from directory.imports.rows import Row
from directory.organisations.document import digest

ROWS_OF_A_FILE = 500_000_000
"""Rows of the second file are counted on from here, those of the third from twice as many."""


class SourceFile(NamedTuple):
    """A file of a run; `language` is None for the first, which has the source's own."""

    language: str | None
    path: Path
    before: int
    """What is added to the numbers of its rows."""


def files_of(profile: Profile, path: Path, wordings: Mapping[str, Path]) -> list[SourceFile]:
    """Return the files of a run; raises Invalid unless they are those that the profile names."""
    wanted = sorted(name for name, said in profile.wordings.items() if said.own_file)
    if sorted(wordings) != wanted:
        raise Invalid(
            _(
                "Besides the first file, the source “%(source)s” has one in each of these"
                " languages: %(languages)s. Name them with --wordings.",
                source=profile.name,
                languages=", ".join(wanted) or "–",
            )
        )
    further = [
        SourceFile(name, wordings[name], place * ROWS_OF_A_FILE)
        for place, name in enumerate(wanted, start=1)
    ]
    return [SourceFile(None, path, 0), *further]


def digest_of_all(digests: list[str]) -> str:
    """Return the digest that a run of these files has: of one file, its own.

    Raises BrokenFile when one of them was given twice.
    """
    if len(set(digests)) < len(digests):
        raise BrokenFile(_("One file was given twice: each language has a file of its own."))
    return digests[0] if len(digests) == 1 else digest("\n".join(digests))


def row_label(number: int) -> str:
    """Return how a row is called: its number, with that of its file unless it is the first."""
    file, row = divmod(number, ROWS_OF_A_FILE)
    return f"{file + 1}/{row}" if file else str(row)


def told_in_files(profile: Profile, language: str | None) -> tuple[str, ...]:
    """Return the staged columns whose texts a file of each language says in its own words."""
    if language is not None:
        return tuple(in_language(language, name) for name in profile.wordings[language].columns)
    files = (said.columns for said in profile.wordings.values() if said.own_file)
    return tuple({column for columns in files for column in columns})


def join_files(profile: Profile, rows: list[Row]) -> list[Row]:
    """Return the rows of the first file, with what the rows of the others say in their language."""
    own = [row for row in rows if row.number < ROWS_OF_A_FILE]
    by_id = {row.id_of(profile.part_keys): row for row in reversed(own)}
    for row in rows[len(own) :]:
        partner = by_id.get(row.id_of(profile.part_keys))
        if partner is None:
            row.say([note("no_counterpart")])
        else:
            partner.cells.update(
                {name: cell for name, cell in row.cells.items() if name not in partner.cells}
            )
    return own

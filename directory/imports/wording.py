"""Cells of words: what is surely meant is put right, the rest is only told."""

import html
import re
from datetime import date, datetime
from uuid import UUID

from directory.imports.findings import Note, note
from directory.imports.letters import REPLACED, undoubled
from directory.organisations.document import Text
from directory.organisations.document.values import WrittenBy

BLANKS = re.compile("[ \t\u00a0]{2,}")
# begins at the first blank of a run alone: else long runs of blanks take their square
BREAKS = re.compile("(?<![ \t])[ \t]*(?:\r\n|\r|\n)[ \t]*")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
TAG = re.compile(
    r"</?(?:div|p|br|span|b|i|u|em|strong|a|ul|ol|li|h[1-6]|font)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff]"
)
POSSESSIVE = re.compile("(?<=[A-Za-z])[?\ufffd](?=s\\b)")
LONE_MARK = re.compile("(?<=\\S) [?\ufffd] (?=\\S)")
LOST = re.compile("\ufffd|(?<=[A-Za-z])\\?(?=[A-Za-z])|(?<=[A-Za-z])\\?(?= [A-Za-z])")
WHOLE = re.compile(r"[0-9]+\.0+")


def tidy(cell: str, *, one_line: bool = True) -> tuple[str, list[Note]]:
    """Return the words of a cell and what had to be put right in them, or could not be."""
    said: list[Note] = []
    text = cell.strip()
    breaks = _breaks if one_line else _same
    for repair in (_doubled, _entities, _tags, _invisible, breaks, _blanks, _lost):
        text, notes = repair(text)
        said += notes
    return text.strip(), said


def name_notes(name: str) -> list[Note]:
    """Return what is odd about a name that was tidied."""
    letters = [ch for ch in name if ch.isalpha()]
    if len(letters) > 4 and name == name.upper() and name != name.lower():
        return [note("upper_case", value=name)]
    return []


def address_lines(cell: str) -> tuple[tuple[str, ...], list[Note]]:
    """Return the lines of an address: there a line break is what people write."""
    text, said = tidy(cell, one_line=False)
    lines = [
        line.strip(" ,") for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ]
    return tuple(line for line in lines if line), said


def read_date(cell: str, formats: tuple[str, ...]) -> date | None:
    """Return the day a cell names in one of the ways the source writes days; None for no day."""
    for written in formats:
        try:
            return datetime.strptime(cell, written).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def imported_text(part: UUID, language: str, words: str) -> Text:
    """Return a wording that an import brought."""
    return Text(id=part, language=language, words=words, written_by=WrittenBy.IMPORT)


def whole_number(cell: str) -> str | None:
    """Return a number without the point and zeros that a spreadsheet put behind it."""
    return cell.split(".")[0] if WHOLE.fullmatch(cell) else None


def _doubled(text: str) -> tuple[str, list[Note]]:
    plain = undoubled(text)
    return (plain, [note("doubled_repaired", value=plain)]) if plain != text else (text, [])


def _entities(text: str) -> tuple[str, list[Note]]:
    if not ENTITY.search(text):
        return text, []
    plain = html.unescape(text)
    return (plain, [note("entities", value=plain)]) if plain != text else (text, [])


def _tags(text: str) -> tuple[str, list[Note]]:
    plain = TAG.sub(" ", text).strip()
    return (plain, [note("tags", value=plain)]) if TAG.search(text) else (text, [])


def _invisible(text: str) -> tuple[str, list[Note]]:
    plain = INVISIBLE.sub("", text)
    return (plain, [note("invisible", value=plain)]) if plain != text else (text, [])


def _breaks(text: str) -> tuple[str, list[Note]]:
    plain = BREAKS.sub(" ", text)
    return (plain, [note("line_break", value=plain)]) if plain != text else (text, [])


def _blanks(text: str) -> tuple[str, list[Note]]:
    plain = BLANKS.sub(" ", text)
    return (plain, [note("blanks", value=plain)]) if plain != text else (text, [])


def _lost(text: str) -> tuple[str, list[Note]]:
    """Put back apostrophes, dashes and blanks where nothing else can have stood."""
    plain = LONE_MARK.sub(" – ", POSSESSIVE.sub("’", text))
    if " " not in plain and plain.count(REPLACED) > 1:
        # a text of several lost characters and not one blank: what was lost are its blanks
        plain = re.sub(f"{REPLACED}+", " ", plain)
    said = [note("lost_repaired", value=plain)] if plain != text else []
    if LOST.search(plain):
        said.append(note("lost", value=plain))
    return plain, said


def _same(text: str) -> tuple[str, list[Note]]:
    return text, []

"""The records of a JSON file, GeoJSON too, one after another."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import ijson  # type: ignore[import-untyped] # it ships no types
from flask_babel import gettext as _
from shapely.errors import ShapelyError
from shapely.geometry import shape

from directory.imports.encodings import Text
from directory.imports.findings import Finding, found, note
from directory.imports.opening import BrokenFile
from directory.imports.profiles import Profile
from directory.imports.tabular import JOIN, RowRead

LONGEST_RECORD = 16 << 20
"""Characters of one record, and of what stands between two."""
UNWANTED = re.compile("[\0\ud800-\udfff]")


def record_rows(
    text: Text, profile: Profile, language: str | None = None
) -> Iterator[RowRead | Finding]:
    """Yield the records at the path of the profile, counted from 1; raises BrokenFile."""
    columns = profile.columns_of(language)
    missing = set(profile.needed(language))
    bytes_read = _Bytes(text)
    records = ijson.items(bytes_read, profile.records)
    number = 0
    while True:
        bytes_read.since = 0
        try:
            record = next(records, None)
        except (ijson.JSONError, UnicodeError, RecursionError) as error:
            raise BrokenFile(
                _(
                    "The JSON breaks after record %(number)s: it is cut off, or no JSON.",
                    number=number,
                )
            ) from error
        if record is None:
            break
        number += 1
        found_cells, notes = _cells(record, columns)
        missing -= {name for name in missing if found_cells.get(columns.get(name, name))}
        yield RowRead(number, found_cells, notes=notes)
    if not number:
        raise BrokenFile(_("The JSON has no records at “%(path)s”.", path=profile.records))
    if missing:
        raise BrokenFile(
            _(
                "No record has what the source “%(source)s” needs: %(columns)s.",
                source=profile.name,
                columns=", ".join(sorted(missing)),
            )
        )
    if text.repaired:
        yield found(note("header_repaired"), row=1)


class _Bytes:
    """The text as bytes of UTF-8, for no more than a record at a time."""

    def __init__(self, text: Text) -> None:
        self.text, self.since = text, 0

    def read(self, size: int) -> bytes:
        """Return the next bytes; raises BrokenFile where a record does not end."""
        found_text = self.text.read(size) if size else ""
        self.since += len(found_text)
        if self.since > LONGEST_RECORD:
            raise BrokenFile(
                _("A record of the JSON is longer than %(most)s characters.", most=LONGEST_RECORD)
            )
        return found_text.encode("utf-8", "replace")


def _cells(record: Any, columns: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    fields, notes = _fields(record)
    cells = {staged: _text(_at(fields, column)) for column, staged in columns.items()}
    return cells, notes


def _fields(record: Any) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return a record by field; a GeoJSON feature as its properties, `@id`, `@lon` and `@lat`."""
    if not isinstance(record, dict):
        return {}, ()
    if record.get("type") != "Feature":
        return record, ()
    properties = record.get("properties")
    fields = {**properties} if isinstance(properties, dict) else {}
    lon, lat, notes = _point(record.get("geometry"))
    return fields | {"@id": record.get("id"), "@lon": lon, "@lat": lat}, notes


def _point(geometry: Any) -> tuple[Any, Any, tuple[str, ...]]:
    """Return the point of a geometry; an area gives a point inside, and says so."""
    if not isinstance(geometry, dict):
        return None, None, ("geometry_none",)
    coordinates = geometry.get("coordinates")
    if geometry.get("type") == "Point":
        if isinstance(coordinates, list) and len(coordinates) > 1:
            return coordinates[0], coordinates[1], ()
        return None, None, ("geometry_none",)
    try:
        inside = shape(geometry).representative_point()
        return inside.x, inside.y, ("geometry_area",)
    except (ShapelyError, ValueError, TypeError, AttributeError, KeyError, IndexError):
        return None, None, ("geometry_unreadable",)


def _at(fields: Any, column: str) -> Any:
    """Return the value of a field; `a.b` is field b inside field a, where no field is called so."""
    if not isinstance(fields, dict):
        return None
    if column in fields:
        return fields[column]
    head, dot, rest = column.partition(".")
    return _at(fields.get(head), rest) if dot else None


def _text(value: Any) -> str:
    """Return a value as the text of a cell: a list joined, of an object the names that hold."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return _text([name for name, said in value.items() if said])
    if isinstance(value, list):
        return JOIN.join(filter(None, map(_text, value)))
    if isinstance(value, (Decimal, float)):
        return f"{Decimal(str(value)):f}"
    return UNWANTED.sub("", str(value))

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
from directory.imports.json_bytes import JsonBytes
from directory.imports.opening import BrokenFile
from directory.imports.profiles import Profile
from directory.imports.tabular import JOIN, RowRead

ENDLESS = 1000
"""Digits from which a power of ten is told as one: `1e999999999` would fill the memory."""
UNWANTED = re.compile("[\0\ud800-\udfff]")


def record_rows(
    text: Text, profile: Profile, language: str | None = None
) -> Iterator[RowRead | Finding]:
    """Yield the records at the path of the profile, counted from 1; raises BrokenFile."""
    columns = profile.columns_of(language)
    missing = set(profile.needed(language))
    bytes_read = JsonBytes(text)
    records = ijson.items(bytes_read, profile.records, map_type=_Fields)
    number = 0
    while True:
        bytes_read.since = 0
        try:
            record = next(records)
        except StopIteration:
            break
        except (ijson.JSONError, UnicodeError) as error:
            raise BrokenFile(
                _(
                    "The JSON breaks after record %(number)s: it is cut off, or no JSON.",
                    number=number,
                )
            ) from error
        number += 1
        row = _row(number, record, columns)
        missing -= {name for name in missing if row.cells.get(columns.get(name, name))}
        yield row
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


class _Fields(dict[str, Any]):
    """An object of JSON that knows whether a field of it was said twice."""

    is_doubled = False

    def __setitem__(self, name: str, value: Any) -> None:
        self.is_doubled = self.is_doubled or name in self
        super().__setitem__(name, value)


def _row(number: int, record: Any, columns: Mapping[str, str]) -> RowRead:
    if not isinstance(record, dict):
        return RowRead(number, {}, note("no_fields", value=_text(record) or "null"))
    fields, notes = _fields(record)
    cells = {staged: _text(_at(fields, column)) for column, staged in columns.items()}
    doubled = ("field_doubled",) if _is_doubled(record) else ()
    return RowRead(number, cells, notes=(*notes, *doubled))


def _is_doubled(fields: Any) -> bool:
    """Tell whether a field was said twice, in the record or in an object that is a field of it."""
    return isinstance(fields, _Fields) and (
        fields.is_doubled or any(map(_is_doubled, fields.values()))
    )


def _fields(record: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return a record by field; a GeoJSON feature as its properties, `@id`, `@lon` and `@lat`."""
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
        number = Decimal(str(value))
        return f"{number:f}" if abs(number.adjusted()) < ENDLESS else str(number)
    return UNWANTED.sub("", str(value))

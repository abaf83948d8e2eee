"""A listing as it is indexed, and where it stands among all."""

import json
from typing import Any, NamedTuple, Self

import numpy as np

from directory.search.index import zorder
from directory.search.index.fields import Entry
from directory.search.index.layout import NEVER


class Row(NamedTuple):
    """What stands in the database of a listing."""

    id: int
    public_id: str
    change: int
    entry_json: str


class Listed(NamedTuple):
    """A published listing as it is indexed."""

    id: int
    public_id: str
    change: int
    checked: int
    """Ordinal day of the last check; 0 when there was none."""
    until: int
    """First day on which it is no longer shown, or NEVER."""
    name_key: str
    entry: Entry

    @classmethod
    def read(cls, row: Row) -> Self:
        """Return what a row says."""
        entry = json.loads(row.entry_json)
        head = entry.get("checked", 0), entry.get("until", NEVER), entry["name_key"]
        return cls(row.id, row.public_id, row.change, *head, entry)


def curve_order(one: Listed) -> tuple[int, int]:
    """Return where a listing stands: along the curve by its first place, then by its id."""
    return _code(one.entry["places"]), one.id


def _code(places: list[list[Any]]) -> int:
    """Return the Z-order code of the first place; `NO_CODE` without one."""
    lon, lat = places[0][3:5] if places else (None, None)
    here = np.array([np.nan if lon is None else lon]), np.array([np.nan if lat is None else lat])
    return int(zorder.codes(*here)[0])

"""Merging three ways: field by field, and entries of a list by the id of the part.

Only a document, its sites and its services are parted into their fields. Every other value is
taken whole: half of one price and half of another is no price that anybody gave.
"""

from collections.abc import Sequence
from typing import Any

Json = Any
MISSING = object()
WHERE = ("country", "precision", "place", "point", "address", "directions", "p_code")
SHOWN = ("kind", "names", "description", "sites", "online", "visibility", "audiences", "areas")
TOGETHER = {"sites": ("where", WHERE), "services": ("shown", SHOWN)}
"""Lists of the document whose entries are merged field by field, and those of their fields that
only mean something together, under one name: how exactly one place is said is not an answer to
how exactly another may be, and what one service is, how openly it is shown and which sites it is
given at decide together what may be known of a place."""


def merge(base: Json, ours: Json, theirs: Json) -> tuple[Json, list[str]]:
    """Return what both sides made of a document, and the paths where they disagree.

    `ours` is what stands now, `theirs` what is proposed; where they disagree, ours is kept.
    """
    return _merge_fields(base, ours, theirs, "")


def _merge_fields(base: Json, ours: Json, theirs: Json, path: str) -> tuple[Json, list[str]]:
    merged: dict[str, Json] = {}
    conflicts: list[str] = []
    for name in sorted({*ours, *theirs}):
        was, here, there = (fields.get(name, MISSING) for fields in (base, ours, theirs))
        value, found = _merge_value(was, here, there, f"{path}/{name}")
        conflicts += found
        if value is not MISSING:
            merged[name] = value
    return merged, conflicts


def _merge_value(base: Json, ours: Json, theirs: Json, path: str) -> tuple[Json, list[str]]:
    if ours == theirs or theirs == base:
        return ours, []
    if ours == base:
        return theirs, []
    if _has_ids(ours) and _has_ids(theirs):
        return _merge_entries(base if _has_ids(base) else [], ours, theirs, path)
    return ours, [path]


def _merge_entries(base: Json, ours: Json, theirs: Json, path: str) -> tuple[Json, list[str]]:
    by_id = [{entry["id"]: entry for entry in entries} for entries in (base, ours, theirs)]
    order = [entry["id"] for entry in ours] + [e["id"] for e in theirs if e["id"] not in by_id[1]]
    merge_entry = _merge_part if path.strip("/") in TOGETHER else _merge_value
    merged: list[Json] = []
    conflicts: list[str] = []
    for key in order:
        was, here, there = (entries.get(key, MISSING) for entries in by_id)
        value, found = merge_entry(was, here, there, f"{path}/{key}")
        conflicts += found
        if value is not MISSING:
            merged.append(value)
    return merged, conflicts


def _merge_part(base: Json, ours: Json, theirs: Json, path: str) -> tuple[Json, list[str]]:
    if MISSING in (ours, theirs):
        return _merge_value(base, ours, theirs, path)
    name, fields = TOGETHER[path.split("/")[1]]
    before = {} if base is MISSING else _with_one(name, fields, base)
    here, there = (_with_one(name, fields, part) for part in (ours, theirs))
    merged, conflicts = _merge_fields(before, here, there, path)
    return {**merged.pop(name, {}), **merged}, conflicts


def _with_one(name: str, fields: Sequence[str], part: Json) -> Json:
    """Return a part with these fields as one value of that name."""
    whole = {field: part[field] for field in fields if field in part}
    rest = {field: value for field, value in part.items() if field not in whole}
    return {**rest, name: whole} if whole else rest


def _has_ids(value: Json) -> bool:
    return isinstance(value, list) and all(
        isinstance(entry, dict) and "id" in entry for entry in value
    )

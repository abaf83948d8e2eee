"""Merging three ways: field by field, and list entries by the id of the part."""

from typing import Any

Json = Any
MISSING = object()


def merge(base: Json, ours: Json, theirs: Json, path: str = "") -> tuple[Json, list[str]]:
    """Return what both sides made of the base, and the paths where they disagree.

    `ours` is what stands now, `theirs` what is proposed; where they disagree, ours is kept.
    """
    if ours == theirs or theirs == base:
        return ours, []
    if ours == base:
        return theirs, []
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return _merge_fields(base if isinstance(base, dict) else {}, ours, theirs, path)
    if _has_ids(ours) and _has_ids(theirs):
        return _merge_entries(base if _has_ids(base) else [], ours, theirs, path)
    return ours, [path or "/"]


def _merge_fields(base: Json, ours: Json, theirs: Json, path: str) -> tuple[Json, list[str]]:
    merged: dict[str, Json] = {}
    conflicts: list[str] = []
    for name in sorted({*ours, *theirs}):
        value, found = merge(
            base.get(name, MISSING),
            ours.get(name, MISSING),
            theirs.get(name, MISSING),
            f"{path}/{name}",
        )
        conflicts += found
        if value is not MISSING:
            merged[name] = value
    return merged, conflicts


def _merge_entries(base: Json, ours: Json, theirs: Json, path: str) -> tuple[Json, list[str]]:
    by_id = [{entry["id"]: entry for entry in entries} for entries in (base, ours, theirs)]
    order = [entry["id"] for entry in ours] + [e["id"] for e in theirs if e["id"] not in by_id[1]]
    merged: list[Json] = []
    conflicts: list[str] = []
    for key in order:
        was, here, there = (entries.get(key, MISSING) for entries in by_id)
        value, found = merge(was, here, there, f"{path}/{key}")
        conflicts += found
        if value is not MISSING:
            merged.append(value)
    return merged, conflicts


def _has_ids(value: Json) -> bool:
    return isinstance(value, list) and all(
        isinstance(entry, dict) and "id" in entry for entry in value
    )

"""Making a generation of the index: into folders of its own, then put in force at one stroke.

Killed at any moment, the last generation stays in force: nothing that it names is touched before
another is.
"""

import fcntl
import logging
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np

from directory.errors import Conflict
from directory.organisations.queries import newest_change
from directory.search.index.current import MOST_IN_MEMORY
from directory.search.index.gathering import (
    are_more_than,
    changed_since,
    how_many,
    ids_along_the_curve,
    rows_of,
)
from directory.search.index.generations import (
    Generation,
    Written,
    first_damaged,
    forget_report,
    is_of_this_database,
    is_reported,
    mark_of,
    point_at,
    read_pointer,
    report_damage,
    seal,
)
from directory.search.index.growth import staying
from directory.search.index.layout import Array
from directory.search.index.listed import Listed, Row
from directory.search.index.segment import write_segment
from directory.search.index.splitting import write_segments

log = logging.getLogger(__name__)
DUE = 250
"""Changes after which they are written: processes follow them in memory meanwhile."""
SPLIT = 20_000
"""From so many listings on all of them are written by several processes at once."""


class Progress(Protocol):
    """Shows how far something is."""

    def __call__(  # noqa: D102
        self, things: Iterable[Row], *, label: str, length: int
    ) -> Iterable[Row]: ...


class Due(Enum):
    """What is to be written, so that processes can follow by themselves."""

    NOTHING = "nothing"
    CHANGES = "changes"
    WHOLE = "whole"


def keep_up(folder: Path, *, progress: Progress) -> Due:
    """Write what is due, so that every process can follow; returns what was."""
    due = what_is_due(folder)
    if due is Due.CHANGES:
        write_changes(folder, progress=progress)
    elif due is Due.WHOLE:
        make_generation(folder, progress=progress)
    return due


def is_due(folder: Path) -> bool:
    """Tell whether processes can no longer follow by themselves what has changed."""
    return what_is_due(folder) is not Due.NOTHING


def what_is_due(folder: Path) -> Due:
    """Return what is to be written: nothing, what has changed, or everything."""
    generation = read_pointer(folder)
    if generation is not None and is_good(folder, generation):
        changed, is_whole = changed_since(generation.number)
        if not is_whole:
            return Due.CHANGES if len(changed) > DUE else Due.NOTHING
    if not are_more_than(MOST_IN_MEMORY):
        return Due.NOTHING
    listings, entries = how_many()
    return Due.WHOLE if entries >= listings else Due.NOTHING


def is_good(folder: Path, generation: Generation) -> bool:
    """Tell whether a generation is of this database, and undamaged as far as anybody noticed.

    What a process had trouble with is read whole: the trouble may have been another.
    """
    if not is_of_this_database(generation):
        return False
    damaged = first_damaged(folder, generation.segments, inside=is_reported(folder, generation))
    if damaged:
        log.error("The search index is damaged: %s. It is made anew.", damaged)
        return False
    forget_report(folder)
    return True


def check(folder: Path) -> str:
    """Return the first damaged file of the generation in force, whatever its size; empty if none.

    What is damaged is reported, so that it is made anew.
    """
    generation = read_pointer(folder)
    damaged = first_damaged(folder, generation.segments, inside=True) if generation else ""
    if generation and damaged:
        log.error("The search index is damaged: %s.", damaged)
        report_damage(folder, generation)
    return damaged


def make_generation(folder: Path, *, progress: Progress) -> int:
    """Index every public listing anew and put it in force; returns how many there are.

    What changes meanwhile is followed by each process, as the number of the newest change is read
    first. Raises Conflict when another process is at it.
    """
    with _only_writer(folder):
        _tidy(folder, read_pointer(folder))
        number = newest_change()
        listings, entries = how_many()
        if entries < listings:
            raise Conflict("Public rows are still to be made anew: flask directory rebuild.")
        ids = ids_along_the_curve()
        names = [_new_name(number) for _ in range(2 if len(ids) >= SPLIT else 1)]
        parts = np.array_split(ids, len(names))
        _write(folder, names, parts, progress=progress)
        written = tuple(Written(n, len(part)) for n, part in zip(names, parts, strict=True))
        _put_in_force(folder, Generation(_new_name(number), number, mark_of(number), written))
    return listings


def write_changes(folder: Path, *, progress: Progress) -> int:
    """Write what changed since the generation in force behind it; returns how many listings.

    Newer segments that are not much larger are made anew together with it, and when those would be
    a good part of everything, everything is. Raises Conflict when another process is at it.
    """
    with _only_writer(folder):
        generation = read_pointer(folder)
        if generation is None:
            raise Conflict("There is no index to be continued: flask directory index.")
        _tidy(folder, generation)
        number = newest_change()
        changed, _ = changed_since(generation.number)
        whole = sum(one.listings for one in generation.base)
        left = staying([whole, *(one.listings for one in generation.newer)], len(changed))
        if left:
            anew = generation.newer[left - 1 :]
            changed |= {one for segment in anew for one in _replaced(folder / segment.name)}
            name = _new_name(number)
            ids = ids_along_the_curve(changed)
            _write(folder, [name], [ids], progress=progress, replaces=changed)
            newer = (*generation.newer[: left - 1], Written(name, len(changed)))
            made = Generation(_new_name(number), number, mark_of(number), generation.base, newer)
            _put_in_force(folder, made)
            return len(changed)
    return make_generation(folder, progress=progress)


def _write(
    folder: Path,
    names: list[str],
    parts: list[Array],
    *,
    progress: Progress,
    replaces: Iterable[str] = (),
) -> None:
    folders = [folder / name for name in names]
    for one in folders:
        one.mkdir()
    shown = partial(progress, label="Indexing", length=sum(map(len, parts)))
    if len(names) == 1:
        rows = shown(rows_of(parts[0]))
        write_segment(map(Listed.read, rows), folders[0], replaces=replaces)
    else:
        write_segments([rows_of(part) for part in parts], folders, shown)
    for one in folders:
        seal(one)


def _put_in_force(folder: Path, generation: Generation) -> None:
    point_at(folder, generation)
    _tidy(folder, generation)


def _replaced(segment: Path) -> Iterator[str]:
    return (key.decode() for key in np.load(segment / "replaces.npy", allow_pickle=False))


def _new_name(number: int) -> str:
    return f"{number}-{secrets.token_hex(4)}"


@contextmanager
def _only_writer(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Conflict("Another process is writing the search index.") from error
        yield


def _tidy(folder: Path, generation: Generation | None) -> None:
    """Take away older segments, and what a killed writer left; who reads one keeps its files."""
    kept = {one.name for one in generation.segments} if generation else set()
    for old in filter(Path.is_dir, folder.iterdir()):
        if old.name not in kept:
            shutil.rmtree(old, ignore_errors=True)

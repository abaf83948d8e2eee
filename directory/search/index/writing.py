"""Making a generation of the index: into a folder of its own, then put in force at one stroke."""

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from directory.errors import Conflict
from directory.organisations.queries import newest_change
from directory.search.index.current import (
    FORMAT,
    GENERATION,
    MOST_IN_MEMORY,
    POINTER,
    mark_of,
    read_number,
    read_pointer,
    sizes_of,
)
from directory.search.index.gathering import along_the_curve, changed_since, how_many
from directory.search.index.segment import Listed, write_segment

DUE = 250
"""Changes after which another generation is made: processes follow them in memory meanwhile."""


class Progress(Protocol):
    """Shows how far something is."""

    def __call__(  # noqa: D102
        self, things: Iterable[Listed], *, label: str, length: int
    ) -> Iterable[Listed]: ...


def make_generation(folder: Path, *, progress: Progress) -> int:
    """Index every public listing anew and put it in force; returns how many there are.

    What changes meanwhile is followed by each process, as the number of the newest change is read
    first. Killed at any moment, the last generation stays in force. Raises Conflict when another
    process is at it.
    """
    with _only_writer(folder):
        _remove_all_but(folder, read_pointer(folder))
        number = newest_change()
        listings, entries = how_many()
        if entries < listings:
            raise Conflict("Public rows are still to be made anew: flask directory rebuild.")
        name = f"{number}-{secrets.token_hex(4)}"
        made = folder / name
        made.mkdir()
        write_segment(progress(along_the_curve(), label="Indexing", length=listings), made)
        said = {"number": number, "mark": mark_of(number), "sizes": sizes_of(made)}
        (made / GENERATION).write_text(json.dumps(said), encoding="utf-8")
        _settle(made)
        _point_at(folder, name)
        _remove_all_but(folder, name)
    return listings


def is_due(folder: Path) -> bool:
    """Tell whether processes can no longer follow by themselves what has changed."""
    listings, entries = how_many()
    if listings <= MOST_IN_MEMORY or entries < listings:
        return False
    named = read_pointer(folder)
    try:
        number = read_number(folder / named) if named else None
    except (OSError, ValueError, KeyError, TypeError):
        return True
    if number is None:
        return True
    changed, is_whole = changed_since(number)
    return is_whole or len(changed) > DUE


@contextmanager
def _only_writer(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Conflict("Another process is writing the search index.") from error
        yield


def _settle(folder: Path) -> None:
    """Have the disk hold every file before anything points at them."""
    for file in (*filter(Path.is_file, folder.rglob("*")), folder):
        _settle_file(file)


def _point_at(folder: Path, name: str) -> None:
    written = folder / f"{POINTER}.new"
    written.write_text(json.dumps({"format": FORMAT, "name": name}), encoding="utf-8")
    _settle_file(written)
    os.replace(written, folder / POINTER)
    _settle_file(folder)


def _settle_file(file: Path) -> None:
    number = os.open(file, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _remove_all_but(folder: Path, name: str) -> None:
    """Take away older generations, and what a killed writer left; who reads one keeps its files."""
    for old in filter(Path.is_dir, folder.iterdir()):
        if old.name != name:
            shutil.rmtree(old, ignore_errors=True)

"""What stands in the folder of an index: which generation is in force, and whether it is whole.

A generation is all listings, in one or more segments that share none, and newer segments with
what changed since. Each segment is a folder; one small file names those in force.
"""

import json
import os
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from directory.extensions import db
from directory.organisations.public_tables import PublicChange

POINTER, SEALED, DAMAGED, FORMAT = "current.json", "segment.json", "damaged", 6
NAME = re.compile(r"[\w-]+")
PIECE = 1 << 20


@dataclass(frozen=True)
class Written:
    """A segment that stands in a folder of this name, and for how many listings it stands."""

    name: str
    listings: int


@dataclass(frozen=True)
class Generation:
    """The segments in force, the newest change that they know, and what tells that change."""

    name: str
    number: int
    mark: str
    base: tuple[Written, ...]
    newer: tuple[Written, ...] = ()

    @property
    def segments(self) -> tuple[Written, ...]:
        """All segments, the oldest first."""
        return self.base + self.newer


def read_pointer(folder: Path) -> Generation | None:
    """Return the generation in force; None when there is none to be read."""
    try:
        said = json.loads((folder / POINTER).read_text(encoding="utf-8"))
        if said["format"] != FORMAT:
            return None
        base, newer = (tuple(_written(one) for one in said[part]) for part in ("base", "newer"))
        return Generation(str(said["name"]), int(said["number"]), str(said["mark"]), base, newer)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def point_at(folder: Path, generation: Generation) -> None:
    """Put a generation in force at one stroke."""
    written = folder / f"{POINTER}.new"
    said = {"format": FORMAT, **asdict(generation)}
    written.write_text(json.dumps(said), encoding="utf-8")
    _settle_file(written)
    os.replace(written, folder / POINTER)
    _settle_file(folder)


def seal(segment: Path) -> None:
    """Note the size and the sum of each file of a segment, and have the disk hold them all."""
    files = {name: (file.stat().st_size, sum_of(file)) for name, file in _files(segment)}
    (segment / SEALED).write_text(json.dumps(files), encoding="utf-8")
    for file in (*segment.rglob("*"), segment):
        _settle_file(file)


def first_damaged(folder: Path, segments: Iterable[Written], *, inside: bool) -> str:
    """Return the first file that is not as it was written, empty when all are.

    `inside`: also what the files hold is compared, which reads all of them.
    """
    for segment in segments:
        name = _damaged(folder / segment.name, inside=inside)
        if name:
            return f"{segment.name}/{name}"
    return ""


def report_damage(folder: Path, generation: Generation) -> None:
    """Tell whoever writes the index that a generation gave trouble."""
    with suppress(OSError):
        (folder / DAMAGED).write_text(generation.name, encoding="utf-8")


def is_reported(folder: Path, generation: Generation) -> bool:
    """Tell whether some process had trouble with a generation."""
    with suppress(OSError, ValueError):
        return (folder / DAMAGED).read_text(encoding="utf-8") == generation.name
    return False


def forget_report(folder: Path) -> None:
    """Take back what was reported: it was looked at."""
    (folder / DAMAGED).unlink(missing_ok=True)


def mark_of(number: int) -> str:
    """Return what tells a change from one of the same number in another database."""
    change = db.session.get(PublicChange, number)
    return f"{change.public_id} {change.at.isoformat()}" if change else ""


def is_of_this_database(generation: Generation) -> bool:
    """Tell whether a generation was made from the database that is in use."""
    return mark_of(generation.number) == generation.mark


def sum_of(file: Path) -> int:
    """Return the CRC 32 of a file."""
    found = 0
    with file.open("rb") as opened:
        while piece := opened.read(PIECE):
            found = zlib.crc32(piece, found)
    return found


def _written(said: Any) -> Written:
    if not NAME.fullmatch(said["name"]):
        raise ValueError("No name of a folder.")
    return Written(said["name"], int(said["listings"]))


def _damaged(segment: Path, *, inside: bool) -> str:
    try:
        sealed = json.loads((segment / SEALED).read_text(encoding="utf-8"))
        for name, (size, expected) in sealed.items():
            file = segment / name
            if file.stat().st_size != size or (inside and sum_of(file) != expected):
                return str(name)
    except (OSError, ValueError, TypeError, AttributeError):
        return SEALED
    return ""


def _files(segment: Path) -> Iterator[tuple[str, Path]]:
    for file in filter(Path.is_file, sorted(segment.rglob("*"))):
        if file.name != SEALED and not file.name.endswith(".lock"):
            yield file.relative_to(segment).as_posix(), file


def _settle_file(file: Path) -> None:
    number = os.open(file, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)

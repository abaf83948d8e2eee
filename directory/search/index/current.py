"""What a process knows of the index: the last generation, and what changed since, in memory."""

import json
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TypeVar

import numpy as np
from flask import Flask, current_app
from pyroaring import BitMap

from directory.extensions import db
from directory.organisations.public_tables import PublicChange
from directory.organisations.queries import newest_change
from directory.search.index.engine import IndexEngine
from directory.search.index.gathering import changed_since, how_many, listed
from directory.search.index.segment import Part, Segment

T = TypeVar("T")
MOST_IN_MEMORY = 2_000
"""So few listings need no folder: each process reads them all within a second."""
LONGEST_TAIL = 500
"""Changes that a process follows by itself; those behind them wait for the next generation."""
FOLDER, POINTER, GENERATION, FORMAT = "index", "current.json", "generation.json", 1
EXTENSION = "search_index"


@dataclass(frozen=True)
class Generation:
    """A whole segment, and the newest change that it knew of."""

    segment: Segment
    number: int
    name: str = ""
    """Its folder; empty where it was made in memory."""


@dataclass
class Following:
    """Keeps up with `public_changes`; one in each process."""

    folder: Path
    named: str = ""
    """The generation that was opened last, or tried."""
    generation: Generation | None = None
    engine: IndexEngine | None = None
    number: int = -1
    lock: Lock = field(default_factory=Lock)

    def engine_at(self, newest: int) -> IndexEngine | None:
        """Return what knows all listings up to a change; None when only the database does."""
        named = read_pointer(self.folder)
        if (newest, named) == (self.number, self.named):
            return self.engine
        with self.lock:
            if (newest, named) != (self.number, self.named):
                if named != self.named:
                    self.generation = read_generation(self.folder / named) if named else None
                self.engine = self._follow()
                self.number, self.named = newest, named
            return self.engine

    def _follow(self) -> IndexEngine | None:
        known = self.generation
        changed, is_whole = changed_since(known.number if known else -1)
        is_long = known is not None and not known.name and len(changed) > LONGEST_TAIL
        if known is None or is_whole or is_long:
            known = _made_in_memory()
            if known is None:
                return None
            self.generation = known
            changed, _ = changed_since(known.number)
        newer = Segment.in_memory(listed(sorted(changed)[:LONGEST_TAIL]))
        dead = _offers_called(known.segment, changed)
        return IndexEngine((Part(known.segment, dead), Part(newer, BitMap())))


def _made_in_memory() -> Generation | None:
    """Return all listings; None when they are too many, or not all can be indexed yet."""
    number = newest_change()
    listings, entries = how_many()
    if listings > MOST_IN_MEMORY or entries < listings:
        return None
    return Generation(Segment.in_memory(listed()), number)


def init_app(app: Flask) -> None:
    """Let this process follow the index of this host."""
    app.extensions[EXTENSION] = Following(Path(app.config["DATA_FOLDER"]) / FOLDER)


def folder_of_index() -> Path:
    """Return the folder of this host's index."""
    following: Following = current_app.extensions[EXTENSION]
    return following.folder


def current() -> IndexEngine | None:
    """Return the index as of the newest public change; None when only the database can answer."""
    following: Following = current_app.extensions[EXTENSION]
    return following.engine_at(newest_change())


def remembered(key: Hashable, make: Callable[[], T]) -> T:
    """Return what is the same until the next public change, made once in each process."""
    engine = current()
    return make() if engine is None else engine.kept.get(key, make)


def read_pointer(folder: Path) -> str:
    """Return the name of the generation in force; empty when there is none to be read."""
    try:
        said = json.loads((folder / POINTER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        return ""
    name = str(said.get("name", ""))
    return name if (folder / name).parent == folder else ""


def read_generation(folder: Path) -> Generation | None:
    """Open a generation; None when it is gone, damaged or of another database."""
    try:
        number = read_number(folder)
        return None if number is None else Generation(Segment.read(folder), number, folder.name)
    except (OSError, ValueError, KeyError, TypeError):
        current_app.logger.exception("The search index cannot be read; the database answers.")
        return None


def read_number(folder: Path) -> int | None:
    """Return the newest change that a generation knew of; None when it is of another database.

    Raises OSError, ValueError, KeyError or TypeError when it is damaged.
    """
    said = json.loads((folder / GENERATION).read_text(encoding="utf-8"))
    if mark_of(said["number"]) != said["mark"]:
        return None
    if sizes_of(folder) != said["sizes"]:
        raise ValueError("A file has another size.")
    return int(said["number"])


def sizes_of(folder: Path) -> dict[str, int]:
    """Return the bytes of each file of a generation but the one that says them."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != GENERATION)
    return {
        file.relative_to(folder).as_posix(): file.stat().st_size
        for file in files
        if not file.name.endswith(".lock")
    }


def mark_of(number: int) -> str:
    """Return what tells a change from one of the same number in another database."""
    change = db.session.get(PublicChange, number)
    return f"{change.public_id} {change.at.isoformat()}" if change else ""


def _offers_called(segment: Segment, public_ids: Iterable[str]) -> BitMap:
    found = (segment.organisation_of(one) for one in public_ids)
    numbers = sorted({number for number in found if number is not None})
    return segment.offers_of(np.array(numbers, dtype=np.int64))

"""What a process knows of the index: the last generation, and what changed since, in memory."""

import json
import re
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
LONGEST_TAIL = 2_000
"""Changes that a process follows by itself; beyond them the database answers until the next
generation."""
FOLDER, POINTER, GENERATION, FORMAT = "index", "current.json", "generation.json", 1
EXTENSION = "search_index"


@dataclass(frozen=True)
class Generation:
    """A whole segment, the newest change that it knew of, and what tells that change."""

    segment: Segment
    number: int
    mark: str


@dataclass(frozen=True)
class State:
    """What a process has in force: at which change, from which folder, and what answers."""

    number: int = -1
    named: str = ""
    generation: Generation | None = None
    engine: IndexEngine | None = None


@dataclass
class Following:
    """Keeps up with `public_changes`; one in each process."""

    folder: Path
    state: State = field(default_factory=State)
    lock: Lock = field(default_factory=Lock)

    def engine_at(self, newest: int) -> IndexEngine | None:
        """Return what knows all listings up to a change; None when only the database does.

        Who still sees the database as it was before what this process knows asks the database.
        """
        named = read_pointer(self.folder)
        state = self.state  # read once: another thread may put another in force
        if (newest, named) != (state.number, state.named):
            with self.lock:
                state = self.state
                if newest > state.number or named != state.named:
                    state = self.state = self._followed(newest, named)
        return state.engine if newest == state.number else None

    def _followed(self, newest: int, named: str) -> State:
        known = self.state.generation
        if named != self.state.named:
            known = read_generation(self.folder / named) if named else None
        if known is not None and mark_of(known.number) != known.mark:
            known = None  # another database was put in the place of this one
        changed, is_whole = changed_since(known.number if known else -1)
        if known is None or is_whole or len(changed) > LONGEST_TAIL:
            known = _made_in_memory()
            if known is None:
                return State(newest, named)
            changed, _ = changed_since(known.number)
        newer = Segment.in_memory(listed(changed))
        dead = _offers_called(known.segment, changed)
        engine = IndexEngine((Part(known.segment, dead), Part(newer, BitMap())))
        return State(newest, named, known, engine)


def _made_in_memory() -> Generation | None:
    """Return all listings; None when they are too many, or not all can be indexed yet."""
    number = newest_change()
    listings, entries = how_many()
    if listings > MOST_IN_MEMORY or entries < listings:
        return None
    return Generation(Segment.in_memory(listed()), number, mark_of(number))


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
    return name if re.fullmatch(r"[\w-]+", name) else ""


def read_generation(folder: Path) -> Generation | None:
    """Open a generation; None when it is gone, damaged or of another database."""
    try:
        number = read_number(folder)
        if number is None:
            return None
        return Generation(Segment.read(folder), number, mark_of(number))
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

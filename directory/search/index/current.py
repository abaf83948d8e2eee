"""What a process knows of the index: the generation in force, and what changed since, in memory."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TypeVar

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from directory.organisations.queries import newest_change
from directory.search.index.engine import IndexEngine
from directory.search.index.gathering import are_more_than, changed_since, how_many, listed
from directory.search.index.generations import (
    Generation,
    first_damaged,
    is_of_this_database,
    is_reported,
    mark_of,
    read_pointer,
    report_damage,
)
from directory.search.index.growth import staying
from directory.search.index.layout import Array
from directory.search.index.numbering import keys_of
from directory.search.index.segment import Part, Segment

T = TypeVar("T")
log = logging.getLogger(__name__)
MOST_IN_MEMORY = 2_000
"""So few listings need no folder: each process reads them all within a second."""
LONGEST_TAIL = 2_000
"""Changes that a process follows by itself; beyond them the database answers until they are
written."""
PAUSE = 10.0
"""Seconds for which the database answers before what could not be used is tried again."""
FOLDER, EXTENSION = "index", "search_index"


class Unusable(Exception):
    """Says why no index answers; empty where there is nothing to be said."""


@dataclass(frozen=True)
class State:
    """What a process has in force: at which change, of which generation, and what answers."""

    number: int = -1
    mark: str = ""
    named: str = ""
    parts: tuple[Part, ...] = ()
    settled: int = 0
    """How many of the parts, the first, are as they were begun with; the others came since."""
    opened: Mapping[str, Segment] = field(default_factory=dict)
    """The segments of the folder, by their names."""
    engine: IndexEngine | None = None


@dataclass(frozen=True)
class Refused:
    """A generation that cannot be used for now."""

    named: str | None = None
    until: float = 0.0

    def holds(self, named: str) -> bool:
        """Tell whether the database answers instead."""
        return named == self.named and monotonic() < self.until


@dataclass
class Following:
    """Keeps up with `public_changes`; one in each process."""

    folder: Path
    state: State = field(default_factory=State)
    refused: Refused = field(default_factory=Refused)
    said: str = ""
    lock: Lock = field(default_factory=Lock)

    def engine_at(self, newest: int) -> IndexEngine | None:
        """Return what knows all listings up to a change; None when only the database does.

        Who still sees the database as it was before what this process knows asks the database.
        Others wait for the one who follows: an answer of before would be kept by caches as if it
        were of now.
        """
        generation = read_pointer(self.folder)
        named = generation.name if generation else ""
        state = self.state  # read once: another thread may put another in force
        if (newest, named) != (state.number, state.named):
            with self.lock:
                if self.refused.holds(named):
                    return None
                state = self.state
                if newest > state.number or named != state.named:
                    state = self._try(newest, generation, named)
        return state.engine if newest == state.number else None

    def drop(self, engine: IndexEngine, error: BaseException) -> None:
        """Use this engine no more, as it gave trouble; whoever writes the index is told."""
        with self.lock:
            if self.state.engine is engine:
                self._refuse(self.state.named, f"It gave trouble: {type(error).__name__}: {error}")
                generation = read_pointer(self.folder)
                if generation and generation.name == self.state.named:
                    report_damage(self.folder, generation)
                self.state = State()

    def _try(self, newest: int, generation: Generation | None, named: str) -> State:
        try:
            self.state = self._followed(newest, generation, named)
        except Unusable as reason:
            self.state = State()
            self._refuse(named, str(reason))
        except BaseException as error:
            if not _is_of_index(error):
                raise
            self.state = State()
            now = read_pointer(self.folder)
            if generation and now and now.name != named:  # what was read was tidied away
                return self._try(newest, now, now.name)
            self._refuse(named, f"It cannot be read: {type(error).__name__}: {error}")
            if generation:
                report_damage(self.folder, generation)
        return self.state

    def _refuse(self, named: str, reason: str) -> None:
        self.refused = Refused(named, monotonic() + PAUSE)
        said = f"{named} {reason}"
        if reason and said != self.said:
            log.error("The database answers instead of the search index. %s", reason)
            self.said = said

    def _followed(self, newest: int, generation: Generation | None, named: str) -> State:
        """Return what is known at a change; raises Unusable when only the database knows."""
        state = self.state
        if state.engine is None or named != state.named or mark_of(state.number) != state.mark:
            state = _begun(self.folder, generation, named, state.opened)
        changed, is_whole = changed_since(state.number)
        if is_whole or _is_long(state, changed):
            state = _made_in_memory(named)
            changed, _ = changed_since(state.number)
        return _with(state, changed, newest)

    def standing(self) -> str:
        """Return what answered last."""
        generation = read_pointer(self.folder)
        if generation and is_reported(self.folder, generation):
            return "damaged"
        state = self.state
        if state.engine is None:
            return "database"
        return "index" if state.settled else "memory"


def init_app(app: Flask) -> None:
    """Let this process follow the index of this host."""
    app.extensions[EXTENSION] = Following(Path(app.config["DATA_FOLDER"]) / FOLDER)


def folder_of_index() -> Path:
    """Return the folder of this host's index."""
    return _following().folder


def current() -> IndexEngine | None:
    """Return the index as of the newest public change; None when only the database can answer."""
    return _following().engine_at(newest_change())


def answered(by_index: Callable[[IndexEngine], T], by_database: Callable[[], T]) -> T:
    """Return the answer of the index; of the database where there is none or it gives trouble."""
    engine = current()
    if engine is not None:
        try:
            return by_index(engine)
        except BaseException as error:
            if not _is_of_index(error):
                raise
            _following().drop(engine, error)
    return by_database()


def standing() -> str:
    """Return what answers searches now: `index`, `memory`, `database`, or `damaged`."""
    current()
    return _following().standing()


def _following() -> Following:
    following: Following = current_app.extensions[EXTENSION]
    return following


def _is_of_index(error: BaseException) -> bool:
    """Tell whether a damaged index may raise it: anything may, where sizes and numbers are wrong.

    tantivy's panics are no `Exception`. Those of the database would come again when it is asked.
    """
    return not isinstance(error, SQLAlchemyError | KeyboardInterrupt | SystemExit | GeneratorExit)


def _begun(
    folder: Path, generation: Generation | None, named: str, opened: Mapping[str, Segment]
) -> State:
    """Return what a generation knows; raises Unusable, and OSError where a file is damaged."""
    if generation is None or not is_of_this_database(generation):
        return _made_in_memory(named)
    if is_reported(folder, generation):
        raise Unusable
    unread = [one for one in generation.segments if one.name not in opened]
    if damaged := first_damaged(folder, unread, inside=True):
        raise OSError(f"{damaged} is not as it was written")
    known = {
        one.name: opened.get(one.name) or Segment.read(folder / one.name)
        for one in generation.segments
    }
    parts: tuple[Part, ...] = ()
    for segment in known.values():
        parts = (*_without(parts, segment.columns.replaces), Part.whole(segment))
    return State(
        generation.number, generation.mark, named, parts, len(parts), known, IndexEngine(parts)
    )


def _made_in_memory(named: str) -> State:
    """Return all listings; raises Unusable when they are too many, or not all can be indexed."""
    if are_more_than(MOST_IN_MEMORY):
        raise Unusable
    number = newest_change()
    listings, entries = how_many()
    if entries < listings:
        raise Unusable
    every = list(listed())
    segment = Segment.in_memory(every, replaces=[one.public_id for one in every])
    parts = (Part.whole(segment),)
    return State(number, mark_of(number), named, parts, engine=IndexEngine(parts))


def _with(state: State, changed: set[str], newest: int) -> State:
    """Return the state with what has changed; small parts of before are made anew with it."""
    if not changed:
        return replace(state, number=newest, mark=mark_of(newest))
    since = state.parts[state.settled :]
    left = state.settled + staying([_size(part) for part in since], len(changed))
    anew = {key.decode() for part in state.parts[left:] for key in part.segment.columns.replaces}
    anew |= changed
    newer = Segment.in_memory(listed(anew), replaces=anew)
    parts = (*_without(state.parts[:left], keys_of(changed)), Part.whole(newer))
    return replace(
        state, number=newest, mark=mark_of(newest), parts=parts, engine=IndexEngine(parts)
    )


def _is_long(state: State, changed: set[str]) -> bool:
    """Tell whether following would take long, and much memory."""
    most = LONGEST_TAIL if state.settled else MOST_IN_MEMORY + LONGEST_TAIL
    return sum(map(_size, state.parts[state.settled :])) + len(changed) > most


def _size(part: Part) -> int:
    return len(part.segment.columns.replaces)


def _without(parts: Iterable[Part], keys: Array) -> Iterator[Part]:
    return (part.without(keys) for part in parts)

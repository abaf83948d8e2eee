"""What a map shows of a question: the same offers as the list, so that both say the same."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Protocol, TypeVar

from directory.search import sql_map
from directory.search.criteria import Criteria
from directory.search.index.current import answered
from directory.search.index.map_engine import IndexMap
from directory.search.shown import Named, Shown
from directory.search.understanding import understanding
from directory.search.where import Where
from directory.search.window import Window

MOST_NAMED = 20
"""Organisations named at one point; the others are counted."""
Bounds = tuple[float, float, float, float]
MayName = Callable[[Named], bool]
T = TypeVar("T")


class Engine(Protocol):
    """Draws questions that were understood."""

    def within(
        self,
        criteria: Criteria,
        where: Where,
        window: Window,
        *,
        on: date,
        most: int,
        may_name: MayName,
    ) -> Shown:
        """Return what lies in the window."""
        ...

    def answering(self, criteria: Criteria, where: Where, *, on: date) -> Iterator[Named]:
        """Yield every organisation that answers."""
        ...

    def bounds_of(self, criteria: Criteria, where: Where, *, on: date) -> Bounds | None:
        """Return west, south, east and north of all that answers."""
        ...


def within(
    criteria: Criteria,
    window: Window,
    *,
    on: date,
    most: int = MOST_NAMED,
    may_name: MayName = lambda _found: True,
) -> Shown:
    """Return what a map of the window shows of the answer to a question on that day.

    At most `most` organisations are named at one point; those that `may_name` refuses are left
    out and not counted.
    """
    where = _where(criteria, on)
    if where is None:
        return Shown()
    return _answered(
        lambda e: e.within(criteria, where, window, on=on, most=most, may_name=may_name)
    )


def answering(criteria: Criteria, *, on: date) -> Iterator[Named]:
    """Return every organisation that answers, with a place on the map or without."""
    where = _where(criteria, on)
    return iter(()) if where is None else _answered(lambda e: e.answering(criteria, where, on=on))


def bounds_of(criteria: Criteria, *, on: date) -> Bounds | None:
    """Return west, south, east and north of all that answers; None when nothing is on the map."""
    where = _where(criteria, on)
    if where is None:
        return None
    return _answered(lambda e: e.bounds_of(criteria, where, on=on))


def _where(criteria: Criteria, on: date) -> Where | None:
    """Return where to look; None where nothing can be found."""
    where, understood = understanding(on)(criteria)
    return None if understood.no_words or where.nowhere else where


def _answered(question: Callable[[Engine], T]) -> T:
    return answered(lambda engine: question(IndexMap(engine)), lambda: question(sql_map))

"""What a window of the map holds of an answer: its places, counted by cell."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

import numpy as np

from directory.search.index import zorder
from directory.search.index.answering import Answer
from directory.search.index.layout import Array, distinct, numbers_in
from directory.search.window import CELLS, MOST_TILES, Window

Key: TypeAlias = tuple[float, float]
CELL_BITS = CELLS.bit_length() - 1
MOST_RANGES = MOST_TILES**2
"""Tiles that are looked up one by one; of more, as for a whole map, each place is."""


class Indexed(NamedTuple):
    """An organisation, and the change that wrote what is indexed of it."""

    id: int
    change: int


@dataclass
class Cell:
    """Places that are counted together, and what is needed to draw them."""

    places: int = 0
    organisations: int = 0
    coarseness: int = 0
    country: int = 2**16
    lon_sum: float = 0.0
    lat_sum: float = 0.0
    west: float = 180.0
    south: float = 90.0
    east: float = -180.0
    north: float = -90.0
    found: list[tuple[Answer, Array]] = field(default_factory=list)
    """The places of each part, for naming who is there."""

    @property
    def is_single(self) -> bool:
        """Tell whether all lie at the very same point."""
        return (self.west, self.south) == (self.east, self.north)


def count_cells(answers: list[Answer], window: Window) -> dict[Key, Cell]:
    """Return the cells of a window in which there is something, by where they are."""
    cells: dict[Key, Cell] = {}
    for answer in answers:
        places, starts, keys = _cut(answer, window)
        if len(places):
            _add(cells, answer, places, starts, keys)
    return cells


def in_window(answer: Answer, window: Window) -> Array:
    """Return the places of an answer inside a window, ascending or tile by tile."""
    if window.tiles > MOST_RANGES:
        return answer.places[_is_inside(answer, window)]
    first, behind = _ranges(answer, window, extra=0)
    return _between(answer.places, first, behind)


def _cut(answer: Answer, window: Window) -> tuple[Array, Array, list[Key]]:
    """Return the places in the window, cell by cell, where each cell begins, and its key."""
    columns = answer.segment.columns
    if window.cell is None:
        places = in_window(answer, window)
        points = np.stack([columns.lon[places], columns.lat[places]])
        order = np.lexsort(points)
        places, points = places[order], points[:, order]
        new = np.r_[True, np.any(np.diff(points) != 0, axis=0)] if len(places) else []
        starts = np.flatnonzero(new)
        return places, starts, [(x, y) for x, y in points[:, starts].T.tolist()]
    first, behind = _ranges(answer, window, extra=CELL_BITS)
    at, end = np.searchsorted(answer.places, first), np.searchsorted(answer.places, behind)
    filled = at < end
    counts = (end - at)[filled]
    places = _between(answer.places, first[filled], behind[filled])
    starts = np.cumsum(np.r_[0, counts[:-1]]) if len(counts) else counts
    bits = window.zoom + CELL_BITS
    codes = columns.code[places[starts]] >> np.uint64(2 * (zorder.BITS - bits))
    return places, starts, [(float(code), 0.0) for code in codes.tolist()]


def _ranges(answer: Answer, window: Window, *, extra: int) -> tuple[Array, Array]:
    """Return the first place of each tile so many zooms below, and the first behind it."""
    code = answer.segment.columns.code
    x = np.arange(window.left << extra, (window.right + 1) << extra)
    y = np.arange(window.top << extra, (window.bottom + 1) << extra)
    tiles = np.repeat(x, len(y)), np.tile(y, len(x))
    first, behind = zorder.tile_codes(*tiles, window.zoom + extra)
    order = np.argsort(first)
    # of the same type as the places of an answer, which would be copied to be compared
    at, end = np.searchsorted(code, first[order]), np.searchsorted(code, behind[order])
    return at.astype(np.uint32), end.astype(np.uint32)


def _is_inside(answer: Answer, window: Window) -> Array:
    """Tell of each place whether it lies in a window, however many tiles that has."""
    columns, shift = answer.segment.columns, np.uint64(zorder.BITS - window.zoom)
    x = zorder.columns(columns.lon[answer.places]) >> shift
    y = zorder.rows(columns.lat[answer.places]) >> shift
    is_across = (window.left <= x) & (x <= window.right)
    return np.asarray(is_across & (window.top <= y) & (y <= window.bottom))


def _between(places: Array, first: Array, behind: Array) -> Array:
    """Return the places that lie in one of the ranges, in the order of the ranges."""
    at, end = np.searchsorted(places, first), np.searchsorted(places, behind)
    return np.asarray(places[numbers_in(at, end)])


def _add(
    cells: dict[Key, Cell], answer: Answer, places: Array, starts: Array, keys: list[Key]
) -> None:
    columns = answer.segment.columns
    lon, lat = columns.lon[places], columns.lat[places]
    ends = np.r_[starts[1:], len(places)]
    numbers = zip(
        keys,
        starts.tolist(),
        ends.tolist(),
        _owners_by_cell(answer, places, starts).tolist(),
        np.maximum.reduceat(columns.coarseness[places], starts).tolist(),
        np.minimum.reduceat(columns.country[places], starts).tolist(),
        np.add.reduceat(lon, starts).tolist(),
        np.add.reduceat(lat, starts).tolist(),
        np.minimum.reduceat(lon, starts).tolist(),
        np.minimum.reduceat(lat, starts).tolist(),
        np.maximum.reduceat(lon, starts).tolist(),
        np.maximum.reduceat(lat, starts).tolist(),
        strict=True,
    )
    for key, start, end, owners, coarse, country, lon_sum, lat_sum, w, s, e, n in numbers:
        cell = cells.setdefault(key, Cell())
        cell.places += end - start
        cell.organisations += owners
        cell.coarseness = max(cell.coarseness, coarse)
        cell.country = min(cell.country, country)
        cell.lon_sum += lon_sum
        cell.lat_sum += lat_sum
        cell.west, cell.south = min(cell.west, w), min(cell.south, s)
        cell.east, cell.north = max(cell.east, e), max(cell.north, n)
        cell.found.append((answer, places[start:end]))


def _owners_by_cell(answer: Answer, places: Array, starts: Array) -> Array:
    """Count the organisations of each cell; only those of several places can be there twice."""
    columns = answer.segment.columns
    cell = np.zeros(len(places), dtype=np.int64)
    cell[starts[1:]] = 1
    cell = np.cumsum(cell)
    several = columns.is_one_of_several[places]
    alone = np.bincount(cell[~several], minlength=len(starts))
    owner = columns.owner[places[several]].astype(np.int64)
    pairs = distinct(np.sort((cell[several] << 32) | owner))
    return np.asarray(alone + np.bincount(pairs >> 32, minlength=len(starts)))


def owners_of(answer: Answer, places: Array) -> Array:
    """Return the organisations of places, ascending, each once."""
    return distinct(np.sort(answer.segment.columns.owner[places]))


def first_by_name(cell: Cell, most: int) -> Iterator[Indexed]:
    """Yield the first organisations at a cell by name, as many of each part."""
    for answer, places in cell.found:
        columns, owners = answer.segment.columns, owners_of(answer, places)
        chosen = owners[np.argsort(columns.name_rank[owners])[:most]]
        ids, changes = columns.ids[chosen].tolist(), columns.changes[chosen].tolist()
        yield from map(Indexed, ids, changes)

"""What is measured: one row for each case. A page that does not exist yet has no row."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from benchmarks.world.drawing import Drawer
from benchmarks.world.floors import Raw, in_view, listed, newest

Draw = Callable[[Drawer], str]


@dataclass(frozen=True)
class Case:
    """A kind of question, and the raw reading of the rows that it needs."""

    name: str
    draw: Draw
    raw: Raw
    expected: int = 200
    again: bool = False
    """Whether the same few questions are asked over and over, as readers of one page do."""


def _view(zoom: int) -> Draw:
    return partial(Drawer.view, zoom=zoom)


def _view_filtered(zoom: int) -> Draw:
    return partial(Drawer.view_filtered, zoom=zoom)


def _tile(zoom: int) -> Draw:
    return partial(Drawer.tile, zoom=zoom)


CASES = (
    Case("find: rare word", Drawer.rare, listed),
    Case("find: middling word", Drawer.middling, listed),
    Case("find: heavy word", Drawer.heavy, listed),
    Case("find: heavy word, 3 filters", Drawer.heavy_filtered, listed),
    Case("find: mistyped word", Drawer.mistyped, listed),
    Case("find: filters only", Drawer.filters, listed),
    Case("find: near, need", Drawer.near, listed),
    Case("find: world, no filter", Drawer.everything, listed),
    Case("find: again", Drawer.heavy, listed, again=True),
    Case("map: zoom 2", _view(2), in_view),
    Case("map: zoom 5", _view(5), in_view),
    Case("map: zoom 8", _view(8), in_view),
    Case("map: zoom 11", _view(11), in_view),
    Case("map: zoom 2, filters", _view_filtered(2), in_view),
    Case("map: zoom 5, filters", _view_filtered(5), in_view),
    Case("map: zoom 8, filters", _view_filtered(8), in_view),
    Case("map: zoom 11, filters", _view_filtered(11), in_view),
    Case("map: zoom 5, again", _view(5), in_view, again=True),
    Case("tile: zoom 8", _tile(8), newest),
    Case("tile: zoom 14", _tile(14), newest),
    Case("profile", Drawer.profile, listed),
    Case("profile, 304", Drawer.profile, newest, expected=304),
)

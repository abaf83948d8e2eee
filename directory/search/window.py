"""The part of the world that a map shows, in whole tiles, so that many readers ask the same."""

import math
from dataclasses import dataclass
from typing import Self

from flask_babel import gettext as _

from directory.errors import Invalid, NotFound

LARGEST_ZOOM = 13
LARGEST_TILE_ZOOM = 22
"""Of tiles for maps of others; on all of 12 and more everything is at its own point."""
MOST_TILES = 16
"""Across and down; a screen of 4096 pixels."""
CELLS = 4
"""Cells of a tile, across and down: 64 pixels each."""
MOST_LATITUDE = 89.9
SPLIT = 12
"""From this zoom on only what lies at the very same point is counted together."""


@dataclass(frozen=True)
class Window:
    """Tiles from left to right and from top to bottom at a zoom, both ends included."""

    zoom: int = 0
    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return the window of `zoom/left/top/right/bottom`; the world where nothing is said.

        Raises Invalid where something is that cannot be read.
        """
        if not text:
            return cls()
        parts = text.split("/")
        if len(parts) != 5 or not all(p.isascii() and p.isdecimal() and len(p) < 6 for p in parts):
            raise Invalid(
                # Translators: said to programs that ask for a part of the map
                _("“view” is five whole numbers between slashes: zoom/left/top/right/bottom.")
            )
        zoom, *tiles = map(int, parts)
        zoom = min(zoom, LARGEST_ZOOM)
        left, top, right, bottom = (min(tile, 2**zoom - 1) for tile in tiles)
        left, top = min(left, right), min(top, bottom)
        while max(right - left, bottom - top) >= MOST_TILES:
            # nothing is left out: what is too wide is counted in larger cells
            zoom -= 1
            left, top, right, bottom = left // 2, top // 2, right // 2, bottom // 2
        return cls(zoom, left, top, right, bottom)

    @classmethod
    def of_tile(cls, zoom: int, x: int, y: int) -> Self:
        """Return the window of one tile; raises NotFound where there is none."""
        if not (0 <= zoom <= LARGEST_TILE_ZOOM and max(x, y) < 2**zoom):
            raise NotFound
        return cls(zoom, x, y, x, y)

    @property
    def tiles(self) -> int:
        """How many tiles it has."""
        return (self.right - self.left + 1) * (self.bottom - self.top + 1)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        return (
            self._longitude(self.left),
            self._latitude(self.bottom + 1),
            self._longitude(self.right + 1),
            self._latitude(self.top),
        )

    def tile_of(self, lon: float, lat: float) -> tuple[float, float]:
        """Return how many tiles of this zoom lie west and north of a point."""
        y = math.asinh(math.tan(math.radians(min(max(lat, -MOST_LATITUDE), MOST_LATITUDE))))
        return (lon + 180) / 360 * 2**self.zoom, (1 - y / math.pi) / 2 * 2**self.zoom

    @property
    def cell(self) -> float | None:
        """Degrees that are counted together; None where only the very same point is."""
        return 360 / 2**self.zoom / CELLS if self.zoom < SPLIT else None

    def _longitude(self, tile: int) -> float:
        return tile / float(2**self.zoom) * 360 - 180

    def _latitude(self, tile: int) -> float:
        if tile in {0, 2**self.zoom}:
            return 90.0 if tile == 0 else -90.0  # the poles lie beyond the last tile
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * tile / 2**self.zoom))))

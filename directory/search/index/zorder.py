"""The Z-order (Morton) curve over the square of the Web Mercator map: 24 bits each way.

A tile of any zoom is one range of codes (OGC Two Dimensional Tile Matrix Set, WebMercatorQuad).
"""

import numpy as np

from directory.search.index.layout import Array

BITS = 24
SIDE = 1 << BITS
NO_CODE = np.uint64(2**63)
"""What has no point comes after everything that has one."""
LARGEST_LATITUDE = 85.051128779806


def codes(lon: Array, lat: Array) -> Array:
    """Return the code of each point; `NO_CODE` where it is NaN."""
    known = ~np.isnan(lon)
    code = np.full(len(lon), NO_CODE, dtype=np.uint64)
    code[known] = _spread(columns(lon[known])) | (_spread(rows(lat[known])) << np.uint64(1))
    return code


def columns(lon: Array) -> Array:
    """Return how far east each longitude lies, from 0 to `SIDE` - 1."""
    return np.asarray(np.clip((lon + 180) / 360 * SIDE, 0, SIDE - 1).astype(np.uint64))


def rows(lat: Array) -> Array:
    """Return how far south each latitude lies, from 0 to `SIDE` - 1."""
    y = np.radians(np.clip(lat, -LARGEST_LATITUDE, LARGEST_LATITUDE))
    part = 0.5 - np.log(np.tan(np.pi / 4 + y / 2)) / (2 * np.pi)
    return np.asarray(np.clip(part * SIDE, 0, SIDE - 1).astype(np.uint64))


def tile_codes(column: Array, row: Array, zoom: int) -> tuple[Array, Array]:
    """Return the first code of each tile of a zoom, and the first one behind it."""
    shift = np.uint64(2 * (BITS - zoom))
    code = _spread(column.astype(np.uint64)) | (_spread(row.astype(np.uint64)) << np.uint64(1))
    return code << shift, (code + np.uint64(1)) << shift


def _spread(value: Array) -> Array:
    """Put a zero between all bits."""
    value = np.asarray(value, dtype=np.uint64) & np.uint64(0xFFFFFF)
    for shift, mask in (
        (16, 0x0000FFFF0000FFFF),
        (8, 0x00FF00FF00FF00FF),
        (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333),
        (1, 0x5555555555555555),
    ):
        value = (value | (value << np.uint64(shift))) & np.uint64(mask)
    return np.asarray(value)

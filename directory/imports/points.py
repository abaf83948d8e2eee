"""Longitude and latitude as a source writes them: checked against the country, never trusted."""

import re

from directory.imports.findings import Note, note
from directory.organisations.document import Point

NUMBER = re.compile(r"[+-]?\d{1,7}(\.\d{1,20})?")
Bounds = tuple[float, float, float, float]


def read_point(
    lon: str, lat: str, *, country: str, bounds: Bounds | None
) -> tuple[Point | None, list[Note]]:
    """Return the point of a row, or None with the reason; swapped ones are turned where it is sure."""
    if not lon and not lat:
        return None, []
    if not lon or not lat:
        return None, [note("point_half")]
    said: list[Note] = []
    values = []
    for text in (lon, lat):
        plain = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
        if plain != text:
            said.append(note("decimal_comma", value=text))
        if not NUMBER.fullmatch(plain):
            return None, [note("point_unreadable", value=f"{lon} {lat}")]
        values.append(float(plain))
    east, north = values
    if east == 0 and north == 0:
        return None, [note("point_zero")]
    if bounds is None or _inside(east, north, bounds):
        return (Point(lon=east, lat=north), said) if _on_earth(east, north) else _outside(values, country)
    if _inside(north, east, bounds):
        return Point(lon=north, lat=east), [*said, note("point_swapped", country=country)]
    return _outside(values, country)


def _outside(values: list[float], country: str) -> tuple[None, list[Note]]:
    return None, [note("point_outside", value=f"{values[0]:g} {values[1]:g}", country=country)]


def _on_earth(lon: float, lat: float) -> bool:
    return -180 <= lon <= 180 and -90 <= lat <= 90


def _inside(lon: float, lat: float, bounds: Bounds) -> bool:
    west, south, east, north = bounds
    return west <= lon <= east and south <= lat <= north

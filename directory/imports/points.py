"""Longitude and latitude as a source writes them: held against the country, never trusted."""

import re

from directory.imports.findings import Note, note
from directory.organisations.document import Point

NUMBER = re.compile(r"[+-]?\d{1,7}(\.\d{1,20})?")
Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""
EARTH: Bounds = (-180.0, -90.0, 180.0, 90.0)
Read = tuple[Point | None, list[Note]]


def read_point(lon: str, lat: str, *, country: str, bounds: Bounds | None) -> Read:
    """Return the point of a row, or None with the reason; surely swapped ones are turned."""
    if not lon and not lat:
        return None, []
    if not lon or not lat:
        return None, [note("point_half")]
    (lon, said), (lat, also) = _decimal(lon), _decimal(lat)
    if not NUMBER.fullmatch(lon) or not NUMBER.fullmatch(lat):
        return None, [note("point_unreadable", value=f"{lon} {lat}")]
    point, notes = _placed(float(lon), float(lat), country, bounds or EARTH)
    return point, [*said, *also, *notes]


def _decimal(text: str) -> tuple[str, list[Note]]:
    if text.count(",") == 1 and "." not in text:
        return text.replace(",", "."), [note("decimal_comma", value=text)]
    return text, []


def _placed(lon: float, lat: float, country: str, bounds: Bounds) -> Read:
    if lon == 0 and lat == 0:
        return None, [note("point_zero")]
    if _inside(lon, lat, bounds):
        return Point(lon=lon, lat=lat), []
    if _inside(lat, lon, bounds):
        return Point(lon=lat, lat=lon), [note("point_swapped", country=country)]
    return None, [note("point_outside", value=f"{lon:g} {lat:g}", country=country)]


def _inside(lon: float, lat: float, bounds: Bounds) -> bool:
    west, south, east, north = bounds
    return max(west, -180) <= lon <= min(east, 180) and max(south, -90) <= lat <= min(north, 90)

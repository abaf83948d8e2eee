"""Longitude and latitude as a source writes them: held against the country, never trusted."""

import re
from functools import lru_cache
from typing import NamedTuple

from directory.gazetteer import outlines
from directory.gazetteer.coordinates import Finding, Ground, Lands, examine
from directory.imports.findings import Note, note
from directory.organisations.document import Point

NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d{1,20})?")
Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""
EARTH: Bounds = (-180.0, -90.0, 180.0, 90.0)
CODES = {
    "null_island": "point_zero",
    "metres": "point_metres",
    "shifted": "point_shifted",
    "swapped": "point_shifted",
}
"""What is said of a point that is left out; of any other, that it lies outside."""
COARSE = {"whole_degrees": "point_whole"}
"""What is said of a point that is not exact; of any other, that it is a middle."""
MOST_REMEMBERED = 50_000


class PointRead(NamedTuple):
    """The point of a row, or None; how exact it can be at most; what is to be said about it."""

    point: Point | None
    most: str
    notes: list[Note]


class RememberedGround:
    """What lies where, asked once for each point: rows and the door repeat the question."""

    def __init__(self) -> None:
        self._lands = lru_cache(MOST_REMEMBERED)(outlines.lands_near)
        self._middles = lru_cache(MOST_REMEMBERED)(outlines.middle_at)

    def lands_near(self, lon: float, lat: float) -> Lands:
        """Return the countries at or beside the point."""
        return self._lands(lon, lat)

    def middle_at(self, lon: float, lat: float) -> str | None:
        """Return *country* or *region* where the point is the middle of one."""
        return self._middles(lon, lat)


def read_point(
    lon: str, lat: str, ground: Ground, *, country: str, bounds: Bounds | None = None
) -> PointRead:
    """Return the point of a row, or None with the reason; surely swapped ones are turned.

    `bounds` are those of the country where its profile knows them better than the outlines.
    """
    if not lon and not lat:
        return _none()
    if not lon or not lat:
        return _none(note("point_half"))
    (lon, said), (lat, also) = _decimal(lon), _decimal(lat)
    if not NUMBER.fullmatch(lon) or not NUMBER.fullmatch(lat):
        return _none(note("point_unreadable", value=f"{lon} {lat}"))
    read = _placed(float(lon), float(lat), ground, country, bounds or EARTH)
    return read._replace(notes=[*said, *also, *read.notes])


def pair_of(lon: str, lat: str) -> tuple[float, float] | None:
    """Return the two numbers of a point, however they are written; None for what is none."""
    (lon, _said), (lat, _also) = _decimal(lon.strip()), _decimal(lat.strip())
    if not NUMBER.fullmatch(lon) or not NUMBER.fullmatch(lat):
        return None
    return float(lon), float(lat)


def country_at(lon: str, lat: str) -> str | None:
    """Return the country that a point lies in; None at sea, or where none is agreed."""
    if not NUMBER.fullmatch(lon) or not NUMBER.fullmatch(lat):
        return None
    return outlines.inside(float(lon), float(lat)).country


def _none(*notes: Note) -> PointRead:
    return PointRead(None, "exact", list(notes))


def _decimal(text: str) -> tuple[str, list[Note]]:
    if text.count(",") == 1 and "." not in text:
        return text.replace(",", "."), [note("decimal_comma", value=text)]
    return text, []


def _placed(lon: float, lat: float, ground: Ground, country: str, bounds: Bounds) -> PointRead:
    wrong = examine(lon, lat, ground, country=country)
    if wrong is None:
        if _inside(lon, lat, bounds):
            return PointRead(Point(lon=lon, lat=lat), "exact", [])
        return _none(note("point_outside", value=_pair(lon, lat), country=country))
    if not wrong.check.is_wrong:
        said = note(COARSE.get(wrong.check.code, "point_middle"), value=_pair(lon, lat))
        return PointRead(Point(lon=lon, lat=lat), wrong.check.most, [said])
    if wrong.check.code == "swapped" and wrong.probably == (lat, lon):
        turned = _placed(lat, lon, ground, country, bounds)
        return turned._replace(notes=[note("point_swapped", country=country), *turned.notes])
    return _none(_left_out(lon, lat, wrong, country))


def _left_out(lon: float, lat: float, wrong: Finding, country: str) -> Note:
    code = CODES.get(wrong.check.code, "point_outside")
    return note(code, value=_pair(lon, lat), country=country)


def _pair(lon: float, lat: float) -> str:
    """Return a point as people write one: metres have no power of ten."""
    return " ".join(f"{number:.6f}".rstrip("0").rstrip(".") for number in (lon, lat))


def _inside(lon: float, lat: float, bounds: Bounds) -> bool:
    west, south, east, north = bounds
    return max(west, -180) <= lon <= min(east, 180) and max(south, -90) <= lat <= min(north, 90)

"""What coordinates give away about themselves: where they cannot be right, how exact they can be.

Pure: what lies where is asked of a `Ground`. Nothing is ever put right by itself, for two wrongs
may look like one; what the point probably should be is told, for somebody to confirm.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

Pair = tuple[float, float]
"""Longitude, latitude."""

# the level of `location_precision` at which no point is used, only the town that was named
NO_POINT = "locality"
# square of about one kilometre around the crossing of equator and prime meridian
NULL_ISLAND = 0.01
EARTH = 6_378_137.0
# the edge of the map of the web in metres
MOST_METRES = math.pi * EARTH
# so many different organisations at one point are there because nobody knew better
STACK = 5


@dataclass(frozen=True)
class Check:
    """One thing that may be wrong: what is said of it, what to do, how exact the place still is."""

    code: str
    said: LazyString
    remedy: LazyString
    most: str
    is_wrong: bool = True
    """Whether the point is not where the thing is; else it is only less exact than it looks."""


@dataclass(frozen=True)
class Finding:
    """A check that the point did not pass, and where it probably should be."""

    check: Check
    probably: Pair | None = None


class Lands(NamedTuple):
    """The countries that may be said at a point."""

    countries: frozenset[str] = frozenset()
    is_disputed: bool = False
    """Whether they do not agree whose it is: each may be said, and none is suggested."""


class Ground(Protocol):
    """What lies where."""

    def lands_near(self, lon: float, lat: float) -> Lands:
        """Return the countries at or beside the point."""
        ...

    def middle_at(self, lon: float, lat: float) -> str | None:
        """Return *country* or *region* where the point is the middle of one."""
        ...


CHECKS = {
    check.code: check
    for check in (
        Check(
            "null_island",
            _("this point is where longitude and latitude are zero, in the sea"),
            _("Leave longitude and latitude empty where they are not known."),
            NO_POINT,
        ),
        Check(
            "metres",
            _("these are metres of a map projection, not degrees"),
            _("Export the file with WGS 84 (EPSG:4326), longitude and latitude in degrees."),
            NO_POINT,
        ),
        Check(
            "out_of_range",
            _("there is no such longitude or latitude"),
            _("Look for a decimal point that was lost, or other units than degrees."),
            NO_POINT,
        ),
        Check(
            "swapped",
            _("longitude and latitude stand in each other’s place"),
            _("Exchange the two columns."),
            NO_POINT,
        ),
        Check(
            "shifted",
            _("a minus sign is missing or too many; the point lies on another side of the world"),
            _("West and south are negative: correct the sign."),
            NO_POINT,
        ),
        Check(
            "wrong_country",
            _("this point lies far outside the country; longitude comes first"),
            _("Correct the point or the country."),
            NO_POINT,
        ),
        Check(
            "middle_of_country",
            _("this point is the middle of the country, not a place in it"),
            _("Say that only the country is known, or give the real point."),
            "country",
            is_wrong=False,
        ),
        Check(
            "middle_of_region",
            _("this point is the middle of a region, not a place in it"),
            _("Say that only the region is known, or give the real point."),
            "admin1",
            is_wrong=False,
        ),
        Check(
            "whole_degrees",
            _("longitude and latitude are whole degrees, as lists have them for whole countries"),
            _("Say that only the country is known, or give the real point."),
            "country",
            is_wrong=False,
        ),
        Check(
            "stacked",
            _("many organisations or services stand at this very point"),
            _("Say that only the town is known, or give the real points."),
            "locality",
            is_wrong=False,
        ),
    )
}
# what is tried where a point is not in its country, the likeliest first
REPAIRS: tuple[tuple[str, Callable[[float, float], Pair]], ...] = (
    ("swapped", lambda lon, lat: (lat, lon)),
    ("shifted", lambda lon, lat: (-lon, lat)),
    ("shifted", lambda lon, lat: (lon, -lat)),
    ("shifted", lambda lon, lat: (-lon, -lat)),
    ("swapped", lambda lon, lat: (-lat, lon)),
    ("swapped", lambda lon, lat: (lat, -lon)),
)


def examine(
    lon: float, lat: float, ground: Ground, *, country: str | None = None, sharing: int = 1
) -> Finding | None:
    """Return what is wrong with a point, the worst first found, or None.

    `country` is where it is said to be; `sharing` how many different organisations or services
    have this very point (an importer counts them).
    """
    if not (math.isfinite(lon) and math.isfinite(lat)):
        return Finding(CHECKS["out_of_range"])
    if not is_on_earth(lon, lat):
        return _out_of_range(lon, lat, ground, country)
    if abs(lon) <= NULL_ISLAND and abs(lat) <= NULL_ISLAND:
        return Finding(CHECKS["null_island"])
    if country is not None and not _is_in(ground, lon, lat, country):
        return _elsewhere(lon, lat, ground, country)
    middle = ground.middle_at(lon, lat)
    if middle is not None:
        return Finding(CHECKS[f"middle_of_{middle}"])
    if float(lon).is_integer() and float(lat).is_integer():
        return Finding(CHECKS["whole_degrees"])
    return Finding(CHECKS["stacked"]) if sharing >= STACK else None


def is_on_earth(lon: float, lat: float) -> bool:
    """Tell whether there are such a longitude and latitude."""
    return abs(lon) <= 180 and abs(lat) <= 90


def _out_of_range(lon: float, lat: float, ground: Ground, country: str | None) -> Finding:
    if abs(lat) <= 180 and abs(lon) <= 90:
        return Finding(CHECKS["swapped"], _if_in(ground, (lat, lon), country))
    if max(abs(lon), abs(lat)) > MOST_METRES or max(abs(lon), abs(lat)) < 1000:
        return Finding(CHECKS["out_of_range"])
    return Finding(CHECKS["metres"], _if_in(ground, _degrees(lon, lat), country))


def _elsewhere(lon: float, lat: float, ground: Ground, country: str) -> Finding:
    for code, repair in REPAIRS:
        probably = repair(lon, lat)
        if is_on_earth(*probably) and _is_surely_in(ground, probably, country):
            return Finding(CHECKS[code], probably)
    return Finding(CHECKS["wrong_country"])


def _is_in(ground: Ground, lon: float, lat: float, country: str) -> bool:
    return country in ground.lands_near(lon, lat).countries


def _is_surely_in(ground: Ground, point: Pair, country: str) -> bool:
    lands = ground.lands_near(*point)
    return country in lands.countries and not lands.is_disputed


def _if_in(ground: Ground, point: Pair, country: str | None) -> Pair | None:
    """Return the point where it is in the country, or where no country is said."""
    return point if country is None or _is_surely_in(ground, point, country) else None


def _degrees(x: float, y: float) -> Pair:
    """Return the degrees of metres on the map of the web (EPSG:3857)."""
    lon = math.degrees(x / EARTH)
    lat = math.degrees(2 * math.atan(math.exp(y / EARTH)) - math.pi / 2)
    return round(lon, 6), round(lat, 6)

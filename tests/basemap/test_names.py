"""What the map calls places: in the reader's language where known, and large ones first."""

import pytest

from directory.gazetteer.sources import read_rows
from setup.basemap import names
from setup.basemap.names import country_features, refugee_place_features, town_features

TOWNS = {
    "Amman": ("JO", 1_275_857, "Asia/Amman", ["عمان", "عمّان", "Аммaн"]),
    "Mae Sot": ("TH", 120_569, "Asia/Bangkok", ["แม่สอด", "Mae Sod"]),
    "Addis Ababa": ("ET", 3_041_002, "Africa/Addis_Ababa", ["አዲስ አበባ", "Finfinne"]),
    "Mawlamyine": ("MM", 438_861, "Asia/Yangon", ["မော်လမြိုင်မြို့", "မော်လမြိုင်"]),
    "Jerusalem": ("IL", 801_000, "Asia/Jerusalem", ["القدس"]),
    "East Jerusalem": ("PS", 428_000, "Asia/Hebron", ["القدس الشرقية"]),
    "Kakuma": ("KE", 60_000, "Africa/Nairobi", ["kakuma"]),
}


def countries():
    return {row["properties"]["name"]: row for row in country_features()}


@pytest.fixture
def towns(monkeypatch):
    """Seven towns instead of the package's thirty thousand."""
    cities = [
        {
            "geonameid": number,
            "name": name,
            "latitude": 10.0 + number,
            "longitude": 20.0,
            "countrycode": country,
            "population": people,
            "timezone": zone,
            "admin1code": "01",
            "alternatenames": others,
        }
        for number, (name, (country, people, zone, others)) in enumerate(TOWNS.items())
    ]
    monkeypatch.setattr(names, "read_cities", lambda least: iter(cities))
    return {row["properties"]["name"]: row for row in town_features()}


def test_countries_have_their_names_of_the_united_nations():
    jordan = countries()["Jordan"]["properties"]
    assert jordan["name:ar"] == "الأردن"
    assert jordan["name:fr"] == "Jordanie"
    assert "name:en" not in jordan  # the name itself is English


def test_countries_have_names_in_languages_that_the_site_may_learn():
    named = countries()
    assert named["Thailand"]["properties"]["name:th"] == "ไทย"
    assert named["Ethiopia"]["properties"]["name:am"] == "ኢትዮጵያ"
    assert named["Myanmar"]["properties"]["name:my"] == "မြန်မာ"


def test_names_that_cldr_has_otherwise_than_the_united_nations_are_not_taken():
    assert not {"name:th", "name:am", "name:ru"} & set(
        countries()["State of Palestine"]["properties"]
    )
    assert not any("Kosovo" in name for name in countries())


def test_small_islands_do_not_push_out_large_countries():
    named = countries()
    size = {name: row["properties"]["size"] for name, row in named.items()}
    zoom = {name: row["tippecanoe"]["minzoom"] for name, row in named.items()}
    for large in ("Democratic Republic of the Congo", "Ethiopia", "Sudan"):
        assert zoom[large] <= 1
        for small in ("Nauru", "Comoros", "Maldives"):
            assert size[large] > size[small]
            assert zoom[large] < zoom[small]


def test_brackets_stay_where_they_belong_in_arabic():
    iran = countries()["Iran (Islamic Republic of)"]["properties"]["name:ar"]
    assert "(" in iran
    assert iran.count("\u200f") == 2


@pytest.mark.parametrize(
    ("town", "language", "name"),
    [
        ("Amman", "ar", "عمّان"),
        ("Mae Sot", "th", "แม่สอด"),
        ("Addis Ababa", "am", "አዲስ አበባ"),
        ("Mawlamyine", "my", "မော်လမြိုင်"),
    ],
)
def test_towns_are_named_in_the_script_of_the_language(towns, town, language, name):
    assert towns[town]["properties"][f"name:{language}"] == name


def test_names_of_our_own_list_come_before_those_of_geonames(monkeypatch, towns):
    ours = [{"place_id": "gn:2", "names": "አዲስ|أديس"}]
    monkeypatch.setattr(
        names, "read_rows", lambda name: ours if "town" in name else read_rows(name)
    )
    addis = {row["properties"]["name"]: row["properties"] for row in town_features()}["Addis Ababa"]
    assert (addis["name:am"], addis["name:ar"]) == ("አዲስ", "أديس")


def test_a_town_without_another_name_keeps_its_own(towns):
    assert set(towns["Kakuma"]["properties"]) == {"name", "size"}


def test_large_towns_and_capitals_come_first(towns):
    zooms = {name: row["tippecanoe"]["minzoom"] for name, row in towns.items()}
    assert zooms["Amman"] == zooms["Addis Ababa"] == 4
    assert zooms["Mawlamyine"] == 5
    assert zooms["Mae Sot"] == zooms["Kakuma"] == 6
    assert towns["Amman"]["properties"]["capital"]


def test_jerusalem_is_marked_as_nobodys_capital(towns):
    assert "capital" not in towns["Jerusalem"]["properties"]
    assert "capital" not in towns["East Jerusalem"]["properties"]


def test_every_refugee_place_with_a_point_is_on_the_map():
    shown = {row["properties"]["id"]: row for row in refugee_place_features()}
    kinds = {row["place_id"]: row["kind"] for row in read_rows("refugee-places.csv")}
    assert set(shown) == {place for place, kind in kinds.items() if kind != "region"}
    zaatari = shown["sd:zaatari-refugee-camp"]
    assert zaatari["properties"]["name:ar"] == "مخيم الزعتري"
    assert zaatari["geometry"]["coordinates"] == [36.3284, 32.2931]  # longitude first

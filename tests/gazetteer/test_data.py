"""The files of the gazetteer hold together."""

import pytest

from directory.gazetteer.countries import LANGUAGES, all_countries
from directory.gazetteer.outlines import lands_near, outlines_near
from directory.gazetteer.sources import read_cities, read_rows


def test_every_country_has_its_codes_names_and_a_point():
    countries = all_countries()
    assert len(countries) == 249
    assert len({country.alpha3 for country in countries.values()}) == 249
    assert len({country.m49 for country in countries.values()}) == 249
    for country in countries.values():
        assert all(country.names[tag] for tag in LANGUAGES)
        assert len(country.m49) == 3
        assert -180 <= country.lon <= 180
        assert -90 <= country.lat <= 90


@pytest.mark.parametrize(
    ("code", "west", "south", "east", "north"),
    [
        ("TH", 97, 5, 106, 21),
        ("BD", 88, 20, 93, 27),
        ("FJ", 176, -20, 180, -15),
        ("WS", -173, -15, -171, -13),
        ("JO", 34, 29, 40, 34),
        ("NZ", 166, -48, 179, -34),
    ],
)
def test_a_label_stands_in_its_country(code, west, south, east, north):
    country = all_countries()[code]
    assert west < country.lon < east
    assert south < country.lat < north


def test_regions_and_refugee_places_name_countries_and_regions_that_are_there():
    regions = {row["code"] for row in read_rows("regions.csv")}
    assert len(regions) == len(read_rows("regions.csv"))
    assert {code.partition(".")[0] for code in regions} <= set(all_countries())
    places = read_rows("refugee-places.csv")
    assert len(places) == len({row["place_id"] for row in places}) >= 150
    assert {row["region"] for row in places} <= regions
    assert {row["region"][:2] == row["country"] for row in places} == {True}
    assert {row["kind"] for row in places} == {"camp", "town", "port", "region"}
    for row in places:
        is_guess = "general knowledge" in row["source"] and "centroid" not in row["source"]
        assert ("verify" in row["source"].split()) or not is_guess, row["name"]
        assert float(row["precision_km"]) > 0


@pytest.mark.parametrize("row", read_rows("refugee-places.csv"), ids=lambda row: row["place_id"])
def test_a_refugee_place_lies_in_its_country_and_region(db, row):
    lon, lat = float(row["lon"]), float(row["lat"])
    near = outlines_near(lon, lat)
    codes = {code for kind, code in near if kind != "disputed"}
    assert row["country"] in {code.partition(".")[0] for code in codes}
    told = {code for kind, code in near if kind == "region" and code[:2] == row["country"]}
    is_land = ("land", row["country"]) in near  # the outlines do not tell today's regions there
    assert row["region"] in told or is_land or "verify" in row["source"].split()


def test_areas_and_undecided_places_name_what_is_there(db):
    regions = {row["code"] for row in read_rows("regions.csv")}
    areas = read_rows("areas.csv")
    assert len(areas) == len({row["place_id"] for row in areas}) >= 12
    for row in areas:
        assert set(row["regions"].split()) <= regions
        assert {code[:2] for code in row["regions"].split()} <= {row["country"]}
        assert row["country"] in lands_near(float(row["lon"]), float(row["lat"])).countries
        assert float(row["precision_km"]) > 0
        assert row["source"]
    cities = {f"gn:{city['geonameid']}" for city in read_cities(500_000)}
    known = cities | {f"region:{code}" for code in regions}
    for row in read_rows("undecided.csv"):
        assert row["place_id"] in known
        assert row["why"]


def test_the_known_errors_of_the_file_of_unhcr_would_be_noticed(db):
    wrong = [
        ("JO", "JO.15", 38.31657, 32.41859, "sd:zaatari-refugee-camp"),
        ("JO", "JO.17", 36.86807, 31.75151, "sd:azraq-refugee-camp"),
        ("LB", "LB.06", -84.2132, 39.37089, "sd:ein-el-hilweh"),
        ("SS", "SS.12", 121.023, 14.4851, "sd:doro"),
    ]
    ours = {row["place_id"]: row for row in read_rows("refugee-places.csv")}
    for country, _region, lon, lat, place_id in wrong:
        row = ours[place_id]
        apart = abs(float(row["lon"]) - lon) + abs(float(row["lat"]) - lat)
        assert country not in lands_near(lon, lat).countries or apart > 0.2


def test_the_towns_are_read_one_by_one():
    cities = read_cities(15000)
    first = next(cities)
    assert first["countrycode"] == "AD"
    assert sum(1 for _ in cities) > 30_000


def test_a_number_between_two_files_leaves_smaller_towns_out():
    assert all(city["population"] >= 20_000 for city in read_cities(20_000))

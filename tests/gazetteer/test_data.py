"""The files of the gazetteer hold together."""

import pytest

from directory.gazetteer.countries import LANGUAGES, all_countries
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
    assert len(places) == len({row["place_id"] for row in places}) == 29
    assert {row["region"] for row in places} <= regions
    assert {"verify"} <= {word for row in places for word in row["source"].split()}


def test_the_towns_are_read_one_by_one():
    cities = read_cities(15000)
    first = next(cities)
    assert first["countrycode"] == "AD"
    assert sum(1 for _ in cities) > 30_000


def test_a_number_between_two_files_leaves_smaller_towns_out():
    assert all(city["population"] >= 20_000 for city in read_cities(20_000))

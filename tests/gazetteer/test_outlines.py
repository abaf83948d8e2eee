"""Points: in which country and region they lie, and where nobody may say."""

import pytest
from shapely import MultiPolygon, box

from directory.database.spatial import area_value
from directory.extensions import transaction
from directory.gazetteer.coordinates import Lands
from directory.gazetteer.countries import all_countries
from directory.gazetteer.models import Middle, Outline, OutlineArea
from directory.gazetteer.outlines import claims, lands_near, middle_at
from directory.gazetteer.queries import place_of_point
from directory.gazetteer.sources import read_outlines

INSIDE = [
    ("Kakuma", 34.86, 3.70, "KE"),
    ("Zaatari", 36.33, 32.29, "JO"),
    ("Cox's Bazar", 91.98, 21.44, "BD"),
    ("Mae Sot", 98.57, 16.71, "TH"),
    ("Myawaddy, across the river", 98.46, 16.69, "MM"),
    ("Benjina", 134.29, -6.06, "ID"),
    ("Gaza", 34.45, 31.50, "PS"),
    ("Ramallah", 35.20, 31.90, "PS"),
    ("Hargeisa", 44.06, 9.56, "SO"),
    ("northern Nicosia", 33.36, 35.19, "CY"),
    ("Akrotiri", 32.97, 34.59, "CY"),
    ("Taipei", 121.50, 25.00, "TW"),
    ("Suva", 178.44, -18.14, "FJ"),
    ("Taveuni, across the 180th meridian", -179.97, -16.8, "FJ"),
    ("Bonaire", -68.27, 12.18, "BQ"),
    ("Mole, on the Congolese bank of the Ubangi", 18.8035, 4.1363, "CD"),
    ("Réunion", 55.45, -20.9, "RE"),
    ("Hong Kong", 114.17, 22.30, "HK"),
    ("Ceuta", -5.32, 35.89, "ES"),
    ("Kigali", 30.06, -1.95, "RW"),
    ("Goma, beside the border", 29.22, -1.67, "CD"),
    ("Lampedusa", 12.60, 35.50, "IT"),
    ("a harbour outside the coast", 39.71, -4.05, "KE"),
    ("Zouérat, beside Western Sahara", -12.47, 22.735, "MR"),
    ("Tarfaya, beside Western Sahara", -12.926, 27.94, "MA"),
]
DISPUTED = [
    ("Simferopol", 34.10, 44.95),
    ("Golan", 35.78, 33.00),
    ("East Jerusalem", 35.235, 31.785),
    ("Laayoune", -13.20, 27.15),
    ("Dakhla", -15.93, 23.72),
    ("Tifariti", -10.57, 26.15),
    ("Srinagar", 74.80, 34.08),
    ("Muzaffarabad", 73.47, 34.37),
    ("Leh", 77.58, 34.16),
    ("Aksai Chin", 79.50, 35.20),
    ("Itanagar", 93.60, 27.10),
    ("Abyei", 28.43, 9.60),
    ("Halaib", 36.64, 22.22),
    ("Bir Tawil", 33.75, 21.87),
    ("Ilemi", 35.40, 4.80),
    ("Pristina", 21.16, 42.66),
    ("Stanley", -57.85, -51.69),
]


@pytest.mark.parametrize(("where", "lon", "lat", "country"), INSIDE)
def test_a_point_suggests_its_country_by_polygon(db, where, lon, lat, country):
    found = place_of_point(lon, lat)
    assert found.country == country
    assert not found.is_disputed


@pytest.mark.parametrize(("where", "lon", "lat"), DISPUTED)
def test_where_countries_do_not_agree_none_is_suggested(db, where, lon, lat):
    found = place_of_point(lon, lat)
    assert found.is_disputed
    assert (found.country, found.region, found.nearest) == (None, None, None)
    assert lands_near(lon, lat).is_disputed


def test_the_open_sea_is_nowhere_and_not_disputed(db):
    found = place_of_point(-40.0, 35.0)
    assert (found.country, found.is_disputed) == (None, False)
    assert lands_near(-40.0, 35.0) == Lands()


def test_region_p_code_and_nearest_town_come_with_it(db):
    found = place_of_point(36.34, 32.30)
    assert found.region.place_id == "region:JO.15"
    assert found.region.p_code == "JO22"
    assert found.is_region_sure
    assert found.nearest.place_id == "sd:zaatari-refugee-camp"
    assert found.kilometres == pytest.approx(1.3, abs=0.3)


def test_where_regions_are_new_that_of_the_nearest_town_is_given_with_a_doubt(db):
    found = place_of_point(34.86, 3.71)
    assert found.region.place_id == "region:KE.51"
    assert found.region.p_code == "KE023"
    assert not found.is_region_sure


def test_beside_a_border_both_countries_are_near(db):
    assert lands_near(98.51, 16.70).countries == {"TH", "MM"}
    assert lands_near(100.5, 13.75).countries == {"TH"}


def test_the_middle_of_a_country_or_region_is_known(db):
    with transaction():
        db.session.add(Middle(id=900_000, kind="region", code="JO.15", lon=38.0, lat=32.5))
    assert middle_at(38.0, 32.505) == "region"
    assert middle_at(38.0, 32.52) is None
    assert middle_at(66.66, 34.33) == "country"  # the label of Afghanistan


def test_far_from_a_middle_a_town_is_a_town_and_a_wide_country_has_a_wide_middle(db):
    with transaction():
        spot = {"kind": "country", "code": "JO", "reach": 6.0}
        db.session.add(Middle(id=900_001, lon=36.40, lat=32.29, **spot))  # 6 km from Zaatari
        db.session.add(Middle(id=900_002, lon=38.0, lat=31.9, **spot))  # in the desert
    assert middle_at(36.345, 32.292) is None
    assert middle_at(36.403, 32.29) == "country"
    assert middle_at(38.05, 31.9) == "country"
    assert middle_at(38.07, 31.9) is None


def test_every_country_said_of_a_disputed_area_is_one():
    areas = {row["code"] for row in read_outlines() if row["kind"] == "disputed"}
    assert claims().keys() == areas
    assert set().union(*claims().values()) - {"XK"} <= set(all_countries())
    assert all(len(said) > 1 for said in claims().values())


def test_a_disputed_area_of_the_table_takes_the_country_away(db):
    assert place_of_point(36.0, 31.9).country == "JO"
    with transaction():
        db.session.add(Outline(id=900_000, kind="disputed", code="made-up"))
        db.session.add(OutlineArea(id=900_000, area=_area(35.9, 31.8, 36.1, 32.0)))
    assert place_of_point(36.0, 31.9).country is None


def test_the_file_holds_every_kind_of_outline():
    kinds = [row["kind"] for row in read_outlines()]
    assert kinds.count("country") == 249
    assert kinds.count("region") > 3000
    assert kinds.count("land") > 100
    assert kinds.count("disputed") == 14


def _area(*bounds):
    return area_value(MultiPolygon([box(*bounds)]))

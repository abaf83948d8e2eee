"""Coordinates that cannot be right, or are less exact than they look."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.gazetteer import outlines
from directory.gazetteer.coordinates import CHECKS, EARTH, REPAIRS, STACK, Lands, examine

# middles of countries as one well-known list has them
OTHER_LISTS = (
    *((36.238414, 30.585164, "JO"), (37.906193, -0.023559, "KE"), (35.862285, 33.854721, "LB")),
    *((32.290275, 1.373333, "UG"), (90.356331, 23.684994, "BD"), (35.243322, 38.963745, "TR")),
    *((40.489673, 9.145, "ET"), (-74.297333, 4.570868, "CO"), (43.679291, 33.223191, "IQ")),
    *((-66.58973, 6.42375, "VE"), (29.873888, -1.940278, "RW"), (67.709953, 33.93911, "AF")),
)
ANY = st.floats(allow_nan=True, allow_infinity=True)


class Square:
    """A ground with one country, JO: 30 to 40 east, 25 to 29 north; disputed beyond 39 east."""

    def lands_near(self, lon, lat):
        if not (30 <= lon <= 40 and 25 <= lat <= 29):
            return Lands()
        return Lands(frozenset({"JO", "SA"}), True) if lon > 39 else Lands(frozenset({"JO"}))

    def middle_at(self, lon, lat):
        return {(35, 27): "country", (36, 28): "region"}.get((lon, lat))


def metres(lon, lat):
    y = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) * EARTH
    return math.radians(lon) * EARTH, y


@pytest.mark.parametrize(
    ("lon", "lat", "code", "most"),
    [
        (26.5, 31.5, "swapped", "locality"),
        (-31.5, 26.5, "shifted", "locality"),
        (31.5, -26.5, "shifted", "locality"),
        (-31.5, -26.5, "shifted", "locality"),
        (*metres(31.5, 26.5), "metres", "locality"),
        (315_000, 26.5, "metres", "locality"),
        (400_000, 3_000_000, "metres", "locality"),
        (31_500_000, 26_500_000, "out_of_range", "locality"),
        (315, 26.5, "out_of_range", "locality"),
        (math.nan, 26.5, "out_of_range", "locality"),
        (math.inf, 0, "out_of_range", "locality"),
        (0, 0, "null_island", "locality"),
        (0.004, -0.002, "null_island", "locality"),
        (50, 50, "wrong_country", "locality"),
        (35, 27, "middle_of_country", "country"),
        (36, 28, "middle_of_region", "admin1"),
        (31, 26, "whole_degrees", "country"),
    ],
)
def test_each_mistake_is_noticed_said_and_limits_how_exact_it_is(lon, lat, code, most):
    found = examine(lon, lat, Square(), country="JO")
    assert (found.check.code, found.check.most) == (code, most)
    assert found.check.said
    assert found.check.remedy


def test_a_good_point_has_nothing():
    assert examine(31.5, 26.5, Square(), country="JO") is None
    for country in ("JO", "SA"):  # disputed: either may be said
        assert examine(39.5, 26.5, Square(), country=country) is None
    assert examine(50.5, 50.5, Square()) is None  # nobody says where it should be


@pytest.mark.parametrize(
    ("lon", "lat"), [(26.5, 31.5), (-31.5, 26.5), (-26.5, 31.5), metres(31.5, 26.5)]
)
def test_what_it_probably_is_lies_in_the_country(lon, lat):
    found = examine(lon, lat, Square(), country="JO")
    assert found.probably == pytest.approx((31.5, 26.5), abs=1e-5)


def test_in_a_disputed_area_a_third_country_is_wrong_and_none_is_suggested():
    assert examine(39.5, 26.5, Square(), country="KE").check.code == "wrong_country"
    assert examine(26.5, 39.5, Square(), country="JO").check.code == "wrong_country"


def test_metres_of_another_projection_are_not_guessed():
    assert examine(400_000, 3_000_000, Square(), country="JO").probably is None


def test_swapped_is_told_without_a_country_where_there_is_no_such_latitude():
    found = examine(26.5, 131.5, Square())
    assert found.check.code == "swapped"
    assert found.probably == (131.5, 26.5)


def test_many_at_one_point_are_stacked():
    assert examine(31.5, 26.5, Square(), country="JO", sharing=STACK - 1) is None
    found = examine(31.5, 26.5, Square(), country="JO", sharing=STACK)
    assert found.check.code == "stacked"
    assert not found.check.is_wrong


def test_the_middle_of_a_region_is_told_before_the_stack_for_it_says_more():
    assert examine(36, 28, Square(), country="JO", sharing=37).check.code == "middle_of_region"


@given(ANY, ANY)
def test_no_number_makes_it_fail(lon, lat):
    found = examine(lon, lat, Square(), country="JO")
    assert found is None or found.check is CHECKS[found.check.code]


def test_every_repair_has_its_check():
    assert {code for code, _ in REPAIRS} <= set(CHECKS)


@pytest.mark.parametrize(
    ("lon", "lat", "country", "code"),
    [
        (32.2931, 36.3284, "JO", "swapped"),  # Zaatari; without a country it would be in Türkiye
        (3.71676, 34.8569, "KE", "swapped"),
        (-36.8, -1.29, "KE", "shifted"),
        (36.8, 1.29, "TZ", "wrong_country"),
        (38.3, 32.6, "JO", None),
        (36.3284, 32.2931, "JO", None),
        (34.95, 29.53, "JO", None),  # Aqaba, at the water
        (-66.1, 18.4, "PR", None),
        (34.1, 44.95, "UA", None),
        (34.1, 44.95, "RU", None),
        (34.1, 44.95, "JO", "wrong_country"),
        (35.78, 33.0, "KE", "wrong_country"),
        (-57.85, -51.69, "AR", None),
        (74.80, 34.08, "PK", None),
        (74.80, 34.08, "IR", "wrong_country"),
        (21.16, 42.66, "RS", None),
        (21.16, 42.66, "IT", "wrong_country"),
        *((lon, lat, code, "middle_of_country") for lon, lat, code in OTHER_LISTS),
        (38, 1, "KE", "whole_degrees"),
        (36.65, 31.2, "JO", None),
    ],
)
def test_on_the_real_ground(db, lon, lat, country, code):
    found = examine(lon, lat, outlines, country=country)
    assert (found.check.code if found else None) == code

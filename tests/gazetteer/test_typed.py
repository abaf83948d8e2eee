"""Coordinates that people paste where a place is asked for."""

import pytest

from directory.gazetteer.typed import coarse, read_coordinates

POINTS = [
    ("32.2931, 36.3284", (36.3284, 32.2931)),
    ("32.2931 36.3284", (36.3284, 32.2931)),
    (" 32.29;36.33 ", (36.33, 32.29)),
    ("٣٢٫٢٩، ٣٦٫٣٣", (36.33, 32.29)),
    ("1.95°S 30.06°E", (30.06, -1.95)),
    ("-1.95, 30.06", (30.06, -1.95)),
    ("51.5 n, 0.12 w", (-0.12, 51.5)),
    ("-17, 179.9", (179.9, -17.0)),
    ("-17,179.9", (179.9, -17.0)),
    ("33N 36E", (36.0, 33.0)),
]
WORDS = [
    "",
    "Zarqa",
    "12 34",
    "12345",
    "32.29",
    "95.1, 36.2",
    "32.2, 190.5",
    "90,0",
    "12,5",
    "32.2, 36.3, 4.5",
    "N E",
]


@pytest.mark.parametrize(("text", "point"), POINTS)
def test_points_are_read_latitude_first(text, point):
    assert read_coordinates(text) == point


@pytest.mark.parametrize("text", WORDS)
def test_other_words_stay_words(text):
    assert read_coordinates(text) is None
    assert coarse(text) == text


def test_no_address_holds_a_point_finer_than_a_kilometre():
    assert coarse("32.293112, 36.328455") == "32.29, 36.33"
    assert coarse("-0.001, -0.001") == "-0.00, -0.00"

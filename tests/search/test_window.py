"""The part of the world a map shows."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from directory.errors import Invalid
from directory.search.window import LARGEST_ZOOM, MOST_TILES, Window
from tests.pages_client import PageClient


def test_the_world_is_one_tile() -> None:
    assert Window().bounds == (-180.0, -90.0, 180.0, 90.0)


def test_where_nothing_is_said_it_is_the_world() -> None:
    assert Window.from_text("") == Window()


@pytest.mark.parametrize(
    "text", ["1", "1/2/3", "a/b/c/d/e", "-1/0/0/0/0", "1/0/0/0/0/0", "٣/0/0/0/0", "NaN/0/0/0/0"]
)
def test_what_cannot_be_read_is_never_the_world(app: Flask, text: str) -> None:
    with app.test_request_context("/en/"), pytest.raises(Invalid, match="five whole numbers"):
        Window.from_text(text)


def test_a_view_that_cannot_be_read_is_said_to_be_so(client: PageClient) -> None:
    answer = client.ask("/fr/map/places.json?view=1/x/0/0/0")
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert "zoom/left/top/right/bottom" in answer.text


def test_a_tile_of_jordan() -> None:
    west, south, east, north = Window.from_text("6/38/25/38/25").bounds
    assert (west, east) == (33.75, 39.375)
    assert south == pytest.approx(31.952, abs=0.001)
    assert north == pytest.approx(36.598, abs=0.001)


@given(st.lists(st.integers(0, 99_999), min_size=5, max_size=5))
def test_any_five_numbers_are_a_window_of_this_world(numbers: list[int]) -> None:
    window = Window.from_text("/".join(map(str, numbers)))
    west, south, east, north = window.bounds
    assert -180 <= west < east <= 180
    assert -90 <= south < north <= 90
    assert window.zoom <= LARGEST_ZOOM
    assert window.right - window.left < MOST_TILES
    assert window.bottom - window.top < MOST_TILES


@given(st.integers(0, 13), st.lists(st.integers(0, 8191), min_size=4, max_size=4))
def test_what_is_asked_for_is_inside_however_wide(zoom: int, numbers: list[int]) -> None:
    last = 2**zoom - 1
    left, top, right, bottom = (min(number, last) for number in numbers)
    left, right, top, bottom = min(left, right), right, min(top, bottom), bottom
    west, south, east, north = Window.from_text(f"{zoom}/{left}/{top}/{right}/{bottom}").bounds
    wanted = Window(zoom, left, top, right, bottom).bounds
    assert west <= wanted[0] < wanted[2] <= east
    assert south <= wanted[1] < wanted[3] <= north


def test_close_to_the_ground_only_the_same_point_is_counted_together() -> None:
    assert Window.from_text("11/0/0/0/0").cell == pytest.approx(360 / 2**11 / 4)
    assert Window.from_text("12/0/0/0/0").cell is None

"""Where nothing is found the map shows the place that was asked for."""

import re

import pytest

from tests.making import site


def fitted(client, **asked) -> list[list[float]]:
    """Return south-west and north-east of what the map fits."""
    script = client.ask("maps.script", **asked).text
    found = re.search(r"fitBounds\(\s*\[\[(.*?)\], \[(.*?)\]\]", script)
    assert found
    return [[float(number) for number in corner.split(",")] for corner in found.groups()]


@pytest.mark.parametrize(
    ("near", "lon", "lat", "reach"),
    [("Zarqa", 36.1, 32.1, 0.5), ("Darfur", 25.0, 13.2, 3), ("Fiji", 178, -18, 7)],
)
def test_the_map_is_around_the_place(client, near, lon, lat, reach):
    (south, west), (north, east) = fitted(client, near=near, q="nothingsaysthis")
    assert (south + north) / 2 == pytest.approx(lat, abs=1)
    assert (west + east) / 2 == pytest.approx(lon, abs=1)
    assert 0 < north - south < 2 * reach


def test_without_a_place_it_is_the_world(client):
    assert fitted(client, q="nothingsaysthis") == [[-45.0, -125.0], [65.0, 155.0]]


def test_what_is_found_comes_before_the_place(client, make):
    make.published(sites=(site(1),))
    (south, west), (north, east) = fitted(client, near="Jordan")
    assert (west, east) == pytest.approx((36.1, 36.1), abs=0.1)
    assert (south, north) == pytest.approx((32.07, 32.07), abs=0.1)

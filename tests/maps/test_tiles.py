"""Vector tiles for maps of others: the same numbers as everywhere, and nothing finer."""

import random

import mapbox_vector_tile
import pytest

from directory.maps import views
from directory.organisations.document import Point
from tests.making import place, site

MIMETYPE = "application/vnd.mapbox-vector-tile"


def points(client, zoom=0, x=0, y=0, **asked):
    """The properties of all points of a tile, and where they are in it."""
    answer = client.ask("maps.tile", zoom=zoom, x=x, y=y, **asked)
    assert (answer.status_code, answer.mimetype) == (200, MIMETYPE)
    decoded = mapbox_vector_tile.decode(answer.data, default_options={"y_coord_down": True})
    return [
        (one["properties"], one["geometry"]["coordinates"])
        for layer in decoded.values()
        for one in layer["features"]
    ]


def test_an_organisation_alone_is_named_where_the_public_may_see_it(client, make):
    found = make.published(sites=(site(precision="neighbourhood"),))
    ((properties, (x, y)),) = points(client)
    assert properties == {
        "organisations": 1,
        "places": 1,
        "precision": "neighbourhood",
        "public_id": found.public_id,
        "name": "The Bread Cooperative",
        "language": "en",
        "url": f"http://127.0.0.1:8000/en/organisations/{found.public_id}/the-bread-cooperative",
    }
    assert (x, y) == (round((36.105 + 180) / 360 * 4096), 1662)


def test_the_tiles_of_each_zoom_hold_everything_once(client, make):
    chance = random.Random(3)  # noqa: S311
    for number in range(30):
        at = Point(lon=chance.uniform(36.05, 36.9), lat=chance.uniform(31.0, 31.9))
        make.published(sites=(site(number, point=at),))
    total = client.ask("/en/map/places.json").get_json()
    assert sum(one["organisations"] for one in total["clusters"]) + len(total["places"]) == 30
    for zoom in (0, 1, 2, 5, 6):
        side = 2**zoom
        asked = [(x, y) for x in range(side // 2, side) for y in range(side // 4, side // 2)]
        every = [
            one
            for x, y in (asked if zoom > 1 else _all(side))
            for one, _ in points(client, zoom, x, y)
        ]
        assert sum(one["organisations"] for one in every) == 30
        assert sum(one["places"] for one in every) == 30


def _all(side):
    return [(x, y) for x in range(side) for y in range(side)]


def test_at_the_edges_of_the_world_nothing_is_lost(client, make):
    for key, lon in enumerate((179.99, -179.99, 179.9999, -179.9999)):
        taveuni = Point(lon=lon, lat=-16.85)
        there = place(country="FJ", point=taveuni, admin1=None)
        make.published(sites=(site(key, country="FJ", place=there, point=taveuni),))
    for zoom in (0, 1, 3, 12):
        side, row = 2**zoom, int(2**zoom * 0.5475)
        every = [one for x in {0, side - 1} for one, _ in points(client, zoom, x, row)]
        assert sum(one["organisations"] for one in every) == 4


def test_criteria_narrow_it(client, make):
    make.published(name="Bread", sites=(site(1),))
    make.published(
        name="Xylophone",
        sites=(site(2, point=Point(lon=36.25, lat=32.2)),),
    )
    found = points(client, q="xylophone")
    assert len(found) == 1, found
    ((properties, _),) = found
    assert properties["name"] == "Xylophone"
    assert points(client, country="LB") == []
    assert client.ask("/tiles/0/0/0.mvt?country=LB").data == b""


def test_nobody_without_a_public_place_is_in_a_tile(client, make):
    make.published(sites=(site(precision="hidden"),))
    make.published(sites=(site(precision="country"),))
    assert points(client) == []


def test_close_up_each_point_stands_alone_and_many_at_one_are_counted(client, make):
    for number in range(3):
        make.published(name=f"Shop {number}", sites=(site(number),))
    x, y = int((36.10123 + 180) / 360 * 2**14), 6649
    found = [
        one
        for left in (x - 1, x, x + 1)
        for top in (y - 1, y, y + 1)
        for one in points(client, 14, left, top)
    ]
    ((properties, _),) = found
    assert properties == {"organisations": 3, "places": 1, "precision": "exact"}


def test_it_is_not_searched_again_for_whoever_has_it(client, make, monkeypatch):
    make.published(sites=(site(),))
    first = client.ask("/tiles/0/0/0.mvt")
    assert "s-maxage" in first.headers["Cache-Control"]
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert first.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    with monkeypatch.context() as patch:
        patch.setattr(views.on_the_map, "within", None)
        again = client.ask("/tiles/0/0/0.mvt", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    make.published(name="Another", sites=(site(2),))
    asked = client.ask("/tiles/0/0/0.mvt", headers={"If-None-Match": first.headers["ETag"]})
    assert asked.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "0/0/1",
        "0/1/0",
        "1/2/0",
        "23/0/0",
        "5/32/0",
        "99999999999999999999/0/0",
        "4/-1/0",
        "a/b/c",
        "1/0/nan",
        "2/1e1/0",
    ],
)
def test_a_tile_that_is_none_is_not_found_and_said_so(client, path):
    answer = client.ask(f"/tiles/{path}.mvt")
    assert answer.status_code == 404
    assert answer.data


def test_words_of_violence_lead_to_help(client):
    assert client.ask("/tiles/0/0/0.mvt?q=rape").headers["Location"].endswith("/safe")

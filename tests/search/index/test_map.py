"""Every place of a window is counted once, wherever on the globe; who is gone is not said."""

import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from directory.extensions import transaction
from directory.organisations import steps
from directory.organisations.rows import NAME
from directory.search.criteria import Criteria
from directory.search.index.answering import Answer, answer
from directory.search.index.current import current
from directory.search.index.layout import NEVER
from directory.search.index.listed import Listed
from directory.search.index.map_engine import IndexMap
from directory.search.index.mapping import Cell, count_cells, in_window
from directory.search.index.segment import Part, Segment
from directory.search.index.zorder import LARGEST_LATITUDE
from directory.search.where import Where
from directory.search.window import LARGEST_ZOOM, Window
from tests.making import AT, DAY, Make, document, site

EDGES = (-180.0, -179.9999, -90.0, 0.0, 90.0, 179.9999, 180.0)
POLES = (-90.0, -89.9, -LARGEST_LATITUDE, -66.5, 0.0, 66.5, LARGEST_LATITUDE, 89.9, 90.0)
WINDOWS = (
    Window(),
    Window(1, 0, 0, 0, 0),
    Window(1, 1, 1, 1, 1),
    Window(3, 0, 0, 7, 7),
    Window(4, 0, 0, 15, 3),
    Window(4, 15, 3, 15, 12),
    Window(4, 0, 12, 3, 15),
    Window(9, 500, 0, 511, 5),
    Window(9, 0, 506, 9, 511),
    Window(12, 4090, 0, 4095, 15),
    Window(LARGEST_ZOOM, 0, 0, 15, 15),
)


def listing(number: int, places: list[list[Any]], **facts: Any) -> Listed:
    """Return a listing with an offer at each place."""
    offers = [{"place": at} for at in range(len(places))] or [{}]
    entry = {
        "name_key": f"press {number:05}",
        "words": [["", NAME, "press"]],
        "places": places,
        "offers": [{**offer, **facts} for offer in offers],
    }
    return Listed(number + 1, f"p{number:09}", 1, 0, NEVER, entry["name_key"], entry)


def invented(count: int) -> Iterator[Listed]:
    """Yield listings with places all over the globe: at its edges, at one point, at none."""
    chance = random.Random(11)  # noqa: S311 - places, not secrets
    for number in range(count):
        places = []
        for _ in range(chance.choice((0, 1, 1, 1, 2, 5))):
            lon = chance.choice((*EDGES, *(chance.uniform(-180, 180) for _ in range(9))))
            lat = chance.choice((*POLES, *(chance.uniform(-90, 90) for _ in range(12))))
            point = chance.choice(([lon, lat], [lon, lat], [36.1, 32.1], [None, None]))
            places.append(["exact" if point[0] is not None else "country", "JO", None, *point])
        yield listing(number, places)


@pytest.fixture(scope="module")
def answers() -> list[Answer]:
    """The whole world, in two parts."""
    every = list(invented(1500))
    parts = [
        Part.whole(Segment.in_memory(some)) for some in (every[::3], every[1::3] + every[2::3])
    ]
    return [answer(part, Criteria(), Where(), on=DAY) for part in parts]


def inside(found: Answer, window: Window) -> set[int]:
    """Return the places inside the bounds of a window, looked at one by one."""
    west, south, east, north = window.bounds
    columns = found.segment.columns
    last = 2**window.zoom - 1
    return {
        place
        for place, (lon, lat) in enumerate(zip(columns.lon, columns.lat, strict=True))
        if west <= lon and (lon < east or (window.right == last and lon <= east))
        if lat <= north and (lat > south or (window.bottom == last and lat >= south))
    }


@pytest.mark.parametrize("window", WINDOWS)
def test_every_place_of_a_window_is_in_one_cell(answers: list[Answer], window: Window):
    cells = list(count_cells(answers, window).values())
    counted = 0
    for found in answers:
        expected = inside(found, window)
        assert set(in_window(found, window).tolist()) == expected
        of_cells = [
            p for cell in cells for one, ps in cell.found if one is found for p in ps.tolist()
        ]
        assert sorted(of_cells) == sorted(expected)
        counted += len(expected)
    assert sum(cell.places for cell in cells) == counted
    assert counted or window.zoom > 4
    for cell in cells:
        lies_as_its_places(cell)


def lies_as_its_places(cell: Cell) -> None:
    """A cell says of its places what they say."""
    lon = np.concatenate([one.segment.columns.lon[places] for one, places in cell.found])
    lat = np.concatenate([one.segment.columns.lat[places] for one, places in cell.found])
    assert (cell.west, cell.east) == (lon.min(), lon.max())
    assert (cell.south, cell.north) == (lat.min(), lat.max())
    assert cell.lon_sum == pytest.approx(lon.sum())
    owners = [set(one.segment.columns.owner[places].tolist()) for one, places in cell.found]
    assert cell.organisations == sum(map(len, owners))
    assert cell.is_single == (len(set(zip(lon.tolist(), lat.tolist(), strict=True))) == 1)


def test_the_quarters_of_the_world_are_the_world(answers: list[Answer]):
    whole = sum(cell.places for cell in count_cells(answers, Window()).values())
    for zoom in (1, 2, 3):
        side = range(2**zoom)
        tiles = [Window(zoom, x, y, x, y) for x in side for y in side]
        each = [sum(c.places for c in count_cells(answers, one).values()) for one in tiles]
        assert sum(each) == whole == sum(len(one.places) for one in answers)


def test_who_was_withdrawn_or_moved_meanwhile_is_not_said_at_a_point(make: Make):
    gone, moved, _ = (
        make.published(name=name, sites=(site(name),)) for name in ("Baker", "Miller", "Weaver")
    )
    engine = current()
    assert engine is not None
    drawing = IndexMap(engine)
    told: dict[str, Any] = {"on": DAY, "most": 5, "may_name": lambda _named: True}
    window = Window(12, 2450, 1650, 2465, 1665)
    (spot,) = drawing.within(Criteria(), Where(), window, **told).spots
    assert (spot.organisations, len(spot.named)) == (3, 3)
    with transaction():
        steps.take_listing("withdraw", gone, actor=make.people.amina, at=AT)
    make.changed(moved, document(name="Miller", sites=()))
    (spot,) = drawing.within(Criteria(), Where(), window, **told).spots  # as another request may
    assert (spot.organisations, [one.slug for one in spot.named]) == (1, ["weaver"])


def test_offers_come_and_go_with_the_day():
    day = DAY.toordinal()
    here = [["exact", "JO", None, 36.1, 32.1]]
    segment = Segment.in_memory(
        [
            listing(0, here),
            listing(1, here, **{"from": day + 1}),
            listing(2, here, until=day + 1),
            listing(3, here, until=day),
        ]
    )
    for ordinal, expected in ((day, {0, 2}), (day + 1, {0, 1})):
        found = answer(Part.whole(segment), Criteria(), Where(), on=DAY.fromordinal(ordinal))
        numbers = {int(segment.columns.ids[one]) - 1 for one in found.organisations}
        assert numbers == expected
        assert len(in_window(found, Window())) == len(expected)

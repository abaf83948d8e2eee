"""The index and the database give the same answers, in memory, in a folder, and with a tail."""

import random
from typing import Any

import numpy as np
import pytest
from pyroaring import BitMap
from werkzeug.datastructures import MultiDict

from directory.demonstration import operations as demonstration
from directory.search import sql, sql_map
from directory.search.criteria import Criteria
from directory.search.index.engine import IndexEngine
from directory.search.index.gathering import along_the_curve, listed
from directory.search.index.map_engine import IndexMap
from directory.search.index.segment import Part, Segment, write_segment
from directory.search.index.zorder import BITS, columns, rows
from directory.search.results import Hit
from directory.search.where import Around, Where
from directory.search.window import Window
from tests.making import AT, DAY
from tests.search.test_query_table import choose

WORDS = (
    "women", "cooperative", "coop", "savings", "credit", "تعاونية", "النساء", "a", "s", "training",
    "learn arabic", "women savings", "free legal advice", "child care", "amman", "coopérative",
    "emploi", "trabajo", "ስራ", "အလုပ်", "nothing-of-that-kind", "of the", "bakery", "sewing work",
    "community centre help", "ال", "ไ", "kakuma", "the", "ادخار", "d'énergie",
)  # fmt: skip
ARGS: dict[str, tuple[Any, ...]] = {
    "q": ("", *WORDS),
    "need": ("", "work", "learn", "money", "children", "savings,credit", "legal_aid", "papers"),
    "for": ("", "women", "refugees", "children", "young_people", "asylum_seekers"),
    "language": ("", "ar", "en", "fr", "so", "xx"),
    "access": ("", "free", "walk-in", "no-papers", "free,walk-in"),
    "kind": ("", "cooperative", "association"),
    "country": ("", "JO", "KE", "UG", "FR", "CO"),
    "page": ("1", "1", "2", "40"),
}
PLACES = (
    Where(),
    Where(),
    Where(country="JO"),
    Where(country="KE"),
    Where(region="JO.16"),
    Where(around=Around(35.93, 31.95, 25_000, "JO", "JO.16")),
    Where(around=Around(36.33, 32.29, 10_000, "JO", None)),
    Where(around=Around(34.86, 3.71, 200_000, "KE", "KE.43")),
    Where(around=Around(179.9, -17.0, 200_000, "FJ", None)),
    Where(around=Around(0.0, 89.9, 200_000, "", None)),
    Where(country="JO", around=Around(35.93, 31.95, 200_000, "JO", "JO.16")),
)


@pytest.fixture(scope="module")
def invented(db_of_module: object) -> None:
    """All invented organisations, loaded once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demonstration, "_choose", choose)
        demonstration.load(at=AT, progress=lambda batches, label: batches)


@pytest.fixture(scope="module", params=["in memory", "in a folder", "in two parts"])
def engine(
    invented: None, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> IndexEngine:
    """The index in each of its forms."""
    every = list(listed())
    if request.param == "in memory":
        return IndexEngine([Part(Segment.in_memory(every), BitMap())])
    folder = tmp_path_factory.mktemp("segment")
    write_segment(along_the_curve(), folder)
    whole = Segment.read(folder)
    if request.param == "in a folder":
        return IndexEngine([Part(whole, BitMap())])
    changed = every[::3]
    numbers = sorted(whole.organisation_of(one.public_id) for one in changed)
    dead = whole.offers_of(np.array(numbers))
    return IndexEngine([Part(whole, dead), Part(Segment.in_memory(changed), BitMap())])


def questions(count: int) -> list[tuple[Criteria, Where]]:
    """Return questions drawn at random, the same in every run."""
    chance, found = random.Random(4), []  # noqa: S311 - questions, not secrets
    for _ in range(count):
        chosen = {name: chance.choice(values) for name, values in ARGS.items()}
        for name in chance.sample(sorted(ARGS), k=chance.randint(2, 6)):
            chosen.pop(name)
        criteria = Criteria.from_args(MultiDict(chosen))
        found.append((criteria, chance.choice(PLACES)))
    return found


def test_totals_and_pages_are_those_of_the_database(engine: IndexEngine):
    answered = 0
    for criteria, where in questions(400):
        asked = (criteria, where)
        assert engine.totals(*asked, on=DAY) == sql.totals(*asked, on=DAY), asked
        of_index = engine.hits(*asked, on=DAY, size=20)
        of_database = sql.hits(*asked, on=DAY, size=20)
        assert [plain(hit, criteria) for hit in of_index] == [
            plain(hit, criteria) for hit in of_database
        ], asked
        answered += bool(of_index)
    assert answered > 100


def test_maps_are_those_of_the_database(engine: IndexEngine):
    drawn = 0
    windows = [Window(), *(window_of(zoom, 35.9, 31.95) for zoom in (3, 7, 12, 13))]
    windows += [window_of(zoom, 34.86, 3.71) for zoom in (6, 12)]
    told = {"on": DAY, "most": 2, "may_name": lambda named: named.public_id[0] != "a"}
    for criteria, where in questions(60):
        drawing = IndexMap(engine)
        for window in windows:
            of_index = drawing.within(criteria, where, window, **told)
            of_database = sql_map.within(criteria, where, window, **told)
            asked = (criteria, where, window)
            assert of_index.organisations == of_database.organisations, asked
            assert of_index.places == of_database.places, asked
            assert sum(one.places for one in of_index.clusters) <= of_index.places
            if window.cell is None:
                assert set(of_index.spots) == set(of_database.spots), asked
                drawn += len(of_index.spots)
        bounds = [each.bounds_of(criteria, where, on=DAY) for each in (drawing, sql_map)]
        assert bounds[0] == bounds[1], (criteria, where)
        named = [set(each.answering(criteria, where, on=DAY)) for each in (drawing, sql_map)]
        assert named[0] == named[1], (criteria, where)
    assert drawn > 25


def window_of(zoom: int, lon: float, lat: float) -> Window:
    """Return three by three tiles around a point."""
    x, y = columns(np.array([lon])), rows(np.array([lat]))
    x, y = (int(each[0]) >> (BITS - zoom) for each in (x, y))
    return Window(zoom, max(x - 1, 0), max(y - 1, 0), x + 1, y + 1)


def plain(hit: Hit, criteria: Criteria) -> tuple[Any, ...]:
    """Return what must be equal; the metres of two engines differ behind the comma."""
    nearest = None if hit.nearest is None else round(hit.nearest / 10)
    unsaid = bool(criteria.for_group and hit.unsaid)
    return hit.public_id, hit.places, nearest, unsaid, hit.score, set(hit.answering)

"""The index and the database give the same answers, in memory, in a folder, and with a tail."""

import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from pyroaring import BitMap
from werkzeug.datastructures import MultiDict

from directory.demonstration import operations as demonstration
from directory.search import sql, sql_map
from directory.search.criteria import Criteria
from directory.search.index import answering, heavy, marks, ranking
from directory.search.index import engine as engines
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
    "community centre help", "women cooperative", "الإبرة الزرقاء", "birth certificate", "kazi",
    "ال", "ไ", "kakuma", "the", "ادخار", "d'énergie",
)  # fmt: skip
ARGS: dict[str, tuple[Any, ...]] = {
    "q": ("", *WORDS),
    "need": ("", "work", "learn", "money", "children", "savings,credit", "legal_aid", "papers"),
    "for": ("", "women", "refugees", "children", "young_people", "asylum_seekers"),
    "language": ("", "ar", "en", "fr", "so", "xx"),
    "fee": ("", "free", "free,unsaid", "unsaid"),
    "documents": ("", "none", "none,unsaid"),
    "open": ("", "now", "now,unsaid", "unsaid"),
    "women_staff": ("", "yes", "yes,unsaid"),
    "access": ("", "walk_in", "walk_in,phone_first", "referral_required,unsaid"),
    "audience": ("", "women", "youth,unsaid", "women,youth,job_seekers"),
    "kind": ("", "cooperative", "association", "association,cooperative"),
    "cooperative_type": ("", "worker_cooperative", "unsaid", "producer_cooperative,unsaid"),
    "activity": ("", "manufacturing", "education,trade", "unsaid"),
    "joining": ("", "yes", "yes,unsaid"),
    "checked": ("", "1", "6", "12"),
    "country": ("", "JO", "KE", "UG", "JO,LB", "CO"),
    "page": ("1", "1", "2", "40"),
}
PLACES = (
    Where(),
    Where(),
    Where(countries=("JO",)),
    Where(countries=("KE",)),
    Where(regions=("JO.16",)),
    Where(countries=("JO", "LB"), regions=("JO.16", "LB.04", "JO.18")),
    Where(around=Around(35.93, 31.95, 25_000, "JO", "JO.16")),
    Where(around=Around(36.33, 32.29, 10_000, "JO", None)),
    Where(around=Around(34.86, 3.71, 200_000, "KE", "KE.43")),
    Where(around=Around(179.9, -17.0, 200_000, "FJ", None)),
    Where(around=Around(0.0, 89.9, 200_000, "", None)),
    Where(countries=("JO",), around=Around(35.93, 31.95, 200_000, "JO", "JO.16")),
)


@pytest.fixture(scope="module")
def invented(db_of_module: object) -> None:
    """All invented organisations, loaded once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demonstration, "_choose", choose)
        demonstration.load(at=AT, progress=lambda batches, label: batches)


@pytest.fixture(scope="module", params=["in memory", "in a folder", "in two parts", "heavy"])
def engine(
    invented: None, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[IndexEngine]:
    """The index in each of its forms; `heavy`: few are already as many as millions are."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "heavy":
            patch.setattr(heavy, "HEAVY", 2)
            patch.setattr(engines, "RANKED", 3)
            patch.setattr(ranking, "WORTH_IT", 1)
            patch.setattr(ranking, "FEW", 1)
            patch.setattr(marks, "MOST", 70)
            patch.setattr(answering, "MANY", 5)
        yield _engine(request.param, tmp_path_factory)


def _engine(form: str, folders: pytest.TempPathFactory) -> IndexEngine:
    every = list(listed())
    if form == "in memory":
        return IndexEngine([Part(Segment.in_memory(every), BitMap())])
    folder = folders.mktemp("segment")
    write_segment(along_the_curve(), folder)
    whole = Segment.read(folder)
    if form != "in two parts":
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
        for name in chance.sample(sorted(ARGS), k=len(ARGS) - chance.randint(1, 5)):
            chosen.pop(name)
        criteria = Criteria.from_args(MultiDict(chosen))
        found.append((criteria, chance.choice(PLACES)))
    return found


def test_of_many_only_those_are_put_in_order_that_may_be_first(
    engine: IndexEngine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(ranking, "WORTH_IT", 1)
    monkeypatch.setattr(ranking, "FEW", 1)
    words = [(Criteria(q=word), Where()) for word in ("", *WORDS)]
    spared = 0
    for criteria, where in (*questions(200), *words):
        for found in engine.answers(criteria, where, on=DAY):
            few = next(ranking.promising(found, 2))
            spared += len(few) < len(found.offers)
            if found.offers:
                every = ranking._Order(found, found.offers).first(2)
                assert ranking.first(found, 2) == every, (criteria, where)
    assert spared > 5


def test_totals_and_pages_are_those_of_the_database(engine: IndexEngine):
    answered = 0
    for criteria, where in questions(400):
        asked = (criteria, where)
        assert engine.totals(*asked, on=DAY) == sql.totals(*asked, on=DAY), asked
        of_index = engine.hits(*asked, on=DAY, size=20)
        of_database = sql.hits(*asked, on=DAY, size=20)
        assert [plain(hit) for hit in of_index] == [plain(hit) for hit in of_database], asked
        answered += bool(of_index)
    assert answered > 100


def test_counts_are_the_totals_that_come_when_a_value_is_chosen(engine: IndexEngine):
    compared = 0
    chance = random.Random(5)  # noqa: S311 - questions, not secrets
    for criteria, where in questions(120):
        counts = engine.counts(criteria, where, on=DAY)
        for name, values in counts.items():
            if not values or name in {"country", "region"}:
                continue
            value = chance.choice(sorted(values))
            field = {"for": "for_group"}.get(name, name)
            chosen = {"checked": int, "for": str}.get(name, lambda code: (code,))(value)
            total = engine.totals(criteria.but(**{field: chosen}), where, on=DAY)
            assert values[value] == total.organisations, (criteria, where, name, value)
            compared += 1
    assert compared > 500


def test_counts_of_countries_and_regions_are_such_totals_too(engine: IndexEngine):
    criteria = Criteria(fee=("free",), country=("JO",))
    counts = engine.counts(criteria, Where(countries=("JO",)), on=DAY)
    assert len(counts["country"]) > 5
    assert len(counts["region"]) > 3
    for code, count in counts["country"].items():
        total = engine.totals(criteria.but(country=(code,)), Where(countries=(code,)), on=DAY)
        assert count == total.organisations, code
    for code, count in counts["region"].items():
        where = Where(countries=("JO",), regions=(code,))
        assert count == engine.totals(criteria, where, on=DAY).organisations, code


def test_maps_are_those_of_the_database(engine: IndexEngine):
    drawn = 0
    windows = [Window(), *(window_of(zoom, 35.9, 31.95) for zoom in (3, 7, 12, 13))]
    windows += [window_of(zoom, 34.86, 3.71) for zoom in (6, 12)]
    told = {"on": DAY, "most": 2, "may_name": lambda named: named.slug[0] != "a"}
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
    assert drawn > 20, drawn


def window_of(zoom: int, lon: float, lat: float) -> Window:
    """Return three by three tiles around a point."""
    x, y = columns(np.array([lon])), rows(np.array([lat]))
    x, y = (int(each[0]) >> (BITS - zoom) for each in (x, y))
    return Window(zoom, max(x - 1, 0), max(y - 1, 0), x + 1, y + 1)


def plain(hit: Hit) -> tuple[Any, ...]:
    """Return what must be equal; the metres of two engines differ behind the comma."""
    nearest = None if hit.nearest is None else round(hit.nearest / 10)
    return hit.public_id, hit.places, nearest, hit.unsaid, hit.score, set(hit.answering)

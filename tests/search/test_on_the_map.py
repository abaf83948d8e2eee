"""What a map shows says the same as the list, and never more than the public may know."""

import pytest
from sqlalchemy import event

from directory.organisations.document import Consent, Point
from directory.search.criteria import Criteria
from directory.search.index import current as index
from directory.search.on_the_map import MOST_NAMED, bounds_of, within
from directory.search.queries import find
from directory.search.window import Window
from tests.making import DAY, place, service, site, uid

WORLD = Window.from_text("2/0/0/3/3")
CLOSE = Window.from_text("13/4915/3318/4930/3333")
"""Zarqa and around, where only the same point is counted together."""


def at(lon: float, lat: float, key: object = "site", **facts: object):
    return site(key, point=Point(lon=lon, lat=lat), **facts)


@pytest.fixture
def three(make) -> None:
    make.published(name="One", sites=(at(36.1, 32.05, 1),))
    make.published(name="Two", sites=(at(36.1, 32.05, 2),))
    make.published(name="Three", sites=(at(36.2, 32.1, 3), at(36.25, 32.12, 4)))


def shown(window: Window, **asked: object):
    return within(Criteria(**asked), window, on=DAY)


def test_from_afar_what_lies_together_is_counted(three) -> None:
    found = shown(WORLD)
    assert found.spots == ()
    (cluster,) = found.clusters
    assert (cluster.organisations, cluster.places) == (3, 4)
    assert cluster.bounds == (36.1, 32.05, 36.25, 32.12)


def test_from_close_by_each_point_stands_alone(three) -> None:
    found = shown(CLOSE)
    assert found.clusters == ()
    assert [(s.lon, s.lat, s.organisations) for s in found.spots] == [
        (36.1, 32.05, 2),
        (36.2, 32.1, 1),
        (36.25, 32.12, 1),
    ]


def test_what_lies_beside_the_window_is_not_asked_for(three) -> None:
    assert shown(Window.from_text("6/0/0/1/1")) == shown(Window.from_text("13/0/0/0/0"))
    assert shown(Window.from_text("6/0/0/1/1")).spots == ()


@pytest.mark.parametrize(
    "asked",
    [{}, {"q": "one"}, {"country": "JO"}, {"near": "Zarqa", "within": 5}, {"need": ("learn",)}],
)
def test_the_map_and_the_list_count_the_same(three, asked) -> None:
    results = find(Criteria(**asked), on=DAY)
    found = shown(WORLD, **asked)
    counted = sum(c.places for c in found.clusters) + sum(s.organisations for s in found.spots)
    assert counted == results.places


def test_only_the_first_are_named_and_all_are_counted(make) -> None:
    many = MOST_NAMED + 3
    for number in range(many):
        make.published(name=f"Shop {number:02}", sites=(at(36.1, 32.05, number),))
    (spot,) = shown(WORLD).spots
    assert spot.organisations == many
    assert len(spot.named) == MOST_NAMED
    assert '"Shop 00"' in spot.named[0].listing_json


def test_a_point_is_as_rough_as_the_roughest_there(make) -> None:
    make.published(name="Exact", sites=(at(36.09, 32.07, 1),))
    make.published(name="Rough", sites=(site(2, precision="locality"),))
    (spot,) = shown(CLOSE).spots
    assert (spot.precision, spot.organisations) == ("locality", 2)


@pytest.mark.parametrize(
    "facts",
    [
        {"services": (service("women_safe_space", sites=(uid("site/1"),)),)},
        {"name": "Safe house for women"},
        {"consent": Consent(level="organisation_only")},
    ],
    ids=["closed-service", "telling-name", "no-consent-for-places"],
)
def test_what_is_closed_is_on_no_map(make, facts) -> None:
    make.published(sites=(site(1),), **facts)
    assert (shown(WORLD).spots, shown(WORLD).clusters) == ((), ())
    assert bounds_of(Criteria(), on=DAY) is None


def test_the_bounds_are_those_of_the_answer(three) -> None:
    assert bounds_of(Criteria(), on=DAY) == (36.1, 32.05, 36.25, 32.12)
    assert bounds_of(Criteria(q="nothing at all"), on=DAY) is None


def test_one_organisation_alone(make, three) -> None:
    alone = make.published(name="Four", sites=(at(36.3, 32.2, 9),))
    (spot,) = shown(WORLD, organisation=alone.public_id).spots
    assert [n.public_id for n in spot.named] == [alone.public_id]


def test_a_point_is_as_rough_as_the_roughest_there_beyond_the_named(make) -> None:
    for number in range(MOST_NAMED + 1):
        make.published(name=f"Exact {number:02}", sites=(at(36.1, 32.05, number),))
    make.published(
        name="Rough",
        sites=(
            at(
                36.1,
                32.05,
                "rough",
                precision="locality",
                place=place(point=Point(lon=36.1, lat=32.05)),
            ),
        ),
    )
    (spot,) = shown(CLOSE).spots
    assert (spot.precision, spot.organisations) == ("locality", MOST_NAMED + 2)


def test_what_is_in_view_is_counted_once(three) -> None:
    found = shown(WORLD)
    assert (found.organisations, found.places) == (3, 4)
    close = shown(CLOSE)
    assert (close.organisations, close.places) == (3, 4)


def test_no_place_is_held_against_every_offer(three, db, monkeypatch) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("asks SQLite for its plan; PostgreSQL chooses by its figures")
    asked: list[str] = []
    monkeypatch.setattr(index, "current", lambda: None)  # so the database answers

    @event.listens_for(db.engine, "before_cursor_execute")
    def hear(_connection, _cursor, statement, values, _context, _many) -> None:
        if statement.startswith("WITH"):
            rows = db.session.connection().exec_driver_sql(
                "EXPLAIN QUERY PLAN " + statement, values
            )
            asked.extend(row[3] for row in rows)

    shown(WORLD)
    bounds_of(Criteria(), on=DAY)
    event.remove(db.engine, "before_cursor_execute", hear)
    assert any("MATERIALIZE answer" in step for step in asked)
    assert not [step for step in asked if step.startswith("SCAN public_places")]

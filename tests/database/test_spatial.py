"""The spatial seam gives the same answers on both databases."""

import pytest
from shapely.geometry import MultiPolygon, box
from sqlalchemy import select, text

from directory.database.spatial import (
    area_holds,
    area_value,
    bounds_around,
    distance_metres,
    point_value,
    within_bounds,
)
from directory.extensions import transaction
from directory.organisations.public_tables import PublicAreaShape, PublicPoint

CITIES = {
    1: ("Bangkok", 100.5018, 13.7563),
    2: ("Dhaka", 90.4125, 23.8103),
    3: ("Suva", 178.4419, -18.1416),
    4: ("Apia", -171.7514, -13.8333),
    5: ("West of the line", 179.99, -16.0),
    6: ("East of the line", -179.99, -16.0),
}


@pytest.fixture
def points(db):
    with transaction():
        db.session.add_all(
            PublicPoint(id=key, point=point_value(lon, lat))
            for key, (_, lon, lat) in CITIES.items()
        )


@pytest.mark.parametrize(("key", "metres"), [(1, 1000.0), (2, 1000.0), (3, 1000.0), (4, 1000.0)])
def test_longitude_comes_first(db, points, key, metres):
    _, lon, lat = CITIES[key]
    (bounds,) = bounds_around(lon, lat, metres)
    found = db.session.scalars(
        select(PublicPoint.id).where(within_bounds(PublicPoint.point, bounds))
    ).all()
    assert found == [key]


def test_metres_are_the_same_everywhere(db, points):
    distance = db.session.scalar(
        select(distance_metres(PublicPoint.point, 90.4125, 23.8103)).where(PublicPoint.id == 1)
    )
    assert distance == pytest.approx(1_541_871, rel=0.005)


def test_a_circle_across_the_date_line_is_two_boxes(db, points):
    boxes = bounds_around(179.99, -16.0, 5000)
    assert len(boxes) == 2
    found = {
        key
        for bounds in boxes
        for key in db.session.scalars(
            select(PublicPoint.id).where(within_bounds(PublicPoint.point, bounds))
        )
    }
    assert found == {5, 6}


def test_near_the_pole_every_longitude_counts():
    assert bounds_around(10, 89.99, 10_000)[0][0::2] == (-180.0, 180.0)


def test_an_area_holds_what_lies_inside(db):
    with transaction():
        db.session.add(PublicAreaShape(id=1, area=area_value(MultiPolygon([box(36, 32, 37, 33)]))))
    held = select(PublicAreaShape.id)
    assert db.session.scalar(held.where(area_holds(PublicAreaShape.area, 36.5, 32.5))) == 1
    assert db.session.scalar(held.where(area_holds(PublicAreaShape.area, 32.5, 36.5))) is None


def test_the_planner_uses_the_spatial_index(db, points):
    statement = select(PublicPoint.id).where(within_bounds(PublicPoint.point, (100, 13, 101, 14)))
    compiled = str(statement.compile(db.engine, compile_kwargs={"literal_binds": True}))
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SET LOCAL enable_seqscan = off"))
        plan = " ".join(str(row[0]) for row in db.session.execute(text(f"EXPLAIN {compiled}")))
        assert "gist" in plan
    else:
        plan = " ".join(
            str(row) for row in db.session.execute(text(f"EXPLAIN QUERY PLAN {compiled}"))
        )
        assert "idx_public_points_point" in plan or "VIRTUAL TABLE" in plan

"""The recipe on a small hand-made cut: four square areas, three countries, a table about them."""

import pytest
from shapely import box
from shapely.geometry.base import BaseGeometry

from setup.basemap.borders import border_features, borders, shared_lines
from setup.basemap.shapes import Unit, features_of, land_of
from setup.basemap.table import ANY, Cut, Line, Table

# two columns, two rows: north-west, north-east, south-west, south-east
UNITS = [
    Unit("NW", "AAA", 2, box(0, 1, 1, 2)),
    Unit("NE", "AAA", 5, box(1, 1, 2, 2)),
    Unit("SW", "BBB", 2, box(0, 0, 1, 1)),
    Unit("SE", "CCC", 2, box(1, 0, 2, 1)),
]
EMPTY = Table(moves={}, cuts=(), lines=(), areas={})


def drawn(table: Table) -> dict[str, BaseGeometry]:
    """Return all lines of each kind as one."""
    found: dict[str, BaseGeometry] = {}
    for border in borders(UNITS, table):
        found[border.kind] = found.get(border.kind, border.line).union(border.line)
    return found


def lines(*rows: tuple[str, str, str | None, BaseGeometry | None]) -> Table:
    return Table(moves={}, cuts=(), lines=tuple(Line(*row) for row in rows), areas={})


def test_neighbours_share_their_sides_and_no_others():
    found = shared_lines(UNITS)
    assert set(found) == {("NE", "NW"), ("NE", "SE"), ("NW", "SW"), ("SE", "SW")}
    assert all(line.length == 1 for line in found.values())


def test_the_coast_is_no_border():
    assert sum(line.length for line in drawn(EMPTY).values()) == 4


def test_lines_inside_a_country_are_not_borders_of_countries():
    found = drawn(EMPTY)
    assert found["region"].equals(box(1, 1, 1, 2).boundary)
    assert found["international"].length == 3


def test_an_area_that_is_moved_takes_its_lines_along():
    found = drawn(Table(moves={"SW": "AAA"}, cuts=(), lines=(), areas={}))
    assert found["region"].length == 2
    assert found["international"].length == 2


def test_a_country_that_is_moved_takes_all_its_areas_along():
    assert "international" not in drawn(
        Table(moves={"AAA": "CCC", "BBB": "CCC"}, cuts=(), lines=(), areas={})
    )


@pytest.mark.parametrize("names", [("AAA", "BBB"), ("BBB", "AAA"), ("SW", "NW"), (ANY, "NW")])
def test_a_line_is_named_by_areas_or_countries_in_either_order(names):
    found = drawn(lines((*names, "disputed", None)))
    assert found["disputed"].contains(box(0, 1, 1, 1).boundary.centroid)
    assert found["international"].length == 2


def test_a_line_that_is_dropped_is_not_there():
    found = drawn(lines(("BBB", ANY, None, None)))
    assert found["international"].equals(box(1, 1, 2, 1).boundary)


def test_the_first_row_that_fits_counts():
    found = drawn(lines(("NW", "BBB", "international", None), ("BBB", ANY, "disputed", None)))
    assert found["disputed"].equals(box(1, 0, 1, 1).boundary)


def test_bounds_leave_the_rest_of_the_line_as_it_was():
    found = drawn(lines(("AAA", "BBB", "disputed", box(0, 0, 0.25, 2))))
    assert found["disputed"].length == 0.25
    assert found["international"].length == 2.75


def test_an_area_is_cut_out_with_its_new_side_and_its_part_of_the_old_ones():
    # it reaches beyond the unit on purpose, so that the sides of the unit stay its sides
    table = Table(
        moves={"corner": "BBB"},
        cuts=(Cut("NW", "corner"),),
        lines=(Line("corner", "AAA", "disputed", None),),
        areas={"corner": box(-1, 0.5, 0.5, 1.5)},
    )
    found = drawn(table)
    assert found["disputed"].length == 1  # half of the width and half of the height
    assert found["region"].length == 1.5  # now also towards the south-west
    assert found["international"].length == 2.5


def test_an_area_over_two_units_has_no_line_inside():
    table = Table(
        moves={"middle": "BBB"},
        cuts=(Cut("NW", "middle"), Cut("NE", "middle")),
        lines=(),
        areas={"middle": box(0.5, 0.5, 1.5, 1.5)},
    )
    inside = box(0.6, 1.1, 1.4, 1.4)
    assert not any(line.intersects(inside) for line in drawn(table).values())


@pytest.mark.parametrize(
    "table",
    [
        lines(("AAA", "XYZ", "disputed", None)),
        Table(moves={"XYZ": "AAA"}, cuts=(), lines=(), areas={}),
        Table(moves={}, cuts=(Cut("XYZ", "corner"),), lines=(), areas={"corner": box(0, 0, 1, 1)}),
    ],
)
def test_a_name_that_nothing_has_is_an_error(table):
    with pytest.raises(ValueError, match="XYZ"):
        list(borders(UNITS, table))


def test_lines_of_areas_come_later_in_small_countries():
    layers = border_features(borders(UNITS, EMPTY))
    assert [row["tippecanoe"]["minzoom"] for row in layers["regions"]] == [5]
    assert [row["properties"] for row in layers["boundaries"]] == [{"kind": "international"}]


def test_every_line_is_a_feature_of_its_own():
    # tippecanoe leaves out bare geometries without a word
    layers = border_features(borders(UNITS, EMPTY))
    kinds = {row["geometry"]["type"] for rows in layers.values() for row in rows}
    assert kinds <= {"LineString", "MultiLineString"}


def test_land_has_no_seams():
    assert [row["geometry"]["type"] for row in land_of(UNITS)] == ["Polygon"]


def test_arcs_of_topojson_become_points_forwards_and_backwards():
    topology = {
        "transform": {"scale": [0.5, 0.5], "translate": [10, 20]},
        "arcs": [[[0, 0], [2, 0]], [[0, 2], [2, -2]], [[0, 0], [0, 2]]],
        "objects": {
            "lakes": {
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, -2, -3]]},
                    {"type": None},
                ]
            }
        },
    }
    (lake,) = features_of(topology, "lakes")
    ring = lake["geometry"]["coordinates"][0]
    assert ring == [[10, 20], [11, 20], [10, 21], [10, 20]]

"""Finds the lines that two areas share, and asks the table what kind of line each is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import shapely
from shapely import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry

from setup.basemap.shapes import Feature, Unit, feature
from setup.basemap.table import Table, check_names

Pair = tuple[str, str]
# digits that are kept when points are compared; the areas of Natural Earth share theirs
DIGITS = 6
# about 200 metres: a third of what one pixel shows at the last zoom
TOLERANCE = 0.002
# from which zoom the borders of areas are drawn, by the rank of the country
FIRST_ZOOMS = {0: 3, 1: 3, 2: 3, 3: 4, 4: 4, 5: 5, 6: 5}


@dataclass(frozen=True)
class Border:
    """The line between two areas, and whether it is a border of countries, and agreed."""

    kind: str
    line: BaseGeometry
    rank: int


def corrected(units: Iterable[Unit], table: Table) -> dict[str, Unit]:
    """Return the units by code, each in the country where the table puts it."""
    moved = {
        unit.code: replace(unit, country=table.country_of(unit.code, unit.country))
        for unit in units
    }
    for cut in table.cuts:
        country = table.country_of(cut.area, cut.area)
        moved[cut.area] = Unit(cut.area, country, moved[cut.unit].rank, table.areas[cut.area])
    return moved


def shared_lines(units: Iterable[Unit]) -> dict[Pair, BaseGeometry]:
    """Return for each two neighbours the line that is a side of both."""
    sides: dict[tuple[tuple[float, float], ...], list[str]] = defaultdict(list)
    for unit in units:
        for ring in _rings(unit.geometry):
            points = [(round(lon, DIGITS), round(lat, DIGITS)) for lon, lat, *_ in ring]
            for side in pairwise(points):
                if side[0] != side[1]:
                    sides[tuple(sorted(side))].append(unit.code)
    lines: dict[Pair, list[tuple[tuple[float, float], ...]]] = defaultdict(list)
    for ends, codes in sides.items():
        for one, other in pairwise(sorted(set(codes))):
            lines[one, other].append(ends)
    return {pair: MultiLineString(parts) for pair, parts in lines.items()}


def with_cuts(
    lines: Mapping[Pair, BaseGeometry], units: Mapping[str, Unit], table: Table
) -> Iterator[tuple[Pair, BaseGeometry]]:
    """Yield the lines once an area of our own has been cut out of a unit: old sides, new ones."""
    found = list(lines.items())
    for cut in table.cuts:
        area = table.areas[cut.area]
        found = [part for line in found for part in _divided(line, cut.unit, cut.area, area)]
        inner = area.boundary.intersection(units[cut.unit].geometry)
        found.append(((cut.unit, cut.area), inner))
    yield from found


def borders(units: Sequence[Unit], table: Table) -> Iterator[Border]:
    """Yield every line that is drawn between two areas, with its kind."""
    check_names(table, units)
    by_code = corrected(units, table)
    for pair, line in with_cuts(shared_lines(units), by_code, table):
        one, other = (by_code[code] for code in pair)
        rank = max(one.rank, other.rank)
        for kind, part in table.kinds_of_line(one, other, line):
            if not part.is_empty:
                yield Border(kind, part, rank)


def border_features(found: Iterable[Border]) -> dict[str, list[Feature]]:
    """Return the features of the two layers of lines: borders of countries, and of their areas."""
    gathered: dict[tuple[str, int], list[BaseGeometry]] = defaultdict(list)
    for border in found:
        zoom = FIRST_ZOOMS.get(border.rank, 6) if border.kind == "region" else 0
        gathered[border.kind, zoom].append(border.line)
    layers: dict[str, list[Feature]] = {"regions": [], "boundaries": []}
    for (kind, zoom), lines in sorted(gathered.items(), key=lambda item: item[0]):
        geometry = shapely.geometry.mapping(_smoothed(lines))
        layers["regions" if kind == "region" else "boundaries"].append(
            feature(geometry, zoom, kind=kind)
        )
    return layers


def _divided(
    found: tuple[Pair, BaseGeometry], unit: str, name: str, area: BaseGeometry
) -> Iterator[tuple[Pair, BaseGeometry]]:
    """Give the part of a line that lies in the area to the area, and leave the rest."""
    pair, line = found
    if unit not in pair or not line.intersects(area):
        yield found
        return
    neighbour = pair[1] if pair[0] == unit else pair[0]
    yield pair, line.difference(area)
    if neighbour != name:
        yield (name, neighbour), line.intersection(area)


def _smoothed(lines: Iterable[BaseGeometry]) -> BaseGeometry:
    """Join the sides into long lines between places where three meet, without needless points."""
    sides = [part for line in lines for part in _line_parts(line)]
    return shapely.line_merge(MultiLineString(sides)).simplify(TOLERANCE)


def _line_parts(geometry: BaseGeometry) -> Iterator[LineString]:
    for part in getattr(geometry, "geoms", [geometry]):
        if isinstance(part, LineString) and not part.is_empty:
            yield part


def _rings(geometry: BaseGeometry) -> Iterator[Iterable[tuple[float, ...]]]:
    for polygon in getattr(geometry, "geoms", [geometry]):
        yield polygon.exterior.coords
        for hole in polygon.interiors:
            yield hole.coords

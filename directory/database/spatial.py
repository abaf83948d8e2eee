"""Spatial columns and questions that read the same on both databases; SRID 4326 only."""

import math
from typing import Any

from geoalchemy2 import Geometry
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Boolean, ColumnElement, Double
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

# the index is made by the migration: created by both dialects' events it is lost on PostGIS
POINT = Geometry("POINT", srid=4326, spatial_index=False)
AREA = Geometry("MULTIPOLYGON", srid=4326, spatial_index=False)
METRES_PER_DEGREE = 111_195.0


def point_value(lon: float, lat: float) -> str:
    """Return what a POINT column takes for a place."""
    return f"SRID=4326;POINT({lon!r} {lat!r})"


def area_value(area: BaseGeometry) -> str:
    """Return what an AREA column takes for a (multi)polygon."""
    return f"SRID=4326;{area.wkt}"


def bounds_around(lon: float, lat: float, metres: float) -> list[Bounds]:
    """Return the smallest boxes that hold every place within metres of the point.

    Two boxes where the circle crosses the 180th meridian, else one; generous by a little,
    because both spatial indexes keep single precision.
    """
    reach = metres / METRES_PER_DEGREE + 1e-4
    south, north = max(-90.0, lat - reach), min(90.0, lat + reach)
    if north >= 90.0 or south <= -90.0:
        return [(-180.0, south, 180.0, north)]
    width = min(180.0, reach / max(0.01, math.cos(math.radians(max(abs(south), abs(north))))))
    west, east = lon - width, lon + width
    if west < -180.0:
        return [(west + 360.0, south, 180.0, north), (-180.0, south, east, north)]
    if east > 180.0:
        return [(west, south, 180.0, north), (-180.0, south, east - 360.0, north)]
    return [(west, south, east, north)]


class within_bounds(FunctionElement[bool]):  # noqa: N801 - reads as a function in queries
    """True where the POINT column of a narrow spatial table lies inside the bounds."""

    type = Boolean()
    inherit_cache = False  # the table's name is part of the statement on SQLite

    def __init__(self, column: Any, bounds: Bounds) -> None:
        self.column = column
        super().__init__(column, *bounds)

    def self_group(self, against: Any = None) -> "within_bounds":
        """Stand bare in a WHERE: SQLite scans the table when it must compare with 1."""
        return self


class area_holds(FunctionElement[bool]):  # noqa: N801 - reads as a function in queries
    """True where the AREA column holds the point."""

    type = Boolean()
    inherit_cache = False

    def __init__(self, column: Any, lon: float, lat: float) -> None:
        self.column = column
        super().__init__(column, lon, lat)

    def self_group(self, against: Any = None) -> "area_holds":
        """Stand bare in a WHERE."""
        return self


class area_near(FunctionElement[bool]):  # noqa: N801 - reads as a function in queries
    """True where the AREA column lies within so many degrees of the point."""

    type = Boolean()
    inherit_cache = False

    def __init__(self, column: Any, lon: float, lat: float, reach: float) -> None:
        self.column = column
        super().__init__(column, lon, lat, reach)

    def self_group(self, against: Any = None) -> "area_near":
        """Stand bare in a WHERE."""
        return self


class distance_metres(FunctionElement[float]):  # noqa: N801 - reads as a function in queries
    """Metres on the ellipsoid between a POINT column and a point."""

    type = Double()
    inherit_cache = True

    def __init__(self, column: Any, lon: float, lat: float) -> None:
        super().__init__(column, lon, lat)


def _parts(element: FunctionElement[Any], compiler: SQLCompiler, **options: Any) -> list[str]:
    return [compiler.process(clause, **options) for clause in element.clauses]


def _names(column: ColumnElement[Any]) -> tuple[str, str]:
    inspected: Any = column
    return inspected.table.name, inspected.key


@compiles(within_bounds, "postgresql")
def _within_postgis(element: within_bounds, compiler: SQLCompiler, **options: Any) -> str:
    point, west, south, east, north = _parts(element, compiler, **options)
    return f"{point} && ST_MakeEnvelope({west}, {south}, {east}, {north}, 4326)"


@compiles(within_bounds, "sqlite")
def _within_spatialite(element: within_bounds, compiler: SQLCompiler, **options: Any) -> str:
    _, west, south, east, north = _parts(element, compiler, **options)
    table, column = _names(element.column)
    return (
        f"{table}.id IN (SELECT pkid FROM idx_{table}_{column} WHERE xmax >= {west}"
        f" AND ymax >= {south} AND xmin <= {east} AND ymin <= {north})"
    )


@compiles(area_holds, "postgresql")
def _holds_postgis(element: area_holds, compiler: SQLCompiler, **options: Any) -> str:
    area, lon, lat = _parts(element, compiler, **options)
    return f"ST_Covers({area}, ST_SetSRID(ST_MakePoint({lon}, {lat}), 4326))"


@compiles(area_holds, "sqlite")
def _holds_spatialite(element: area_holds, compiler: SQLCompiler, **options: Any) -> str:
    area, lon, lat = _parts(element, compiler, **options)
    table, column = _names(element.column)
    return (
        f"{table}.id IN (SELECT pkid FROM idx_{table}_{column} WHERE xmin <= {lon}"
        f" AND xmax >= {lon} AND ymin <= {lat} AND ymax >= {lat})"
        f" AND ST_Covers({area}, MakePoint({lon}, {lat}, 4326))"
    )


@compiles(area_near, "postgresql")
def _near_postgis(element: area_near, compiler: SQLCompiler, **options: Any) -> str:
    area, lon, lat, reach = _parts(element, compiler, **options)
    return f"ST_DWithin({area}, ST_SetSRID(ST_MakePoint({lon}, {lat}), 4326), {reach})"


@compiles(area_near, "sqlite")
def _near_spatialite(element: area_near, compiler: SQLCompiler, **options: Any) -> str:
    area, lon, lat, reach = _parts(element, compiler, **options)
    table, column = _names(element.column)
    return (
        f"{table}.id IN (SELECT pkid FROM idx_{table}_{column} WHERE xmin <= {lon} + {reach}"
        f" AND xmax >= {lon} - {reach} AND ymin <= {lat} + {reach} AND ymax >= {lat} - {reach})"
        f" AND ST_Distance({area}, MakePoint({lon}, {lat}, 4326)) <= {reach}"
    )


@compiles(distance_metres, "postgresql")
def _distance_postgis(element: distance_metres, compiler: SQLCompiler, **options: Any) -> str:
    point, lon, lat = _parts(element, compiler, **options)
    return (
        f"ST_Distance({point}::geography, ST_SetSRID(ST_MakePoint({lon}, {lat}), 4326)::geography)"
    )


@compiles(distance_metres, "sqlite")
def _distance_spatialite(element: distance_metres, compiler: SQLCompiler, **options: Any) -> str:
    point, lon, lat = _parts(element, compiler, **options)
    return f"ST_Distance({point}, MakePoint({lon}, {lat}, 4326), 1)"

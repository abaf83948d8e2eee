"""What migrations need to say differently to each database."""

from typing import Any

from alembic import op
from sqlalchemy.types import TypeEngine

GIST = "ix_{table}_{column}_gist"
SPATIAL_TABLES = {"public_points": "point", "public_areas": "area", "outline_areas": "area"}


def prepare_spatial() -> None:
    """Make the database ready for geometry: an extension here, metadata tables there."""
    if _is_postgresql():
        op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    else:
        op.execute("SELECT InitSpatialMetaData(0, 'WGS84')")


def create_spatial_table(table: str, column: str, kind: str) -> None:
    """Create a narrow table (id, geometry) with its spatial index; no migration remakes it."""
    if _is_postgresql():
        op.execute(
            f"CREATE TABLE {table} (id integer NOT NULL CONSTRAINT pk_{table} PRIMARY KEY,"
            f" {column} geometry({kind}, 4326) NOT NULL)"
        )
        op.execute(
            f"CREATE INDEX {GIST.format(table=table, column=column)}"
            f" ON {table} USING gist ({column})"
        )
        return
    op.execute(f"CREATE TABLE {table} (id INTEGER NOT NULL CONSTRAINT pk_{table} PRIMARY KEY)")
    op.execute(f"SELECT AddGeometryColumn('{table}', '{column}', 4326, '{kind}', 'XY', 1)")
    op.execute(f"SELECT CreateSpatialIndex('{table}', '{column}')")


def drop_spatial_table(table: str, column: str) -> None:
    """Drop a narrow spatial table with its index."""
    if not _is_postgresql():
        op.execute(f"SELECT DisableSpatialIndex('{table}', '{column}')")
        op.execute(f"DROP TABLE IF EXISTS idx_{table}_{column}")
        op.execute(f"SELECT DiscardGeometryColumn('{table}', '{column}')")
    op.execute(f"DROP TABLE {table}")


def compare_by_code_point(
    table: str, column: str, kind: TypeEngine[str], *, undo: bool = False
) -> None:
    """Sort a column of text the same on both databases; SQLite never does otherwise."""
    if _is_postgresql():
        collation = '"default"' if undo else '"C"'
        named = kind.compile(op.get_bind().dialect)
        op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE {named} COLLATE {collation}")


def belongs_to_models(
    obj: Any, name: str | None, kind: str, reflected: bool, compare_to: Any
) -> bool:
    """Tell Alembic which tables and indexes are ours to compare with the models."""
    if kind == "table" and reflected and compare_to is None:
        return not _is_spatial_furniture(name or "")
    return not (kind == "index" and reflected and (name or "").endswith("_gist"))


def _is_spatial_furniture(name: str) -> bool:
    spatialite = (
        "idx_",
        "spatial_",
        "spatialite_",
        "geometry_columns",
        "views_geometry",
        "virts_geometry",
        "vector_layers",
        "sql_statements",
        "spatialindex",
        "elementarygeometries",
        "data_licenses",
        "knn",
        "se_",
        "sqlite_",
        "iso_metadata",
        "raster_",
        "rl2",
        "stored_",
        "topologies",
        "networks",
        "wms_",
    )  # fmt: skip - one row of prefixes
    return name.lower().startswith(spatialite) or name.lower() in {
        "spatial_ref_sys",
        "layer",
        "topology",
    }


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"

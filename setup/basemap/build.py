"""Builds the base map: shapes and names become layers, the layers one file of tiles."""

import json
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from setup.basemap.borders import border_features, borders
from setup.basemap.names import country_features, refugee_place_features, town_features
from setup.basemap.shapes import Feature, land_of, read_units, read_water
from setup.basemap.table import read_table
from setup.basemap.tiles import keep, make_tiles

PACKAGES = Path(".basemap/node_modules")
MAPS = Path("static/maps")


def layers(packages: Path) -> dict[str, Iterable[Feature]]:
    """Return the features of every layer of the map, from the packages and our own tables."""
    units = read_units(packages)
    return {
        "land": land_of(units),
        **read_water(packages),
        **border_features(borders(units, read_table())),
        "countries": country_features(),
        "towns": town_features(),
        "refugee_places": refugee_place_features(),
    }


def write_layers(found: Mapping[str, Iterable[Feature]], folder: Path) -> dict[str, Path]:
    """Write each layer as one GeoJSON file, and return the files by layer."""
    files = {}
    for name, features in found.items():
        files[name] = folder / f"{name}.geojson"
        content = {"type": "FeatureCollection", "features": list(features)}
        files[name].write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return files


def build(packages: Path, maps: Path) -> Path:
    """Build the map and return the file, named by the hash of its content."""
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder) / "world.pmtiles"
        make_tiles(write_layers(layers(packages), Path(folder)), built)
        return keep(built, maps)


def main() -> int:
    """Build, or say what is missing."""
    try:
        made = build(PACKAGES, MAPS)
    except FileNotFoundError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    print(f"{made}: {made.stat().st_size / 1_000_000:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())

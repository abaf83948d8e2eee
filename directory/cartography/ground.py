"""The base map under every map: one file of vector tiles that ships with the directory."""

from functools import cache

from directory.config import ROOT
from directory.errors import NotFound

FOLDER = ROOT / "static" / "maps"


@cache
def tiles() -> str:
    """Return the path of the tiles below `static/`; its name holds the hash of its content.

    Raises NotFound when an install lost the file (`make basemap` builds it anew).
    """
    found = sorted(FOLDER.glob("world-*.pmtiles"))
    if not found:
        raise NotFound("static/maps/world-….pmtiles")
    return f"maps/{found[-1].name}"

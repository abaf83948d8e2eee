"""Vector tiles for maps of others: the same places and counts as on our map (ADR 22)."""

from collections.abc import Iterator
from typing import Any

import mapbox_vector_tile
from flask import url_for
from shapely.geometry import Point

from directory.maps.shown import Title
from directory.search.shown import Cluster, Shown, Spot
from directory.search.window import Window
from directory.web.templates import public_url

LAYER, EXTENT = "places", 4096
MIMETYPE = "application/vnd.mapbox-vector-tile"


def as_tile(shown: Shown, window: Window) -> bytes:
    """Return what lies in one tile as a Mapbox Vector Tile 2.1, one layer of points.

    `organisations` and `places` are counts; what stands alone at its point also has `precision`,
    and one organisation `public_id`, `name`, `language` and `url`.
    """
    features = [
        {"geometry": _at(one.lon, one.lat, window), "properties": properties}
        for one, properties in _points(shown)
    ]
    if not features:
        return b""
    tile: bytes = mapbox_vector_tile.encode(
        {"name": LAYER, "features": features},
        default_options={"y_coord_down": True, "extents": EXTENT},
    )
    return tile


def _points(shown: Shown) -> Iterator[tuple[Cluster | Spot, dict[str, Any]]]:
    for cluster in shown.clusters:
        yield cluster, {"organisations": cluster.organisations, "places": cluster.places}
    for spot in shown.spots:
        counts = {"organisations": spot.organisations, "places": 1, "precision": spot.precision}
        yield spot, counts | (_named(spot) if spot.organisations == 1 else {})


def _named(spot: Spot) -> dict[str, str]:
    (found,) = spot.named
    name = Title.model_validate_json(found.listing_json).names[0]
    profile = url_for("organisations.profile", public_id=found.public_id, words=found.slug)
    return {
        "public_id": found.public_id,
        "name": name.words,
        "language": name.language,
        "url": public_url(profile),
    }


def _at(lon: float, lat: float, window: Window) -> Point:
    """Return where a point is in its tile; what lies beyond the poles of the map is at its edge."""
    column, row = window.tile_of(lon, lat)
    parts = (column - window.left, row - window.top)
    return Point(*(min(max(round(part * EXTENT), 0), EXTENT) for part in parts))

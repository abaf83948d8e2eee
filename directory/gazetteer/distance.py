"""How far apart two points are, where tens of kilometres are meant and no database is asked."""

import math

from directory.database.spatial import METRES_PER_DEGREE

KM_PER_DEGREE = METRES_PER_DEGREE / 1000


def kilometres(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return about how far apart two points are, the shorter way round."""
    across = (lon - other_lon + 180) % 360 - 180
    narrow = math.cos(math.radians((lat + other_lat) / 2))
    return KM_PER_DEGREE * math.hypot(across * narrow, lat - other_lat)

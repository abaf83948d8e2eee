"""What a map shows where nothing is found: the place that was asked for, not the world."""

import math
from datetime import date

from directory.cartography.documents import Bounds
from directory.gazetteer.distance import KM_PER_DEGREE
from directory.search.criteria import Criteria
from directory.search.understanding import understanding

REACH = {"country": 600, "region": 200}
"""Kilometres from the middle that are shown, by kind of place; of others `NEAR`."""
NEAR = 40
FARTHEST = 80.0
"""Latitude beyond which a map is too stretched to be of use."""


def bounds_of_place(criteria: Criteria, *, on: date) -> Bounds | None:
    """Return the surroundings of the place in a question; None where it names none."""
    _, understood = understanding(on)(criteria)
    place = understood.place
    if place is None:
        return None
    reach = max(REACH.get(place.kind, NEAR), understood.radius_km or 0, place.precision_km or 0)
    lat = max(-FARTHEST, min(place.lat, FARTHEST))
    height = reach / KM_PER_DEGREE
    width = height / math.cos(math.radians(lat))
    return place.lon - width, lat - height, place.lon + width, lat + height

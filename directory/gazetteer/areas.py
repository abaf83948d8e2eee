"""Areas that people name and no list of regions has: Darfur, the Kurdistan Region, the Golan."""

from collections.abc import Mapping
from functools import cache

from directory.gazetteer.distance import kilometres
from directory.gazetteer.sources import read_rows

PREFIX = "area:"


@cache
def regions_of(place_id: str) -> tuple[str, ...]:
    """Return the codes of the first-level regions that an area is made of; often none."""
    if not place_id.startswith(PREFIX):
        return ()
    rows = (row for row in read_rows("areas.csv") if row["place_id"] == place_id)
    return tuple(code for row in rows for code in row["regions"].split())


def is_undecided(place_id: str) -> bool:
    """Tell whether no country is said of a place whose status the United Nations leaves open."""
    return place_id in _undecided()


def is_left_open(lon: float, lat: float) -> bool:
    """Tell whether a point lies in a town whose status the United Nations leaves open."""
    return any(
        kilometres(lon, lat, float(row["lon"]), float(row["lat"])) <= float(row["reach_km"])
        for row in _undecided().values()
    )


@cache
def _undecided() -> Mapping[str, dict[str, str]]:
    return {row["place_id"]: row for row in read_rows("undecided.csv")}

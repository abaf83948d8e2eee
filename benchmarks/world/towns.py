"""Real towns and refugee places of the gazetteer: where invented organisations are."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from sqlalchemy import ColumnElement, select

from benchmarks.world.words import draw
from directory.extensions import db
from directory.gazetteer import outlines
from directory.gazetteer.coordinates import examine
from directory.gazetteer.distance import KM_PER_DEGREE, kilometres
from directory.gazetteer.models import Middle, Place
from directory.organisations.precision import EXPOSED_KINDS

MOST = 2500
"""Towns, the largest of the world; every refugee place comes beside them."""
CORNERS = ((-1, -1), (-1, 1), (1, -1), (1, 1))
REACHES = ((1_000_000, (0.15, 0.04, 0.01)), (50_000, (0.04, 0.01)), (0, (0.01,)))
"""By population, how many degrees from its point a town may spread, the widest first."""
OF_REFUGEES = 4
"""How many times its people count in a place of refugees."""


@dataclass(frozen=True)
class Town:
    """A town, how far its organisations lie from its point, and how many it has."""

    place_id: str
    name: str
    country: str
    region: str | None
    lon: float
    lat: float
    reach: float
    time_zone: str
    weight: float

    def point(self, random: Random) -> tuple[float, float]:
        """Return longitude and latitude of something in the town, mostly near its middle."""
        return self._beside(random, self.lon), self._beside(random, self.lat)

    def _beside(self, random: Random, middle: float) -> float:
        away = max(-self.reach, min(self.reach, random.gauss(0, self.reach / 2.5)))
        return round(middle + away, 5)


@dataclass(frozen=True)
class Towns:
    """All towns, with the sums of their weights."""

    towns: tuple[Town, ...]
    sums: tuple[float, ...]

    @classmethod
    def of(cls, towns: list[Town]) -> "Towns":
        """Return the towns ready to draw from."""
        sums, total = [], 0.0
        for town in towns:
            total += town.weight
            sums.append(total)
        return cls(tuple(towns), tuple(sums))

    def draw(self, random: Random) -> Town:
        """Return a town, the larger ones more often."""
        return draw(random, self.towns, self.sums)


def read_towns(most: int = MOST) -> Towns:
    """Return the towns that the door lets points of their own be in; needs a loaded gazetteer."""
    is_town = Place.kind.not_in(("country", "region"))
    largest = _read(is_town, Place.population.is_not(None), most=most)
    refugee = _read(Place.kind.in_(sorted(EXPOSED_KINDS)), Place.time_zone.is_not(None))
    rows = {place.place_id: place for place in (*largest, *refugee)}
    towns = (_town(place) for place in rows.values())
    return Towns.of([town for town in towns if town is not None])


def _read(*conditions: ColumnElement[bool], most: int | None = None) -> list[Place]:
    order = (Place.population.is_(None), Place.population.desc(), Place.place_id)
    chosen = select(Place).where(*conditions).order_by(*order).limit(most)
    return list(db.session.scalars(chosen))


def _town(place: Place) -> Town | None:
    people = place.population or 0
    reaches = next(reaches for least, reaches in REACHES if people >= least)
    reach = next((reach for reach in reaches if _is_free(place, reach)), None)
    if reach is None:
        return None
    is_of_refugees = place.kind in EXPOSED_KINDS
    return Town(
        place_id=place.place_id,
        name=place.name,
        country=place.country,
        region=place.region,
        lon=place.lon,
        lat=place.lat,
        reach=reach,
        time_zone=place.time_zone or "UTC",
        weight=max(people, 2000) ** 0.8 * (OF_REFUGEES if is_of_refugees else 1),
    )


def _is_free(place: Place, reach: float) -> bool:
    """Tell whether all around the town points are taken for what they are."""
    if any(_touches(middle, place, reach) for middle in _middles_near(place, reach)):
        return False
    return not any(
        examine(place.lon + x * reach, place.lat + y * reach, outlines, country=place.country)
        for x, y in CORNERS
    )


def _middles_near(place: Place, reach: float) -> Sequence[Middle]:
    height = reach + outlines.FARTHEST_MIDDLE / KM_PER_DEGREE
    width = reach + outlines.FARTHEST_MIDDLE / KM_PER_DEGREE / _narrow(place.lat, reach)
    near = select(Middle).where(
        Middle.lat.between(place.lat - height, place.lat + height),
        Middle.lon.between(place.lon - width, place.lon + width),
    )
    return db.session.scalars(near).all()


def _touches(middle: Middle, place: Place, reach: float) -> bool:
    """Tell whether a point of the town may be taken for the middle: the town's nearest to it."""
    lon = min(max(middle.lon, place.lon - reach), place.lon + reach)
    lat = min(max(middle.lat, place.lat - reach), place.lat + reach)
    return kilometres(lon, lat, middle.lon, middle.lat) <= middle.reach


def _narrow(lat: float, reach: float) -> float:
    return max(0.01, math.cos(math.radians(abs(lat) + reach)))

"""From the words of a place to what it means for a search."""

from dataclasses import dataclass

from directory.errors import NotFound
from directory.gazetteer import queries as gazetteer
from directory.gazetteer.queries import PlaceFound
from directory.search.criteria import DEFAULT_RADIUS, RADII, Criteria, says_nothing
from directory.search.results import Understood

OTHERS = 5
REGION = "region:"


@dataclass(frozen=True)
class Around:
    """A point and how far around it counts; country and region decide about areas served."""

    lon: float
    lat: float
    metres: float
    country: str
    region: str | None


@dataclass(frozen=True)
class Where:
    """Where to look: all of a country, all of a region, or around a point; nothing: everywhere."""

    country: str | None = None
    region: str | None = None
    around: Around | None = None
    nowhere: bool = False
    """The words name no place: nothing can be found there."""


def understand(criteria: Criteria) -> tuple[Where, Understood]:
    """Return where to look, and how the question was read."""
    no_words = bool(criteria.q) and says_nothing(criteria.q)
    country = criteria.country or None
    if not criteria.near and not criteria.place:
        return Where(country=country), Understood(no_words=no_words)
    found = _places(criteria)
    if not found:
        unknown = criteria.near or criteria.place
        return Where(nowhere=True), Understood(unknown_place=unknown, no_words=no_words)
    place, others = found[0], tuple(found[1:])
    radius = None if _is_taken_whole(place) else criteria.within or _usual_radius(place)
    understood = Understood(place, radius, others, no_words=no_words)
    return _where(place, radius, country), understood


def _places(criteria: Criteria) -> list[PlaceFound]:
    country = criteria.country or None
    found = (
        gazetteer.find_places(criteria.near, country=country, limit=OTHERS + 1)
        if criteria.near
        else []
    )
    if not criteria.place:
        return found
    try:
        chosen = gazetteer.get_place(criteria.place)
    except NotFound:
        return found
    return [chosen, *(place for place in found if place.place_id != chosen.place_id)]


def _where(place: PlaceFound, radius: int | None, country: str | None) -> Where:
    if place.kind == "country":
        return Where(country=place.country)
    if _is_taken_whole(place):
        return Where(country=country, region=place.place_id.removeprefix(REGION))
    around = Around(
        place.lon, place.lat, (radius or DEFAULT_RADIUS) * 1000.0, place.country, place.region
    )
    return Where(country=country, around=around)


def _is_taken_whole(place: PlaceFound) -> bool:
    """A country or a first-level region; islands or valleys called regions are around a point."""
    return place.kind == "country" or place.place_id.startswith(REGION)


def _usual_radius(place: PlaceFound) -> int:
    """Return a radius that holds the place itself, where it is known only roughly."""
    least = max(DEFAULT_RADIUS, place.precision_km or 0)
    return next((km for km in RADII if km >= least), RADII[-1])

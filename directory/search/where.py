"""Where to look: a country, a region, or around a point."""

from dataclasses import dataclass

from directory.gazetteer.queries import PlaceFound
from directory.search.criteria import DEFAULT_RADIUS, RADII

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

    @property
    def is_narrow(self) -> bool:
        """Tell whether it is less than everywhere."""
        return bool(self.country or self.region or self.around or self.nowhere)


def where_is(place: PlaceFound, radius: int | None, country: str | None) -> Where:
    """Return where to look for what is at a place, in a country if one was chosen."""
    if place.kind == "country":
        return Where(country=place.country)
    if is_taken_whole(place):
        return Where(country=country, region=place.place_id.removeprefix(REGION))
    around = Around(
        place.lon, place.lat, (radius or DEFAULT_RADIUS) * 1000.0, place.country, place.region
    )
    return Where(country=country, around=around)


def is_taken_whole(place: PlaceFound) -> bool:
    """A country or a first-level region; islands or valleys called regions are around a point."""
    return place.kind == "country" or place.place_id.startswith(REGION)


def usual_radius(place: PlaceFound) -> int:
    """Return a radius that holds the place itself, where it is known only roughly."""
    least = max(DEFAULT_RADIUS, place.precision_km or 0)
    return next((km for km in RADII if km >= least), RADII[-1])

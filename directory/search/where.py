"""Where to look: in countries, in regions, or around a point."""

from dataclasses import dataclass, replace

from directory.gazetteer.areas import regions_of
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
    """Where to look: in one of the countries, in one of the regions, and around a point.

    Nothing: everywhere.
    """

    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    around: Around | None = None
    nowhere: bool = False
    """The words name no place, or one outside of what was chosen: nothing can be found there."""

    @property
    def is_narrow(self) -> bool:
        """Tell whether it is less than everywhere."""
        return bool(self.countries or self.regions or self.around or self.nowhere)


def where_is(place: PlaceFound, radius: int | None, chosen: Where) -> Where:
    """Return where to look for what is at a place, within what was chosen besides."""
    if place.kind == "country":
        outside = _is_outside(place.country, chosen.countries)
        return replace(chosen, countries=(place.country,), nowhere=outside)
    if is_taken_whole(place):
        regions = regions_of(place.place_id) or (place.place_id.removeprefix(REGION),)
        inside = tuple(code for code in regions if not _is_outside(code, chosen.regions))
        return replace(chosen, regions=inside or regions, nowhere=not inside)
    around = Around(
        place.lon, place.lat, (radius or DEFAULT_RADIUS) * 1000.0, place.country, place.region
    )
    return replace(chosen, around=around)


def _is_outside(code: str, chosen: tuple[str, ...]) -> bool:
    return bool(chosen) and code not in chosen


def is_taken_whole(place: PlaceFound) -> bool:
    """A country, a first-level region or several; islands or valleys are around a point."""
    is_region = place.place_id.startswith(REGION) or bool(regions_of(place.place_id))
    return place.kind == "country" or is_region


def usual_radius(place: PlaceFound) -> int:
    """Return a radius that holds the place itself, where it is known only roughly."""
    least = max(DEFAULT_RADIUS, place.precision_km or 0)
    return next((km for km in RADII if km >= least), RADII[-1])

"""Resolving a place once, when it is chosen, into what the document keeps."""

from directory.errors import NotFound
from directory.gazetteer.queries import PlaceFound, find_load, get_place
from directory.organisations.document import Area, ChosenPlace, Point

LOCALES = ("en", "fr", "es", "ar")
"""Languages whose place names are kept with the document."""


def chosen_place(found: PlaceFound) -> ChosenPlace:
    """Return the place as a document keeps it."""
    load = find_load()
    return ChosenPlace(
        id=found.place_id,
        name=found.name[:120],
        kind=found.kind,
        country=found.country,
        point=Point(lon=found.lon, lat=found.lat),
        population=found.population,
        admin1=_region(found.region),
        names=_names(found),
        gazetteer=load.version if load else "none",
    )


def _region(code: str | None) -> Area | None:
    if code is None:
        return None
    try:
        region = get_place(f"region:{code}")
    except NotFound:
        return None
    return Area(
        code=code,
        name=region.name[:120],
        point=Point(lon=region.lon, lat=region.lat),
        names=_names(region),
    )


def _names(found: PlaceFound) -> dict[str, str]:
    return {tag: found.names[tag][:120] for tag in LOCALES if tag in found.names}

"""Places as documents keep them: resolved by the gazetteer once, never believed of a proposer.

How exactly a place may be shown depends on its kind and its people, so nobody but the gazetteer
may say them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from directory.errors import NotFound
from directory.gazetteer import outlines
from directory.gazetteer.coordinates import Ground
from directory.gazetteer.queries import PlaceFound, find_load, get_place
from directory.organisations.document import (
    Affiliation,
    Area,
    ChosenPlace,
    Document,
    Point,
    ServedArea,
    Service,
    Site,
)

LOCALES = ("en", "fr", "es", "ar")
"""Languages whose place names are kept with the document."""
MOST_REMEMBERED = 20_000


@dataclass
class KnownPlaces:
    """The gazetteer as documents ask it; remembers answers where many documents come at once."""

    chosen: dict[str, ChosenPlace | None] = field(default_factory=dict)
    ground: Ground = outlines

    def called(self, place_id: str) -> ChosenPlace | None:
        """Return the place of this id as a document keeps it, or None where there is none."""
        if place_id not in self.chosen:
            if len(self.chosen) >= MOST_REMEMBERED:
                self.chosen.clear()
            try:
                self.chosen[place_id] = chosen_place(get_place(place_id))
            except NotFound:
                self.chosen[place_id] = None
        return self.chosen[place_id]


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


def as_known(
    document: Document, *, standing: Sequence[Document], places: KnownPlaces
) -> tuple[Document, list[int]]:
    """Return the document with what only others can say of it, and the sites of unknown places.

    Places become what the gazetteer says of their ids, unless the very same stood in a document
    before (`standing`): no later gazetteer moves it, and a region that it has lost keeps its
    name. A union's word for its member stays only where it was given before.
    """
    before: dict[str, list[ChosenPlace]] = {}
    for place in (site.place for found in standing for site in found.sites if site.place):
        before.setdefault(place.id, []).append(place)
    named = {
        area.region: area
        for found in standing
        for service in found.services
        for area in service.areas
        if area.region_name
    }
    sites = [_resolved(site, before, places) for site in document.sites]
    confirmed = {body for found in standing for body in _bodies(found) if body.confirmed}
    update = {
        "services": tuple(_named_areas(service, named, places) for service in document.services),
        "sites": tuple(site or given for site, given in zip(sites, document.sites, strict=True)),
        "parent": _unconfirmed(document.parent, confirmed) if document.parent else None,
        "federations": tuple(_unconfirmed(body, confirmed) for body in document.federations),
    }
    return document.model_copy(update=update), [n for n, site in enumerate(sites) if site is None]


def _resolved(
    site: Site, before: Mapping[str, list[ChosenPlace]], places: KnownPlaces
) -> Site | None:
    if site.place is None or site.place in before.get(site.place.id, ()):
        return site
    found = places.called(site.place.id)
    return site.model_copy(update={"place": found}) if found else None


def _named_areas(
    service: Service, named: Mapping[str | None, ServedArea], places: KnownPlaces
) -> Service:
    areas = tuple(_named_area(area, named.get(area.region), places) for area in service.areas)
    return service if areas == service.areas else service.model_copy(update={"areas": areas})


def _named_area(area: ServedArea, before: ServedArea | None, places: KnownPlaces) -> ServedArea:
    found = places.called(f"region:{area.region}") if area.region else None
    name, names = (found.name, dict(found.names)) if found else (None, {})
    if found is None and before is not None:
        name, names = before.region_name, before.region_names
    return area.model_copy(update={"region_name": name, "region_names": names})


def _bodies(document: Document) -> tuple[Affiliation, ...]:
    parent = (document.parent,) if document.parent else ()
    return (*parent, *document.federations)


def _unconfirmed(body: Affiliation, confirmed: set[Affiliation]) -> Affiliation:
    return body if body in confirmed else body.model_copy(update={"confirmed": False})


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
        p_code=region.p_code,
        names=_names(region),
    )


def _names(found: PlaceFound) -> dict[str, str]:
    return {tag: found.names[tag][:120] for tag in LOCALES if tag in found.names}

"""The services of a public listing: each as openly as its visibility allows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from directory.organisations.document import Document, ServedArea, Service, Site
from directory.organisations.levels import AREA, Levels
from directory.organisations.listing import (
    PublicArea,
    PublicPlace,
    PublicServedArea,
    PublicService,
)
from directory.organisations.precision import (
    NO_PLACE_ROLES,
    coarse_polygon,
    coarsest,
    public_area,
    public_place,
)
from directory.organisations.sensitivity import (
    CLOSED,
    OPEN_DATA,
    is_listed,
    public_codes,
    strictest,
)

DRAWN = frozenset({"exact", "neighbourhood"})
"""Precisions at which the outline of an area served may be drawn around a site."""
OF_OPEN_DATA = frozenset(
    {
        "id",
        "kind",
        "visibility",
        "sites",
        "known_in",
        "contacts",
        "names",
        "fee",
        "age_from",
        "age_until",
        "languages",
        "areas",
        "online",
        "hours",
        "operational_status",
        "shows_from",
        "shows_until",
    }
)
"""What a register may say of a service; what promises safety or access waits for the body's yes."""


@dataclass(frozen=True)
class Frame:
    """What holds for a whole listing: how fine its places may be said, and how closed it is."""

    document: Document
    finest: str
    levels: Levels
    all_countries: tuple[str, ...]
    """Every country the document speaks of, for the terms that a country forbids."""
    contacts: frozenset[UUID] = field(default_factory=frozenset)

    @property
    def is_open_data(self) -> bool:
        """Whether it is listed without having been asked."""
        return self.document.consent.level == OPEN_DATA

    @cached_property
    def places(self) -> dict[UUID, PublicPlace]:
        """The public place of each site that has one."""
        found = {s.id: public_place(s, self.levels.sites[s.id]) for s in self.document.sites}
        return {key: where for key, where in found.items() if where is not None}

    @cached_property
    def sites(self) -> dict[UUID, Site]:
        """The sites by their ids, in their order."""
        return {site.id: site for site in self.document.sites}

    @cached_property
    def listed(self) -> tuple[Service, ...]:
        """The services that may be listed, in whatever way."""
        consent = self.document.consent.level
        return tuple(s for s in self.document.services if is_listed(s, consent))

    def visibility(self, service: Service) -> str:
        """Return how openly a service is shown in this listing."""
        closed = "contact_only" if self.levels.listing in CLOSED else "full"
        return strictest(self.levels.services[service.id], closed)

    def given_at(self, service: Service) -> list[Site]:
        """Return the sites at which a service is, or must be thought to be, given."""
        here = self.levels.given_at[service.id]
        return [site for key, site in self.sites.items() if key in here]


def public_services(frame: Frame) -> tuple[PublicService, ...]:
    """Return the services that may be shown; one that is hidden is on nobody's page.

    What stands for hidden services are the country's helplines on *Help and contacts*: a page with
    a name on it would say who offers them (docs/protection.md, 1).
    """
    return tuple(_open_service(service, frame) for service in frame.listed)


def areas_known(sites: Iterable[Site], frame: Frame) -> tuple[PublicArea, ...]:
    """Return the areas of closed sites, sorted and each once, so that nothing counts them."""
    areas = (
        public_area(site, frame.finest) for site in sites if frame.levels.sites[site.id] == AREA
    )
    return _told(area for area in areas if area is not None)


def _open_service(service: Service, frame: Frame) -> PublicService:
    shown = frame.visibility(service)
    countries = frame.all_countries
    found = PublicService(
        id=service.id,
        kind=service.kind,
        visibility=shown,
        sites=_sites(service, frame, shown),
        known_in=_known_in(service, frame, shown),
        contacts=tuple(c for c in service.contacts if c in frame.contacts),
        names=service.names,
        description=service.description,
        population_groups=public_codes("population_group", service.population_groups, countries),
        audiences=public_codes("specific_audience", service.audiences, countries),
        access_modes=service.access_modes,
        documents=service.documents,
        status_check=service.status_check,
        nationality_rule=service.nationality_rule,
        nationalities=service.nationalities,
        fee=service.fee,
        age_from=service.age_from,
        age_until=service.age_until,
        languages=service.languages,
        interpretation=service.interpretation,
        women_staff=service.women_staff,
        first_contact=service.first_contact,
        next_step=service.next_step,
        expected_delay_days=service.expected_delay_days,
        complaint_route=service.complaint_route,
        areas=_areas(service, frame, shown),
        online=service.online,
        hours=service.hours if _may_tell_hours(service, frame, shown) else None,
        operational_status=service.operational_status,
        shows_from=service.valid_from,
        shows_until=_day_after(service),
    )
    return _only(found, OF_OPEN_DATA) if frame.is_open_data else found


def _only(service: PublicService, names: frozenset[str]) -> PublicService:
    return PublicService(**{name: getattr(service, name) for name in names})


def _sites(service: Service, frame: Frame, shown: str) -> tuple[UUID, ...]:
    named = frozenset(service.sites)
    return () if shown in CLOSED else tuple(k for k in frame.places if k in named)


def _known_in(service: Service, frame: Frame, shown: str) -> tuple[PublicArea, ...]:
    """Return the areas that stand in for what may not be said more exactly.

    They are where something is offered, never where it is served: nobody is sent there by *near*.
    """
    here = frame.given_at(service)
    if shown in CLOSED:
        served = [_area_of(area, frame) for area in service.areas if area.country]
        return areas_known(here, frame) or _told(served)
    blurred = [
        _area_of(area, frame)
        for area in service.areas
        if area.country and _served(area, service, frame, shown) is None
    ]
    return _told([*areas_known(here, frame), *blurred])


def _areas(service: Service, frame: Frame, shown: str) -> tuple[PublicServedArea, ...]:
    found = (_served(area, service, frame, shown) for area in service.areas)
    return tuple({a.model_dump_json(): a for a in found if a is not None}.values())


def _served(
    area: ServedArea, service: Service, frame: Frame, shown: str
) -> PublicServedArea | None:
    """Return an area as it was stated, or None: never a wider one, which would be untrue."""
    polygon = None
    if area.polygon is not None:
        polygon = coarse_polygon(area.polygon) if _may_draw(service, frame, shown) else None
        if polygon is None:
            return None
    if area.region is not None and frame.finest == "country":
        return None
    return PublicServedArea(
        country=area.country,
        region=area.region,
        region_name=area.region_name,
        region_names=area.region_names,
        polygon=polygon,
    )


def _may_draw(service: Service, frame: Frame, shown: str) -> bool:
    """Tell whether an outline says no more than the precision of the sites it is around."""
    if shown in CLOSED or coarsest(frame.finest, "neighbourhood") != "neighbourhood":
        return False
    named = frozenset(service.sites)
    linked = [site for key, site in frame.sites.items() if key in named]
    around = [s for s in linked or frame.document.sites if s.role not in NO_PLACE_ROLES]
    return all(_precision(site, frame) in DRAWN for site in around)


def _precision(site: Site, frame: Frame) -> str:
    where = frame.places.get(site.id)
    return where.precision if where else "hidden"


def _may_tell_hours(service: Service, frame: Frame, shown: str) -> bool:
    """The time zone of hours would tell in which part of a country something is."""
    here = frame.given_at(service)
    return shown not in CLOSED and all(
        _precision(site, frame) not in {"country", "hidden"} for site in here
    )


def _area_of(area: ServedArea, frame: Frame) -> PublicArea:
    narrow = frame.finest != "country"
    return PublicArea(
        country=area.country or "",
        region=area.region if narrow else None,
        region_name=area.region_name if narrow else None,
        region_names=area.region_names if narrow else {},
    )


def _told(areas: Iterable[PublicArea]) -> tuple[PublicArea, ...]:
    found = {area.model_dump_json(): area for area in areas}
    return tuple(found[key] for key in sorted(found))


def _day_after(service: Service) -> date | None:
    return service.valid_until + timedelta(days=1) if service.valid_until else None

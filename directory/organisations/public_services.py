"""The services of a public listing: each as openly as its visibility allows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from directory.organisations.document import Document, ServedArea, Service, Site
from directory.organisations.levels import AREA, is_given_at
from directory.organisations.listing import (
    Helpline,
    PublicArea,
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
    public_codes,
    shipped_rules,
    strictest,
    visibility,
)

OPEN_DATA = "public_register_or_open_data"
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
    listing_level: str
    levels: dict[UUID, str]
    """Of each site: a precision, or `AREA`."""
    all_countries: tuple[str, ...]
    """Every country the document speaks of, for the terms that a country forbids."""
    countries: tuple[str, ...] = ()
    """Those the public may know of."""
    contacts: frozenset[UUID] = field(default_factory=frozenset)

    @property
    def is_open_data(self) -> bool:
        """Whether it is listed without having been asked."""
        return self.document.consent.level == OPEN_DATA

    def shows(self, service: Service) -> bool:
        """Tell whether a service may be listed at all, in whatever way."""
        return service.operational_status != "defunct" and (
            not self.is_open_data or _may_be_taken_from_open_data(service)
        )

    def visibility(self, service: Service) -> str:
        """Return how openly a service is shown in this listing."""
        return strictest(
            visibility(service), self.listing_level if self.listing_level in CLOSED else "full"
        )


def public_services(frame: Frame, helplines: tuple[Helpline, ...]) -> tuple[PublicService, ...]:
    """Return the services that may be shown, hidden ones as their kind and the helplines."""
    found: dict[UUID, PublicService] = {}
    for service in filter(frame.shows, frame.document.services):
        if visibility(service) == "hidden":
            listed = _hidden_service(service, frame.countries, helplines)
        else:
            listed = _open_service(service, frame)
        if listed is not None:
            found[listed.id] = listed
    return tuple(found.values())


def areas_known(sites: Iterable[Site], finest: str) -> tuple[PublicArea, ...]:
    """Return the areas of sites, sorted and without doubles, so that nothing counts the sites."""
    areas = (public_area(site, finest) for site in sites)
    return _told(area for area in areas if area is not None)


def _may_be_taken_from_open_data(service: Service) -> bool:
    """Open data speaks for nobody: services that could lure or expose wait for the body's yes."""
    rules = shipped_rules()
    waiting = rules.sensitive_kinds | rules.lure_risk_kinds | rules.child_facing_kinds
    return service.kind not in waiting and visibility(service) == "full"


def _hidden_service(
    service: Service, countries: tuple[str, ...], helplines: tuple[Helpline, ...]
) -> PublicService | None:
    """Return the kind and the checked helplines; without a helpline it is not shown at all."""
    counted = tuple(h for h in helplines if h.country in countries)
    if not counted:
        return None
    # one entry for the kind, so that not even the number of hidden services can be told
    key = uuid5(NAMESPACE_URL, f"hidden/{service.kind}")
    return PublicService(
        id=key,
        kind=service.kind,
        visibility="hidden",
        helplines=counted,
        shows_until=max(h.until for h in counted),
    )


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


def _given_at(service: Service, frame: Frame) -> list[Site]:
    return [site for site in frame.document.sites if is_given_at(service, site)]


def _sites(service: Service, frame: Frame, shown: str) -> tuple[UUID, ...]:
    if shown in CLOSED:
        return ()
    return tuple(
        site.id
        for site in frame.document.sites
        if site.id in service.sites and public_place(site, frame.levels[site.id]) is not None
    )


def _known_in(service: Service, frame: Frame, shown: str) -> tuple[PublicArea, ...]:
    """Return the areas that stand in for what may not be said more exactly.

    They are where something is offered, never where it is served: nobody is sent there by *near*.
    """
    here = _given_at(service, frame)
    if shown in CLOSED:
        served = [_area_of(area, frame) for area in service.areas if area.country]
        return areas_known(here, frame.finest) or _told(served)
    closed = [site for site in here if frame.levels[site.id] == AREA]
    blurred = [
        _area_of(area, frame)
        for area in service.areas
        if area.country and _served(area, service, frame, shown) is None
    ]
    return _told([*areas_known(closed, frame.finest), *blurred])


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
    linked = [site for site in frame.document.sites if site.id in service.sites]
    around = [site for site in linked or frame.document.sites if site.role not in NO_PLACE_ROLES]
    return all(_precision(site, frame) in DRAWN for site in around)


def _precision(site: Site, frame: Frame) -> str:
    where = public_place(site, frame.levels[site.id])
    return where.precision if where else "hidden"


def _may_tell_hours(service: Service, frame: Frame, shown: str) -> bool:
    """The time zone of hours would tell in which part of a country something is."""
    if shown in CLOSED:
        return False
    here = [site for site in _given_at(service, frame) if site.role not in NO_PLACE_ROLES]
    return all(_precision(site, frame) not in {"country", "hidden"} for site in here)


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

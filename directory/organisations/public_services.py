"""The services of a public listing: each as openly as its visibility allows."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from directory.organisations.document import Document, Service, Site
from directory.organisations.listing import (
    Helpline,
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
    public_codes,
    shipped_rules,
    strictest,
    visibility,
)

OPEN_DATA = "public_register_or_open_data"
VISIBILITY_PRECISION = {"full": "exact", "neighbourhood": "neighbourhood"}


@dataclass(frozen=True)
class Frame:
    """What holds for a whole listing: how fine the consent lets places be, and how closed it is."""

    document: Document
    finest: str
    floor: str
    countries: tuple[str, ...] = ()
    contacts: frozenset[UUID] = frozenset()

    @property
    def is_closed(self) -> bool:
        """Whether nothing but areas may be said of where it is."""
        return self.floor in {"contact_only", "hidden"}

    @property
    def level(self) -> str:
        """The finest precision of any of its places."""
        return coarsest(self.finest, VISIBILITY_PRECISION.get(self.floor, "hidden"))


def public_services(frame: Frame, helplines: tuple[Helpline, ...]) -> tuple[PublicService, ...]:
    """Return the services that may be shown, hidden ones as their kind and the helplines."""
    found: dict[UUID, PublicService] = {}
    for service in frame.document.services:
        if service.operational_status == "defunct" or not _consent_covers(service, frame.document):
            continue
        if visibility(service) == "hidden":
            listed = _hidden_service(service, frame.countries, helplines)
        else:
            listed = _open_service(service, frame)
        if listed is not None:
            found[listed.id] = listed
    return tuple(found.values())


def _consent_covers(service: Service, document: Document) -> bool:
    """Open data speaks for nobody: services that could lure or expose wait for the body's yes."""
    if document.consent.level != OPEN_DATA:
        return True
    rules = shipped_rules()
    return service.kind not in rules.sensitive_kinds and service.kind not in rules.lure_risk_kinds


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
    # a listing that is coarse as a whole need not untie its services from its one site
    shown = strictest(visibility(service), frame.floor if frame.is_closed else "full")
    sites, places, known_in = _whereabouts(service, frame, shown)
    countries = frame.countries
    return PublicService(
        id=service.id,
        kind=service.kind,
        visibility=shown,
        sites=tuple(site.id for site in sites),
        places=places,
        known_in=known_in,
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
        hours=service.hours if shown != "contact_only" else None,
        operational_status=service.operational_status,
        shows_from=service.valid_from,
        shows_until=_day_after(service),
    )


def _whereabouts(
    service: Service, frame: Frame, shown: str
) -> tuple[list[Site], tuple[PublicPlace, ...], tuple[PublicArea, ...]]:
    """Return the sites it is linked to, or coarse places, or only areas, by visibility."""
    document = frame.document
    at = tuple(site for site in document.sites if site.id in service.sites)
    if shown == "contact_only":
        return [], (), areas_known(at, frame.finest) or _served_in(service, frame.finest)
    only_site = sum(site.role not in NO_PLACE_ROLES for site in document.sites) == 1
    if shown == "full" or only_site:
        return [site for site in at if public_place(site, frame.level) is not None], (), ()
    level = coarsest(frame.level, VISIBILITY_PRECISION[shown])
    found = [public_place(site, level) for site in at]
    # sorted and without doubles, so that neither order nor number tells which site it is
    places = {place.model_dump_json(): place for place in found if place is not None}
    return [], tuple(places[key] for key in sorted(places)), ()


def areas_known(sites: tuple[Site, ...], finest: str) -> tuple[PublicArea, ...]:
    """Return the areas of sites, sorted and without doubles, so that nothing counts the sites."""
    areas = (public_area(site, finest) for site in sites)
    found = {area.model_dump_json(): area for area in areas if area is not None}
    return tuple(found[key] for key in sorted(found))


def _served_in(service: Service, finest: str) -> tuple[PublicArea, ...]:
    narrow = finest != "country"
    found = [
        PublicArea(
            country=area.country,
            region=area.region if narrow else None,
            region_name=area.region_name if narrow else None,
        )
        for area in service.areas
        if area.country
    ]
    by_text = {area.model_dump_json(): area for area in found}
    return tuple(by_text[key] for key in sorted(by_text))


def _areas(service: Service, frame: Frame, shown: str) -> tuple[PublicServedArea, ...]:
    """Return the areas served: no polygon for contact_only, only countries without consent."""
    may_draw = shown != "contact_only" and frame.finest != "country"
    may_narrow = frame.finest != "country"
    found: dict[str, PublicServedArea] = {}
    for area in service.areas:
        polygon = coarse_polygon(area.polygon) if area.polygon and may_draw else None
        if area.country is None and polygon is None:
            continue
        served = PublicServedArea(
            country=area.country,
            region=area.region if may_narrow else None,
            region_name=area.region_name if may_narrow else None,
            polygon=polygon,
        )
        found.setdefault(served.model_dump_json(), served)
    return tuple(found.values())


def _day_after(service: Service) -> date | None:
    return service.valid_until + timedelta(days=1) if service.valid_until else None

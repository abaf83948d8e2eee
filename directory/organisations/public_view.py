"""What the public may see of a document: the one pure function between the two zones.

No clock, no gazetteer, no database. Rules: protection.md 1 to 8. Fails closed: what is unknown
is treated as the strictest.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from directory.organisations.document import (
    Affiliation,
    Contact,
    Document,
    Governance,
    Registration,
    Service,
    Site,
)
from directory.organisations.document.membership import ShareBand
from directory.organisations.listing import (
    Checked,
    Helpline,
    PublicAffiliation,
    PublicArea,
    PublicContact,
    PublicListing,
    PublicPlace,
    PublicServedArea,
    PublicService,
    PublicSite,
)
from directory.organisations.precision import (
    NO_PLACE_ROLES,
    coarse_polygon,
    coarsest,
    public_area,
    public_place,
)
from directory.organisations.sensitivity import (
    gives_itself_away,
    public_codes,
    shipped_rules,
    strictest,
    visibility,
)

OPEN_DATA = "public_register_or_open_data"
NAMED_CONTACT = "organisation_location_named_contact"
CONSENT_PRECISION = {
    "organisation_only": "country",
    "organisation_and_location": "exact",
    NAMED_CONTACT: "exact",
    OPEN_DATA: "locality",
}
"""The finest precision each consent allows; a consent that is not here publishes nothing."""
PLACE_CHANNELS = frozenset({"postal", "visit"})
"""Channels whose value is an address: they go where the address goes."""
VISIBILITY_PRECISION = {"full": "exact", "neighbourhood": "neighbourhood"}


@dataclass(frozen=True)
class Circumstances:
    """What else decides, kept in rows of its own: the last check and the checked helplines."""

    checked: Checked | None = None
    helplines: tuple[Helpline, ...] = ()


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


def public_view(document: Document, circumstances: Circumstances) -> PublicListing | None:
    """Return the public listing of a document, or None when nothing may be published."""
    finest = CONSENT_PRECISION.get(document.consent.level)
    if finest is None:
        return None
    frame = Frame(document, finest, _listing_floor(document))
    sites = () if frame.is_closed else _sites(frame)
    known_in = _known_in(document.sites, finest) if frame.is_closed else ()
    countries = _countries(sites, known_in, document)
    contacts = _contacts(document, sites)
    frame = replace(frame, countries=countries, contacts=frozenset(c.id for c in contacts))
    return PublicListing(
        names=document.names,
        kind=document.kind,
        summary=document.summary,
        description=document.description,
        form=_form(document),
        cooperative_type=document.cooperative_type,
        cooperative_level=document.cooperative_level,
        registration=_registration(document, countries),
        founded_year=document.founded_year,
        displacement_relation=_relation(document, countries),
        activities=document.activities,
        membership=document.membership,
        governance=_governance(document),
        operational_status=document.operational_status,
        parent=_affiliation(document.parent) if document.parent else None,
        federations=tuple(_affiliation(f) for f in document.federations),
        contacts=contacts,
        links=document.links,
        sites=sites,
        known_in=known_in,
        countries=countries,
        services=_services(frame, circumstances),
        sources=tuple(dict.fromkeys(s.source for s in document.sources)),
        licences=tuple(dict.fromkeys(s.licence for s in document.sources if s.licence)),
        from_open_data=document.consent.level == OPEN_DATA,
        checked=circumstances.checked,
        shows_until=document.consent.expires_on,
    )


def _listing_floor(document: Document) -> str:
    """Return the visibility level the whole listing takes, so that it gives no service away."""
    if gives_itself_away(document):
        return "contact_only"
    if sum(site.role not in NO_PLACE_ROLES for site in document.sites) > 1:
        return "full"
    levels = [visibility(service) for service in document.services]
    sensitive = [
        s
        for s in document.services
        if s.kind in shipped_rules().sensitive_kinds and visibility(s) != "full"
    ]
    floor = strictest("full", *levels)
    return "contact_only" if sensitive or floor == "hidden" else floor


def _sites(frame: Frame) -> tuple[PublicSite, ...]:
    found = []
    for site in frame.document.sites:
        where = public_place(site, frame.level)
        if where is None:
            continue
        exact = where.precision == "exact"  # a site's own name tells as much as its address
        found.append(
            PublicSite(
                id=site.id,
                role=site.role,
                where=where,
                names=site.names if exact or site.role in NO_PLACE_ROLES else (),
                address=site.address if exact else None,
                directions=site.directions if exact else (),
                hours=site.hours,
                accessibility=site.accessibility,
                languages=site.languages,
                closed_until=site.closed_until,
            )
        )
    return tuple(found)


def _services(frame: Frame, circumstances: Circumstances) -> tuple[PublicService, ...]:
    found: dict[UUID, PublicService] = {}
    for service in frame.document.services:
        if service.operational_status == "defunct" or not _consent_covers(service, frame.document):
            continue
        if visibility(service) == "hidden":
            listed = _hidden_service(service, frame.countries, circumstances)
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
    service: Service, countries: tuple[str, ...], circumstances: Circumstances
) -> PublicService | None:
    """Return the kind and the checked helplines; without a helpline it is not shown at all."""
    helplines = tuple(h for h in circumstances.helplines if h.country in countries)
    if not helplines:
        return None
    # one entry for the kind, so that not even the number of hidden services can be told
    key = uuid5(NAMESPACE_URL, f"hidden/{service.kind}")
    return PublicService(
        id=key,
        kind=service.kind,
        visibility="hidden",
        helplines=helplines,
        shows_until=max(h.until for h in helplines),
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
        return [], (), _known_in(at, frame.finest) or _served_in(service)
    only_site = sum(site.role not in NO_PLACE_ROLES for site in document.sites) == 1
    if shown == "full" or only_site:
        return [site for site in at if public_place(site, frame.level) is not None], (), ()
    level = coarsest(frame.level, VISIBILITY_PRECISION[shown])
    found = [public_place(site, level) for site in at]
    # sorted and without doubles, so that neither order nor number tells which site it is
    places = {place.model_dump_json(): place for place in found if place is not None}
    return [], tuple(places[key] for key in sorted(places)), ()


def _known_in(sites: tuple[Site, ...], finest: str) -> tuple[PublicArea, ...]:
    areas = (public_area(site, finest) for site in sites)
    found = {area.model_dump_json(): area for area in areas if area is not None}
    return tuple(found[key] for key in sorted(found))


def _served_in(service: Service) -> tuple[PublicArea, ...]:
    found = {
        (area.country, area.region or ""): PublicArea(
            country=area.country, region=area.region, region_name=area.region_name
        )
        for area in service.areas
        if area.country
    }
    return tuple(found[key] for key in sorted(found))


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


def _countries(
    sites: tuple[PublicSite, ...], known_in: tuple[PublicArea, ...], document: Document
) -> tuple[str, ...]:
    found = [site.where.country for site in sites] + [area.country for area in known_in]
    served = [
        area.country
        for service in document.services
        if visibility(service) != "hidden"
        for area in service.areas
        if area.country
    ]
    return tuple(sorted(dict.fromkeys([*found, *served])))


def _contacts(document: Document, sites: tuple[PublicSite, ...]) -> tuple[PublicContact, ...]:
    every_place_exact = bool(sites) and all(site.where.precision == "exact" for site in sites)
    return tuple(
        _contact(contact, document)
        for contact in document.contacts
        if contact.public and (every_place_exact or contact.channel not in PLACE_CHANNELS)
    )


def _contact(contact: Contact, document: Document) -> PublicContact:
    may_name = contact.person_agreed and document.consent.level == NAMED_CONTACT
    return PublicContact(
        id=contact.id,
        channel=contact.channel,
        value=contact.value,
        languages=contact.languages,
        flags=contact.flags,
        label=contact.label,
        person_name=contact.person_name if may_name else None,
    )


def _form(document: Document) -> str | None:
    """Whether it is led by refugees is said only if it asks (vocabulary, sse_entity_form)."""
    if document.form == "refugee_led_organisation" and not document.displacement.say_publicly:
        return None
    return document.form


def _relation(document: Document, countries: tuple[str, ...]) -> str | None:
    if not document.displacement.say_publicly or document.consent.level == OPEN_DATA:
        return None
    found = public_codes("displacement_relation", (document.displacement.relation,), countries)
    return found[0] if found and found[0] != "not_stated" else None


def _registration(document: Document, countries: tuple[str, ...]) -> Registration:
    known = public_codes("registration_status", (document.registration.status,), countries)
    return (
        document.registration
        if known
        else document.registration.model_copy(update={"status": "not_stated"})
    )


def _governance(document: Document) -> Governance:
    """Whether displaced people are members is said only with the organisation's own yes."""
    if document.displacement.say_publicly and document.consent.level != OPEN_DATA:
        return document.governance
    return document.governance.model_copy(update={"displaced_members": ShareBand.NOT_STATED})


def _affiliation(affiliation: Affiliation) -> PublicAffiliation:
    return PublicAffiliation(name=affiliation.name, confirmed=affiliation.confirmed)


def _day_after(service: Service) -> date | None:
    return service.valid_until + timedelta(days=1) if service.valid_until else None

"""What the public may see of a document: the one pure function between the two zones.

No clock, no gazetteer, no database. Rules: protection.md 1 to 8. Fails closed: what is unknown
is treated as the strictest.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from directory.organisations.document import (
    Affiliation,
    Contact,
    Document,
    Registration,
    Service,
    Site,
)
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


def public_view(document: Document, circumstances: Circumstances) -> PublicListing | None:
    """Return the public listing of a document, or None when nothing may be published."""
    finest = CONSENT_PRECISION.get(document.consent.level)
    if finest is None:
        return None
    floor = _listing_floor(document)
    whole_listing_closed = floor in {"contact_only", "hidden"}
    level = coarsest(finest, VISIBILITY_PRECISION.get(floor, "hidden"))
    sites = () if whole_listing_closed else _sites(document, level)
    known_in = _known_in(document.sites) if whole_listing_closed else ()
    countries = _countries(sites, known_in, document)
    every_place_exact = all(site.where.precision == "exact" for site in sites) and bool(sites)
    contacts = tuple(
        _contact(contact, document)
        for contact in document.contacts
        if contact.public and (every_place_exact or contact.channel not in PLACE_CHANNELS)
    )
    services = _services(document, level, floor, countries, circumstances, contacts)
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
        governance=document.governance,
        operational_status=document.operational_status,
        parent=_affiliation(document.parent) if document.parent else None,
        federations=tuple(_affiliation(f) for f in document.federations),
        contacts=contacts,
        links=document.links,
        sites=sites,
        known_in=known_in,
        countries=countries,
        services=services,
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


def _sites(document: Document, level: str) -> tuple[PublicSite, ...]:
    found = []
    for site in document.sites:
        where = public_place(site, level)
        if where is None:
            continue
        exact = where.precision == "exact"
        found.append(
            PublicSite(
                id=site.id,
                role=site.role,
                where=where,
                names=site.names if _names_may_show(where) else (),
                address=site.address if exact else None,
                directions=site.directions if exact else (),
                hours=site.hours,
                accessibility=site.accessibility,
                languages=site.languages,
                closed_until=site.closed_until,
            )
        )
    return tuple(found)


def _names_may_show(where: PublicPlace) -> bool:
    """A site's own name ("Building 4, Al-Salam Street") tells as much as its address."""
    return where.precision in {"exact", "country"}


def _services(
    document: Document,
    level: str,
    floor: str,
    countries: tuple[str, ...],
    circumstances: Circumstances,
    contacts: tuple[PublicContact, ...],
) -> tuple[PublicService, ...]:
    found: dict[object, PublicService] = {}
    for service in document.services:
        shown = strictest(visibility(service), floor if floor != "neighbourhood" else "full")
        if service.operational_status == "defunct" or not _consent_covers(service, document):
            continue
        if strictest(visibility(service)) == "hidden":
            listed = _hidden_service(service, countries, circumstances)
        else:
            listed = _open_service(service, document, shown, level, countries, contacts)
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


def _open_service(
    service: Service,
    document: Document,
    shown: str,
    level: str,
    countries: tuple[str, ...],
    contacts: tuple[PublicContact, ...],
) -> PublicService:
    at = [site for site in document.sites if site.id in service.sites]
    sites, places, known_in = _whereabouts(service, document, at, shown, level)
    public_contacts = {contact.id for contact in contacts}
    return PublicService(
        id=service.id,
        kind=service.kind,
        visibility=shown,
        sites=tuple(site.id for site in sites),
        places=places,
        known_in=known_in,
        contacts=tuple(c for c in service.contacts if c in public_contacts),
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
        areas=_areas(service, shown),
        online=service.online,
        hours=service.hours if shown != "contact_only" else None,
        operational_status=service.operational_status,
        shows_from=service.valid_from,
        shows_until=_day_after(service),
    )


def _whereabouts(
    service: Service, document: Document, at: list[Site], shown: str, level: str
) -> tuple[list[Site], tuple[PublicPlace, ...], tuple[PublicArea, ...]]:
    """Return the sites it is linked to, or coarse places, or only areas, by visibility."""
    if shown == "contact_only":
        return [], (), _known_in(tuple(at)) or _served_in(service)
    only_site = sum(site.role not in NO_PLACE_ROLES for site in document.sites) == 1
    if shown == "full" or only_site:
        return [site for site in at if public_place(site, level) is not None], (), ()
    found = [public_place(site, coarsest(level, VISIBILITY_PRECISION[shown])) for site in at]
    # sorted and without doubles, so that neither order nor number tells which site it is
    places = {place.model_dump_json(): place for place in found if place is not None}
    return [], tuple(places[key] for key in sorted(places)), ()


def _known_in(sites: tuple[Site, ...]) -> tuple[PublicArea, ...]:
    found = {area.model_dump_json(): area for area in map(public_area, sites) if area is not None}
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


def _areas(service: Service, shown: str) -> tuple[PublicServedArea, ...]:
    found = []
    for area in service.areas:
        polygon = coarse_polygon(area.polygon) if area.polygon and shown != "contact_only" else None
        if area.country is None and polygon is None:
            continue
        found.append(
            PublicServedArea(
                country=area.country,
                region=area.region,
                region_name=area.region_name,
                polygon=polygon,
            )
        )
    return tuple(found)


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


def _affiliation(affiliation: Affiliation) -> PublicAffiliation:
    return PublicAffiliation(name=affiliation.name, confirmed=affiliation.confirmed)


def _day_after(service: Service) -> date | None:
    return service.valid_until + timedelta(days=1) if service.valid_until else None

"""What the public may see of a document: the one pure function between the two zones.

No clock, no gazetteer, no database. Rules: docs/protection.md 1 to 8. Fails closed: what is unknown
is treated as the strictest.
"""

from dataclasses import dataclass, replace

from directory.organisations.document import (
    Affiliation,
    Contact,
    Document,
    Governance,
    Registration,
)
from directory.organisations.document.membership import ShareBand
from directory.organisations.listing import (
    Checked,
    Helpline,
    PublicAffiliation,
    PublicArea,
    PublicContact,
    PublicListing,
    PublicSite,
)
from directory.organisations.precision import (
    NO_PLACE_ROLES,
    public_place,
)
from directory.organisations.public_services import (
    OPEN_DATA,
    Frame,
    areas_known,
    public_services,
)
from directory.organisations.sensitivity import (
    gives_itself_away,
    public_codes,
    shipped_rules,
    strictest,
    visibility,
)

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
    frame = Frame(document, finest, _listing_floor(document))
    sites = () if frame.is_closed else _sites(frame)
    known_in = areas_known(document.sites, finest) if frame.is_closed else ()
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
        services=public_services(frame, circumstances.helplines),
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

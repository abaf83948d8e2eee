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
    Link,
    Registration,
)
from directory.organisations.document.membership import ShareBand
from directory.organisations.giveaway import PLACE_CHANNELS, contacts_to_read
from directory.organisations.levels import CONSENT_PRECISION, NAMED_CONTACT, levels_of
from directory.organisations.listing import (
    Checked,
    PublicAffiliation,
    PublicArea,
    PublicContact,
    PublicListing,
    PublicSite,
)
from directory.organisations.pointing import leads_to_a_place
from directory.organisations.precision import NO_PLACE_ROLES, PRECISION
from directory.organisations.public_services import (
    Frame,
    areas_known,
    public_services,
)
from directory.organisations.sensitivity import (
    CLOSED,
    OPEN_DATA,
    names_a_hidden_provider,
    public_codes,
)

OF_OPEN_DATA = frozenset(
    {
        "names",
        "kind",
        "form",
        "cooperative_type",
        "cooperative_level",
        "registration",
        "activities",
        "operational_status",
        "contacts",
        "links",
        "sites",
        "known_in",
        "countries",
        "services",
        "sources",
        "licences",
        "from_open_data",
        "checked",
        "shows_until",
    }
)
"""What a register may say of a body that was not asked: no words but names (protection, 6)."""
LED_BY_REFUGEES = "refugee_led_organisation"


@dataclass(frozen=True)
class Circumstances:
    """What else decides, kept in rows of its own."""

    checked: Checked | None = None


def public_view(document: Document, circumstances: Circumstances) -> PublicListing | None:
    """Return the public listing of a document, or None when nothing may be published."""
    finest = CONSENT_PRECISION.get(document.consent.level)
    if finest is None or names_a_hidden_provider(document):
        return None
    frame = _frame(document, finest)
    sites = _sites(frame)
    known_in = areas_known(document.sites, frame) or _country_only(frame, sites)
    contacts = _contacts(frame)
    frame = replace(frame, contacts=frozenset(contact.id for contact in contacts))
    listing = PublicListing(
        names=document.names,
        kind=document.kind,
        summary=document.summary,
        description=document.description,
        form=_form(document),
        cooperative_type=document.cooperative_type,
        cooperative_level=document.cooperative_level,
        registration=_registration(frame),
        founded_year=document.founded_year,
        displacement_relation=_relation(frame),
        activities=document.activities,
        membership=document.membership,
        governance=_governance(document),
        operational_status=document.operational_status,
        parent=_affiliation(document.parent) if document.parent else None,
        federations=tuple(_affiliation(f) for f in document.federations),
        contacts=contacts,
        links=_links(frame),
        sites=sites,
        known_in=known_in,
        countries=_countries(frame, sites, known_in),
        services=public_services(frame),
        sources=tuple(dict.fromkeys(s.source for s in document.sources)),
        licences=tuple(dict.fromkeys(s.licence for s in document.sources if s.licence)),
        from_open_data=frame.is_open_data,
        checked=circumstances.checked,
        shows_until=document.consent.expires_on,
    )
    return _only(listing, OF_OPEN_DATA) if frame.is_open_data else listing


def _country_only(frame: Frame, sites: tuple[PublicSite, ...]) -> tuple[PublicArea, ...]:
    """Return the country of somebody of whom nothing finer may be said, so that it is found."""
    if sites:
        return ()
    told = {s.country for s in frame.document.sites if s.precision in PRECISION[:-1]}
    return tuple(PublicArea(country=country) for country in sorted(told))


def _frame(document: Document, finest: str) -> Frame:
    return Frame(
        document=document,
        finest=finest,
        levels=levels_of(document, finest),
        all_countries=tuple(sorted(document.countries)),
    )


def _only(listing: PublicListing, names: frozenset[str]) -> PublicListing:
    return PublicListing(**{name: getattr(listing, name) for name in names})


def _sites(frame: Frame) -> tuple[PublicSite, ...]:
    found = []
    for key, where in frame.places.items():
        site = frame.sites[key]
        exact = where.precision == "exact"  # a site's own name tells as much as its address
        has_no_place = site.role in NO_PLACE_ROLES
        found.append(
            PublicSite(
                id=site.id,
                role=site.role,
                where=where,
                names=site.names if exact or has_no_place else (),
                address=site.address if exact else None,
                directions=site.directions if exact else (),
                # their time zone would tell in which part of the country it is
                hours=site.hours if where.precision != "country" or has_no_place else None,
                accessibility=site.accessibility,
                languages=site.languages,
                closed_until=site.closed_until,
            )
        )
    return tuple(found)


def _countries(
    frame: Frame, sites: tuple[PublicSite, ...], known_in: tuple[PublicArea, ...]
) -> tuple[str, ...]:
    found = {site.where.country for site in sites} | {area.country for area in known_in}
    found |= {area.country for service in frame.listed for area in service.areas if area.country}
    return tuple(sorted(found))


def _contacts(frame: Frame) -> tuple[PublicContact, ...]:
    """Return the contacts to read; what says where only if every place is open."""
    may_say_where = _every_place_is_open(frame)
    return tuple(
        _contact(contact, frame.document)
        for contact in contacts_to_read(frame.document)
        if may_say_where or not _says_where(contact)
    )


def _says_where(contact: Contact) -> bool:
    return contact.channel in PLACE_CHANNELS or leads_to_a_place(contact.value)


def _every_place_is_open(frame: Frame) -> bool:
    if any(level in CLOSED for level in frame.levels.services.values()):
        return False
    placed = [site.id for site in frame.document.sites if site.role not in NO_PLACE_ROLES]
    where = [frame.places.get(key) for key in placed]
    return bool(where) and all(found and found.precision == "exact" for found in where)


def _links(frame: Frame) -> tuple[Link, ...]:
    if _every_place_is_open(frame):
        return frame.document.links
    return tuple(link for link in frame.document.links if not leads_to_a_place(link.url))


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
    may_say = document.displacement.say_publicly and document.consent.level != OPEN_DATA
    return None if document.form == LED_BY_REFUGEES and not may_say else document.form


def _relation(frame: Frame) -> str | None:
    said = frame.document.displacement
    if not said.say_publicly:
        return None
    found = public_codes("displacement_relation", (said.relation,), frame.all_countries)
    return found[0] if found and found[0] != "not_stated" else None


def _registration(frame: Frame) -> Registration:
    said = frame.document.registration
    known = public_codes("registration_status", (said.status,), frame.all_countries)
    return said if known else said.model_copy(update={"status": "not_stated"})


def _governance(document: Document) -> Governance:
    """Whether displaced people are members is said only with the organisation's own yes."""
    if document.displacement.say_publicly:
        return document.governance
    return document.governance.model_copy(update={"displaced_members": ShareBand.NOT_STATED})


def _affiliation(affiliation: Affiliation) -> PublicAffiliation:
    return PublicAffiliation(name=affiliation.name, confirmed=affiliation.confirmed)

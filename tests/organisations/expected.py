"""What the public may know of a document, worked out a second time from the rules alone.

Written from docs/protection.md, 1 and 2 and from ADR 6; it calls nothing of what it judges.
"""

import math

from directory.organisations.document import Contact, Document, Service, Site

KIND = {
    "vocational_training": "full",
    "savings": "full",
    "cooperative_housing": "full",
    "legal_advice": "neighbourhood",
    "food_assistance": "neighbourhood",
    "sexual_reproductive_health": "neighbourhood",
    "women_safe_space": "contact_only",
    "emergency_shelter": "contact_only",
    "gbv_support_referral": "hidden",
    "anti_trafficking_support": "hidden",
    "not_a_kind_we_know": "hidden",
}
"""Kinds the tests draw from, each with its default visibility as the vocabulary prints it."""
SENSITIVE = {
    "sexual_reproductive_health",
    "women_safe_space",
    "emergency_shelter",
    "gbv_support_referral",
    "anti_trafficking_support",
    "not_a_kind_we_know",
}
OF_OPEN_DATA = {"vocational_training", "cooperative_housing"}
"""Those of them that neither lure, hold money, face children nor are sensitive."""
OPEN_TO_CLOSED = ["full", "neighbourhood", "contact_only", "hidden"]
FINE_TO_COARSE = ["exact", "neighbourhood", "locality", "admin2", "admin1", "country", "hidden"]
CONSENT = {
    "organisation_and_location": "exact",
    "organisation_only": "country",
    "public_register_or_open_data": "locality",
}
NOWHERE = {"virtual", "postal_only"}
AREA = "area"
PLACED = {"exact", "neighbourhood", "locality"}


def openness(service: Service) -> str:
    """Return the visibility of a service: the default of its kind, or less if asked."""
    asked = service.visibility or "full"
    levels = [KIND[service.kind], asked]
    if "survivors_of_torture" in service.audiences:
        levels.append("contact_only")
    return max(levels, key=OPEN_TO_CLOSED.index)


def site_level(document: Document, site: Site) -> str:
    """Return how exactly the site may be told: a precision, `area` or `hidden`."""
    consent = CONSENT[document.consent.level]
    alone = _own(site, consent)
    at_most_one = sum(_counts(s, consent) for s in document.sites) <= 1
    levels = [_at(service, site, document, at_most_one) for service in document.services]
    worst = max(["full", *levels], key=OPEN_TO_CLOSED.index)
    if worst == "hidden" or alone == "hidden":
        return "hidden"
    if worst == "contact_only":
        return AREA
    if worst == "neighbourhood" and alone == "exact":
        return _in_town(site, "neighbourhood")
    return alone


def _at(service: Service, site: Site, document: Document, at_most_one: bool) -> str:
    """Return how openly a service lets a site be shown."""
    own = openness(service)
    places = [s.id for s in document.sites if s.role not in NOWHERE]
    says = [key for key in service.sites if key in places]
    anywhere = not says and not service.online and own != "full"
    if at_most_one:
        is_closed = service.kind in SENSITIVE and own != "full"
        return max(own, "contact_only" if is_closed else "full", key=OPEN_TO_CLOSED.index)
    is_here = site.id in says or (anywhere and site.role not in NOWHERE)
    return own if is_here else "full"


def _counts(site: Site, consent: str) -> bool:
    """A second place on the map is somewhere, and stays there."""
    return _own(site, consent) in PLACED and site.role != "mobile_site"


def is_nobodys(document: Document) -> bool:
    """Return whether not even the name is public: all that is offered is hidden by its kind."""
    return {KIND[service.kind] for service in document.services} == {"hidden"}


def place_told(site: Site, level: str) -> tuple[str, float | None, float | None] | None:
    """Return precision, longitude and latitude as the public may have them."""
    if level in {AREA, "hidden"}:
        return None
    if level == "country":
        return level, None, None
    assert site.point
    assert site.place
    if level == "exact":
        return level, round(site.point.lon, 5), round(site.point.lat, 5)
    if level == "neighbourhood":
        return level, cell(site.point.lon), cell(site.point.lat)
    if level == "locality":
        return level, site.place.point.lon, site.place.point.lat
    area = site.place.admin2 if level == "admin2" else site.place.admin1
    assert area
    return level, round(area.point.lon, 2), round(area.point.lat, 2)


def contact_told(document: Document, contact: Contact) -> bool:
    """Return whether the public may read a contact."""
    having = [service for service in document.services if contact.id in service.contacts]
    if not contact.public or (having and not any(_is_listed(document, s) for s in having)):
        return False
    if contact.channel not in {"visit", "postal"}:
        return True
    levels = [site_level(document, site) for site in document.sites if site.role not in NOWHERE]
    closed = [s for s in document.services if openness(s) in {"contact_only", "hidden"}]
    return set(levels) == {"exact"} and not closed


def _is_listed(document: Document, service: Service) -> bool:
    """Not what has ended for good, is hidden, or needs a yes that open data cannot give."""
    if service.operational_status == "defunct" or openness(service) == "hidden":
        return False
    if document.consent.level != "public_register_or_open_data":
        return True
    return service.kind in OF_OPEN_DATA and openness(service) == "full"


def cell(value: float) -> float:
    """Return the middle of the hundredth of a degree that holds a value."""
    return round(math.floor(value * 100 + 1e-9) / 100 + 0.005, 3)


def _own(site: Site, consent: str) -> str:
    floor = "country" if site.role in NOWHERE else "exact"
    return _in_town(site, max(site.precision, consent, floor, key=FINE_TO_COARSE.index))


def _in_town(site: Site, level: str) -> str:
    """A square kilometre says who it is in a camp, a landing site or a small place."""
    assert site.place
    few = site.place.kind != "city" or (site.place.population or 0) < 20_000
    return "locality" if level == "neighbourhood" and few else level

"""How exactly each site may be shown: the strictest of organisation, site and service (ADR 6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from directory.organisations.document import Document, Service, Site
from directory.organisations.giveaway import gives_itself_away, name_tells
from directory.organisations.precision import NO_PLACE_ROLES, coarsest, public_place
from directory.organisations.sensitivity import (
    CLOSED,
    OPEN_DATA,
    is_sensitive,
    strictest,
    visibility,
)

AREA = "area"
"""Nothing but the first-level area of the site may be said: no precision, so it has no place."""
NOWHERE = "hidden"
"""Nothing at all may be said of where the site is."""
NAMED_CONTACT = "organisation_location_named_contact"
CONSENT_PRECISION = {
    "organisation_only": "country",
    "organisation_and_location": "exact",
    NAMED_CONTACT: "exact",
    OPEN_DATA: "locality",
}
"""The finest precision each consent allows; a consent that is not here publishes nothing."""
VISIBILITY_PRECISION = {"full": "exact", "neighbourhood": "neighbourhood"}
"""The finest precision of a site at which a service of this visibility is given."""
PLACED = frozenset({"exact", "neighbourhood", "locality"})
UNCOUNTED_ROLES = NO_PLACE_ROLES | {"mobile_site"}
"""Roles of sites that are no second place on the map."""


@dataclass(frozen=True)
class Levels:
    """How openly everything of one document may be said."""

    listing: str
    """Visibility level that the whole listing takes."""
    services: Mapping[UUID, str]
    """Visibility of each service."""
    sites: Mapping[UUID, str]
    """Of each site the finest precision of what is said of it, or `AREA`, or `NOWHERE`."""
    given_at: Mapping[UUID, frozenset[UUID]]
    """Of each service the sites at which it is, or must be thought to be, given."""


def levels_of(document: Document, finest: str) -> Levels:
    """Return the levels of a document under a consent that allows no finer precision."""
    placed = frozenset(site.id for site in document.sites if site.role not in NO_PLACE_ROLES)
    services = {service.id: visibility(service) for service in document.services}
    given_at = {
        service.id: _given_at(service, services[service.id], placed)
        for service in document.services
    }
    strictest_at: dict[UUID, str] = {}
    for service_id, sites in given_at.items():
        for site_id in sites:
            strictest_at[site_id] = strictest(
                strictest_at.get(site_id, "full"), services[service_id]
            )
    listing = _listing(document, finest, services)
    levels = {
        site.id: _level(site, finest, strictest(listing, strictest_at.get(site.id, "full")))
        for site in document.sites
    }
    return Levels(listing, services, levels, given_at)


def _listing(document: Document, finest: str, services: Mapping[UUID, str]) -> str:
    """Return the level of the whole listing, so that it gives no service away.

    An organisation of which at most one site is publicly somewhere takes the level of all its
    services: with one place on the map, everything it does is done there.
    """
    if gives_itself_away(document):
        return "contact_only"
    if sum(_is_placed(site, finest) for site in document.sites) > 1:
        return "full"
    level = strictest("full", *services.values())
    is_closed = any(
        services[service.id] != "full" and is_sensitive(service) for service in document.services
    )
    return strictest(level, "contact_only") if is_closed else level


def _given_at(service: Service, level: str, placed: frozenset[UUID]) -> frozenset[UUID]:
    """A closed service that names no place, and is not online, may be given at any of them."""
    named = placed.intersection(service.sites)
    return named if named or service.online or level == "full" else placed


def _level(site: Site, finest: str, level: str) -> str:
    if name_tells(site):
        level = strictest(level, "contact_only")
    if level in CLOSED:
        return NOWHERE if level == "hidden" else AREA
    finest_there = "country" if site.role in NO_PLACE_ROLES else VISIBILITY_PRECISION[level]
    return coarsest(finest, finest_there)


def _is_placed(site: Site, finest: str) -> bool:
    where = public_place(site, finest)
    return where is not None and where.precision in PLACED and site.role not in UNCOUNTED_ROLES

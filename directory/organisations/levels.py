"""How exactly each site may be shown: the strictest of organisation, site and service (ADR 6)."""

from uuid import UUID

from directory.organisations.document import Document, Service, Site
from directory.organisations.precision import NO_PLACE_ROLES, coarsest, public_place
from directory.organisations.sensitivity import CLOSED, is_sensitive, strictest, visibility
from directory.organisations.telling import gives_itself_away, name_tells

AREA = "area"
"""Nothing but the first-level area of the site may be said: no precision, so it has no place."""
VISIBILITY_PRECISION = {"full": "exact", "neighbourhood": "neighbourhood"}
"""The finest precision of a site at which a service of this visibility is given."""
PLACED = frozenset({"exact", "neighbourhood", "locality"})


def listing_level(document: Document, finest: str) -> str:
    """Return the visibility level that the whole listing takes, so that it gives no service away.

    An organisation of which at most one site is publicly somewhere takes the level of all its
    services: with one place on the map, everything it does is done there.
    """
    if gives_itself_away(document):
        return "contact_only"
    if sum(_is_placed(site, finest) for site in document.sites) > 1:
        return "full"
    levels = [visibility(service) for service in document.services]
    is_closed = any(
        is_sensitive(service) and visibility(service) != "full" for service in document.services
    )
    level = strictest("full", *levels)
    return "contact_only" if is_closed or level == "hidden" else level


def site_levels(document: Document, finest: str, listing: str) -> dict[UUID, str]:
    """Return for each site the finest precision of what is said of it, or `AREA`."""
    return {site.id: _level(site, document, finest, listing) for site in document.sites}


def is_given_at(service: Service, site: Site) -> bool:
    """Tell whether a service is, or must be thought to be, given at a site.

    A closed service that names no site, and is not online, may be given at any of them.
    """
    if service.sites or service.online or visibility(service) == "full":
        return site.id in service.sites
    return site.role not in NO_PLACE_ROLES


def _level(site: Site, document: Document, finest: str, listing: str) -> str:
    here = (visibility(service) for service in document.services if is_given_at(service, site))
    level = strictest(listing, *here)
    if name_tells(site) or (level in CLOSED and site.role not in NO_PLACE_ROLES):
        return AREA
    if site.role in NO_PLACE_ROLES:
        return AREA if listing in CLOSED else "country"
    return coarsest(finest, VISIBILITY_PRECISION[level])


def _is_placed(site: Site, finest: str) -> bool:
    where = public_place(site, finest)
    return where is not None and where.precision in PLACED

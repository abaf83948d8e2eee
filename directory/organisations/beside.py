"""What stands beside a place that is not shown and would lead there: to be mended, not hidden.

The view may not judge by what it hides (a change of it would leave a trace), so people are told:
whoever proposes, and whoever accepts, who must say why it may be shown all the same.
"""

from collections.abc import Iterator

from flask_babel import gettext as _

from directory.i18n.folding import fold
from directory.organisations.document import Document, Site, Text
from directory.organisations.levels import CONSENT_PRECISION, PLACED, Levels, levels_of
from directory.organisations.precision import CELL, is_small, public_place
from directory.organisations.sensitivity import CLOSED, OPEN_DATA
from directory.web.misfits import told

Path = tuple[int | str, ...]
Wrong = Iterator[tuple[Path, str]]
PINNED = frozenset({"exact", "neighbourhood"})
LEAST_LETTERS = 4
OF_DOCUMENT = ("summary", "description")
OF_SERVICE = ("names", "description", "first_contact", "next_step", "complaint_route")


def betraying(document: Document) -> Wrong:
    """Yield what would lead to a site at which something closed is given, with the way to it."""
    levels = levels_of(document, CONSENT_PRECISION.get(document.consent.level, "exact"))
    closed = [site for site in document.sites if _is_closed(site, document, levels)]
    if not closed:
        return
    for number, site in enumerate(document.sites):
        where = public_place(site, levels.sites[site.id])
        shown = where.precision if where else None
        if any(_leads_to(site, shown, other) for other in closed):
            yield (
                ("sites", number, "precision"),
                _("a site that is not shown lies beside this one: say no more than its region"),
            )
    if document.consent.level != OPEN_DATA:
        yield from _named_places(document, levels, closed)


def _is_closed(site: Site, document: Document, levels: Levels) -> bool:
    return any(
        levels.services[service] in CLOSED and site.id in sites
        for service, sites in levels.given_at.items()
    )


def _leads_to(site: Site, shown: str | None, closed: Site) -> bool:
    """In a small place the name is enough; elsewhere a pin within about a kilometre."""
    if site.id == closed.id or shown not in PLACED:
        return False
    if site.place and closed.place and site.place.id == closed.place.id and is_small(site.place):
        return True
    if shown not in PINNED or site.point is None or closed.point is None:
        return False
    return (
        abs(site.point.lon - closed.point.lon) <= 1 / CELL
        and abs(site.point.lat - closed.point.lat) <= 1 / CELL
    )


def _named_places(document: Document, levels: Levels, closed: list[Site]) -> Wrong:
    shown = {
        phrase
        for site in document.sites
        if (where := public_place(site, levels.sites[site.id])) and where.precision in PLACED
        for phrase in _phrases(site)
    }
    regions = {fold(name) for site in closed for name in _regions(site)}
    secret = {phrase for site in closed for phrase in _phrases(site)} - shown - regions
    for path, texts in texts_of(document):
        for text in texts:
            plain = f" {fold(text.words)} "
            found = next((phrase for phrase in sorted(secret) if f" {phrase} " in plain), None)
            if found:
                said = _(
                    "this names a place that is not shown (%(place)s): take it out", place=found
                )
                yield path, said


def _phrases(site: Site) -> Iterator[str]:
    found = [name.words for name in site.names]
    if site.place:
        found += [site.place.name, *site.place.names.values()]
    if site.address:
        found += [*site.address.lines, site.address.locality or ""]
    return (plain for plain in map(fold, found) if len(plain) >= LEAST_LETTERS)


def _regions(site: Site) -> list[str]:
    admin1 = site.place.admin1 if site.place else None
    return [admin1.name, *admin1.names.values()] if admin1 else []


def texts_of(document: Document) -> Iterator[tuple[Path, tuple[Text, ...]]]:
    """Yield every text in which people write freely, with the way to it."""
    for name in OF_DOCUMENT:
        yield (name,), getattr(document, name)
    for number, service in enumerate(document.services):
        for name in OF_SERVICE:
            yield ("services", number, name), getattr(service, name)
        yield ("services", number, "fee", "note"), service.fee.note


def betrayals(document: Document) -> list[str]:
    """Return in words everything that would lead to a place that is not shown."""
    return [told(path, said) for path, said in betraying(document)]

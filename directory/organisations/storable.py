"""What may never be stored in any zone: terms that endanger in a country, where a safe place is.

A law of the place where somebody works, or where somebody may come from, counts alike.
"""

from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from directory.organisations.document import Document, Site
from directory.organisations.sensitivity import is_ruled_out

Path = tuple[int | str, ...]
Wrong = Iterator[tuple[Path, str]]
WIDE = frozenset({"region", "country"})
"""Kinds of places of the gazetteer that are wider than a town."""
WHERE_TO_COME = frozenset({"visit", "postal"})
"""Channels of contact that are an address."""
_TELLING = ("point", "address", "directions", "p_code")


def unstorable(document: Document, uses: Iterable[tuple[Path, str, str]]) -> Wrong:
    """Yield what must be taken away before anybody keeps the document, with the way to it."""
    countries = tuple(sorted(document.countries))
    never_placed = False
    for path, list_code, code in uses:
        if is_ruled_out(list_code, code, countries, "never_store"):
            yield path, _("“%(code)s” may not be stored for this country", code=code)
        never_placed |= is_ruled_out(list_code, code, countries, "never_store_place")
    if never_placed:
        for path in _says_where(document):
            yield (
                path,
                _(
                    "take this away: an organisation with a safe place to stay never writes down "
                    "where anything of it is, finer than the region"
                ),
            )


def _says_where(document: Document) -> Iterator[Path]:
    """Yield what tells a place finer than its region: tied to the service or not, it is near."""
    for number, site in enumerate(document.sites):
        yield from (("sites", number, name) for name in _TELLING if getattr(site, name))
        if _is_narrow(site):
            yield "sites", number, "place"
    for number, contact in enumerate(document.contacts):
        if contact.channel in WHERE_TO_COME:
            yield "contacts", number
    for number, service in enumerate(document.services):
        for place, area in enumerate(service.areas):
            if area.polygon:
                yield "services", number, "areas", place, "polygon"


def _is_narrow(site: Site) -> bool:
    return site.place is not None and site.place.kind not in WIDE

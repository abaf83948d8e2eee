"""What may never be stored in any zone: terms that endanger in a country, where a safe place is.

A law of the place where somebody works, or where somebody may come from, counts alike.
"""

import re
from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from directory.organisations.beside import texts_of
from directory.organisations.document import Document, Site, Text
from directory.organisations.pointing import leads_to_a_place
from directory.organisations.sensitivity import is_ruled_out

Path = tuple[int | str, ...]
Wrong = Iterator[tuple[Path, str]]
WIDE = ("region:", "country:")
"""How the ids of places begin that are wider than a town."""
WHERE_TO_COME = frozenset({"visit", "postal"})
"""Channels of contact that are an address."""
STREET = re.compile(
    r"\b\d+\w?\W+(?:\w+\W+){0,3}(?:street|st|road|rd|avenue|ave|lane)\b"
    r"|\b(?:street|rue|calle|avenida|jalan|barabara|sokak|cadde)\W+(?:\w+\W+){0,3}\d"
    r"|شارع\s+\w+",
    re.IGNORECASE,
)
"""Words that read like an address; no pattern finds every one, so people must look too."""
_TELLING = ("point", "address", "directions", "p_code", "names")


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
                    "where anything of it is, finer than the region, nor who works there"
                ),
            )


def _says_where(document: Document) -> Iterator[Path]:
    """Yield what tells a place finer than its region: tied to the service or not, it is near."""
    for number, site in enumerate(document.sites):
        yield from (("sites", number, name) for name in _TELLING if getattr(site, name))
        if _is_narrow(site):
            yield "sites", number, "place"
    for number, contact in enumerate(document.contacts):
        if contact.channel in WHERE_TO_COME or _leads_there(contact.value):
            yield "contacts", number
        if contact.person_name:
            yield "contacts", number, "person_name"
    yield from (("links", n) for n, link in enumerate(document.links) if _leads_there(link.url))
    yield from _outlines(document)
    yield from (path for path, texts in texts_of(document) if any(map(_reads_like_address, texts)))


def _outlines(document: Document) -> Iterator[Path]:
    for number, service in enumerate(document.services):
        for place, area in enumerate(service.areas):
            if area.polygon:
                yield "services", number, "areas", place, "polygon"


def _reads_like_address(text: Text) -> bool:
    return STREET.search(text.words) is not None


def _is_narrow(site: Site) -> bool:
    return site.place is not None and not site.place.id.startswith(WIDE)


def _leads_there(value: str) -> bool:
    return leads_to_a_place(value) or STREET.search(value) is not None

"""Whether what the public would read of somebody says what a hidden place is (protection 2).

Only what would be shown is read: what is private must leave no trace.
"""

from collections.abc import Iterator

from directory.organisations.document import Contact, Document, Site
from directory.organisations.sensitivity import OPEN_DATA, is_listed
from directory.organisations.telling import address_tells, tells_of_violence

PLACE_CHANNELS = frozenset({"postal", "visit"})
"""Channels whose value is an address: they go where the address goes."""


def gives_itself_away(document: Document) -> bool:
    """Tell whether names, summary, parent bodies, links or contacts hold a telling word."""
    return any(map(tells_of_violence, _words(document))) or any(
        map(address_tells, _addresses(document))
    )


def name_tells(site: Site) -> bool:
    """Tell whether the name of a site says what it is."""
    return any(tells_of_violence(name.words) for name in site.names)


def contacts_to_read(document: Document) -> list[Contact]:
    """Return the public contacts but those that only services have which are not listed."""
    linked = {contact for service in document.services for contact in service.contacts}
    listed = {
        contact
        for service in document.services
        if is_listed(service, document.consent.level)
        for contact in service.contacts
    }
    return [
        contact
        for contact in document.contacts
        if contact.public and (contact.id in listed or contact.id not in linked)
    ]


def _words(document: Document) -> Iterator[str]:
    yield from (text.words for text in document.names)
    yield from (link.label for link in document.links if link.label)
    for contact in contacts_to_read(document):
        yield from (text.words for text in contact.label)
    if document.consent.level != OPEN_DATA:
        yield from (text.words for text in document.summary)
        yield from (body.name for body in document.federations)
        if document.parent:
            yield document.parent.name


def _addresses(document: Document) -> Iterator[str]:
    yield from (link.url for link in document.links)
    for contact in contacts_to_read(document):
        if contact.channel not in PLACE_CHANNELS:
            yield contact.value
    if document.governance.safeguarding_policy_url and document.consent.level != OPEN_DATA:
        yield document.governance.safeguarding_policy_url

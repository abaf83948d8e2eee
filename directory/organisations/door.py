"""What a document must hold to be let in: what exists today, nothing that may never be stored.

What no program could read is refused by the types of the document; here is refused what is
wrong today, or nobody's to say.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext as _

from directory.errors import Invalid
from directory.extensions import db
from directory.organisations.chosen import KnownPlaces, as_known
from directory.organisations.document import Document
from directory.organisations.document.values import Value
from directory.organisations.plausible import implausible
from directory.organisations.reachable import unreachable
from directory.organisations.storable import unstorable
from directory.vocabulary.queries import usable_codes
from directory.web.misfits import all_told, told

Path = tuple[int | str, ...]
Use = tuple[Path, str, str]
"""Where it stands in the document, of which list it must be, the code."""


@dataclass(frozen=True)
class Registers:
    """What documents are held against on one day; kept where many documents come at once."""

    terms: frozenset[tuple[str, str]]
    places: KnownPlaces = field(default_factory=KnownPlaces)


def registers_on(day: date) -> Registers:
    """Return what the documents of a day are held against."""
    return Registers(frozenset(usable_codes(db.session(), on=day)))


def admit(
    document: Document, *, on: date, standing: Sequence[Document] = (), by: Registers | None = None
) -> Document:
    """Return the document as it may be stored: its places are those of the gazetteer.

    `standing` are documents that were let in before, whose places stay as they were. Raises
    Invalid, with everything that is wrong, where it is, in words.
    """
    registers = by or registers_on(on)
    known, unknown = as_known(document, standing=standing, places=registers.places)
    wrong = [*_unusable(known, registers), *_misplaced(unknown)]
    wrong += implausible(known, standing, registers.places)
    wrong += [(path, str(said)) for path, said in unreachable(known)]
    wrong += unstorable(known, uses_of_terms(known))
    if wrong:
        raise Invalid(all_told([told(path, said) for path, said in wrong]))
    return known


def _unusable(document: Document, registers: Registers) -> Iterator[tuple[Path, str]]:
    for path, list_code, code in uses_of_terms(document):
        if (list_code, code) not in registers.terms:
            yield (
                path,
                _("“%(code)s” is not a term of the list %(list)s", code=code, list=list_code),
            )


def _misplaced(sites: list[int]) -> Iterator[tuple[Path, str]]:
    for number in sites:
        yield ("sites", number, "place"), _("the gazetteer does not know this place: choose again")


def uses_of_terms(document: Document) -> Iterator[Use]:
    """Yield every controlled term of a document with the list it must be of."""
    yield from _uses(document, (), _OF_DOCUMENT)
    for number, contact in enumerate(document.contacts):
        yield from _uses(contact, ("contacts", number), _OF_CONTACT)
    for number, site in enumerate(document.sites):
        yield from _uses(site, ("sites", number), _OF_SITE)
    for number, service in enumerate(document.services):
        yield from _uses(service, ("services", number), _OF_SERVICE)
        for place, paper in enumerate(service.documents):
            path = ("services", number, "documents", place)
            yield from _uses(paper, path, _OF_PAPER)


_OF_DOCUMENT = {
    "kind": "sse_entity_kind",
    "form": "sse_entity_form",
    "cooperative_type": "cooperative_type",
    "cooperative_level": "cooperative_level",
    "operational_status": "operational_status",
    "registration.status": "registration_status",
    "registration.registered_as": "registered_as",
    "displacement.relation": "displacement_relation",
    "consent.level": "publication_consent",
    "activities": "economic_activity",
    "membership.non_national": "non_national_membership",
    "membership.classes": "membership_class",
    "membership.rights": "membership_right",
    "membership.conditions": "membership_condition",
}
_OF_CONTACT = {"channel": "contact_channel", "flags": "contact_flag"}
_OF_SITE = {"role": "location_role", "precision": "location_precision"}
_OF_SERVICE = {
    "kind": "service_kind",
    "status_check": "status_check",
    "nationality_rule": "nationality_rule",
    "fee.type": "fee_type",
    "operational_status": "operational_status",
    "visibility": "service_visibility",
    "population_groups": "population_group",
    "audiences": "specific_audience",
    "access_modes": "access_mode",
}
_OF_PAPER = {"document": "required_document"}


def _uses(part: Value, path: Path, lists: Mapping[str, str]) -> Iterator[Use]:
    for name, list_code in lists.items():
        steps = name.split(".")
        found: Any = part
        for step in steps:
            found = getattr(found, step, None)  # membership may be missing
        if isinstance(found, str):
            yield (*path, *steps), list_code, found
        for number, code in enumerate(found if isinstance(found, tuple) else ()):
            yield (*path, *steps, number), list_code, code

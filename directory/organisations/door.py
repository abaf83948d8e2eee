"""What a document must hold to be let in: terms that exist today, and what may never be stored."""

from collections.abc import Iterator
from datetime import date

from flask_babel import gettext as _

from directory.errors import Invalid
from directory.extensions import db
from directory.organisations.document import Document, Site
from directory.organisations.sensitivity import is_ruled_out
from directory.vocabulary.queries import usable_codes

Use = tuple[str, str, str]
"""Where it stands in the document, of which list it must be, the code."""


def demand_lawful(
    document: Document, *, on: date, known: set[tuple[str, str]] | None = None
) -> None:
    """Raise Invalid, naming place and code, unless every term may be used and stored.

    `known` spares the question to the database when many documents come at once.
    """
    usable = usable_codes(db.session(), on=on) if known is None else known
    for where, list_code, code in uses_of_terms(document):
        if (list_code, code) not in usable:
            raise Invalid(
                _(
                    "%(where)s: “%(code)s” is not a term of the list %(list)s.",
                    where=where,
                    code=code,
                    list=list_code,
                )
            )
    _demand_storable(document)


def uses_of_terms(document: Document) -> Iterator[Use]:
    """Yield every controlled term of a document with the list it must be of."""
    for name, list_code in _SINGLE:
        code = getattr(document, name)
        if code:
            yield name, list_code, code
    yield "registration", "registration_status", document.registration.status
    yield "registration", "registered_as", document.registration.registered_as
    yield "displacement", "displacement_relation", document.displacement.relation
    yield "consent", "publication_consent", document.consent.level
    yield from _many("activities", "economic_activity", document.activities)
    if document.membership:
        yield "membership", "non_national_membership", document.membership.non_national
        yield from _many("membership", "membership_class", document.membership.classes)
        yield from _many("membership", "membership_right", document.membership.rights)
        yield from _many("membership", "membership_condition", document.membership.conditions)
    for contact in document.contacts:
        yield "contacts", "contact_channel", contact.channel
        yield from _many("contacts", "contact_flag", contact.flags)
    for site in document.sites:
        yield "sites", "location_role", site.role
        yield "sites", "location_precision", site.precision
    yield from _uses_of_services(document)


_SINGLE = (
    ("kind", "sse_entity_kind"),
    ("form", "sse_entity_form"),
    ("cooperative_type", "cooperative_type"),
    ("cooperative_level", "cooperative_level"),
    ("operational_status", "operational_status"),
)


def _uses_of_services(document: Document) -> Iterator[Use]:
    for number, service in enumerate(document.services, start=1):
        where = f"services/{number}"
        yield where, "service_kind", service.kind
        yield where, "status_check", service.status_check
        yield where, "nationality_rule", service.nationality_rule
        yield where, "fee_type", service.fee.type
        yield where, "operational_status", service.operational_status
        if service.visibility:
            yield where, "service_visibility", service.visibility
        yield from _many(where, "population_group", service.population_groups)
        yield from _many(where, "specific_audience", service.audiences)
        yield from _many(where, "access_mode", service.access_modes)
        yield from _many(where, "required_document", tuple(d.document for d in service.documents))


def _many(where: str, list_code: str, codes: tuple[str, ...]) -> Iterator[Use]:
    for code in codes:
        yield where, list_code, code


def _demand_storable(document: Document) -> None:
    countries = tuple(sorted({site.country for site in document.sites}))
    for where, list_code, code in uses_of_terms(document):
        if is_ruled_out(list_code, code, countries, "never_store"):
            raise Invalid(
                _(
                    "%(where)s: “%(code)s” may not be stored for this country.",
                    where=where,
                    code=code,
                )
            )
    sites = {site.id: site for site in document.sites}
    for service in document.services:
        if not is_ruled_out("service_kind", service.kind, countries, "never_store_place"):
            continue
        if any(area.polygon for area in service.areas) or any(
            _says_where(sites[key]) for key in service.sites
        ):
            raise Invalid(
                _("A safe place is never written down: take its address, point and site away.")
            )


def _says_where(site: Site) -> bool:
    return bool(site.point or site.address or site.place or site.directions or site.p_code)

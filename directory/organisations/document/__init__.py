"""The document: everything an organisation says of itself, typed, with every limit.

Schema 1. Nothing here knows a database, a clock or a request. Controlled terms are codes,
checked against the vocabulary when a document is proposed (`organisations/door.py`).
"""

from directory.organisations.document.contacts import Contact, Link
from directory.organisations.document.hours import Hours, OpeningRow
from directory.organisations.document.membership import Governance, Membership
from directory.organisations.document.places import Address, Area, ChosenPlace, Point, Site
from directory.organisations.document.root import (
    SCHEMA,
    Affiliation,
    Consent,
    Displacement,
    Document,
    Registration,
    Source,
    canonical_json,
    digest,
)
from directory.organisations.document.service import Fee, RequiredDocument, ServedArea, Service
from directory.organisations.document.values import Money, Stated, Text

__all__ = [
    "SCHEMA",
    "Address",
    "Affiliation",
    "Area",
    "ChosenPlace",
    "Consent",
    "Contact",
    "Displacement",
    "Document",
    "Fee",
    "Governance",
    "Hours",
    "Link",
    "Membership",
    "Money",
    "OpeningRow",
    "Point",
    "Registration",
    "RequiredDocument",
    "ServedArea",
    "Service",
    "Site",
    "Source",
    "Stated",
    "Text",
    "canonical_json",
    "digest",
]

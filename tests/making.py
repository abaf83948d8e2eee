"""Documents and organisations in a few words, for tests."""

from datetime import UTC, datetime
from itertools import count
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid5

from directory.extensions import transaction
from directory.gazetteer.countries import all_countries
from directory.organisations import operations, steps
from directory.organisations.document import (
    Area,
    ChosenPlace,
    Consent,
    Contact,
    Document,
    Point,
    Service,
    Site,
    Text,
)
from directory.organisations.models import Organisation, Revision
from directory.organisations.operations import Origin

NAMESPACE = UUID("00000000-0000-4000-8000-000000000000")
AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAY = AT.date()
MAFRAQ = Area(code="JO.15", name="Mafraq", point=Point(lon=36.2, lat=32.34))
ZARQA = Area(code="JO.17", name="Zarqa", point=Point(lon=36.09, lat=32.07))


def uid(key: object) -> UUID:
    """Return an id that is the same for the same key."""
    return uuid5(NAMESPACE, str(key))


def words(text: str, language: str = "en", key: str = "") -> tuple[Text, ...]:
    """Return one wording."""
    return (Text(id=uid(f"text/{key}/{language}/{text}"), language=language, words=text),)


def place(name: str = "Zarqa", **facts: Any) -> ChosenPlace:
    """Return a chosen place; by default a big town."""
    given: dict[str, Any] = {
        "id": f"test:{name}",
        "name": name,
        "kind": "city",
        "country": "JO",
        "point": Point(lon=36.09, lat=32.07),
        "population": 500_000,
        "admin1": ZARQA,
        "gazetteer": "test",
    }
    return ChosenPlace(**{**given, **facts})


ZAATARI = place(
    "Zaatari Refugee Camp",
    kind="camp",
    point=Point(lon=36.3284, lat=32.2931),
    population=80_000,
    admin1=MAFRAQ,
)


def middle_of(country: str) -> Point:
    """Return a point inside a country, some kilometres beside its label."""
    found = all_countries().get(country)
    return Point(lon=found.lon, lat=found.lat + 0.15) if found else Point(lon=0, lat=0)


def site(key: object = "site", **facts: Any) -> Site:
    """Return an exact site in Zarqa, or in the middle of another country, unless told otherwise."""
    country = facts.get("country", "JO")
    given: dict[str, Any] = {
        "id": uid(f"site/{key}"),
        "role": "service_point",
        "country": country,
        "precision": "exact",
        "point": Point(lon=36.10123, lat=32.07456) if country == "JO" else middle_of(country),
        "place": place(country=country),
    }
    return Site(**{**given, **facts})


def service(kind: str = "vocational_training", key: object = "", **facts: Any) -> Service:
    """Return a service that takes place at no site unless told otherwise."""
    return Service(**{"id": uid(f"service/{kind}/{key}"), "kind": kind, **facts})


def contact(channel: str = "phone", value: str = "+96200000123", **facts: Any) -> Contact:
    """Return a public contact."""
    return Contact(
        **{
            "id": uid(f"contact/{channel}/{value}"),
            "channel": channel,
            "value": value,
            "public": True,
            **facts,
        }
    )


def document(name: str = "The Bread Cooperative", **facts: Any) -> Document:
    """Return a cooperative that agreed to be shown with its place."""
    given: dict[str, Any] = {
        "names": words(name, key="name"),
        "kind": "cooperative",
        "consent": Consent(level="organisation_and_location"),
    }
    return Document(**{**given, **facts})


class Make:
    """Brings documents through the door, as the cast of `people` would."""

    def __init__(self, people: SimpleNamespace) -> None:
        self.people = people
        self.numbers = count(1)

    def draft(self, found: Document | None = None, **facts: Any) -> Revision:
        """Amina proposes."""
        with transaction():
            return operations.propose(
                found or document(**facts), origin=Origin(person=self.people.amina), at=AT
            )

    def submitted(self, found: Document | None = None, **facts: Any) -> Revision:
        """Amina proposes and submits."""
        revision = self.draft(found, **facts)
        with transaction():
            steps.take("submit", revision, actor=self.people.amina, at=AT)
        return revision

    def published(self, found: Document | None = None, **facts: Any) -> Organisation:
        """Amina proposes and submits, Ben accepts."""
        revision = self.submitted(found, **facts)
        with transaction():
            steps.take("accept", revision, actor=self.people.ben, at=AT, note="Looked at.")
        return revision.organisation

    def changed(self, organisation: Organisation, found: Document) -> Revision:
        """Amina changes a published organisation and Ben accepts."""
        with transaction():
            revision = operations.propose(
                found,
                origin=Origin(person=self.people.amina),
                organisation=organisation,
                base=organisation.current,
                at=AT,
            )
            steps.take("submit", revision, actor=self.people.amina, at=AT)
            steps.take("accept", revision, actor=self.people.ben, at=AT, note="Looked at.")
        return revision

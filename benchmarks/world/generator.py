"""Invented organisations, skewed as in life: the same seed and number give the same bytes.

Each organisation has a source of chance of its own, so that no order and no number of processes
changes any. What may not be public is decided by the law of the house, not here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from benchmarks.world.chance import AT, Chance
from benchmarks.world.offered import services_of
from benchmarks.world.sites import sites_of
from benchmarks.world.towns import Town, Towns
from benchmarks.world.words import languages, languages_of_countries, some_words
from directory.organisations.chosen import KnownPlaces
from directory.organisations.document import (
    Consent,
    Contact,
    Displacement,
    Document,
    Governance,
    Link,
    Membership,
    Registration,
    Source,
    Text,
)
from directory.organisations.document.membership import MembersBand, ShareBand
from directory.organisations.ids import ALPHABET, LENGTH
from directory.organisations.listing import Checked
from directory.vocabulary.terms import terms

SOURCE = "benchmark"
ODD = 0x2_9E37_79B9_7F4B
"""Takes each number to another public id: no factor in common with the number of ids."""
IDS = len(ALPHABET) ** LENGTH
CONSENTS = {
    "organisation_and_location": 82,
    "public_register_or_open_data": 12,
    "organisation_only": 4,
    "organisation_location_named_contact": 2,
}
STATUSES = {"active": 93, "temporarily_closed": 3, "inactive": 3, "defunct": 1}


@dataclass(frozen=True)
class Invented:
    """One organisation before it goes through any door."""

    number: int
    public_id: str
    uuid: UUID
    document: Document
    checked: Checked | None
    town: Town
    language: str


class World:
    """All organisations of a seed, each made when it is asked for."""

    def __init__(self, seed: int, towns: Towns) -> None:
        self.seed, self.towns, self.places = seed, towns, KnownPlaces()

    def organisation(self, number: int) -> Invented:
        """Return one organisation, numbered from 1."""
        chance = Chance(self.seed, number)
        town = self.towns.draw(chance.random)
        language = _language(chance, town)
        uuid = chance.id()
        return Invented(
            number=number,
            public_id=public_id(number, self.seed),
            uuid=uuid,
            document=_document(chance, town, language, self, number),
            checked=_checked(chance),
            town=town,
            language=language,
        )


def public_id(number: int, seed: int) -> str:
    """Return the public id of an organisation: another one for each number."""
    rest, letters = (number * ODD + seed) % IDS, ""
    for _ in range(LENGTH):
        rest, digit = divmod(rest, len(ALPHABET))
        letters += ALPHABET[digit]
    return letters


def _language(chance: Chance, town: Town) -> str:
    own = languages_of_countries().get(town.country, "en")
    return own if chance.happens(0.8) else "en"


def _document(chance: Chance, town: Town, language: str, world: World, number: int) -> Document:
    kind = _kind(chance)
    is_cooperative = kind == "cooperative"
    consent = chance.one_of(CONSENTS)
    sites = sites_of(chance, town, language, world.towns, world.places)
    return Document(
        names=_names(chance, town, language),
        summary=chance.text(language, 8, 25) if chance.happens(0.8) else (),
        description=_description(chance, language),
        kind=kind,
        form=_form(chance, kind),
        cooperative_type=chance.term("cooperative_type") if is_cooperative else None,
        cooperative_level=chance.term("cooperative_level") if is_cooperative else None,
        registration=Registration(status=chance.term("registration_status")),
        founded_year=chance.random.randint(1950, 2025) if chance.happens(0.7) else None,
        displacement=Displacement(
            relation=chance.term("displacement_relation"), say_publicly=chance.happens(0.2)
        ),
        activities=chance.some_terms("economic_activity", 3),
        membership=_membership(chance) if is_cooperative and chance.happens(0.6) else None,
        governance=_governance(chance),
        operational_status=chance.one_of(STATUSES),
        contacts=_contacts(chance, language, number),
        links=_links(chance, number),
        sites=sites,
        services=services_of(chance, town, language, sites),
        consent=Consent(level=consent),
        sources=(Source(source=SOURCE, foreign_id=str(number)),),
    )


def _kind(chance: Chance) -> str:
    return "cooperative" if chance.happens(0.5) else chance.term("sse_entity_kind")


def _form(chance: Chance, kind: str) -> str | None:
    possible = [t.code for t in terms("sse_entity_form") if t.facts["kind"] == kind]
    return chance.random.choice(possible) if possible and chance.happens(0.4) else None


def _names(chance: Chance, town: Town, language: str) -> tuple[Text, ...]:
    common, rare = some_words(chance.random, language, 2), _rare_word(chance, language)
    own = " ".join([town.name, *common, rare] if language == "en" else [*common, rare])
    found = [chance.wording(language, own.title())]
    if language != "en" and chance.happens(0.3):
        words = " ".join([town.name, *some_words(chance.random, "en", 2), rare])
        found.append(chance.wording("en", words.title()))
    return tuple(found)


def _rare_word(chance: Chance, language: str) -> str:
    """Return one word of the long tail: what an organisation is called beside what it is."""
    known = languages()[language]
    return known.words[chance.random.randrange(known.real, len(known.words))]


def _description(chance: Chance, language: str) -> tuple[Text, ...]:
    if chance.happens(0.4):
        return ()
    own = chance.text(language, 26, 75)
    is_translated = language != "en" and chance.happens(0.25)
    return (*own, *chance.text("en", 26, 75)) if is_translated else own


def _membership(chance: Chance) -> Membership:
    return Membership(
        classes=chance.some_terms("membership_class", 2),
        rights=chance.some_terms("membership_right", 4),
        non_national=chance.term("non_national_membership"),
        conditions=chance.some_terms("membership_condition", 3),
        bank_account_needed=chance.stated(),
    )


def _governance(chance: Chance) -> Governance:
    if chance.happens(0.5):
        return Governance()
    return Governance(
        members=chance.random.choice(list(MembersBand)),
        women_members=chance.random.choice(list(ShareBand)),
        elected_board=chance.stated(),
    )


def _contacts(chance: Chance, language: str, number: int) -> tuple[Contact, ...]:
    values: Sequence[tuple[str, str, float]] = (
        ("phone", f"+999{number:09}", 0.8),
        ("email", f"office@n{number}.example", 0.6),
        ("website", f"https://n{number}.example", 0.4),
        ("whatsapp", f"+998{number:09}", 0.3),
    )
    return tuple(
        Contact(id=chance.id(), channel=channel, value=value, public=True, languages=(language,))
        for channel, value, share in values
        if chance.happens(share)
    )


def _links(chance: Chance, number: int) -> tuple[Link, ...]:
    if chance.happens(0.8):
        return ()
    return (Link(id=chance.id(), url=f"https://n{number}.example/about"),)


def _checked(chance: Chance) -> Checked | None:
    if chance.happens(0.3):
        return None
    days = min(1800, int(chance.random.expovariate(1 / 300)))
    return Checked(
        method=chance.term("verification_method"),
        on=AT.date() - timedelta(days=days),
        by=chance.term("checker"),
    )

"""The services of an invented organisation: on average two, with every facet of the vocabulary."""

from uuid import UUID

from benchmarks.world.chance import Chance
from benchmarks.world.sites import hours_of
from benchmarks.world.towns import Town
from directory.organisations.document import (
    Fee,
    RequiredDocument,
    ServedArea,
    Service,
    Site,
)
from directory.vocabulary.terms import terms

HOW_MANY = {"0": 8, "1": 32, "2": 30, "3": 17, "4": 8, "6": 5}
SPOKEN = {"en": 30, "ar": 20, "fr": 12, "es": 8, "sw": 8, "so": 5, "am": 4, "fa": 4, "uk": 3}
FEES = {"free": 45, "unknown": 20, "free_for_members": 12, "fixed_fee": 10, "sliding_scale": 7}
FEES |= {"voluntary_donation": 4, "member_contribution": 2}
AREAS = {"region": 65, "country": 20, "polygon": 15}
SENSITIVE = 0.005
"""How many services are of a sensitive kind; none is tied to a site."""
WIDE = 0.3
"""Degrees from the middle of an outline to its corners."""


def services_of(
    chance: Chance, town: Town, language: str, sites: tuple[Site, ...]
) -> tuple[Service, ...]:
    """Return the services of an organisation with these sites."""
    count = int(chance.one_of(HOW_MANY))
    return tuple(_service(chance, town, language, sites) for _ in range(count))


def _service(chance: Chance, town: Town, language: str, sites: tuple[Site, ...]) -> Service:
    is_sensitive = chance.happens(SENSITIVE)
    at = () if is_sensitive else _given_at(chance, sites)
    has_area = not at or chance.happens(0.15)
    return Service(
        id=chance.id(),
        kind=chance.random.choice(_sensitive()) if is_sensitive else chance.term("service_kind"),
        names=chance.text(language, 2, 4) if chance.happens(0.4) else (),
        description=chance.text(language, 8, 30) if chance.happens(0.5) else (),
        population_groups=chance.some_terms("population_group", 3),
        audiences=chance.some_terms("specific_audience", 2),
        access_modes=chance.some_terms("access_mode", 2),
        documents=_papers(chance),
        nationality_rule=chance.term("nationality_rule"),
        fee=Fee(type=chance.one_of(FEES)),
        languages=_spoken(chance, language),
        women_staff=chance.stated(),
        sites=at,
        areas=(_area(chance, town, is_sensitive),) if has_area else (),
        online=not at and chance.happens(0.4),
        hours=hours_of(chance, town) if chance.happens(0.2) else None,
        operational_status="temporarily_closed" if chance.happens(0.02) else "active",
    )


def _given_at(chance: Chance, sites: tuple[Site, ...]) -> tuple[UUID, ...]:
    """Return the sites of a service: mostly all, sometimes some, now and then none."""
    if chance.happens(0.06):
        return ()
    share = 1.0 if chance.happens(0.7) else 0.5
    return tuple(site.id for site in sites if share == 1.0 or chance.happens(share))


def _papers(chance: Chance) -> tuple[RequiredDocument, ...]:
    if chance.happens(0.25):
        return (RequiredDocument(document="none"),)
    asked = chance.some_terms("required_document", 2)
    return tuple(RequiredDocument(document=code) for code in asked if code != "none")


def _spoken(chance: Chance, language: str) -> tuple[str, ...]:
    if chance.happens(0.2):
        return ()
    others = [chance.one_of(SPOKEN) for _ in range(chance.random.randint(0, 2))]
    return tuple(dict.fromkeys([language, *others]))


def _area(chance: Chance, town: Town, is_sensitive: bool) -> ServedArea:
    sort = chance.one_of(AREAS)
    if sort == "polygon" and not is_sensitive:
        west, east, south, north = (
            town.lon - WIDE,
            town.lon + WIDE,
            town.lat - WIDE,
            town.lat + WIDE,
        )
        corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
        return ServedArea(
            id=chance.id(), polygon=tuple((round(x, 2), round(y, 2)) for x, y in corners)
        )
    region = town.region if sort == "region" else None
    return ServedArea(id=chance.id(), country=town.country, region=region)


def _sensitive() -> list[str]:
    """Return the sensitive kinds whose place may be written down; that of the others never is."""
    return [
        t.code
        for t in terms("service_kind")
        if t.facts["sensitive"] and t.code != "safe_accommodation"
    ]

"""From a public listing to the rows of the public zone: pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TypeAlias
from uuid import UUID

from directory.i18n.folding import fold, spellings
from directory.organisations.listing import (
    PublicArea,
    PublicListing,
    PublicPlace,
    PublicServedArea,
    PublicService,
    PublicSite,
)
from directory.organisations.opening_text import opening_text
from directory.organisations.public_tables import PublicPlaceRow
from directory.organisations.said import Said, of_organisation, of_service, of_site
from directory.vocabulary.everyday import everyday_words
from directory.vocabulary.labels import all_labels
from directory.vocabulary.terms import need_of_kind

LONGEST_WORD = 64
NAME, SERVICE, LABEL, TEXT, DETAIL, MEANT = 20, 14, 12, 8, 6, 4
"""How much a word counts: in a name; in what a service is called; in what the vocabulary calls the
organisation or its service; in what it says of itself; in what it says of a service; in everyday
words, which somebody else chose."""
OPEN, CLOSED, DEFUNCT = 0, 1, 2
STANDING = {"active": OPEN, "inactive": CLOSED, "temporarily_closed": CLOSED, "defunct": DEFUNCT}
"""How an `operational_status` ranks: what is closed comes after, what is gone only by its name."""

Spoken: TypeAlias = tuple[UUID | None, str]
"""A folded word, and the service whose word it is; None: the organisation's own."""
Spot: TypeAlias = tuple[str | float, ...]


@dataclass(frozen=True)
class PlaceToWrite:
    """A public place, and the site (the first of those there) it is of."""

    where: PublicPlace
    site: UUID


@dataclass(frozen=True)
class OfferToWrite:
    """One service at one place; `place` counts in the list of places."""

    service: PublicService | None = None
    place: int | None = None
    country: str | None = None
    region: str | None = None
    said: Said = field(default_factory=dict)
    hours: str | None = None
    """The opening hours as JSON, without notes (`opening_text`)."""
    is_near_somewhere: bool = True
    standing: int = OPEN
    areas: tuple[PublicServedArea, ...] = ()
    shows_from: date | None = None
    shows_until: date | None = None


@dataclass(frozen=True)
class Rows:
    """Everything the public tables hold of one listing.

    `said` is what the organisation says, for each of its offers. `own_words` are those that the
    listing itself writes; `words` also those of its terms.
    """

    places: list[PlaceToWrite] = field(default_factory=list)
    offers: list[OfferToWrite] = field(default_factory=list)
    said: Said = field(default_factory=dict)
    words: dict[Spoken, int] = field(default_factory=dict)
    own_words: dict[Spoken, int] = field(default_factory=dict)


def rows_of(listing: PublicListing) -> Rows:
    """Return the rows of a listing; of a body that is defunct only what finds it by its name."""
    said = of_organisation(listing)
    if STANDING.get(listing.operational_status) == DEFUNCT:
        names = _weighed(_names(listing))
        return Rows([], [OfferToWrite(standing=DEFUNCT)], said, names, names)
    places = places_of(listing)
    at = {spot_of(place.where): position for position, place in enumerate(places)}
    offers = [offer for service in listing.services for offer in _offers_of(service, listing, at)]
    used = {offer.place for offer in offers}
    offers += [
        _bare(site, listing, at[spot_of(site.where)])
        for site in listing.sites
        if at[spot_of(site.where)] not in used
    ]
    offers += [
        OfferToWrite(
            country=a.country,
            region=a.region,
            is_near_somewhere=False,
            standing=_standing(listing),
        )
        for a in listing.known_in
    ]
    found = offers or [OfferToWrite(standing=_standing(listing))]
    own = _weighed(texts_said(listing))
    return Rows(places, found, said, _best(own, _labels(listing)), own)


def places_of(listing: PublicListing) -> list[PlaceToWrite]:
    """Return the places of a listing that the public can tell apart: those at one point are one."""
    found: dict[Spot, PlaceToWrite] = {}
    for site in listing.sites:
        found.setdefault(spot_of(site.where), PlaceToWrite(site.where, site.id))
    return list(found.values())


def spot_of(where: PublicPlace | PublicPlaceRow) -> Spot:
    """Return what tells public places apart; one that has no point is told by its area."""
    if where.lon is None or where.lat is None:
        return where.precision, where.country, where.region or ""
    return where.precision, where.lon, where.lat


def _bare(site: PublicSite, listing: PublicListing, position: int) -> OfferToWrite:
    """Return the row of a site at which no service is said to be given."""
    return OfferToWrite(
        place=position,
        said=of_site(site.languages),
        hours=opening_text(site.hours, site),
        standing=_standing(listing),
        country=site.where.country,
        region=site.where.region,
    )


def _standing(listing: PublicListing, service: PublicService | None = None) -> int:
    """Return the worse of the two standings; what the vocabulary does not know is open."""
    states = (listing.operational_status, service.operational_status if service else "active")
    return max(STANDING.get(state, OPEN) for state in states)


def _offers_of(
    service: PublicService, listing: PublicListing, at: Mapping[Spot, int]
) -> Iterator[OfferToWrite]:
    for site in listing.sites:
        if site.id in service.sites:
            yield _offer(service, listing, at, where=site.where, site=site)
    for area in service.known_in:
        yield _offer(service, listing, at, where=area)
    if not service.sites and not service.known_in:
        yield _offer(service, listing, at)


def _offer(
    service: PublicService,
    listing: PublicListing,
    at: Mapping[Spot, int],
    *,
    where: PublicPlace | PublicArea | None = None,
    site: PublicSite | None = None,
) -> OfferToWrite:
    spoken = site.languages if site else ()
    heard = (
        service.languages or spoken or tuple(tag for c in listing.contacts for tag in c.languages)
    )
    return OfferToWrite(
        service=service,
        place=at[spot_of(where)] if isinstance(where, PublicPlace) else None,
        country=where.country if where else None,
        region=where.region if where else None,
        said=of_service(service, heard),
        hours=opening_text(service.hours or (site.hours if site else None), site),
        is_near_somewhere=service.visibility != "contact_only",
        standing=_standing(listing, service),
        areas=service.areas,
        shows_from=service.shows_from,
        shows_until=service.shows_until,
    )


def _weighed(texts: Iterable[tuple[UUID | None, int, str]]) -> dict[Spoken, int]:
    """Return each word of each service, and of the organisation itself, with its best weight."""
    found: dict[Spoken, int] = {}
    for service, weight, text in texts:
        for spelled in spellings(text):
            for word in spelled:
                said = (service, word[:LONGEST_WORD])
                found[said] = max(weight, found.get(said, 0))
    return found


def _best(own: Mapping[Spoken, int], labels: Iterable[tuple[Spoken, int]]) -> dict[Spoken, int]:
    found = dict(own)
    for said, weight in labels:
        found[said] = max(weight, found.get(said, 0))
    return found


def texts_said(listing: PublicListing) -> Iterator[tuple[UUID | None, int, str]]:
    """Yield what the listing itself writes, each with its service and weight."""
    yield from _names(listing)
    own = (text.words for text in (*listing.summary, *listing.description))
    places = (name for site in listing.sites for name in _place_names(site.where))
    yield from ((None, TEXT, words) for words in (*own, *places))
    for service in listing.services:
        yield from ((service.id, SERVICE, text.words) for text in service.names)
        yield from ((service.id, DETAIL, text.words) for text in service.description)


def _names(listing: PublicListing) -> Iterator[tuple[UUID | None, int, str]]:
    return ((None, NAME, text.words) for text in listing.names)


def _labels(listing: PublicListing) -> Iterator[tuple[Spoken, int]]:
    """Yield the words of what the terms of the listing are called in every language."""
    for list_code, code in terms_of(listing):
        yield from (((None, word), weight) for word, weight in words_of_term(list_code, code))
    for service in listing.services:
        for word, weight in words_of_term("service_kind", service.kind):
            yield (service.id, word), weight


@cache
def words_of_term(list_code: str, code: str) -> tuple[tuple[str, int], ...]:
    """Return each word that a term is called by with its best weight, worked out once."""
    found = _weighed((None, weight, label) for weight, label in called(list_code, code))
    return tuple((word, weight) for (_, word), weight in found.items())


def terms_of(listing: PublicListing) -> Iterator[tuple[str, str]]:
    """Yield list and code of each term by whose words an organisation itself is found."""
    yield "sse_entity_kind", listing.kind
    if listing.form:
        yield "sse_entity_form", listing.form
    yield from (("economic_activity", activity) for activity in listing.activities)


def called(list_code: str, code: str) -> Iterator[tuple[int, str]]:
    """Yield what a term is called, each with its weight: a service also by its everyday words."""
    weight = TEXT if list_code == "economic_activity" else LABEL
    yield from ((weight, label) for label in all_labels(list_code, code))
    if list_code != "service_kind":
        return
    yield from ((MEANT, words) for words in everyday_words(code))
    need = need_of_kind().get(code)
    if need and need != "safety":
        yield from ((MEANT, label) for label in all_labels("public_need", need))


def _place_names(place: PublicPlace) -> set[str]:
    names = {
        place.place_name,
        *place.place_names.values(),
        place.region_name,
        *place.region_names.values(),
    }
    return {name for name in names if name}


def name_key(listing: PublicListing) -> str:
    """Return what listings are sorted by: the folded first name."""
    return fold(listing.names[0].words)[:300]

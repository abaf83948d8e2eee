"""From a public listing to the rows of the public zone: pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from directory.i18n.folding import fold, words
from directory.organisations.document import Text
from directory.organisations.listing import (
    PublicListing,
    PublicPlace,
    PublicServedArea,
    PublicService,
)
from directory.vocabulary.labels import all_labels
from directory.vocabulary.terms import need_of_kind, terms

FREE = frozenset({"free", "voluntary_donation"})
NO_PAPERS = frozenset({"none"})
WALK_IN = frozenset({"walk_in"})
LONGEST_WORD = 64
NAME, SERVICE, REST = 3, 2, 1


@dataclass(frozen=True)
class PlaceToWrite:
    """A public place, of a site or (site is None) of a service that is tied to none."""

    where: PublicPlace
    site: UUID | None


@dataclass(frozen=True)
class OfferToWrite:
    """One service at one place; `place` counts in the list of places."""

    service: PublicService | None = None
    place: int | None = None
    country: str | None = None
    region: str | None = None
    languages: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    free: bool = False
    no_papers: bool = False
    walk_in: bool = False
    is_near_somewhere: bool = True
    group_not_stated: bool = False
    areas: tuple[PublicServedArea, ...] = ()
    shows_from: date | None = None
    shows_until: date | None = None


@dataclass(frozen=True)
class Rows:
    """Everything the public tables hold of one listing."""

    places: list[PlaceToWrite] = field(default_factory=list)
    offers: list[OfferToWrite] = field(default_factory=list)
    words: dict[str, int] = field(default_factory=dict)


def rows_of(listing: PublicListing) -> Rows:
    """Return the rows of a listing."""
    offers: list[OfferToWrite] = []
    coarse = len(listing.sites)
    for service in listing.services:
        offers += _offers_of(service, listing, coarse)
        coarse += len(service.places)
    used = {offer.place for offer in offers}
    offers += [
        _bare(listing, position) for position in range(len(listing.sites)) if position not in used
    ]
    offers += [
        OfferToWrite(
            country=a.country, region=a.region, group_not_stated=True, is_near_somewhere=False
        )
        for a in listing.known_in
    ]
    found = offers or [OfferToWrite(group_not_stated=True)]
    return Rows(places_of(listing), found, dict(_weighed_words(listing)))


def places_of(listing: PublicListing) -> list[PlaceToWrite]:
    """Return the public places of a listing: its sites, then the coarse places of its services."""
    sites = [PlaceToWrite(site.where, site.id) for site in listing.sites]
    return sites + [
        PlaceToWrite(where, None) for service in listing.services for where in service.places
    ]


def _bare(listing: PublicListing, position: int) -> OfferToWrite:
    """Return the row of a site at which no service is said to be given."""
    site = listing.sites[position]
    spoken = frozenset(tag.split("-")[0] for tag in site.languages)
    return OfferToWrite(
        place=position,
        languages=spoken,
        group_not_stated=True,
        country=site.where.country,
        region=site.where.region,
    )


def _offers_of(
    service: PublicService, listing: PublicListing, first_coarse_place: int
) -> Iterator[OfferToWrite]:
    if service.visibility == "hidden":
        return  # a helpline is found on its own page, never by a search (docs/protection.md 10)
    for position, site in enumerate(listing.sites):
        if site.id in service.sites:
            yield _offer(
                service,
                listing,
                place=position,
                spoken=site.languages,
                country=site.where.country,
                region=site.where.region,
            )
    for position, where in enumerate(service.places, start=first_coarse_place):
        yield _offer(service, listing, place=position, country=where.country, region=where.region)
    for area in service.known_in:
        yield _offer(service, listing, country=area.country, region=area.region)
    if not service.sites and not service.places and not service.known_in:
        yield _offer(service, listing)


def _offer(
    service: PublicService,
    listing: PublicListing,
    *,
    place: int | None = None,
    spoken: tuple[str, ...] = (),
    country: str | None = None,
    region: str | None = None,
) -> OfferToWrite:
    heard = (
        service.languages or spoken or tuple(tag for c in listing.contacts for tag in c.languages)
    )
    return OfferToWrite(
        service=service,
        place=place,
        country=country,
        region=region,
        languages=frozenset(tag.split("-")[0] for tag in (*heard, *service.interpretation)),
        groups=_groups(service.population_groups),
        free=service.fee.type in FREE,
        no_papers=bool(NO_PAPERS & {paper.document for paper in service.documents}),
        walk_in=bool(WALK_IN & set(service.access_modes)),
        is_near_somewhere=service.visibility != "contact_only",
        group_not_stated=not service.population_groups,
        areas=service.areas,
        shows_from=service.shows_from,
        shows_until=service.shows_until,
    )


def _groups(population_groups: tuple[str, ...]) -> frozenset[str]:
    """Return the readers' groups an offer is for; *everyone* is in each (docs/protection.md 5)."""
    return frozenset(
        group.code
        for group in terms("public_group")
        if group.code != "any" and set(group.facts["includes"]) & set(population_groups)
    )


def _weighed_words(listing: PublicListing) -> Iterator[tuple[str, int]]:
    """Yield each word with its best weight; the order of writing makes the best one last."""
    found: dict[str, int] = {}
    for weight, text in _texts(listing):
        for word in words(text):
            cut = word[:LONGEST_WORD]
            found[cut] = max(weight, found.get(cut, 0))
    yield from sorted(found.items())


def _texts(listing: PublicListing) -> Iterator[tuple[int, str]]:
    yield from ((NAME, text.words) for text in listing.names)
    yield from ((REST, text.words) for text in (*listing.summary, *listing.description))
    for code in (listing.kind, listing.form):
        list_code = "sse_entity_form" if code == listing.form else "sse_entity_kind"
        yield from ((REST, label) for label in (all_labels(list_code, code) if code else ()))
    for activity in listing.activities:
        yield from ((REST, label) for label in all_labels("economic_activity", activity))
    for service in listing.services:
        if service.visibility != "hidden":
            yield from _texts_of_service(service)
    for place in (
        *(site.where for site in listing.sites),
        *(p for s in listing.services for p in s.places),
    ):
        yield from ((REST, name) for name in _place_names(place))


def _texts_of_service(service: PublicService) -> Iterator[tuple[int, str]]:
    own: tuple[Text, ...] = service.names
    yield from ((SERVICE, text.words) for text in own)
    yield from ((REST, text.words) for text in service.description)
    yield from ((SERVICE, label) for label in all_labels("service_kind", service.kind))
    need = need_of_kind().get(service.kind)
    if need and need != "safety":
        yield from ((REST, label) for label in all_labels("public_need", need))


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

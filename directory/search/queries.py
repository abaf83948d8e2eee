"""Find: one question in, one page of organisations with exact totals out.

The index answers where there is one, else the database (ADR 18); what it means is fixed by
tests/search/test_meaning.py, which no engine may change.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Protocol, TypeVar
from uuid import UUID

from directory.gazetteer.queries import has_agreed_country
from directory.organisations.listing import PublicListing, PublicPlace
from directory.organisations.rows import Spot, places_of, spot_of
from directory.organisations.said import of_organisation, of_service
from directory.search import sql
from directory.search.choices import countries_somewhere
from directory.search.criteria import Criteria, chosen, unsaid_fields
from directory.search.facets import UNSAID
from directory.search.index.current import answered
from directory.search.index.engine import IndexEngine
from directory.search.results import (
    PAGE_SIZE,
    Card,
    Counts,
    Hit,
    Results,
    Totals,
    Understood,
    Unsaid,
    Wider,
)
from directory.search.understanding import Understanding, understanding
from directory.search.where import Where
from directory.search.widening import wider_questions
from directory.search.wording import Asked

T = TypeVar("T")


class Engine(Protocol):
    """Answers questions that were understood."""

    def totals(self, criteria: Criteria, where: Where, *, on: date) -> Totals:
        """Return how much answers."""
        ...

    def hits(self, criteria: Criteria, where: Where, *, on: date, size: int) -> list[Hit]:
        """Return the organisations of the page that is asked, in order; `size` to a page."""
        ...

    def counts(self, criteria: Criteria, where: Where, *, on: date) -> Counts | None:
        """Return for each filter how many organisations each of its values would leave."""
        ...


def find(criteria: Criteria, *, on: date) -> Results:
    """Return the page of organisations that answer the question on that day.

    The same for everyone. When nothing answers, the next wider questions that have answers come
    with it.
    """
    understand = understanding(on)
    where, understood = understand(criteria)
    return _answered(lambda e: _results(e, criteria, where, understand, understood, on=on))


def _results(
    engine: Engine,
    criteria: Criteria,
    where: Where,
    understand: Understanding,
    understood: Understood,
    *,
    on: date,
) -> Results:
    totals = _totals(engine, criteria, where, understood, on=on)
    pages = max(1, -(-totals.organisations // PAGE_SIZE))
    found = totals.organisations > 0
    cards = tuple(_cards(engine, criteria, where, on=on)) if found else ()
    wider = () if found else tuple(_wider(engine, criteria, where, understand, on=on))
    can_answer = not (understood.no_words or where.nowhere)
    return Results(
        cards=cards,
        organisations=totals.organisations,
        places=totals.places,
        without_place=totals.without_place,
        serving=totals.serving,
        page=criteria.page,
        pages=pages,
        understood=understood,
        counts=engine.counts(criteria, where, on=on) if can_answer else None,
        unsaid=tuple(_unsaid(engine, criteria, where, totals, on=on)) if can_answer else (),
        wider=wider,
    )


def has_index() -> bool:
    """Tell whether an index answers now."""
    return answered(lambda _: True, lambda: False)


def countries() -> list[str]:
    """Return the countries in which something is offered, or was when the index was begun."""
    return answered(lambda index: index.countries(), countries_somewhere)


def first_cards(criteria: Criteria, *, on: date) -> list[Card]:
    """Return the organisations of the first page, and nothing that is counted beside it."""
    where, understood = understanding(on)(criteria)
    if understood.no_words or where.nowhere:
        return []
    return _answered(lambda e: list(_cards(e, criteria.but(), where, on=on)))


def count(criteria: Criteria, *, on: date) -> tuple[Totals, Understood]:
    """Return how much answers the question on that day, and how it was understood."""
    where, understood = understanding(on)(criteria)
    return _answered(lambda e: _totals(e, criteria, where, understood, on=on)), understood


def best_score(criteria: Criteria, *, on: date) -> int:
    """Return how well the first organisation says the words (`is_all_name`)."""
    best = _first(criteria, on=on)
    return best.score if best else 0


def offers_saying(asked: Sequence[Asked], *, on: date) -> tuple[int, list[int]]:
    """Return how many offers there are, and how many that are shown on a day say each word.

    Nothing while the database answers, which would count for long.
    """
    return answered(
        lambda index: (index.offers(), [index.saying(word, on=on) for word in asked]),
        lambda: (0, []),
    )


def offers_saying_whole(words: Iterable[str], *, on: date) -> dict[str, int]:
    """Return those of many words that offers say as they are, each with how many do."""

    def say(index: IndexEngine) -> dict[str, int]:
        held = filter(index.holds, words)
        found = {word: index.saying(Asked((word,), is_last=False), on=on) for word in held}
        return {word: offers for word, offers in found.items() if offers}

    return answered(say, dict)


def words_like(word: str, slips: int, *, on: date) -> dict[str, int]:
    """Return the words to which so many slips lead, with how many offers say them on a day."""
    return answered(lambda index: index.like(word, slips, on=on), dict)


def first_listing(criteria: Criteria, *, on: date) -> PublicListing | None:
    """Return the organisation that answers best."""
    hit = _first(criteria, on=on)
    return _listing(hit.listing_json) if hit else None


def _first(criteria: Criteria, *, on: date) -> Hit | None:
    where, understood = understanding(on)(criteria)
    if understood.no_words or where.nowhere:
        return None
    return next(iter(_answered(lambda e: e.hits(criteria.but(), where, on=on, size=1))), None)


def _totals(
    engine: Engine, criteria: Criteria, where: Where, understood: Understood, *, on: date
) -> Totals:
    if understood.no_words or where.nowhere:
        return Totals(0, 0, 0, 0)
    return engine.totals(criteria, where, on=on)


def _answered(question: Callable[[Engine], T]) -> T:
    return answered(question, lambda: question(sql))


def _cards(engine: Engine, criteria: Criteria, where: Where, *, on: date) -> Iterator[Card]:
    for hit in engine.hits(criteria, where, on=on, size=PAGE_SIZE):
        yield _card(criteria, hit, _listing(hit.listing_json))


@lru_cache(maxsize=256)  # what stands first for one question often does for others
def _listing(listing_json: str) -> PublicListing:
    return PublicListing.model_validate_json(listing_json)


def _card(criteria: Criteria, hit: Hit, listing: PublicListing) -> Card:
    answering = {offer.service for offer in hit.answering}
    first = next((offer.spot for offer in hit.answering if offer.spot), None)
    # what is given at a place that is not shown must not stand beside a place
    services = (
        service
        for service in listing.services
        if service.id in answering and (first is None or service.visibility != "contact_only")
    )
    return Card(
        public_id=hit.public_id,
        slug=hit.slug,
        listing=listing,
        services=tuple(services),
        where=_place_at(listing, first) if first else None,
        places=hit.places,
        distance_km=round(hit.nearest / 1000) if hit.nearest is not None else None,
        unsaid=tuple(_unsaid_of(criteria, listing, answering)) if hit.unsaid else (),
    )


def _unsaid_of(
    criteria: Criteria, listing: PublicListing, answering: Collection[UUID | None]
) -> Iterator[str]:
    """Yield the fields asked for that neither the organisation nor what answers speaks of."""
    spoken = [tag for contact in listing.contacts for tag in contact.languages]
    services = (service for service in listing.services if service.id in answering)
    said = [of_organisation(listing), *(of_service(s, s.languages or spoken) for s in services)]
    for field in unsaid_fields(criteria):
        if not any(field in each for each in said):
            yield field


def _unsaid(
    engine: Engine, criteria: Criteria, where: Where, totals: Totals, *, on: date
) -> Iterator[Unsaid]:
    """Yield the filters for which some that do not say are left out."""
    for facet, values in chosen(criteria):
        if facet.always_said or UNSAID in values:
            continue
        question = criteria.but(**{facet.name: (*values, UNSAID)})
        more = engine.totals(question, where, on=on).organisations - totals.organisations
        if more > 0:
            yield Unsaid(question, facet.name, more)


def _place_at(listing: PublicListing, spot: Spot) -> PublicPlace | None:
    """Return what the listing says of a stored place: by where it is, never by its number.

    The rows of before an upgrade may be numbered otherwise, until they are made anew.
    """
    places = (place.where for place in places_of(listing))
    return next((where for where in places if spot_of(where) == spot), None)


def _wider(
    engine: Engine, criteria: Criteria, where: Where, understand: Understanding, *, on: date
) -> Iterator[Wider]:
    """Yield the next wider questions that have answers, the least wide first."""
    place = understand(criteria)[1].place
    country = place.country if where.around and place and has_agreed_country(place) else ""
    for drops, question in wider_questions(criteria, where, country):
        other, understood = understand(question)
        if understood.no_words or other.nowhere:
            continue
        organisations = engine.totals(question, other, on=on).organisations
        if organisations:
            yield Wider(question, drops, organisations)

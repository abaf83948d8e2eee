"""Find: one question in, one page of organisations with exact totals out.

The index answers where there is one, else the database (ADR 18); what it means is fixed by
tests/search/test_meaning.py, which no engine may change.
"""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from directory.organisations.listing import PublicListing, PublicPlace
from directory.organisations.rows import Spot, places_of, spot_of
from directory.search import sql
from directory.search.criteria import Criteria
from directory.search.index.current import current
from directory.search.results import PAGE_SIZE, Card, Hit, Results, Totals, Understood, Wider
from directory.search.understanding import Understanding
from directory.search.where import Where
from directory.search.widening import wider_questions


class Engine(Protocol):
    """Answers questions that were understood."""

    def totals(self, criteria: Criteria, where: Where, *, on: date) -> Totals:
        """Return how much answers."""
        ...

    def hits(self, criteria: Criteria, where: Where, *, on: date, size: int) -> list[Hit]:
        """Return the organisations of the page that is asked, in order; `size` to a page."""
        ...


def find(criteria: Criteria, *, on: date) -> Results:
    """Return the page of organisations that answer the question on that day.

    The same for everyone. When nothing answers, the next wider questions that have answers come
    with it.
    """
    understand = Understanding(on)
    where, understood = understand(criteria)
    engine = _engine()
    totals = _totals(engine, criteria, where, understood, on=on)
    pages = max(1, -(-totals.organisations // PAGE_SIZE))
    found = totals.organisations > 0
    cards = tuple(_cards(engine, criteria, where, on=on)) if found else ()
    wider = () if found else tuple(_wider(engine, criteria, where, understand, on=on))
    return Results(
        cards=cards,
        organisations=totals.organisations,
        places=totals.places,
        without_place=totals.without_place,
        serving=totals.serving,
        page=criteria.page,
        pages=pages,
        understood=understood,
        wider=wider,
    )


def count(criteria: Criteria, *, on: date) -> tuple[Totals, Understood]:
    """Return how much answers the question on that day, and how it was understood."""
    where, understood = Understanding(on)(criteria)
    return _totals(_engine(), criteria, where, understood, on=on), understood


def best_score(criteria: Criteria, *, on: date) -> int:
    """Return how well the first organisation says the words: `NAME` for each that its name has."""
    where, understood = Understanding(on)(criteria)
    if understood.no_words or where.nowhere:
        return 0
    best = _engine().hits(criteria.but(), where, on=on, size=1)
    return best[0].score if best else 0


def _totals(
    engine: Engine, criteria: Criteria, where: Where, understood: Understood, *, on: date
) -> Totals:
    if understood.no_words or where.nowhere:
        return Totals(0, 0, 0, 0)
    return engine.totals(criteria, where, on=on)


def _engine() -> Engine:
    return current() or sql


def _cards(engine: Engine, criteria: Criteria, where: Where, *, on: date) -> Iterator[Card]:
    for hit in engine.hits(criteria, where, on=on, size=PAGE_SIZE):
        yield _card(criteria, hit, PublicListing.model_validate_json(hit.listing_json))


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
        group_not_stated=bool(criteria.for_group and hit.unsaid),
    )


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
    for drops, question in wider_questions(criteria, where):
        other, understood = understand(question)
        if understood.no_words or other.nowhere:
            continue
        organisations = engine.totals(question, other, on=on).organisations
        if organisations:
            yield Wider(question, drops, organisations)

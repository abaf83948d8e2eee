"""Find: one question in, one page of organisations with exact totals out.

The first version, in SQL on both databases; a later one asks an index. The tests of what it
means (tests/search/test_meaning.py) stay as they are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row as SqlRow
from sqlalchemy import Select, and_, case, func, literal, select

from directory.database.spatial import distance_metres
from directory.extensions import db
from directory.organisations.listing import PublicListing, PublicPlace
from directory.organisations.public_tables import (
    PublicOffer,
    PublicOrganisation,
    PublicPlaceRow,
    PublicPoint,
)
from directory.organisations.rows import places_of, spot_of
from directory.search.criteria import Criteria
from directory.search.filters import conditions, has_point_of_its_own, is_here
from directory.search.results import PAGE_SIZE, Card, Results, Understood, Wider
from directory.search.understanding import Understanding
from directory.search.where import Where
from directory.search.widening import wider_questions
from directory.search.wording import with_words


@dataclass(frozen=True)
class Totals:
    """The exact totals of an answer."""

    organisations: int
    places: int
    without_place: int
    serving: int


def find(criteria: Criteria, *, on: date) -> Results:
    """Return the page of organisations that answer the question on that day.

    The same for everyone. When nothing answers, the next wider questions that have answers come
    with it.
    """
    understand = Understanding(on)
    where, understood = understand(criteria)
    totals = _totals(criteria, where, understood, on=on)
    pages = max(1, -(-totals.organisations // PAGE_SIZE))
    cards = tuple(_cards(criteria, where, on=on)) if totals.organisations else ()
    wider = () if totals.organisations else tuple(_wider(criteria, where, understand, on=on))
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
    return _totals(criteria, where, understood, on=on), understood


def best_score(criteria: Criteria, *, on: date) -> int:
    """Return how well the first organisation says the words: `NAME` for each that its name has."""
    where, understood = Understanding(on)(criteria)
    if understood.no_words or where.nowhere:
        return 0
    best = _page(criteria.but(), where, on=on)
    return int(best[0].score) if best else 0


def _totals(criteria: Criteria, where: Where, understood: Understood, *, on: date) -> Totals:
    if understood.no_words or where.nowhere:
        return Totals(0, 0, 0, 0)
    return _count(criteria, where, on=on)


def matches(criteria: Criteria, where: Where, *, on: date) -> Select[Any]:
    """Return the offers that answer: organisation, place (only one that is really there), order."""
    on_the_map = and_(PublicPoint.id.is_not(None), is_here(where))
    distance = (
        distance_metres(PublicPoint.point, where.around.lon, where.around.lat)
        if where.around
        else literal(None)
    )
    statement = (
        select(
            PublicOffer.organisation_id,
            PublicOffer.id.label("offer_id"),
            PublicOffer.group_not_stated,
            PublicOffer.standing,
            case((is_here(where), None), else_=1).label("serves"),
            case((is_here(where), PublicOffer.place_id)).label("here_id"),
            case((on_the_map, PublicOffer.place_id)).label("place_id"),
            case((and_(on_the_map, has_point_of_its_own()), distance)).label("distance"),
        )
        .join(PublicOrganisation, PublicOrganisation.id == PublicOffer.organisation_id)
        .outerjoin(PublicPlaceRow, PublicPlaceRow.id == PublicOffer.place_id)
        .outerjoin(PublicPoint, PublicPoint.id == PublicOffer.place_id)
        .where(*conditions(criteria, where, on=on))
    )
    return with_words(statement, criteria.q, together=_at_once(criteria, where), on=on)


def _at_once(criteria: Criteria, where: Where) -> bool:
    """Tell whether all that is asked must hold for one offer."""
    return criteria.asks_of_service or where.is_narrow


def _count(criteria: Criteria, where: Where, *, on: date) -> Totals:
    """Count what answers; who is not here but serves people here is told from who has no place."""
    found = matches(criteria, where, on=on).subquery()
    places = func.count(found.c.place_id.distinct())
    each = (
        select(places.label("places"), func.count(found.c.serves).label("serves"))
        .group_by(found.c.organisation_id)
        .subquery()
    )
    elsewhere = each.c.places == 0
    row = db.session.execute(
        select(
            func.count(each.c.places),
            func.coalesce(func.sum(each.c.places), 0),
            func.count(case((elsewhere, 1))),
            func.count(case((and_(elsewhere, each.c.serves > 0), 1))),
        )
    ).one()
    return Totals(*map(int, row))


def _cards(criteria: Criteria, where: Where, *, on: date) -> Iterator[Card]:
    page = _page(criteria, where, on=on)
    offers = _offers(criteria, where, [row.organisation_id for row in page], on=on)
    for row in page:
        listing = PublicListing.model_validate_json(row.listing_json)
        yield _card(criteria, row, listing, offers.get(row.organisation_id, []))


def _page(criteria: Criteria, where: Where, *, on: date) -> Sequence[SqlRow[Any]]:
    found = matches(criteria, where, on=on).subquery()
    nearest = func.min(found.c.distance)
    unsaid = func.min(case((found.c.group_not_stated, 1), else_=0))
    standing = func.min(found.c.standing)
    best = (
        select(
            found.c.organisation_id,
            func.max(found.c.score).label("score"),
            nearest.label("nearest"),
            unsaid.label("unsaid"),
            standing.label("standing"),
            func.count(found.c.place_id.distinct()).label("places"),
        )
        .group_by(found.c.organisation_id)
        .subquery()
    )
    row = PublicOrganisation
    order: list[Any] = [best.c.score.desc(), best.c.nearest.is_(None), best.c.nearest]
    order += [row.checked_on.is_(None), row.checked_on.desc(), row.name_key, row.public_id]
    if criteria.for_group:
        order.insert(0, best.c.unsaid)
    order.insert(0, best.c.standing)
    statement = (
        select(best, row.public_id, row.slug, row.listing_json)
        .join(row, row.id == best.c.organisation_id)
        .order_by(*order)
        .limit(PAGE_SIZE)
        .offset((criteria.page - 1) * PAGE_SIZE)
    )
    return db.session.execute(statement).all()


def _offers(
    criteria: Criteria, where: Where, organisations: list[int], *, on: date
) -> dict[int, list[SqlRow[Any]]]:
    found = matches(criteria, where, on=on).subquery()
    statement = (
        select(
            found.c.organisation_id,
            found.c.distance,
            PublicOffer.service,
            PublicPlaceRow,
        )
        .join(PublicOffer, PublicOffer.id == found.c.offer_id)
        .outerjoin(PublicPlaceRow, PublicPlaceRow.id == found.c.here_id)
        .where(found.c.organisation_id.in_(organisations))
        .order_by(
            found.c.organisation_id,
            found.c.distance.is_(None),
            found.c.distance,
            PublicOffer.position,
        )
    )
    grouped: dict[int, list[SqlRow[Any]]] = {}
    for row in db.session.execute(statement):
        grouped.setdefault(row.organisation_id, []).append(row)
    return grouped


def _card(
    criteria: Criteria, row: SqlRow[Any], listing: PublicListing, offers: list[SqlRow[Any]]
) -> Card:
    answering = {offer.service for offer in offers}
    first = next((row for row in (offer.PublicPlaceRow for offer in offers) if row), None)
    # what is given at a place that is not shown must not stand beside a place
    services = (
        service
        for service in listing.services
        if service.id in answering and (first is None or service.visibility != "contact_only")
    )
    return Card(
        public_id=row.public_id,
        slug=row.slug,
        listing=listing,
        services=tuple(services),
        where=_place_in(listing, first) if first else None,
        places=row.places,
        distance_km=round(row.nearest / 1000) if row.nearest is not None else None,
        group_not_stated=bool(criteria.for_group and row.unsaid),
    )


def _place_in(listing: PublicListing, stored: PublicPlaceRow) -> PublicPlace | None:
    """Return what the listing says of a stored place: by where it is, never by its number.

    The rows of before an upgrade may be numbered otherwise, until they are made anew.
    """
    spot = spot_of(stored)
    places = (place.where for place in places_of(listing))
    return next((where for where in places if spot_of(where) == spot), None)


def _wider(
    criteria: Criteria, where: Where, understand: Understanding, *, on: date
) -> Iterator[Wider]:
    """Yield the next wider questions that have answers, the least wide first."""
    for drops, question in wider_questions(criteria, where):
        other, understood = understand(question)
        if understood.no_words or other.nowhere:
            continue
        organisations = _count(question, other, on=on).organisations
        if organisations:
            yield Wider(question, drops, organisations)

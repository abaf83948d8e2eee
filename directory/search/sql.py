"""The answer of the database: for small registers, while there is no index, and when it is damaged.

It means the same as the index (tests/search/index/test_same_answers.py).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Select,
    and_,
    case,
    cast,
    func,
    literal,
    not_,
    select,
)
from sqlalchemy import Row as SqlRow

from directory.database.spatial import distance_metres
from directory.extensions import db
from directory.organisations.public_tables import (
    PublicOffer,
    PublicOrganisation,
    PublicPlaceRow,
    PublicPoint,
)
from directory.organisations.rows import spot_of
from directory.search.criteria import Criteria
from directory.search.filters import conditions, has_point_of_its_own, is_here, is_unsaid
from directory.search.results import Answering, Hit, Totals
from directory.search.where import Where
from directory.search.wording import CLOSEST, closeness, is_all_name, with_words


def totals(criteria: Criteria, where: Where, *, on: date) -> Totals:
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


def hits(criteria: Criteria, where: Where, *, on: date, size: int) -> list[Hit]:
    """Return the organisations of the page that is asked, in order."""
    page = _page(criteria, where, on=on, size=size)
    offers = _offers(criteria, where, [row.organisation_id for row in page], on=on)
    return [
        Hit(
            public_id=row.public_id,
            slug=row.slug,
            listing_json=row.listing_json,
            places=row.places,
            nearest=row.nearest,
            unsaid=bool(row.unsaid),
            score=int(row.ranked),
            answering=tuple(
                Answering(
                    offer.service, spot_of(offer.PublicPlaceRow) if offer.PublicPlaceRow else None
                )
                for offer in offers.get(row.organisation_id, ())
            ),
        )
        for row in page
    ]


def counts(_criteria: Criteria, _where: Where, *, on: date) -> None:
    """Count nothing beside the filters: it would take the database long."""


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
            case((is_unsaid(criteria), 1), else_=0).label("unsaid"),
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


def _page(criteria: Criteria, where: Where, *, on: date, size: int) -> Sequence[SqlRow[Any]]:
    found = matches(criteria, where, on=on).subquery()
    nearest = func.min(found.c.distance)
    unsaid = func.min(found.c.unsaid)
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
    score = best.c.score + _closeness(criteria.q, best.c.score)
    order: list[Any] = [score.desc(), best.c.nearest.is_(None), best.c.nearest]
    order += [row.checked_on.is_(None), row.checked_on.desc(), row.name_key, row.public_id]
    order = [best.c.standing, best.c.unsaid, *order]
    statement = (
        select(best, score.label("ranked"), row.public_id, row.slug, row.listing_json)
        .join(row, row.id == best.c.organisation_id)
        .order_by(*order)
        .limit(size)
        .offset((criteria.page - 1) * size)
    )
    return db.session.execute(statement).all()


def _closeness(q: str, score: ColumnElement[int]) -> ColumnElement[int]:
    key = PublicOrganisation.name_key
    length = case((key == "", 1), else_=func.length(cast(key, LargeBinary)))
    close = closeness(q, length)
    return case(
        (not_(is_all_name(q, score)), 0), (close < 0, 0), (close > CLOSEST, CLOSEST), else_=close
    )


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

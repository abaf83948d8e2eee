"""The filters as a table: each row says when it applies and what must hold for one offer.

An offer is one service at one place, so that all filters together hold for the same service
(design, 5): "free child care" never finds paid child care at a body that gives free advice.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, true

from directory.database.spatial import area_holds, bounds_around, distance_metres, within_bounds
from directory.organisations.precision import OF_AN_AREA
from directory.organisations.public_tables import (
    PublicAreaShape,
    PublicOffer,
    PublicOfferArea,
    PublicOfferGroup,
    PublicOfferLanguage,
    PublicOrganisation,
    PublicPlaceRow,
    PublicPoint,
)
from directory.organisations.queries import shown_on
from directory.organisations.rows import DEFUNCT
from directory.search.criteria import Criteria
from directory.search.where import Around, Where

Condition = ColumnElement[bool]

FILTERS: tuple[tuple[Callable[[Criteria], Any], Callable[[Criteria], Condition]], ...] = (
    (lambda c: not c.q, lambda c: PublicOffer.standing < DEFUNCT),
    (lambda c: c.organisation, lambda c: PublicOrganisation.public_id == c.organisation),
    (lambda c: c.kind, lambda c: PublicOrganisation.kind == c.kind),
    (lambda c: c.need, lambda c: PublicOffer.service_kind.in_(sorted(c.kinds_asked))),
    (lambda c: "free" in c.access, lambda c: PublicOffer.free.is_(True)),
    (lambda c: "no-papers" in c.access, lambda c: PublicOffer.no_papers.is_(True)),
    (lambda c: "walk-in" in c.access, lambda c: PublicOffer.walk_in.is_(True)),
    (lambda c: c.language, lambda c: _speaks(c.language)),
    (lambda c: c.for_group, lambda c: _is_for(c.for_group)),
)


def conditions(criteria: Criteria, where: Where, *, on: date) -> list[Condition]:
    """Return everything that must hold for an offer to answer the question on that day."""
    found = [build(criteria) for applies, build in FILTERS if applies(criteria)]
    return [*found, shown_on(on), *offer_shown_on(on), *_somewhere(where)]


def is_here(where: Where) -> Condition:
    """Return the condition that the offer's own public place is there."""
    found: list[Condition] = [true()]
    if where.country:
        found.append(PublicOffer.country == where.country)
    if where.region:
        found.append(PublicOffer.region == where.region)
    if where.around:
        found.append(_is_around(where.around))
    return and_(*found)


def has_point_of_its_own() -> Condition:
    """Return the condition that the place is at its point, so that it is some way from others.

    The point of a district or region is that of its chief town.
    """
    return and_(PublicPoint.id.is_not(None), PublicPlaceRow.precision.not_in(OF_AN_AREA))


def offer_shown_on(day: date) -> list[Condition]:
    """Return the conditions that an offer is given on that day."""
    return [
        or_(PublicOffer.shows_until.is_(None), PublicOffer.shows_until > day),
        or_(PublicOffer.shows_from.is_(None), PublicOffer.shows_from <= day),
    ]


def _is_close(around: Around) -> Condition:
    boxes = bounds_around(around.lon, around.lat, around.metres)
    inside = or_(*(within_bounds(PublicPoint.point, box) for box in boxes))
    near = distance_metres(PublicPoint.point, around.lon, around.lat) <= around.metres
    return and_(has_point_of_its_own(), inside, near)


def _is_around(around: Around) -> Condition:
    """Near the point; or somewhere in the region it lies in, where no more is known."""
    if around.region is None:
        return _is_close(around)
    somewhere = and_(PublicPlaceRow.precision.in_(OF_AN_AREA), PublicOffer.region == around.region)
    return or_(_is_close(around), somewhere)


def _somewhere(where: Where) -> list[Condition]:
    found: list[Condition] = []
    if where.country:
        found.append(
            or_(
                PublicOffer.country == where.country,
                _serves(PublicOfferArea.country == where.country),
            )
        )
    if where.region:
        country = where.region.split(".")[0]
        found.append(
            or_(PublicOffer.region == where.region, _serves(_covers(country, where.region)))
        )
    if where.around:
        around = where.around
        served = or_(_covers(around.country, around.region), _polygon_holds(around))
        found.append(
            and_(PublicOffer.is_near_somewhere.is_(True), or_(_is_around(around), _serves(served)))
        )
    return found


def _serves(condition: Condition) -> Condition:
    return exists().where(PublicOfferArea.offer_id == PublicOffer.id, condition)


def _covers(country: str, region: str | None) -> Condition:
    """A whole country that is served, or this region of it."""
    whole = and_(
        PublicOfferArea.country == country,
        PublicOfferArea.region.is_(None),
        PublicOfferArea.has_polygon.is_(False),
    )
    return or_(whole, PublicOfferArea.region == region) if region else whole


def _polygon_holds(around: Around) -> Condition:
    return exists().where(
        PublicAreaShape.id == PublicOfferArea.id,
        area_holds(PublicAreaShape.area, around.lon, around.lat),
    )


def _speaks(language: str) -> Condition:
    return exists().where(
        PublicOfferLanguage.offer_id == PublicOffer.id, PublicOfferLanguage.language == language
    )


def _is_for(group: str) -> Condition:
    """Generous: who does not say is shown too, after the others (protection 5)."""
    said = exists().where(
        PublicOfferGroup.offer_id == PublicOffer.id, PublicOfferGroup.code == group
    )
    return or_(said, PublicOffer.group_not_stated.is_(True))

"""The filters as a table: each row says when it applies and what must hold for one offer.

An offer is one service at one place, so that all filters together hold for the same service
(design, 5): "free child care" never finds paid child care at a body that gives free advice.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true

from directory.database.spatial import area_holds, bounds_around, distance_metres, within_bounds
from directory.extensions import db
from directory.organisations.opening_text import open_among
from directory.organisations.precision import OF_AN_AREA
from directory.organisations.public_tables import (
    PublicAreaShape,
    PublicOffer,
    PublicOfferArea,
    PublicOrganisation,
    PublicPlaceRow,
    PublicPoint,
)
from directory.organisations.queries import shown_on
from directory.organisations.rows import DEFUNCT
from directory.search.criteria import Criteria, chosen, unsaid_fields
from directory.search.facets import HOURS, UNSAID, Facet
from directory.search.moments import checked_since, this_quarter
from directory.search.where import Around, Where

Condition = ColumnElement[bool]

FILTERS: tuple[tuple[Callable[[Criteria], Any], Callable[[Criteria], Condition]], ...] = (
    (lambda c: not c.q or c.asks_of_service, lambda c: PublicOffer.standing < DEFUNCT),
    (lambda c: c.organisation, lambda c: PublicOrganisation.public_id == c.organisation),
    (lambda c: c.need, lambda c: PublicOffer.service_kind.in_(sorted(c.kinds_asked))),
    (lambda c: c.for_group, lambda c: or_(_says("group", c.for_group), says_nothing_of("group"))),
)


def conditions(criteria: Criteria, where: Where, *, on: date) -> list[Condition]:
    """Return everything that must hold for an offer to answer the question on that day."""
    found = [build(criteria) for applies, build in FILTERS if applies(criteria)]
    found += [_any_of(facet, values) for facet, values in chosen(criteria)]
    if criteria.checked:
        found.append(PublicOrganisation.checked_on >= checked_since(criteria.checked, on=on))
    return [*found, shown_on(on), *offer_shown_on(on), *_somewhere(where)]


def is_unsaid(criteria: Criteria) -> Condition:
    """Return the condition that an offer answers only because it does not say something."""
    fields = unsaid_fields(criteria)
    return or_(*(says_nothing_of(field) for field in fields)) if fields else false()


def says_nothing_of(field: str) -> Condition:
    """Return the condition that an offer does not say anything of a filter."""
    if field == HOURS:
        return PublicOffer.hours.is_(None)
    return ~PublicOffer.said.contains(f" {field}:", autoescape=True)


def _any_of(facet: Facet, values: tuple[str, ...]) -> Condition:
    found = [_says(facet.field, value) for value in values if value != UNSAID]
    if UNSAID in values:
        found.append(says_nothing_of(facet.field))
    return or_(*found)


def _says(field: str, value: str) -> Condition:
    if field == HOURS:
        return PublicOffer.hours.in_(_open_hours())
    return PublicOffer.said.contains(f" {field}:{value} ", autoescape=True)


def _open_hours() -> list[str]:
    """Return the opening hours, of all there are, by which it is open now."""
    every = db.session.scalars(select(PublicOffer.hours).distinct())
    return open_among((text for text in every if text), this_quarter())


def is_here(where: Where) -> Condition:
    """Return the condition that the offer's own public place is there."""
    found: list[Condition] = [true()]
    if where.countries:
        found.append(PublicOffer.country.in_(where.countries))
    if where.regions:
        found.append(PublicOffer.region.in_(where.regions))
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
    if where.countries:
        served = _serves(PublicOfferArea.country.in_(where.countries))
        found.append(or_(PublicOffer.country.in_(where.countries), served))
    if where.regions:
        covered = or_(*(_covers(region.split(".")[0], region) for region in where.regions))
        found.append(or_(PublicOffer.region.in_(where.regions), _serves(covered)))
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

"""Making the public zone anew from the working zone, and telling whether the two agree."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from directory.database.locks import hold
from directory.extensions import db
from directory.organisations.document import canonical_json
from directory.organisations.models import Organisation
from directory.organisations.public_tables import (
    PublicAreaShape,
    PublicOffer,
    PublicOfferArea,
    PublicOfferGroup,
    PublicOfferLanguage,
    PublicOrganisation,
    PublicPlaceRow,
    PublicPoint,
    PublicWord,
)
from directory.organisations.publication import empty, number_change, public_listing, write

BATCH = 200
EVERYTHING, REBUILT = "*", "rebuilt"


def organisation_ids() -> list[int]:
    """Return the ids of every organisation, in order."""
    return list(db.session.scalars(select(Organisation.id).order_by(Organisation.id)))


def rebuild(ids: list[int]) -> int:
    """Write the public rows of these organisations anew; returns how many are published.

    Numbers and times of changes stay what they were: nothing new is said. A listing that is
    withdrawn, suspended or archived stays away.
    """
    hold(db.session())
    count = 0
    for organisation in db.session.scalars(select(Organisation).where(Organisation.id.in_(ids))):
        empty(
            select(PublicOrganisation.id).where(
                PublicOrganisation.public_id == organisation.public_id
            )
        )
        listing = public_listing(organisation)
        if listing is not None and organisation.last_public_change is not None:
            write(organisation, listing, canonical_json(listing))
            count += 1
    db.session.flush()
    return count


def say_rebuilt(*, at: datetime) -> None:
    """Number the rebuild as a whole, so that no cache goes on with a page from before it."""
    number_change(EVERYTHING, REBUILT, at=at)


def drifted() -> list[str]:
    """Return the public ids whose public listing is not what the working zone says it should be."""
    ids = organisation_ids()
    return [
        public_id
        for start in range(0, len(ids), BATCH)
        for public_id in _drifted_among(ids[start : start + BATCH])
    ]


def _drifted_among(ids: list[int]) -> Iterator[str]:
    rows = select(Organisation, PublicOrganisation.listing_json).outerjoin(
        PublicOrganisation, PublicOrganisation.public_id == Organisation.public_id
    )
    for organisation, text in db.session.execute(rows.where(Organisation.id.in_(ids))).all():
        listing = public_listing(organisation)
        if text != (canonical_json(listing) if listing else None):
            yield organisation.public_id
    db.session.expunge_all()


def snapshot() -> dict[str, str]:
    """Return for each public table the digest of its rows' canonical JSON.

    Rows are ordered by public id and carry no surrogate key, so that two zones that say the
    same have the same snapshot.
    """
    return {name: _digest(rows()) for name, rows in TABLES.items()}


def _digest(rows: Iterator[list[Any]]) -> str:
    ordered = sorted(json.dumps(row, ensure_ascii=False, default=str) for row in rows)
    return hashlib.sha256("\n".join(ordered).encode()).hexdigest()


def _rows(*columns: Any, **joins: Any) -> Callable[[], Iterator[list[Any]]]:
    def read() -> Iterator[list[Any]]:
        statement = select(PublicOrganisation.public_id, *columns).select_from(PublicOrganisation)
        for target, condition in joins.values():
            statement = statement.join(target, condition)
        for row in db.session.execute(statement):
            yield list(row)

    return read


_PLACE = (PublicPlaceRow, PublicPlaceRow.organisation_id == PublicOrganisation.id)
_OFFER = (PublicOffer, PublicOffer.organisation_id == PublicOrganisation.id)
_AREA = (PublicOfferArea, PublicOfferArea.offer_id == PublicOffer.id)

TABLES: dict[str, Callable[[], Iterator[list[Any]]]] = {
    "public_organisations": _rows(
        PublicOrganisation.uuid,
        PublicOrganisation.slug,
        PublicOrganisation.listing_json,
        PublicOrganisation.kind,
        PublicOrganisation.name_key,
        PublicOrganisation.checked_on,
        PublicOrganisation.shows_until,
        PublicOrganisation.change_number,
        PublicOrganisation.changed_at,
    ),
    "public_places": _rows(
        PublicPlaceRow.position,
        PublicPlaceRow.site,
        PublicPlaceRow.precision,
        PublicPlaceRow.country,
        PublicPlaceRow.region,
        PublicPlaceRow.lon,
        PublicPlaceRow.lat,
        place=_PLACE,
    ),
    "public_points": _rows(
        PublicPlaceRow.position,
        func.ST_AsText(PublicPoint.point),
        place=_PLACE,
        point=(PublicPoint, PublicPoint.id == PublicPlaceRow.id),
    ),
    "public_offers": _rows(
        PublicOffer.position,
        PublicOffer.service,
        PublicOffer.service_kind,
        PublicOffer.country,
        PublicOffer.region,
        PublicOffer.free,
        PublicOffer.no_papers,
        PublicOffer.walk_in,
        PublicOffer.is_near_somewhere,
        PublicOffer.group_not_stated,
        PublicOffer.standing,
        PublicOffer.shows_from,
        PublicOffer.shows_until,
        offer=_OFFER,
    ),
    "public_offer_groups": _rows(
        PublicOffer.position,
        PublicOfferGroup.code,
        offer=_OFFER,
        group=(PublicOfferGroup, PublicOfferGroup.offer_id == PublicOffer.id),
    ),
    "public_offer_languages": _rows(
        PublicOffer.position,
        PublicOfferLanguage.language,
        offer=_OFFER,
        language=(PublicOfferLanguage, PublicOfferLanguage.offer_id == PublicOffer.id),
    ),
    "public_offer_areas": _rows(
        PublicOffer.position,
        PublicOfferArea.position,
        PublicOfferArea.country,
        PublicOfferArea.region,
        PublicOfferArea.has_polygon,
        offer=_OFFER,
        area=_AREA,
    ),
    "public_areas": _rows(
        PublicOffer.position,
        PublicOfferArea.position,
        func.ST_AsText(PublicAreaShape.area),
        offer=_OFFER,
        area=_AREA,
        shape=(PublicAreaShape, PublicAreaShape.id == PublicOfferArea.id),
    ),
    "public_words": _rows(
        PublicWord.service,
        PublicWord.word,
        PublicWord.weight,
        word=(PublicWord, PublicWord.organisation_id == PublicOrganisation.id),
    ),
}

__all__ = ["BATCH", "TABLES", "drifted", "organisation_ids", "rebuild", "snapshot"]

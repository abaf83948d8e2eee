"""Making the public zone anew from the working zone, and telling whether the two agree."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, delete, func, select, true

from directory.clock import now
from directory.database.locks import hold
from directory.extensions import db, transaction
from directory.organisations.document import canonical_json
from directory.organisations.models import Organisation
from directory.organisations.public_tables import (
    PublicAreaShape,
    PublicIndexEntry,
    PublicOffer,
    PublicOfferArea,
    PublicOrganisation,
    PublicPlaceRow,
    PublicPoint,
    PublicWord,
)
from directory.organisations.publication import empty, number_change, public_listing, refresh, write

BATCH = 200
LOOKED_AT = 25
"""A look writes and takes back, so that it keeps others waiting: not for longer than a second."""
EVERYTHING, REBUILT = "*", "rebuilt"
ReadRows: TypeAlias = Callable[[ColumnElement[bool]], Iterator[list[Any]]]


# rows of shapes hang on the id of their owner by no foreign key
ORPHANS = ((PublicPoint.id, PublicPlaceRow.id), (PublicAreaShape.id, PublicOfferArea.id))


class _OnlyLooked(Exception):
    """Takes back what was written to see what a rebuild would say."""


def organisation_ids(*, after: int = 0, most: int | None = None) -> list[int]:
    """Return the ids of the organisations behind one, in order: of all, or of so many at most."""
    ids = select(Organisation.id).where(Organisation.id > after).order_by(Organisation.id)
    return list(db.session.scalars(ids.limit(most)))


def rebuild(ids: list[int], *, at: datetime) -> int:
    """Write the public rows of these organisations anew; returns how many are published.

    Numbers and times of their changes stay what they were: only the rebuild as a whole is
    numbered, so that no cache goes on with a page from before it. A listing that is withdrawn,
    suspended or archived stays away.
    """
    count = _write_anew(ids, at=at)
    number_change(EVERYTHING, REBUILT, at=at)
    return count


def remove_orphans(*, at: datetime) -> int:
    """Take away public rows that belong to nothing; returns how many things were in excess.

    Numbered where there were any, so that no cache goes on showing them.
    """
    hold(db.session())
    count = orphans()
    empty(select(PublicOrganisation.id).where(_is_nobodys()))
    for column, owner in ORPHANS:
        db.session.execute(delete(column.class_).where(column.not_in(select(owner))))
    if count:
        number_change(EVERYTHING, REBUILT, at=at)
    return count


def orphans() -> int:
    """Return how many public rows belong to nothing: to no organisation, place or area."""
    nobodys = select(func.count()).select_from(PublicOrganisation).where(_is_nobodys())
    lost = [select(func.count(c)).where(c.not_in(select(owner))) for c, owner in ORPHANS]
    return sum(db.session.scalar(statement) or 0 for statement in (nobodys, *lost))


def drifted() -> list[str]:
    """Return the public ids of which a rebuild would write other rows than there are.

    Opens short transactions of its own and takes each back.
    """
    ids = organisation_ids()
    found: list[str] = []
    for start in range(0, len(ids), LOOKED_AT):
        batch = ids[start : start + LOOKED_AT]
        with suppress(_OnlyLooked), transaction():
            hold(db.session())
            before = _rows_among(batch)
            _write_anew(batch, at=now())
            after = _rows_among(batch)
            raise _OnlyLooked
        found += sorted(
            public_id
            for public_id in before.keys() | after.keys()
            if before.get(public_id) != after.get(public_id)
        )
    return found


def _write_anew(ids: list[int], *, at: datetime) -> int:
    hold(db.session())
    count = 0
    chosen = select(Organisation).where(Organisation.id.in_(ids)).order_by(Organisation.id)
    for organisation in db.session.scalars(chosen).all():
        empty(
            select(PublicOrganisation.id).where(
                PublicOrganisation.public_id == organisation.public_id
            )
        )
        listing = public_listing(organisation)
        if listing is None:
            continue
        if organisation.last_public_change is None:
            refresh(organisation, at=at)  # what is shown has a number
        else:
            write(organisation, listing, canonical_json(listing))
        count += 1
    db.session.flush()
    return count


def _is_nobodys() -> ColumnElement[bool]:
    return PublicOrganisation.public_id.not_in(select(Organisation.public_id))


def _rows_among(ids: list[int]) -> dict[str, dict[str, list[str]]]:
    """Return the rows of each listing by table, in an order that is the same for the same rows."""
    belongs = PublicOrganisation.public_id.in_(
        select(Organisation.public_id).where(Organisation.id.in_(ids))
    )
    found: dict[str, dict[str, list[str]]] = {}
    for name, rows in TABLES.items():
        for row in sorted(_text(row) for row in rows(belongs)):
            found.setdefault(json.loads(row)[0], {}).setdefault(name, []).append(row)
    return found


def snapshot() -> dict[str, str]:
    """Return for each public table the digest of its rows' canonical JSON.

    Rows are ordered by public id and carry no surrogate key, so that two zones that say the
    same have the same snapshot.
    """
    return {name: _digest(rows(true())) for name, rows in TABLES.items()}


def _digest(rows: Iterator[list[Any]]) -> str:
    ordered = sorted(map(_text, rows))
    return hashlib.sha256("\n".join(ordered).encode()).hexdigest()


def _text(row: list[Any]) -> str:
    return json.dumps(row, ensure_ascii=False, default=str)


def _rows(*columns: Any, **joins: Any) -> ReadRows:
    def read(chosen: ColumnElement[bool]) -> Iterator[list[Any]]:
        statement = select(PublicOrganisation.public_id, *columns).select_from(PublicOrganisation)
        for target, condition in joins.values():
            statement = statement.join(target, condition)
        for row in db.session.execute(statement.where(chosen)):
            yield list(row)

    return read


_PLACE = (PublicPlaceRow, PublicPlaceRow.organisation_id == PublicOrganisation.id)
_OFFER = (PublicOffer, PublicOffer.organisation_id == PublicOrganisation.id)
_AREA = (PublicOfferArea, PublicOfferArea.offer_id == PublicOffer.id)

TABLES: dict[str, ReadRows] = {
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
        select(PublicPlaceRow.position)
        .where(PublicPlaceRow.id == PublicOffer.place_id)
        .scalar_subquery(),
        PublicOffer.country,
        PublicOffer.region,
        PublicOffer.said,
        PublicOffer.hours,
        PublicOffer.is_near_somewhere,
        PublicOffer.standing,
        PublicOffer.shows_from,
        PublicOffer.shows_until,
        offer=_OFFER,
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
    "public_index_entries": _rows(
        PublicIndexEntry.format,
        PublicIndexEntry.entry_json,
        entry=(PublicIndexEntry, PublicIndexEntry.id == PublicOrganisation.id),
    ),
}

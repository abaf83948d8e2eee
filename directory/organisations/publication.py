"""Writing and emptying the public zone: the only writer of the public tables."""

from collections.abc import Iterable
from datetime import datetime

from shapely.geometry import MultiPolygon, Polygon
from sqlalchemy import Select, delete, func, insert, select
from sqlalchemy.orm import InstrumentedAttribute

from directory.database.locks import hold
from directory.database.spatial import area_value, point_value
from directory.database.statistics import refresh_statistics
from directory.extensions import db
from directory.i18n.choosing import choose
from directory.organisations.circumstances import circumstances_of
from directory.organisations.document import canonical_json
from directory.organisations.ids import slug
from directory.organisations.index_entry import FORMAT, entry_json
from directory.organisations.listing import PublicListing, PublicServedArea
from directory.organisations.models import Organisation
from directory.organisations.public_tables import (
    PublicAreaShape,
    PublicChange,
    PublicIndexEntry,
    PublicOffer,
    PublicOfferArea,
    PublicOrganisation,
    PublicPlaceRow,
    PublicPoint,
    PublicWord,
)
from directory.organisations.public_view import public_view
from directory.organisations.rows import PlaceToWrite, Rows, name_key, rows_of
from directory.organisations.said import as_text
from directory.organisations.sensitivity import is_quiet
from directory.organisations.stages import ListingStage

PUBLISHED, WITHDRAWN = "published", "withdrawn"


def refresh(organisation: Organisation, *, at: datetime) -> bool:
    """Make the public zone say of the organisation what it should say now.

    Call last in a transaction: the number of the change is taken under a lock. Returns whether
    anything public changed; when nothing did, not even a time is touched, so that nobody can
    tell that something hidden changed.
    """
    hold(db.session(), organisation)
    listing = public_listing(organisation)
    row = db.session.scalar(
        select(PublicOrganisation).where(PublicOrganisation.public_id == organisation.public_id)
    )
    if listing is None:
        if row is None:
            return False
        _empty(row)
        _number(organisation, WITHDRAWN, at=at)
        return True
    text = canonical_json(listing)
    if row is not None and row.listing_json == text:
        return False
    if row is not None:
        _empty(row)
    _number(organisation, PUBLISHED, at=at)
    write(organisation, listing, text)
    return True


def public_listing(organisation: Organisation) -> PublicListing | None:
    """Return the listing the public should see now; None when it should see none."""
    if organisation.stage != ListingStage.PUBLISHED or organisation.current is None:
        return None
    document = organisation.current.document
    return public_view(document, circumstances_of(organisation))


def write(organisation: Organisation, listing: PublicListing, text: str) -> None:
    """Write the rows of a listing; its change must have been numbered before."""
    assert organisation.last_public_change is not None  # noqa: S101 - the callers numbered it
    assert organisation.last_public_change_at is not None  # noqa: S101 - the callers numbered it
    rows = rows_of(listing)
    row = PublicOrganisation(
        public_id=organisation.public_id,
        uuid=organisation.uuid,
        slug=_slug(listing),
        listing_json=text,
        kind=listing.kind,
        name_key=name_key(listing),
        checked_on=listing.checked.on if listing.checked else None,
        shows_until=listing.shows_until,
        change_number=organisation.last_public_change,
        changed_at=organisation.last_public_change_at,
    )
    db.session.add(row)
    db.session.flush()
    places = _write_places(row, rows.places)
    _write_offers(row, rows, places)
    _write_words(row, rows)
    db.session.add(
        PublicIndexEntry(
            id=row.id,
            public_id=row.public_id,
            change_number=row.change_number,
            format=FORMAT,
            entry_json=entry_json(listing, rows),
        )
    )
    db.session.flush()


def refresh_public_statistics() -> None:
    """Let the database look at the public tables after many listings came at once."""
    refresh_statistics(
        db.session(),
        PublicOrganisation,
        PublicPlaceRow,
        PublicPoint,
        PublicOffer,
        PublicOfferArea,
        PublicWord,
        PublicIndexEntry,
    )


def number_change(public_id: str, deed: str, *, at: datetime) -> int:
    """Append a row to `public_changes` under its lock and return its number."""
    hold(db.session())
    number = (db.session.scalar(select(func.max(PublicChange.number))) or 0) + 1
    db.session.add(PublicChange(number=number, public_id=public_id, deed=deed, at=at))
    db.session.flush()
    return number


def _slug(listing: PublicListing) -> str:
    title = None if is_quiet(listing) else choose(listing.names, "en")
    return slug(title.words if title else "")


def _number(organisation: Organisation, deed: str, *, at: datetime) -> None:
    organisation.last_public_change = number_change(organisation.public_id, deed, at=at)
    organisation.last_public_change_at = at
    db.session.flush()


def _write_places(row: PublicOrganisation, places: list[PlaceToWrite]) -> list[PublicPlaceRow]:
    written = [
        PublicPlaceRow(
            organisation_id=row.id,
            position=position,
            site=place.site,
            precision=place.where.precision,
            country=place.where.country,
            region=place.where.region,
            lon=place.where.lon,
            lat=place.where.lat,
        )
        for position, place in enumerate(places)
    ]
    db.session.add_all(written)
    db.session.flush()
    db.session.add_all(
        PublicPoint(id=place.id, point=point_value(place.lon, place.lat))
        for place in written
        if place.lon is not None and place.lat is not None
    )
    return written


def _write_offers(row: PublicOrganisation, rows: Rows, places: list[PublicPlaceRow]) -> None:
    written = [
        PublicOffer(
            organisation_id=row.id,
            position=position,
            place_id=places[offer.place].id if offer.place is not None else None,
            service=offer.service.id if offer.service else None,
            service_kind=offer.service.kind if offer.service else None,
            country=offer.country,
            region=offer.region,
            said=as_text(rows.said, offer.said),
            hours=offer.hours,
            is_near_somewhere=offer.is_near_somewhere,
            standing=offer.standing,
            shows_from=offer.shows_from,
            shows_until=offer.shows_until,
        )
        for position, offer in enumerate(rows.offers)
    ]
    db.session.add_all(written)
    db.session.flush()
    for stored, offer in zip(written, rows.offers, strict=True):
        _write_areas(stored, offer.areas)


def _write_areas(stored: PublicOffer, areas: tuple[PublicServedArea, ...]) -> None:
    for position, area in enumerate(areas):
        row = PublicOfferArea(
            offer_id=stored.id,
            position=position,
            country=area.country,
            region=area.region,
            has_polygon=area.polygon is not None,
        )
        db.session.add(row)
        if area.polygon is not None:
            db.session.flush()
            shape = Polygon(area.polygon).buffer(0)
            whole = shape if isinstance(shape, MultiPolygon) else MultiPolygon([shape])
            db.session.add(PublicAreaShape(id=row.id, area=area_value(whole)))


def _write_words(row: PublicOrganisation, rows: Rows) -> None:
    # the many small rows go as values: as objects they took most of the time of a rebuild
    found = [
        {"organisation_id": row.id, "service": service, "word": word, "weight": weight}
        for (service, word), weight in rows.words.items()
    ]
    if found:
        db.session.execute(insert(PublicWord), found)


def _empty(row: PublicOrganisation) -> None:
    """Take every public row of a listing away."""
    empty(select(PublicOrganisation.id).where(PublicOrganisation.id == row.id))
    db.session.expunge(row)


def empty(organisations: Select[int]) -> None:
    """Delete the public rows of the organisations that a selection of ids names."""
    offers = select(PublicOffer.id).where(PublicOffer.organisation_id.in_(organisations))
    places = select(PublicPlaceRow.id).where(PublicPlaceRow.organisation_id.in_(organisations))
    areas = select(PublicOfferArea.id).where(PublicOfferArea.offer_id.in_(offers))
    steps: Iterable[tuple[InstrumentedAttribute[int], Select[int]]] = (
        (PublicAreaShape.id, areas),
        (PublicOfferArea.offer_id, offers),
        (PublicOffer.organisation_id, organisations),
        (PublicPoint.id, places),
        (PublicPlaceRow.organisation_id, organisations),
        (PublicWord.organisation_id, organisations),
        (PublicIndexEntry.id, organisations),
        (PublicOrganisation.id, organisations),
    )
    db.session.flush()
    for column, chosen in steps:
        db.session.execute(
            delete(column.class_)
            .where(column.in_(chosen))
            .execution_options(synchronize_session=False)
        )

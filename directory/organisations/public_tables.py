"""The public zone: tables that hold only what the public may see.

Written by `publication.py` alone, in the transaction of the decision; read by every public page.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from directory.database.spatial import AREA, POINT
from directory.database.types import SORT_KEY, WORD, Moment
from directory.extensions import Model


class PublicOrganisation(Model):
    """A published listing: its canonical JSON, and the columns that pages sort and filter by."""

    __tablename__ = "public_organisations"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(10), unique=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    slug: Mapped[str] = mapped_column(String(80))
    listing_json: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(64), index=True)
    name_key: Mapped[str] = mapped_column(SORT_KEY, index=True)
    checked_on: Mapped[date | None]
    shows_until: Mapped[date | None]
    change_number: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(Moment)


class PublicPlaceRow(Model):
    """A public place of an organisation: one of its sites, or the coarse place of a service."""

    __tablename__ = "public_places"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("public_organisations.id"), index=True)
    position: Mapped[int]
    site: Mapped[UUID | None] = mapped_column(Uuid)
    precision: Mapped[str] = mapped_column(String(20))
    country: Mapped[str] = mapped_column(String(2), index=True)
    region: Mapped[str | None] = mapped_column(String(120), index=True)
    lon: Mapped[float | None]
    lat: Mapped[float | None]


class PublicPoint(Model):
    """The point of a public place that has one: narrow, so that no migration remakes it."""

    __tablename__ = "public_points"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    point: Mapped[Any] = mapped_column(POINT, nullable=False)


class PublicOffer(Model):
    """One service at one place: the row that filters about a service must all hold for.

    An organisation also has a row for each place without a service, or one bare row.
    `contact_only` offers have no place, only country and region.
    """

    __tablename__ = "public_offers"
    __table_args__ = (Index("ix_public_offers_kind", "service_kind", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("public_organisations.id"), index=True)
    position: Mapped[int]
    place_id: Mapped[int | None] = mapped_column(ForeignKey("public_places.id"), index=True)
    service: Mapped[UUID | None] = mapped_column(Uuid)
    service_kind: Mapped[str | None] = mapped_column(String(64))
    country: Mapped[str | None] = mapped_column(String(2), index=True)
    region: Mapped[str | None] = mapped_column(String(120))
    said: Mapped[str] = mapped_column(Text, default=" ", server_default=" ")
    """What it says by filter, ` fee:free language:ar language:so ` (`said.py`)."""
    hours: Mapped[str | None] = mapped_column(Text)
    """Its opening hours (`opening_text.py`)."""
    is_near_somewhere: Mapped[bool] = mapped_column(default=True)
    """False for contact_only: never found by near, bounds, cluster or distance."""
    standing: Mapped[int] = mapped_column(default=0, server_default="0")
    """0 open, 1 closed for now (comes after), 2 of a defunct body (found by its name alone)."""
    shows_from: Mapped[date | None]
    shows_until: Mapped[date | None]


class PublicOfferArea(Model):
    """A country, a region or a polygon (`public_areas.id`) in which an offer is given."""

    __tablename__ = "public_offer_areas"

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("public_offers.id"), index=True)
    position: Mapped[int]
    country: Mapped[str | None] = mapped_column(String(2), index=True)
    region: Mapped[str | None] = mapped_column(String(120), index=True)
    has_polygon: Mapped[bool] = mapped_column(default=False)


class PublicAreaShape(Model):
    """The polygon of an area served: narrow, so that no migration remakes it."""

    __tablename__ = "public_areas"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    area: Mapped[Any] = mapped_column(AREA, nullable=False)


class PublicWord(Model):
    """A folded word an organisation is found by; `weight` as `rows.py` says.

    `service` is whose word it is; None: the organisation's own. So that what one service says
    finds no other one, nor where another one is given.
    """

    __tablename__ = "public_words"
    __table_args__ = (UniqueConstraint("word", "organisation_id", "service"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("public_organisations.id"), index=True)
    service: Mapped[UUID | None] = mapped_column(Uuid)
    word: Mapped[str] = mapped_column(WORD)
    weight: Mapped[int]


class PublicIndexEntry(Model):
    """What an index of searches is fed with of an organisation (`index_entry.py`)."""

    __tablename__ = "public_index_entries"

    id: Mapped[int] = mapped_column(
        ForeignKey("public_organisations.id"), primary_key=True, autoincrement=False
    )
    public_id: Mapped[str] = mapped_column(String(10), unique=True)
    change_number: Mapped[int]
    format: Mapped[int]
    entry_json: Mapped[str] = mapped_column(Text)


class PublicChange(Model):
    """What was published or withdrawn, in its order; everything above follows it."""

    __tablename__ = "public_changes"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    public_id: Mapped[str] = mapped_column(String(10), index=True)
    deed: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Moment)

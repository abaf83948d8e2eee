"""The tables of places and of what people call them; `load` fills them, nothing else writes."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, func, text
from sqlalchemy.orm import Mapped, mapped_column

from directory.database.spatial import AREA
from directory.database.types import Moment
from directory.extensions import Model

# compared byte by byte on both databases, so that a range of keys is a prefix
KEY = Text().with_variant(Text(collation="C"), "postgresql")
# a name of this weight or more is well known: a short prefix is looked up among these first
WELL_KNOWN = 600


class Place(Model):
    """A country, region, town, camp or port with one point."""

    __tablename__ = "places"
    __table_args__ = (Index("ix_places_country_lat_lon", "country", "lat", "lon"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    place_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str]
    country: Mapped[str]
    region: Mapped[str | None]
    population: Mapped[int | None]
    precision_km: Mapped[float | None]
    lon: Mapped[float]
    lat: Mapped[float]
    time_zone: Mapped[str | None]
    source: Mapped[str]
    note: Mapped[str | None]
    p_code: Mapped[str | None]


class PlaceName(Model):
    """One name of a place, folded for looking up; with a language it is shown to readers."""

    __tablename__ = "place_names"
    __table_args__ = (
        Index("ix_place_names_key", "key"),
        # these two hold all that a search by the beginning reads: the rows lie far apart
        Index("ix_place_names_country_key", "country", "key", "weight", "place"),
        Index(
            "ix_place_names_well_known",
            "key",
            "weight",
            "place",
            sqlite_where=text(f"weight >= {WELL_KNOWN}"),
            postgresql_where=text(f"weight >= {WELL_KNOWN}"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(ForeignKey("places.id"), index=True)
    key: Mapped[str] = mapped_column(KEY)
    name: Mapped[str]
    language: Mapped[str | None]
    country: Mapped[str]
    weight: Mapped[int]


class Outline(Model):
    """A country, region, disputed area or *land* in no region; its shape is of the same number."""

    __tablename__ = "outlines"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    code: Mapped[str]


class Middle(Model):
    """A point where files put what lies somewhere in a country or region: its middle or label."""

    __tablename__ = "middles"
    __table_args__ = (Index("ix_middles_lat_lon", "lat", "lon"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    code: Mapped[str]
    lon: Mapped[float]
    lat: Mapped[float]
    reach: Mapped[float] = mapped_column(default=1.0, server_default="1")
    """Kilometres around it within which other lists may have the same middle."""


class OutlineArea(Model):
    """The land and coastal waters of an outline: narrow, so that no migration remakes it."""

    __tablename__ = "outline_areas"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    area: Mapped[Any] = mapped_column(AREA, nullable=False)


class GazetteerLoad(Model):
    """The gazetteer that is loaded; the row is missing while one is being loaded."""

    __tablename__ = "gazetteer_loads"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[str]
    population: Mapped[int]
    loaded_at: Mapped[datetime] = mapped_column(Moment, server_default=func.current_timestamp())

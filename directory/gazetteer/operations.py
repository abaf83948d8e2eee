"""Filling the gazetteer: once for each version, in short writes, whole or again from the start."""

from collections.abc import Iterable
from itertools import chain, islice
from typing import Any, Protocol, cast

from sqlalchemy import Table, delete, insert, text

from directory.database.locks import alone
from directory.database.spatial import area_value
from directory.extensions import Model, db, transaction
from directory.gazetteer import rows
from directory.gazetteer.belonging import Belonging
from directory.gazetteer.models import (
    GazetteerLoad,
    Middle,
    Outline,
    OutlineArea,
    Place,
    PlaceName,
)
from directory.gazetteer.queries import count_places, find_load
from directory.gazetteer.sources import City, about_how_many, gazetteer_version, read_cities

BATCH = 5000
OUTLINES_BATCH = 250
CHOSEN = 0
LOADING = "gazetteer"

Rows = Iterable[rows.PlaceRows]


class Progress(Protocol):
    """Passes things on and shows how far the work is."""

    def __call__(self, things: Rows, *, label: str, length: int | None = None) -> Rows:
        """Return the same things."""


def load(
    population: int = 500,
    *,
    cities: Iterable[City] | None = None,
    progress: Progress | None = None,
) -> int:
    """Fill the gazetteer with towns of at least so many people; return how many places it has.

    Does nothing when the same is already there. `cities` are taken instead of the package's own,
    for tests. Commits as it goes: what was cut off is begun again at the next call. Two at once
    come one after the other.
    """
    with alone(db.engine.engine, LOADING):
        return _load(population, cities, progress)


def _load(population: int, cities: Iterable[City] | None, progress: Progress | None) -> int:
    version = gazetteer_version()
    standing = find_load()
    if (
        cities is None
        and standing
        and (standing.version, standing.population) == (version, population)
    ):
        return count_places()
    with transaction():
        for model in (GazetteerLoad, PlaceName, Place, Middle, OutlineArea, Outline):
            db.session.execute(delete(model))
    towns = rows.city_rows(read_cities(population) if cities is None else cities)
    ours = (rows.country_rows(), rows.region_rows(), rows.area_rows(), rows.refugee_place_rows())
    made: Rows = chain(*ours, towns)
    if progress and cities is None:
        made = progress(made, label="Gazetteer", length=about_how_many(population))
    made = iter(made)
    belonging = _load_outlines()
    writer = _Writer()
    main_towns = rows.MainTowns()
    while batch := list(islice(made, BATCH)):
        for place in belonging.settled(batch):
            main_towns.look_at(writer.add(place), place)
    for number, name in main_towns.names():
        writer.add_name(number, name)
    writer.write()
    loaded = {
        "id": 1,
        "version": version,
        "population": CHOSEN if cities is not None else population,
    }
    with transaction():
        for table in ("places", "place_names", "outlines", "middles"):
            db.session.execute(text(f"ANALYZE {table}"))
        _insert(GazetteerLoad, [loaded])
    return writer.places_made


def _load_outlines() -> Belonging:
    middles, belonging = rows.Middles(), Belonging()
    made = enumerate(rows.outline_rows(middles), 1)
    while batch := list(islice(made, OUTLINES_BATCH)):
        with transaction():
            _insert(Outline, [{"id": number, **found.outline} for number, found in batch])
            areas = [{"id": number, "area": area_value(found.area)} for number, found in batch]
            _insert(OutlineArea, areas)
        for _, found in batch:
            belonging.add(found.outline["kind"], found.outline["code"], found.area)
    with transaction():
        numbered = enumerate(middles.rows(), 1)
        _insert(Middle, [{"id": number, **row} for number, row in numbered])
    return belonging


class _Writer:
    """Numbers the rows and writes them a batch at a time."""

    def __init__(self) -> None:
        self.places: list[dict[str, Any]] = []
        self.names: list[dict[str, Any]] = []
        self.places_made = self.names_made = 0

    def add(self, made: rows.PlaceRows) -> int:
        """Take a place with its names, write when the batch is full, and return its number."""
        if len(self.places) >= BATCH:
            self.write()
        self.places_made += 1
        self.places.append({"id": self.places_made, **made.place})
        for name in made.names:
            self.add_name(self.places_made, name)
        return self.places_made

    def add_name(self, number: int, name: dict[str, Any]) -> None:
        """Take one more name of a place."""
        self.names_made += 1
        self.names.append({"id": self.names_made, "place": number, **name})

    def write(self) -> None:
        """Write what was taken, in one transaction of its own."""
        with transaction():
            _insert(Place, self.places)
            _insert(PlaceName, self.names)
        self.places, self.names = [], []


def _insert(model: type[Model], batch: list[dict[str, Any]]) -> None:
    if batch:
        table = cast(Table, model.__table__)
        db.session.execute(insert(table), batch)

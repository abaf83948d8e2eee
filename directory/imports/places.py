"""Choosing the place of a row: by the name the row gives, within its country, near its point."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from babel import Locale
from sqlalchemy import select

from directory.extensions import db
from directory.gazetteer import outlines
from directory.gazetteer.countries import WITHOUT_CODE, all_countries, key_of
from directory.gazetteer.distance import kilometres
from directory.gazetteer.models import Place, PlaceName
from directory.imports.findings import Note, note
from directory.organisations.chosen import KnownPlaces
from directory.organisations.document import ChosenPlace, Point

FARTHEST_KM = 30.0
NEAREST_KM = 10.0
"""Beyond it a point in the fields is not in the town that happens to be the nearest."""
MOST_REMEMBERED = 20_000
AREAS = frozenset({"region", "country"})
OTHER_CODES = {"XK": ("XKX", "KOS")}
"""Three letters that lists use where ISO 3166-1 has none."""
SHORT_NAMES = "en fr es ar de it el nl pl hr sr sl sq mk bs tr ru uk"
"""Languages whose short names of these areas are understood."""


class Candidate(NamedTuple):
    """A place of the name that was looked for."""

    place_id: str
    own_name: bool
    is_area: bool
    region: str | None
    lon: float
    lat: float


class Answer(NamedTuple):
    """The candidate, or the reason why there is none."""

    candidate: Candidate | None
    trouble: Note | None = None


@dataclass
class Places:
    """The gazetteer as a run asks it; remembers answers, because rows repeat their places."""

    known: KnownPlaces
    candidates: dict[tuple[str, str], list[Candidate]] = field(default_factory=dict)

    def choose(
        self, name: str, *, country: str, region: str | None, point: Point | None
    ) -> tuple[ChosenPlace | None, Note | None]:
        """Return the place that a row means, or None with the reason."""
        found = self.called(name, country)
        if not found:
            found, region = self._within(name, country, region)
        answer = _best(found, name, country=country, region=region, point=point)
        if answer.candidate is None:
            return None, answer.trouble
        return self.known.called(answer.candidate.place_id), None

    def _within(
        self, name: str, country: str, region: str | None
    ) -> tuple[list[Candidate], str | None]:
        """Return the places of *Thunder Bay, Ontario* or *Goma, DRC*, and the region that is told.

        None where what stands behind the comma is no region of the country, nor the country.
        """
        town, _, area = name.rpartition(",")
        areas = (place.region for place in self.called(area, country) if place.is_area)
        regions = sorted(filter(None, set(areas)))
        if town and len(regions) == 1:
            return self.called(town, country), regions[0]
        if town and not regions and country_called(area) == country:
            return self.called(town, country), region
        return [], region

    def near(self, point: Point, country: str) -> ChosenPlace | None:
        """Return the town or camp at a point of which nobody says what the place is called."""
        town = outlines.nearest_town(point.lon, point.lat, country)
        if town is None or town.kilometres > NEAREST_KM:
            return None
        place_id = db.session.scalar(select(Place.place_id).where(Place.id == town.number))
        return self.known.called(place_id) if place_id else None

    def called(self, name: str, country: str) -> list[Candidate]:
        """Return every place of a country that people call exactly so."""
        key = key_of(name)
        if (key, country) not in self.candidates:
            if len(self.candidates) >= MOST_REMEMBERED:
                self.candidates.clear()
            self.candidates[key, country] = _called(key, country) if key else []
        return self.candidates[key, country]


def country_called(text: str) -> str | None:
    """Return the country of two or three letters, or of a name in any language, or None."""
    code = text.strip().upper()
    for country in all_countries().values():
        if code in {country.alpha2, country.alpha3}:
            return country.alpha2
    without = _without_code().get(key_of(text.partition("(")[0]))  # behind it: the resolution
    if without:
        return without
    named = select(PlaceName.country).join(Place, Place.id == PlaceName.place)
    found = db.session.scalars(
        named.where(PlaceName.key == key_of(text), Place.kind == "country").distinct()
    ).all()
    return found[0] if len(found) == 1 else None


@cache
def _without_code() -> Mapping[str, str]:
    """Return what areas that ISO 3166-1 has no code for are called; the gazetteer has their towns.

    Nothing else is called so: they stand in no list of countries.
    """
    called: dict[str, str] = {}
    for code in WITHOUT_CODE:
        names = (Locale(tag).territories.get(code) for tag in SHORT_NAMES.split())
        written = (code, *OTHER_CODES.get(code, ()), *filter(None, names))
        called.update((key_of(name), code) for name in written)
    return called


def _called(key: str, country: str) -> list[Candidate]:
    statement = (
        select(Place.place_id, Place.name, Place.kind, Place.region, Place.lon, Place.lat)
        .join(PlaceName, PlaceName.place == Place.id)
        .where(PlaceName.key == key, PlaceName.country == country, Place.kind != "country")
        .distinct()
        .order_by(Place.place_id)
    )
    return [
        Candidate(
            place_id=row.place_id,
            own_name=key_of(row.name) == key,
            is_area=row.kind in AREAS,
            region=row.region,
            lon=row.lon,
            lat=row.lat,
        )
        for row in db.session.execute(statement)
    ]


def _best(
    found: list[Candidate], name: str, *, country: str, region: str | None, point: Point | None
) -> Answer:
    """Return the candidate meant: in the row's region, of that very name, nearest to its point."""
    if not found:
        return Answer(None, note("place_unknown", value=name, country=country))
    if point is None:
        return _only(found, name, country=country, region=region)
    far = {place: kilometres(point.lon, point.lat, place.lon, place.lat) for place in found}
    near = [
        place
        for place in found
        if far[place] <= FARTHEST_KM or (place.is_area and _holds(place, point, country))
    ]
    if not near:
        nearest = round(min(far.values()))
        return Answer(None, note("place_far", value=name, kilometres=nearest))
    return Answer(min(near, key=lambda place: (*_rank(place, region), far[place])))


def _holds(area: Candidate, point: Point, country: str) -> bool:
    """Tell whether a point lies in an area, or beside it, as far as that is known."""
    return area.region is not None and outlines.region_near(
        point.lon, point.lat, country, area.region
    )


def _only(found: list[Candidate], name: str, *, country: str, region: str | None) -> Answer:
    """Without a point: the one place that is left when region and name have been held against."""
    inside = [place for place in found if not _elsewhere(place, region)]
    if not inside:
        return Answer(None, note("place_unknown", value=name, country=country))
    first = min(_rank(place, region) for place in inside)
    best = [place for place in inside if _rank(place, region) == first]
    return Answer(best[0]) if len(best) == 1 else Answer(None, note("place_several", value=name))


def _rank(place: Candidate, region: str | None) -> tuple[bool, bool, bool]:
    return place.is_area, _elsewhere(place, region), not place.own_name


def _elsewhere(place: Candidate, region: str | None) -> bool:
    return bool(region and place.region and place.region != region)

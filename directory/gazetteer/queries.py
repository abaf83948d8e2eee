"""Finding places by what people type, and what is known of each."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from flask_babel import gettext as _
from sqlalchemy import func, literal, select
from sqlalchemy.orm import aliased

from directory.errors import NotFound
from directory.extensions import db
from directory.gazetteer.areas import is_left_open, is_undecided
from directory.gazetteer.countries import (
    WITHOUT_CODE,
    Country,
    all_countries,
)
from directory.gazetteer.finding import Scope, called_so, matching, nearest, readings
from directory.gazetteer.models import GazetteerLoad, Place, PlaceName
from directory.gazetteer.outlines import inside, is_disputed, nearest_town

MOST = 50
LONGEST = 200
SAME_REGION = 100
"""Kilometres to the nearest town, beyond which its region says nothing of a point."""
PLACE_ID = re.compile(r"[a-z]+:[\w.-]{1,100}", re.ASCII)


@dataclass(frozen=True)
class PlaceFound:
    """A place as others may use it; `name` is the usual one, `names` those known by language."""

    place_id: str
    name: str
    kind: str
    country: str
    region: str | None
    region_name: str | None
    population: int | None
    lon: float
    lat: float
    precision_km: float | None
    time_zone: str | None
    note: str | None
    p_code: str | None = None
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    region_names: Mapping[str, str] = field(default_factory=dict, hash=False)
    is_namesake: bool = False
    """Whether it is called just so, as the first place that was found is."""
    is_guess: bool = False
    """Whether nothing is called so, and its name is only spelt like it."""

    def name_in(self, locale: str) -> str:
        """Return the name in the reader's language where it is known, else the usual one."""
        return self.names.get(locale) or self.names.get(locale.split("-")[0]) or self.name

    def region_in(self, locale: str) -> str | None:
        """Return the name of its region in the reader's language where it is known."""
        names = self.region_names
        return names.get(locale) or names.get(locale.split("-")[0]) or self.region_name


@dataclass(frozen=True)
class PlaceOfPoint:
    """Where a point lies; no country at sea, and none where `is_disputed`."""

    country: str | None = None
    region: PlaceFound | None = None
    is_region_sure: bool = False
    """Whether the point lies in the region's outline; else it is that of the nearest town."""
    nearest: PlaceFound | None = None
    kilometres: float | None = None
    is_disputed: bool = False


def find_places(text: str, *, country: str | None = None, limit: int = 8) -> list[PlaceFound]:
    """Return the places that people call so, then those whose name begins so; best first.

    What follows a comma narrows: "Zaatari, Jordan". So does a country at the end when nothing
    else is found: "Kakuma Kenya". A word for a camp may be there or not: "Zaatari camp". Where
    still nothing is found, one or two wrong letters are let pass.
    """
    limit = max(1, min(limit, MOST))
    asked = readings(text[:LONGEST], Scope(country))
    names_first = sorted(asked, key=lambda reading: not reading.is_camp)
    for look, ways in ((matching, asked), (nearest, names_first)):
        for reading in ways:
            found = look(reading, limit)
            if found.numbers:
                places = _places(found.numbers, namesakes=found.namesakes)
                return [replace(place, is_guess=found.is_guess) for place in places]
    return []


def find_place(text: str, *, country: str | None = None) -> PlaceFound | None:
    """Return the place that people most likely mean."""
    return next(iter(find_places(text, country=country, limit=1)), None)


def find_place_called(text: str, *, country: str | None = None) -> PlaceFound | None:
    """Return the best known place that is called just so; spelt a little otherwise is none."""
    for reading in readings(text[:LONGEST], Scope(country)):
        found = called_so(reading)
        if found.numbers:
            return _places(found.numbers[:1], namesakes=1)[0]
    return None


def get_place(place_id: str) -> PlaceFound:
    """Return the place; raises NotFound."""
    place = _find_by_id(place_id)
    if place is None:
        raise NotFound
    return place


def place_of_point(lon: float, lat: float) -> PlaceOfPoint:
    """Return country, region and nearest town of a point; a suggestion, for somebody to confirm."""
    held = inside(lon, lat)
    if held.country is None or is_left_open(lon, lat):
        return PlaceOfPoint(is_disputed=held.country is not None or held.is_disputed)
    town = nearest_town(lon, lat, held.country)
    beside = town.region if town and town.kilometres <= SAME_REGION else None
    region = held.region or beside
    return PlaceOfPoint(
        country=held.country,
        region=_find_by_id(f"region:{region}") if region else None,
        is_region_sure=held.region is not None,
        nearest=_places([town.number])[0] if town else None,
        kilometres=round(town.kilometres, 1) if town else None,
    )


def place_near(lon: float, lat: float) -> PlaceFound | None:
    """Return the nearest town or refugee place: one of the point's own country where it has one."""
    country = inside(lon, lat).country
    town = nearest_town(lon, lat, country)
    return _places([town.number])[0] if town else None


def has_agreed_country(place: PlaceFound) -> bool:
    """Tell whether the country of a place may be said: not where that is disputed or left open."""
    return not (is_undecided(place.place_id) or is_disputed(place.lon, place.lat))


def get_country(code: str) -> Country:
    """Return the country or area with these two letters; raises NotFound."""
    country = all_countries().get(code)
    if country is None:
        raise NotFound(_("There is no country with the code “%(code)s”.", code=code))
    return country


def country_name(code: str, locale: str) -> str:
    """Return the name of a country or area; the code itself where nobody knows it."""
    country = all_countries().get(code) or WITHOUT_CODE.get(code)
    return country.name_in(locale) if country else code


def region_names(codes: Iterable[str], locale: str) -> dict[str, str]:
    """Return the names of first-level regions by their codes; unknown ones are left out."""
    wanted = [f"region:{code}" for code in codes]
    if not wanted:
        return {}
    numbers = db.session.scalars(select(Place.id).where(Place.place_id.in_(wanted))).all()
    return {place.region or "": place.name_in(locale) for place in _places(numbers)}


EDITION = select(GazetteerLoad.version, GazetteerLoad.loaded_at)
"""Asked before every answer, so that it is made once."""


def edition() -> str:
    """Return what tells one filling of the gazetteer from every other; for caches."""
    standing = db.session.execute(EDITION).first()
    return f"{standing.version}/{standing.loaded_at.isoformat()}" if standing else ""


def loaded_version() -> str | None:
    """Return the version of the gazetteer that is loaded; None while there is none."""
    standing = find_load()
    return standing.version if standing else None


def find_load() -> GazetteerLoad | None:
    """Return what was loaded last, if it was loaded whole."""
    return db.session.scalar(select(GazetteerLoad))


def count_places() -> int:
    """Return how many places are loaded."""
    return db.session.scalar(select(func.count()).select_from(Place)) or 0


def _find_by_id(place_id: str) -> PlaceFound | None:
    if not PLACE_ID.fullmatch(place_id):
        return None
    number = db.session.scalar(select(Place.id).where(Place.place_id == place_id))
    return _places([number])[0] if number else None


def _places(numbers: Sequence[int], *, namesakes: int = 0) -> list[PlaceFound]:
    region = aliased(Place)
    statement = (
        select(Place, region)
        .outerjoin(region, region.place_id == literal("region:") + Place.region)
        .where(Place.id.in_(numbers))
    )
    found = {place.id: (place, area) for place, area in db.session.execute(statement)}
    names = _names([*found, *(area.id for _, area in found.values() if area is not None)])
    return [
        _found(*found[number], names, is_namesake=position < namesakes)
        for position, number in enumerate(numbers)
        if number in found
    ]


def _names(numbers: Iterable[int]) -> dict[int, dict[str, str]]:
    statement = (
        select(PlaceName.place, PlaceName.language, PlaceName.name)
        .where(PlaceName.place.in_(numbers), PlaceName.language.is_not(None))
        .order_by(PlaceName.weight)
    )
    found: dict[int, dict[str, str]] = {}
    for number, language, name in db.session.execute(statement):
        found.setdefault(number, {})[str(language)] = name
    return found


def _found(
    place: Place, region: Place | None, names: dict[int, dict[str, str]], *, is_namesake: bool
) -> PlaceFound:
    return PlaceFound(
        place_id=place.place_id,
        name=place.name,
        kind=place.kind,
        country=place.country,
        region=place.region,
        region_name=region.name if region else None,
        population=place.population,
        lon=place.lon,
        lat=place.lat,
        precision_km=place.precision_km,
        time_zone=place.time_zone,
        note=place.note,
        p_code=place.p_code,
        names=names.get(place.id, {}),
        region_names=names.get(region.id, {}) if region else {},
        is_namesake=is_namesake,
    )

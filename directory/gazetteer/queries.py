"""Finding places by what people type; the heaviest name first."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Select, and_, func, literal, literal_column, select
from sqlalchemy.orm import aliased

from directory.errors import NotFound
from directory.extensions import db
from directory.gazetteer.countries import (
    WITHOUT_CODE,
    Country,
    all_countries,
    in_language,
    key_of,
    sorted_names,
)
from directory.gazetteer.models import WELL_KNOWN, GazetteerLoad, Place, PlaceName
from directory.gazetteer.naming import ARABIC_SIGNS

MOST = 50
LONGEST = 200
Statement: TypeAlias = Select[*tuple[Any, ...]]
LAST = "\U0010ffff"
COMMAS = re.compile("[,،;؛、，]")


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
    names: Mapping[str, str] = field(default_factory=dict, hash=False)

    def name_in(self, locale: str) -> str:
        """Return the name in the reader's language where it is known, else the usual one."""
        return self.names.get(locale) or self.names.get(locale.split("-")[0]) or self.name


class Scope(NamedTuple):
    """What a search is narrowed to: a country, some regions, or neither."""

    country: str | None = None
    regions: tuple[str, ...] = ()


def find_places(text: str, *, country: str | None = None, limit: int = 8) -> list[PlaceFound]:
    """Return the places that people call so, then those whose name begins so; best first.

    What follows a comma narrows: "Zaatari, Jordan". So does a country at the end when nothing
    else is found: "Kakuma Kenya".
    """
    limit = max(1, min(limit, MOST))
    for words, scope in _readings(text[:LONGEST], Scope(country.upper() if country else None)):
        numbers = _numbers(words, scope, limit)
        if numbers:
            return _places(numbers)
    return []


def find_place(text: str, *, country: str | None = None) -> PlaceFound | None:
    """Return the place that people most likely mean."""
    return next(iter(find_places(text, country=country, limit=1)), None)


def get_place(place_id: str) -> PlaceFound:
    """Return the place; raises NotFound."""
    number = db.session.scalar(select(Place.id).where(Place.place_id == place_id))
    if number is None:
        raise NotFound
    return _places([number])[0]


def get_country(code: str) -> Country:
    """Return the country or area with these two letters; raises NotFound."""
    country = all_countries().get(code)
    if country is None:
        raise NotFound
    return country


def countries(locale: str) -> list[tuple[str, str]]:
    """Return code and name of every country or area, in the alphabetical order of the language."""
    return list(sorted_names(locale))


def country_name(code: str, locale: str) -> str:
    """Return the name of a country or area; the code itself where nobody knows it."""
    country = all_countries().get(code)
    if country:
        return country.name_in(locale)
    return in_language(WITHOUT_CODE[code], locale) if code in WITHOUT_CODE else code


def region_name(code: str, locale: str | None = None) -> str:
    """Return the name of a first-level area; the code itself where nobody knows it."""
    number = db.session.scalar(select(Place.id).where(Place.place_id == f"region:{code}"))
    if number is None:
        return code
    found = _places([number])[0]
    return found.name_in(locale) if locale else found.name


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


def _readings(text: str, scope: Scope) -> Iterator[tuple[str, Scope]]:
    """Yield the ways to understand the text, the likeliest first."""
    head, narrowed = _narrow([part for part in COMMAS.split(text) if key_of(part)], scope)
    if narrowed != scope:
        yield head, narrowed
    yield text, scope
    if COMMAS.search(text):
        yield head, scope
        return
    words = text.split()
    for at in range(len(words) - 1, max(0, len(words) - 4), -1):
        land = _country_called(" ".join(words[at:]))
        if land and scope.country in {None, land}:
            yield " ".join(words[:at]), Scope(land)


def _narrow(parts: Sequence[str], scope: Scope) -> tuple[str, Scope]:
    """Return the first part, and the scope that those behind it name."""
    if not parts:
        return "", scope
    for part in reversed(parts[1:]):
        land = _country_coded(part) or _country_called(part)
        if land and scope.country in {None, land}:
            scope = scope._replace(country=land)
        elif not land:
            scope = scope._replace(regions=_regions_called(part, scope.country) or scope.regions)
    return parts[0], scope


def _country_coded(text: str) -> str | None:
    code = text.strip().upper()
    lands = all_countries().values()
    return next((land.alpha2 for land in lands if code in {land.alpha2, land.alpha3}), None)


def _country_called(text: str) -> str | None:
    return db.session.scalar(_called(text, "country").with_only_columns(Place.country).limit(1))


def _regions_called(text: str, country: str | None) -> tuple[str, ...]:
    statement = _called(text, "region").with_only_columns(Place.region).distinct()
    if country:
        statement = statement.where(Place.country == country)
    return tuple(filter(None, db.session.scalars(statement)))


def _called(text: str, kind: str) -> Statement:
    named = PlaceName.key == key_of(text)
    return (
        select(Place).join(PlaceName, PlaceName.place == Place.id).where(named, Place.kind == kind)
    )


def _numbers(text: str, scope: Scope, limit: int) -> list[int]:
    key = key_of(text)
    if not key:
        return []
    found = _exact(text, key, scope)[:limit]
    if len(found) < limit:
        found += [number for number in _beginning(key, scope, limit) if number not in found]
    return found[:limit]


def _exact(text: str, key: str, scope: Scope) -> list[int]:
    statement = _within(select(PlaceName.place, PlaceName.name), scope)
    best = statement.where(PlaceName.key == key).order_by(PlaceName.weight.desc(), PlaceName.place)
    named = [(number, name) for number, name in db.session.execute(best.limit(MOST))]
    if ARABIC_SIGNS.search(text):  # who types عمّان wants Amman; عمان is rather Oman
        typed = unicodedata.normalize("NFC", text.strip())
        named.sort(key=lambda row: unicodedata.normalize("NFC", row[1]) != typed)
    return list(dict.fromkeys(number for number, _ in named))


def _beginning(key: str, scope: Scope, limit: int) -> list[int]:
    """Return places by weight; looks among the well-known ones first, as they come first anyway."""
    weight = func.max(PlaceName.weight)
    named = _within(select(PlaceName.place), scope)
    named = named.where(PlaceName.key >= key, PlaceName.key < key + LAST)
    statement = named.group_by(PlaceName.place).order_by(weight.desc(), PlaceName.place)
    statement = statement.limit(limit)
    well_known = statement.where(PlaceName.weight >= literal_column(str(WELL_KNOWN)))
    found = list(db.session.scalars(well_known))
    return found if len(found) == limit else list(db.session.scalars(statement))


def _within(statement: Statement, scope: Scope) -> Statement:
    if scope.regions:
        place = and_(Place.id == PlaceName.place, Place.region.in_(scope.regions))
        statement = statement.join(Place, place)
    if scope.country:
        statement = statement.where(PlaceName.country == scope.country)
    return statement


def _places(numbers: Sequence[int]) -> list[PlaceFound]:
    region = aliased(Place)
    statement = (
        select(Place, region.name)
        .outerjoin(region, region.place_id == literal("region:") + Place.region)
        .where(Place.id.in_(numbers))
    )
    names = _names(numbers)
    found = {place.id: _found(place, area, names) for place, area in db.session.execute(statement)}
    return [found[number] for number in numbers if number in found]


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


def _found(place: Place, region_name: str | None, names: dict[int, dict[str, str]]) -> PlaceFound:
    return PlaceFound(
        place_id=place.place_id,
        name=place.name,
        kind=place.kind,
        country=place.country,
        region=place.region,
        region_name=region_name,
        population=place.population,
        lon=place.lon,
        lat=place.lat,
        precision_km=place.precision_km,
        time_zone=place.time_zone,
        note=place.note,
        names=names.get(place.id, {}),
    )

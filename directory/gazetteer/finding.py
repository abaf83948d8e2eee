"""From what people type to the numbers of places: how to read it, and which come first."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Row, Select, and_, func, literal_column, or_, select

from directory.extensions import db
from directory.gazetteer.camp_words import without_camp_words
from directory.gazetteer.countries import all_countries, key_of
from directory.gazetteer.models import WELL_KNOWN, Place, PlaceName
from directory.gazetteer.naming import (
    ARABIC_SIGNS,
    CITY_FROM,
    COUNTRY_WEIGHT,
    OWN_NAME,
    REFUGEE_PLACE_WEIGHT,
    people_weight,
)

Statement: TypeAlias = Select[*tuple[Any, ...]]

COMMAS = re.compile("[,،;؛、，]")
LAST = "\U0010ffff"
NAMESAKES = 50
# a town, its district, its region and its country; who types more has pasted something
MOST_PARTS = 4
# words of a country at the end: "Central African Republic"
LONGEST_COUNTRY = 4
# a refugee place that is only partly called so comes before a town, behind a city
TOWN_WEIGHT = people_weight(CITY_FROM) + OWN_NAME
# written into the statement, not bound: else the partial index on such names is not used
IS_WELL_KNOWN = PlaceName.weight >= literal_column(str(WELL_KNOWN))
IS_REFUGEE_PLACE = and_(
    IS_WELL_KNOWN, PlaceName.weight.between(REFUGEE_PLACE_WEIGHT, COUNTRY_WEIGHT - 1)
)
# also as Romans wrote them: "Kyaka II"
NUMBER = re.compile(r"\d+|\b[ivx]+\b")


class Matches(NamedTuple):
    """Numbers of places, best first; the first `namesakes` of them are called just so."""

    numbers: list[int]
    namesakes: int = 0
    is_guess: bool = False
    """Whether they are only spelt like it."""


class Scope(NamedTuple):
    """What a search is narrowed to: a country, some regions, or neither."""

    country: str | None = None
    regions: tuple[str, ...] = ()


class Reading(NamedTuple):
    """One way to understand what was typed."""

    words: str
    scope: Scope
    is_camp: bool = False
    """Whether a word for a camp was taken off: a refugee place is meant."""


def readings(text: str, scope: Scope) -> list[Reading]:
    """Return the ways to understand the text, the likeliest first.

    A town may have *camp* in its name: the words as they are come before those without.
    """
    as_typed = [Reading(words, narrowed) for words, narrowed in _as_typed(text, scope)]
    bare = [
        Reading(words, reading.scope, is_camp=True)
        for reading in as_typed
        for words in without_camp_words(reading.words)
    ]
    return as_typed + bare


def matching(reading: Reading, limit: int) -> Matches:
    """Return the places that are called so, then those whose name begins so."""
    key = key_of(reading.words)
    if not key:
        return Matches([])
    found, namesakes, _ = _exact(reading, key)
    if len(found) < limit:
        found += [number for number in _beginning(reading, key, limit) if number not in found]
    return Matches(found[:limit], namesakes)


def called_so(reading: Reading) -> Matches:
    """Return the places that are called just so."""
    key = key_of(reading.words)
    return _exact(reading, key) if key else Matches([])


def nearest(reading: Reading, limit: int) -> Matches:
    """Return well-known places whose name differs by a letter or two behind the first two.

    Of refugee places, which are few, the first letter is enough. A number is never a slip:
    *Camp 11* is not *Camp 21*.
    """
    key = key_of(reading.words)
    if len(key) < 4:
        return Matches([])
    most = 1 if len(key) < 8 else 2
    asked = (PlaceName.place, PlaceName.key, PlaceName.weight, PlaceName.name)
    as_surely = and_(PlaceName.key >= key[:2], PlaceName.key < key[:2] + LAST)
    named = _within(select(*asked), reading.scope).where(
        IS_WELL_KNOWN,
        PlaceName.key >= key[0],
        PlaceName.key < key[0] + LAST,
        IS_REFUGEE_PLACE if reading.is_camp else or_(as_surely, IS_REFUGEE_PLACE),
    )
    length = func.length(PlaceName.key)
    rows = db.session.execute(named.where(length.between(len(key) - most, len(key) + most)))
    letters = set(key)
    numbers = NUMBER.findall(key)
    near = [
        row
        for row in rows
        # far cheaper, and never leaves out what is near
        if len(letters.difference(row.key)) <= most
        and NUMBER.findall(row.key) == numbers
        and letters_apart(key, row.key) <= most
    ]
    numbers_of = dict.fromkeys(row.place for row in _likeliest_first(key, near))
    return Matches(list(numbers_of)[:limit], is_guess=True)


def _likeliest_first(key: str, near: list[Row[Any]]) -> list[Row[Any]]:
    """Put the nearest name of the best known place first; who bears it as `_exact` has them."""
    heaviest: dict[str, int] = {}
    for row in near:
        heaviest[row.key] = max(row.weight, heaviest.get(row.key, 0))

    def rank(row: Row[Any]) -> tuple[Any, ...]:
        apart = letters_apart(key, row.key)
        return apart, -heaviest[row.key], row.key, -_weight_of(row, row.key), row.place

    return sorted(near, key=rank)


def letters_apart(one: str, other: str) -> int:
    """Return how many letters must be put in, left out, changed or swapped to get the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            change = before[j - 1] + (letter != wanted)
            row.append(min(before[j] + 1, row[j - 1] + 1, change))
            if i > 1 and j > 1 and letter == other[j - 2] and wanted == one[i - 2]:
                row[j] = min(row[j], earlier[j - 2] + 1)
    return row[-1]


def _as_typed(text: str, scope: Scope) -> Iterator[tuple[str, Scope]]:
    parts = [part for part in COMMAS.split(text) if key_of(part)]
    head, narrowed = _narrow(parts[-MOST_PARTS:], scope)
    if narrowed != scope:
        yield head, narrowed
    yield text, scope
    if COMMAS.search(text):
        yield head, scope
        return
    words = text.split()
    for at in range(len(words) - 1, max(0, len(words) - LONGEST_COUNTRY), -1):
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
    place = select(Place).join(PlaceName, PlaceName.place == Place.id)
    return place.where(PlaceName.key == key_of(text), Place.kind == kind)


def _exact(reading: Reading, key: str) -> Matches:
    """Return places of this name; a refugee place also when the words are the first of its name."""
    asked = (PlaceName.weight, PlaceName.place, PlaceName.name, PlaceName.key)
    named = _within(select(*asked), reading.scope)
    best = named.where(PlaceName.key == key).order_by(PlaceName.weight.desc(), PlaceName.place)
    longer = named.where(
        PlaceName.key >= key + " ",
        PlaceName.key < key + "!",  # the character behind the blank
        IS_REFUGEE_PLACE,
    )
    rows = [*db.session.execute(best.limit(NAMESAKES)), *db.session.execute(longer)]
    rows.sort(key=lambda row: (-_weight_of(row, key), row.key != key, -row.weight, row.place))
    spelled = rows
    if ARABIC_SIGNS.search(reading.words):  # who types عمّان wants Amman, never Oman
        typed = unicodedata.normalize("NFC", reading.words.strip())
        spelled = [row for row in rows if unicodedata.normalize("NFC", row.name) == typed] or rows
    elif reading.is_camp:  # the town is only the next best
        spelled = [row for row in rows if _is_refugee_place(row)]
    numbers = list(dict.fromkeys(row.place for row in (*spelled, *rows)))
    return Matches(numbers, len({row.place for row in spelled}))


def _weight_of(row: Row[Any], key: str) -> int:
    """Return the weight of a name; who types *Irbid* wants the city, not *Irbid Camp*."""
    return TOWN_WEIGHT if _is_refugee_place(row) and key_of(row.name) != key else int(row.weight)


def _is_refugee_place(row: Row[Any]) -> bool:
    return bool(REFUGEE_PLACE_WEIGHT <= row.weight < COUNTRY_WEIGHT)


def _beginning(reading: Reading, key: str, limit: int) -> list[int]:
    """Return places by weight; looks among the well-known ones first, as they come first anyway.

    A number that goes on is another one: *Camp 1* is not the beginning of *Camp 14*.
    """
    named = _within(select(PlaceName.place), reading.scope)
    named = named.where(PlaceName.key >= key, PlaceName.key < key + LAST)
    if key[-1].isdecimal():
        named = named.where(or_(PlaceName.key < key + "0", PlaceName.key >= key + ":"))  # behind 9
    heaviest = func.max(PlaceName.weight).desc()
    best = named.group_by(PlaceName.place).order_by(heaviest, PlaceName.place).limit(limit)
    if reading.is_camp:
        return list(db.session.scalars(best.where(IS_REFUGEE_PLACE)))
    found = list(db.session.scalars(best.where(IS_WELL_KNOWN)))
    return found if len(found) == limit else list(db.session.scalars(best))


def _within(statement: Statement, scope: Scope) -> Statement:
    if scope.regions:
        place = and_(Place.id == PlaceName.place, Place.region.in_(scope.regions))
        statement = statement.join(Place, place)
    # a region begins with its country, and names are indexed by country
    lands = {scope.country} if scope.country else {code.partition(".")[0] for code in scope.regions}
    return statement.where(PlaceName.country.in_(sorted(lands))) if lands else statement

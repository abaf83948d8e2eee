"""Rules about the names of places: which to keep, which to show, how well known each is."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from directory.gazetteer.camp_words import without_camp_words
from directory.gazetteer.countries import key_of

# the heaviest come first wherever the same words name several places
COUNTRY_WEIGHT = 3000
REFUGEE_PLACE_WEIGHT = 2000
PORT_WEIGHT = 601
OWN_NAME = 150
# its own name but for the word for a camp
NEARLY_OWN_NAME = 75
CITY_FROM = 50_000
TOWN_FROM = 5_000

ARABIC_SIGNS = re.compile("[\u064b-\u0652\u0670]")
ARABIC_SCRIPT = re.compile("[\u0620-\u06d3]")
# letters of Arabic itself: Persian, Kurdish, Urdu and Uighur spellings have others
ARABIC_NAME = re.compile("(?!ئ[اە])[\u0621-\u063a\u0641-\u0652\u0670\u0671 -]+")
SCRIPTS = (("ar", "\u0600", "\u06ff"), ("bn", "\u0980", "\u09ff"), ("th", "\u0e00", "\u0e7f"))
# GeoNames romanises names of other scripts in small letters: "swldw"; nobody types those
SMALL_LATIN = re.compile("[a-z]")
AIRPORT_CODE = re.compile("[A-Z]{3}")
REFUGEE_CAMP = re.compile("Refugee (Camp|Settlement)", re.IGNORECASE)
REGION_WORDS = re.compile(
    "^(محافظه|ولايه|اقليم|اماره|منطقه|region de|provincia de) "
    "| (governorate|province|region|county|district|state|prefecture|department)$"
)
LATIN_ARTICLE = re.compile("^(al|as|ash|at|ar|az|an|ad|adh) ")


class Name(NamedTuple):
    """One name of a place: in which language where known, how it weighs, its key if not its own."""

    text: str
    language: str | None = None
    bonus: int = 0
    key: str | None = None


def people_weight(population: int) -> int:
    """Return how well known a place of so many people is."""
    return round(100 * math.log10(population + 1))


def refugee_place_weight(kind: str) -> int:
    """Return how well known a place of our own file is; a landing place is beside its town."""
    return PORT_WEIGHT if kind == "port" else REFUGEE_PLACE_WEIGHT


def kind_of_town(name: str, population: int) -> str:
    """Return the kind of a town; the bounds are those of the UN's degree of urbanisation."""
    if REFUGEE_CAMP.search(name):
        return "camp"
    if population >= CITY_FROM:
        return "city"
    return "town" if population >= TOWN_FROM else "village"


def town_names(name: str, alternates: Iterable[str], ours: Sequence[str] = ()) -> Iterator[Name]:
    """Yield what people call a town; the name to show in Arabic is marked so, ours before all."""
    yield Name(name, bonus=OWN_NAME)
    if REFUGEE_CAMP.search(name):
        yield from _without_camp(name, OWN_NAME)
    kept = [text for text in alternates if _is_typed(text)]
    arabic = arabic_name(ours) or arabic_name(kept)
    if arabic:
        yield Name(arabic, "ar", OWN_NAME)
    yield from map(Name, (*kept, *ours))


def region_names(name: str, aliases: Iterable[str]) -> Iterator[Name]:
    """Yield what people call a region, also without the word for region."""
    yield Name(name, bonus=OWN_NAME)
    listed = list(aliases)
    arabic = arabic_name(listed)
    if arabic:
        yield Name(arabic, "ar", OWN_NAME)
    for text in (name, *listed):
        yield Name(text)
        yield from _short(text, REGION_WORDS)
        if arabic:  # where names carry the Arabic article, in Latin letters too
            yield from _short(text, LATIN_ARTICLE)


def area_names(name: str, others: Iterable[str]) -> Iterator[Name]:
    """Yield what people call an area; the name to show in Arabic is marked so."""
    listed = list(others)
    arabic = arabic_name(listed)
    for text in (name, *listed):
        yield Name(text, "ar" if text == arabic else None, OWN_NAME)


def refugee_place_names(name: str, local: str, others: Iterable[str]) -> Iterator[Name]:
    """Yield what people call a place of our own file, also without the word for camp."""
    yield Name(name, bonus=OWN_NAME)
    listed = list(others)
    shown = {local: language_of_script(local)}
    if "ar" not in shown.values() and (arabic := arabic_name(listed)):
        shown[arabic] = "ar"
    for text in (name, local, *listed):
        yield Name(text, shown.get(text))
        yield from _without_camp(text, NEARLY_OWN_NAME if text == name else 0)


def arabic_name(names: Iterable[str]) -> str | None:
    """Return the name that is most likely Arabic and shortest among those in Arabic letters."""
    found = [text for text in names if ARABIC_NAME.fullmatch(text) and ARABIC_SCRIPT.search(text)]
    return min(found, key=lambda text: (not text.startswith("ال"), len(text), text), default=None)


def language_of_script(text: str) -> str | None:
    """Return the language of a name in our own file, which has one language for each script."""
    return next(
        (tag for tag, first, last in SCRIPTS if any(first <= c <= last for c in text)), None
    )


def keyed(names: Iterable[Name]) -> Iterator[tuple[str, Name]]:
    """Yield key and name wherever it adds something: a key, a language, Arabic vowel signs."""
    seen: set[tuple[str, str]] = set()
    for name in names:
        key = name.key or key_of(name.text)
        signs = ARABIC_SIGNS.search(name.text) is not None
        adds = ("key", key)
        if name.language:
            adds = ("language", name.language)
        elif signs:
            adds = ("spelling", name.text)
        if key and adds not in seen:
            seen |= {adds} if signs else {adds, ("key", key)}
            yield key, name


def _without_camp(text: str, bonus: int) -> Iterator[Name]:
    for short in without_camp_words(text):
        yield Name(text, None, bonus, short)


def _short(text: str, words: re.Pattern[str]) -> Iterator[Name]:
    key = key_of(text)
    short = key_of(words.sub("", key))
    if short and short != key:
        yield Name(text, None, 0, short)


def _is_typed(text: str) -> bool:
    romanised = text == text.lower() and SMALL_LATIN.search(text)
    return bool(text) and not romanised and not AIRPORT_CODE.fullmatch(text)

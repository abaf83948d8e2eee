"""Karte von morgen: no country, free tags, and no word of what kind of body it is."""

import pytest

from directory.imports.profiles import get_profile
from tests.imports.conftest import DATA
from tests.imports.twice import real, twice

PROFILE = "kartevonmorgen"
SOURCE = "kartevonmorgen"


@pytest.fixture
def brought(bring):
    """The small answer, imported and published."""
    return bring(DATA / "kartevonmorgen.json", profile=get_profile(PROFILE), publish=True)


def document(bring, number):
    return bring.revision(f"k{number}", source=SOURCE).document


def test_the_country_is_that_of_the_point(bring, brought):
    assert [document(bring, n).sites[0].country for n in (1, 2, 3, 4, 5)] == [
        "DE",
        "CH",
        "AT",
        "DE",
        "NL",
    ]


def test_kinds_are_only_those_that_name_or_tags_say(bring, brought):
    assert [document(bring, n).kind for n in (1, 2, 3, 4)] == [
        "cooperative",
        "association",
        "other_sse_entity",
        "other_sse_entity",
    ]
    codes = bring.codes(brought)
    assert "kept_doubtful" in codes[4]
    assert "kept_closed" in codes[5]
    assert (brought.rows_read, brought.published, brought.kept_unpublished) == (5, 3, 2)


def test_free_tags_are_no_defects(bring, brought):
    assert "unknown_term" not in {code for codes in bring.codes(brought).values() for code in codes}


def test_a_point_far_from_any_town_shows_no_place(bring, brought):
    site = document(bring, 1).sites[0]
    assert (site.place, site.precision) == (None, "locality")


def test_the_real_file(bring):
    run = twice(bring, real("coops/kartevonmorgen-search-results.json"), PROFILE)
    assert (run.rows_read, run.refused) == (99, 0)
    assert (run.published, run.kept_unpublished) == (38, 61)

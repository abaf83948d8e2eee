"""TransforMap: one country in many spellings, several values in a cell, missing countries."""

import json

import pytest

from directory.imports.profiles import get_profile
from tests.imports.conftest import DATA
from tests.imports.twice import real, twice

PROFILE = "transformap-ssedas-2017"
SOURCE = "transformap_ssedas"


@pytest.fixture
def brought(bring):
    """The small file, imported and published."""
    return bring(DATA / "transformap.geojson", profile=get_profile(PROFILE), publish=True)


def document(bring, number):
    return bring.revision(f"t{number}", source=SOURCE).document


def test_one_country_in_many_spellings(bring, brought):
    countries = {
        number: document(bring, number).sites[0].country for number in (1, 2, 3, 4, 5, 6, 10)
    }
    assert countries == {1: "IT", 2: "AT", 3: "GB", 4: "SK", 5: "GR", 6: "GB", 10: "IT"}


def test_a_country_that_nobody_knows_is_refused(bring, brought):
    assert bring.codes(brought)[12] == ["country_unknown"]


def test_a_missing_country_comes_from_the_point_or_from_nowhere(bring, brought):
    assert document(bring, 8).sites[0].country == "AT"
    assert "country_by_point" in bring.codes(brought)[8]
    assert bring.codes(brought)[9] == ["no_country"]  # a point in another continent


def test_several_values_of_one_cell(bring, brought):
    assert document(bring, 1).activities == ("shop", "education")
    assert "unknown_term" in bring.codes(brought)[10]
    assert document(bring, 3).kind == "social_enterprise"


def test_kinds_come_from_the_name_and_the_rest_stays_generic(bring, brought):
    kinds = {n: (document(bring, n).kind, document(bring, n).form) for n in (1, 2, 4, 5, 8)}
    assert kinds == {
        1: ("cooperative", None),
        2: ("association", None),
        4: ("cooperative", None),
        5: ("social_enterprise", None),
        8: ("other_sse_entity", None),
    }


def test_what_may_hide_somebody_or_is_no_body_is_not_published(bring, brought):
    codes = bring.codes(brought)
    for number in (6, 7, 10):
        assert "kept_doubtful" in codes[number]
        assert bring.organisation(f"t{number}", source=SOURCE).current is None


def test_texts_keep_their_lines_and_their_language(bring, brought):
    assert document(bring, 1).description[0].words == "Mends nets together.\nOpen to all."
    assert document(bring, 1).description[0].language == "und"  # nobody says which
    assert [text.language for text in document(bring, 4).description] == ["cs"]


def test_a_dash_says_nothing_and_persons_are_dropped(bring, brought):
    assert {c.channel: c.value for c in document(bring, 1).contacts} == {
        "website": "http://rete.example.org",
        "email": "info@rete.example.org",
    }
    assert document(bring, 2).contacts == ()
    address = document(bring, 1).sites[0].address
    assert (address.lines, address.postcode) == (("Via del Molo 1",), "00184")  # with its zeros


def test_a_part_of_the_real_file_twice(bring):
    whole = json.loads(real("coops/transformap-ssedas-2017.geojson").read_text(encoding="utf-8"))
    whole["features"] = whole["features"][::12]
    path = bring.write(json.dumps(whole), "part.geojson")
    run = twice(bring, path, PROFILE)
    assert (run.rows_read, run.refused) == (150, 0)


def test_the_real_file(bring):
    run = bring(
        real("coops/transformap-ssedas-2017.geojson"),
        profile=get_profile(PROFILE),
        dry_run=True,
        publish=True,
    )
    assert (run.rows_read, run.refused) == (1794, 2)  # two points in another continent
    assert (run.published, run.kept_unpublished) == (916, 876)
    codes = [finding.code for finding in bring.findings(run)]
    assert codes.count("country_unknown") == 0
    assert codes.count("no_country") == run.refused
    assert codes.count("country_by_point") == 74
    assert codes.count("point_swapped") == 3

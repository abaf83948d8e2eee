"""Youth-led cooperatives: two headers that differ by one capital, four languages, nobody asked."""

import csv
from io import StringIO

import pytest

from directory.errors import Invalid
from directory.imports.profiles import get_profile
from tests.imports.conftest import DATA
from tests.imports.twice import real, twice

PROFILE = "ica-youth-led-coops"
SOURCE = "ica_youth_led_coops"


@pytest.fixture
def brought(bring):
    """The small file, imported."""
    return bring(DATA / "ica.csv", profile=get_profile(PROFILE))


def document(bring, key):
    return bring.revision(key, source=SOURCE).document


def test_headers_that_differ_by_a_capital_are_two_columns(bring, brought):
    assert document(bring, "Young Net Menders").names[0].words == "Young Net Menders"
    assert brought.rows_read == 4


def test_one_type_in_four_languages(bring, brought):
    menders, union, federation = (
        document(bring, key)
        for key in ("Young Net Menders", "Sail Savings Credit Union", "Federación de Redes")
    )
    assert (menders.cooperative_type, menders.form) == (
        "producer_cooperative",
        "agricultural_cooperative",
    )
    assert (union.cooperative_type, union.form) == (
        "consumer_user_cooperative",
        "sacco_credit_union",
    )
    assert (federation.cooperative_type, federation.form) == (
        "multi_stakeholder_cooperative",
        "federation_union_apex",
    )
    assert document(bring, "Harbour Initiative CBO").kind == "other_sse_entity"


def test_misspelt_countries_are_meant_ones(bring, brought):
    countries = [
        document(bring, key).sites[0].country
        for key in ("Young Net Menders", "Sail Savings Credit Union", "Federación de Redes")
    ]
    assert countries == ["CD", "RW", "BR"]


def test_a_person_s_address_is_dropped_and_n_a_is_nothing(bring, brought):
    assert [c.channel for c in document(bring, "Federación de Redes").contacts] == ["website"]
    assert document(bring, "Sail Savings Credit Union").contacts == ()
    assert document(bring, "Sail Savings Credit Union").sites[0].address.lines == ()
    told = " ".join(finding.message for finding in bring.findings(brought))
    assert "joao.silva" not in told


def test_a_licence_that_nobody_named_publishes_nothing(bring):
    with pytest.raises(Invalid):
        bring(DATA / "ica.csv", profile=get_profile(PROFILE), publish=True)


def test_the_real_file(bring):
    run = twice(bring, real("coops/ica-youth-led-coops.csv"), PROFILE, publish=False)
    assert (run.rows_read, run.refused, run.proposed, run.published) == (97, 0, 97, 0)


def test_many_on_the_middle_of_a_town_are_never_exact(bring):
    bring(real("coops/ica-youth-led-coops.csv"), profile=get_profile(PROFILE))
    at = [document(bring, key).sites[0] for key in ("COOPAPRU", "CYED", "Coopaeki")]
    assert len({(site.point.lon, site.point.lat) for site in at}) == 1
    assert {site.precision for site in at} == {"locality"}


def test_a_stack_is_told_though_no_point_of_this_source_is_exact(bring):
    with (DATA / "ica.csv").open(encoding="utf-8", newline="") as file:
        head, first, *_ = csv.reader(file)
    written = StringIO()
    name = first.index("Young Net Menders")
    rows = [[*first[:name], f"{first[name]} {number}", *first[name + 1 :]] for number in range(5)]
    csv.writer(written).writerows([head, *rows])
    run = bring(written.getvalue(), profile=get_profile(PROFILE))
    assert all("point_stacked" in codes for codes in bring.codes(run).values())

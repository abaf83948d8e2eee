"""The register of 2017: no points, broken lines, days as d/m/yyyy, and societies that ended."""

import csv
import io

import pytest

from directory.imports import operations
from directory.imports.profiles import get_profile
from tests.imports.conftest import AT, DATA
from tests.imports.twice import real, twice

PROFILE = "coops-uk-2017-06"
OUTLETS = "coops-uk-2019-06-outlets"


@pytest.fixture
def brought(bring):
    """The small register, imported and published."""
    return bring(DATA / "coops-uk-2017.csv", profile=get_profile(PROFILE), publish=True)


def document(bring, key):
    return bring.revision(key, source="coops_uk").document


def test_numbers_are_those_of_the_register_that_the_row_names(bring, brought):
    numbers = {
        key: (found.register_name, found.number, found.status)
        for key in ("U1", "U2", "U3", "U4", "U5")
        for found in [document(bring, key).registration]
    }
    assert numbers["U1"] == ("Mutuals Public Register (FCA)", "525R", "registered")
    assert numbers["U2"] == ("Companies House", "09123456", "registered")  # with its zero
    assert numbers["U3"][1:] == ("NI000001", "deregistered")
    assert numbers["U4"] == (None, None, "not_stated")  # its zeros are lost: told, and left
    assert "number_unreadable" in bring.codes(brought)[6]
    assert numbers["U5"] == (None, None, "informal")


def test_days_are_day_month_year(bring, brought):
    years = [document(bring, key).founded_year for key in ("U1", "U2", "U3", "U4", "U5")]
    assert years == [1863, 2014, 1971, None, None]
    assert "date_unreadable" in bring.codes(brought)[6]  # the 31st of February


def test_what_ended_is_kept_and_not_shown(bring, brought):
    assert document(bring, "U3").operational_status == "defunct"
    assert "kept_closed" in bring.codes(brought)[5]
    assert bring.organisation("U3", source="coops_uk").current is None
    assert brought.published == 4


def test_a_line_break_in_a_street_is_a_line_of_the_address(bring, brought):
    site = document(bring, "U1").sites[0]
    assert site.address.lines == ("1 Quay Street", "Old Harbour")
    assert site.point is None
    assert document(bring, "U4").sites[0].country == "JE"


def test_the_same_source_in_another_year_is_the_same_organisation(bring, brought):
    assert get_profile(PROFILE).source == get_profile("coops-uk-2023q2").source


class TestOutlets:
    """Many sites of organisations that another file brought."""

    @pytest.fixture
    def joined(self, bring, brought):
        """The outlets, imported and published after the register."""
        return bring(DATA / "coops-uk-outlets.csv", profile=get_profile(OUTLETS), publish=True)

    def test_sites_are_added_and_nothing_else_changes(self, bring, joined):
        before = document(bring, "U1")
        now = bring.organisation("U1", source="coops_uk").current.document
        assert [site.role for site in now.sites] == ["head_office", "branch", "branch", "branch"]
        assert now.sites[0] == before.sites[0]
        assert now.model_copy(update={"sites": before.sites, "sources": before.sources}) == before
        assert sorted(site.country for site in now.sites) == ["GB", "GB", "GB", "JE"]

    def test_an_organisation_that_nobody_brought_is_refused(self, bring, joined):
        assert bring.codes(joined)[7] == ["not_joined"]
        assert (joined.published, joined.refused) == (1, 1)

    def test_both_files_again_change_nothing(self, bring, joined):
        for file, profile in (
            ("coops-uk-2017.csv", PROFILE),
            ("coops-uk-outlets.csv", OUTLETS),
        ):
            run = bring(DATA / file, profile=get_profile(profile), publish=True)
            assert (run.proposed, run.published) == (0, 0)

    def test_what_the_register_says_later_leaves_the_outlets(self, bring, joined, tmp_path):
        text = (DATA / "coops-uk-2017.csv").read_text(encoding="utf-8")
        later = bring.write(text.replace("1 Quay Street", "9 Quay Street"), "later.csv")
        bring(later, profile=get_profile(PROFILE), publish=True)
        now = bring.organisation("U1", source="coops_uk").current.document
        assert now.sites[0].address.lines[0] == "9 Quay Street"
        assert len(now.sites) == 4

    def test_taking_the_outlets_back_leaves_the_organisation(self, bring, joined):
        operations.undo_run(joined.id, handle="dina", at=AT)
        now = bring.organisation("U1", source="coops_uk").current.document
        assert len(now.sites) == 1


def test_the_real_register(bring):
    run = bring(
        real("coops/coops-uk-2017-06-organisations.csv"),
        profile=get_profile(PROFILE),
        dry_run=True,
        publish=True,
    )
    assert (run.rows_read, run.refused) == (8371, 0)
    # the dead, two with lost letters, a home of refugees, two streets (a jail, an orphanage)
    assert run.kept_unpublished == 1562


def test_a_part_of_the_real_file_twice(bring):
    with real("coops/coops-uk-2017-06-organisations.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        rows = list(csv.reader(file))
    part = io.StringIO(newline="")
    csv.writer(part).writerows([rows[0], *rows[1::70]])
    run = twice(bring, bring.write(part.getvalue(), "part.csv"), PROFILE)
    assert (run.rows_read, run.refused) == (120, 0)


def test_the_real_outlets(bring):
    outlets = real("coops/coops-uk-2019-06-outlets.csv")
    with outlets.open(encoding="utf-8", newline="") as file:
        owners = {row["CUK Organisation ID"] for row in csv.DictReader(file)}
    with real("coops/coops-uk-2017-06-organisations.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        rows = list(csv.reader(file))
    part = io.StringIO(newline="")
    csv.writer(part).writerows([rows[0], *(row for row in rows if row[0] in owners)])
    bring(bring.write(part.getvalue()), profile=get_profile(PROFILE), publish=True)
    run = twice(bring, outlets, OUTLETS)
    assert (run.rows_read, run.refused) == (5966, 4012)  # one has more sites than a document holds
    assert (run.published, run.kept_unpublished) == (20, 1)  # where children meet is not shown
    lincolnshire = bring.organisation("R000009", source="coops_uk").current.document
    assert len(lincolnshire.sites) == 157

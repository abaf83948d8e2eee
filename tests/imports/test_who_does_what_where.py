"""3W and 4W: organisations and the areas they serve, never a site, a count or what has ended."""

import pytest
from openpyxl import Workbook

from directory.imports.profiles import get_profile
from tests.imports.conftest import DATA
from tests.imports.twice import real, twice

GUINEA, ETHIOPIA = "guinea-ebola-3w", "ethiopia-4w-2022-02"
HEAD = ["Donor", "Agency", "Type", "Region", "Pcode", "Plan", "Sector", "Activity"]
TAGS = ["#org+funder", "#org+impl+name", "#org+impl+type", "#adm1+name", "#adm3+code"]
TAGS += ["Column1", "#sector+cluster+name", "#activity"]


def document(bring, key, source):
    return bring.revision(key, source=source).document


@pytest.fixture
def guinea(bring):
    return bring(DATA / "ebola.hxl.csv", profile=get_profile(GUINEA), publish=True)


def test_rows_of_one_body_are_services_with_the_areas_served(bring, guinea):
    found = document(bring, "invented relief", "guinea_ebola_3w")
    assert (found.kind, found.sites) == ("support_body_not_sse", ())
    areas = {s.kind: [(a.country, a.region) for a in s.areas] for s in found.services}
    assert areas == {
        "primary_health_care": [("GN", "GN.B"), ("GN", "GN.N")],
        "health_information": [("GN", "GN.L")],
    }


def test_days_are_the_widest_of_the_rows_and_end_with_the_file(bring, guinea):
    care = document(bring, "invented relief", "guinea_ebola_3w").services[0]
    assert (str(care.valid_from), str(care.valid_until)) == ("2014-10-01", "2015-12-31")
    reversed_days = document(bring, "another relief", "guinea_ebola_3w").services[0]
    assert (reversed_days.valid_from, str(reversed_days.valid_until)) == (None, "2015-01-01")
    assert {"dates_reversed", "region_unknown"} <= set(bring.codes(guinea)[9])


def test_nothing_of_it_is_published(bring, guinea):
    assert (guinea.published, guinea.kept_unpublished) == (0, 3)
    codes = bring.codes(guinea)
    assert "kept_no_service" in codes[7]
    assert "no_service_of_area" in codes[7]
    assert codes[8] == ["no_key"]


def test_a_workbook_with_tags_in_its_second_row(bring):
    book = Workbook()
    sheet = book.active
    sheet.append(HEAD)
    sheet.append(TAGS)
    what = ["A donor", "Invented Agency ", "UN Agency"]
    sheet.append([*what, "Tigray", "ET01", "HRP", "Protection", "CP_MHPSS"])
    sheet.append([*what, "OROMIA", "ET04", "HRP", "WASH", "Water trucking/tankering"])
    sheet.append([*what, "SNNP", "ET07", "HRP", "WASH", "Water trucking/tankering"])
    sheet.append([*what[:2], None, "Afar", "ET02", "HRP", "CCCM", None])
    book.create_sheet("Lists").sheet_state = "hidden"
    path = bring.folder / "fourw.xlsx"
    book.save(path)
    run = twice(bring, path, ETHIOPIA)
    found = document(bring, "invented agency", "ethiopia_4w")
    assert [(s.kind, [a.region for a in s.areas]) for s in found.services] == [
        ("child_protection_referral", ["ET.53"]),
        ("water_sanitation", ["ET.51", None]),
    ]
    assert {str(service.valid_until) for service in found.services} == {"2022-02-28"}
    assert (run.published, run.kept_unpublished) == (0, 1)
    assert sorted(bring.codes(run)[1]) == ["sheets_hidden"]
    assert bring.codes(run)[2] == ["hxl_fake"]


@pytest.mark.parametrize(
    ("profile", "file", "rows", "refused", "organisations"),
    [
        (GUINEA, "hxl/guinea-ebola-3w-fr.hxl.csv", 1456, 0, 54),
        (ETHIOPIA, "hxl/ethiopia-4w-2022-02.xlsx", 7900, 69, 107),
    ],
)
def test_the_real_files(bring, profile, file, rows, refused, organisations):
    run = twice(bring, real(file), profile)
    assert (run.rows_read, run.refused, run.proposed) == (rows, refused, organisations)
    assert (run.published, run.kept_unpublished) == (0, organisations)

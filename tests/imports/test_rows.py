"""Each row is accepted, accepted with warnings, or refused, and says why."""

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from directory.config import ROOT
from directory.gazetteer.models import Middle
from directory.imports.findings import SENTENCES, found, note
from directory.imports.models import ImportRow, Outcome, Severity
from directory.organisations.models import Organisation
from tests.imports.conftest import DATA


def expected(file: Path, delimiter: str) -> dict[int, list[str]]:
    """Return by the line a row begins on what its own first cell says will be found."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    wanted, number = {}, 1
    reader = csv.reader(lines, delimiter=delimiter)
    next(reader)
    for cells in reader:
        wanted[number + 1] = [code for code in cells[0].split() if code != "refusal"]
        number = reader.line_num
    return wanted


def test_every_defect_is_told_and_nothing_else(bring):
    run = bring("defects.csv")
    wanted = {row: codes for row, codes in expected(DATA / "defects.csv", ";").items() if codes}
    assert bring.codes(run) == wanted


def test_counts_add_up_and_every_row_has_an_outcome(bring, db):
    run = bring("defects.csv")
    assert run.rows_read == run.accepted + run.accepted_with_warnings + run.refused == 55
    assert run.refused == 6
    outcomes = dict(
        db.session.execute(
            select(ImportRow.outcome, func.count())
            .where(ImportRow.run_id == run.id)
            .group_by(ImportRow.outcome)
        ).all()
    )
    assert outcomes == {
        Outcome.ACCEPTED: run.accepted,
        Outcome.ACCEPTED_WITH_WARNINGS: run.accepted_with_warnings,
        Outcome.REFUSED: run.refused,
    }
    assert run.proposed == 49


def test_staged_cells_are_forgotten(bring, db):
    run = bring("defects.csv")
    cells = db.session.scalars(select(ImportRow.cells_json).where(ImportRow.run_id == run.id))
    assert set(cells) == {""}


def test_no_finding_repeats_what_may_be_a_person_s(bring):
    run = bring("defects.csv")
    told = " ".join(finding.message for finding in bring.findings(run))
    assert "jane.doe" not in told
    assert "07400" not in told


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("D6", "=1+1 Cooperative"),
        ("D7", "Two Blanks Cooperative"),
        ("D8", "Broken Line Cooperative"),
        ("D10", "Fish & Ice Cooperative"),
        ("D11", "Men’s Cooperative"),
        ("D12", "Net – Rope Cooperative"),
        ("D13", "T? Pren Cooperative"),
        ("D14", "Caf\ufffd Cooperative"),
        ("D15", "Graphics Cooperative Ltd"),
        ("D16", "NET MENDERS COOPERATIVE"),
        ("D49", "Hidden Cooperative"),
    ],
)
def test_names_are_repaired_only_where_it_is_sure(bring, key, name):
    bring("defects.csv")
    assert bring.revision(key).document.names[0].words == name


def contacts(bring, key):
    return [(c.channel, c.value) for c in bring.revision(key).document.contacts]


def test_ways_to_reach_the_organisation(bring):
    bring("defects.csv")
    assert contacts(bring, "D20") == [("website", "http://one-slash.example.org")]
    assert contacts(bring, "D21") == [("website", "http://www.no-scheme.example.org")]
    assert contacts(bring, "D22") == [("website", "http://two.example.org")]
    assert contacts(bring, "D23") == [("website", "https://one.example.org")]
    assert contacts(bring, "D26") == [("email", "info@post-mail.example.org")]
    assert contacts(bring, "D27") == [("email", "sail.loft.cooperative@example.org")]
    assert contacts(bring, "D30") == [("phone", "+441134960000")]
    for key in ("D24", "D25", "D28", "D29", "D31", "D32"):
        assert contacts(bring, key) == []


def test_points_are_checked_against_the_country(bring):
    bring("defects.csv")
    swapped, comma = (bring.revision(key).document.sites[0].point for key in ("D38", "D41"))
    assert (swapped.lon, swapped.lat) == (36.09, 32.08)
    assert (comma.lon, comma.lat) == (-1.55, 53.8)
    for key in ("D35", "D36", "D37", "D39", "D40", "D98"):
        assert bring.revision(key).document.sites[0].point is None


def test_a_row_that_names_no_place_is_in_the_town_at_its_point(bring):
    bring("defects.csv")
    found = bring.revision("D97").document.sites[0]
    assert (found.place.name, found.precision) == ("Leeds", "locality")
    assert bring.revision("D42").document.sites[0].place is None


def test_the_middle_of_a_region_is_shown_as_the_region(bring, db):
    middle = db.session.scalars(select(Middle).where(Middle.code == "JO.15")).first()
    head = "Id,Name,Country,Town,Lat,Lon\n"
    run = bring(head + f"A1,Middle Cooperative,JO,,{middle.lat},{middle.lon}\n")
    assert "point_middle" in bring.codes(run)[2]
    assert bring.revision("A1").document.sites[0].precision == "admin1"


HEAD = "Id,Name,Country,Town,Lat,Lon\n"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("JO,,31,36", "point_whole"),
        ("JO,,30.585164,36.238414", "point_middle"),
        ("JO,,44.95,34.1", "point_outside"),  # Crimea
    ],
)
def test_points_that_stand_for_a_country_or_lie_in_no_such_one_are_told(bring, row, code):
    run = bring(HEAD + f"A1,Middle Cooperative,{row}\n")
    assert code in bring.codes(run)[2]


def test_a_region_of_that_name_must_hold_the_point(bring):
    run = bring(
        HEAD
        + "A1,Far Cooperative,JO,Aqaba,32.5556,35.85\n"  # Irbid
        + "A2,Near Cooperative,JO,Mafraq,32.2931,38.3284\n"  # 190 km from its town, in its region
    )
    assert "place_far" in bring.codes(run)[2]
    assert bring.revision("A1").document.sites[0].place is None
    assert bring.revision("A2").document.sites[0].place.kind == "region"


def test_a_word_that_says_nothing_is_no_id_and_is_told(bring):
    run = bring(HEAD + "null,Null Cooperative,GB,,,\n,Other Cooperative,GB,,,\n")
    assert [bring.codes(run)[row] for row in (2, 3)] == [["key_nothing"], ["no_key"]]
    assert "“null”" in bring.findings(run)[0].message


def test_metres_are_shown_as_metres(bring):
    run = bring(HEAD + "A1,Metres Cooperative,JO,,3758000.5,3991100\n")
    said = {finding.code: finding.message for finding in bring.findings(run)}
    assert "“3991100 3758000.5”" in said["point_metres"]


def test_the_place_is_the_one_the_row_names(bring):
    bring("defects.csv")
    place = {f"D{n}": bring.revision(f"D{n}").document.sites[0].place for n in range(42, 49)}
    assert [key for key, chosen in place.items() if chosen is None] == [
        "D42",
        "D43",
        "D44",
        "D46",
        "D48",
    ]
    assert place["D45"].name == "Leeds"
    assert (place["D47"].name, place["D47"].admin1.code) == ("Newport", "GB.WLS")
    assert bring.revision("D48").document.sites[0].country == "JE"


def test_a_whole_row_becomes_a_document(bring):
    bring("harbour.csv")
    document = bring.revision("H1").document
    assert (document.kind, document.activities) == ("cooperative", ("fish_processing",))
    assert document.registration.number == "123456"
    assert document.consent.level == "public_register_or_open_data"
    assert document.sources[0].foreign_id == "H1"
    site = document.sites[0]
    assert (site.precision, site.country, site.place.name) == ("locality", "GB", "Leeds")
    assert site.address.lines == ("1 Quay Street", "Old Harbour")
    union = bring.revision("H2").document
    assert (union.form, union.cooperative_type) == (
        "sacco_credit_union",
        "consumer_user_cooperative",
    )
    assert bring.revision("H3").document.kind == "association"
    assert bring.revision("H5").document.sites[0].country == "GB"


def test_rows_of_one_id_are_one_organisation_with_several_sites(bring, db):
    run = bring("branches.csv")
    assert run.proposed == db.session.scalar(select(func.count()).select_from(Organisation)) == 2
    document = bring.revision("B1").document
    assert [site.place.name for site in document.sites] == ["Bristol", "Leeds", "London"]
    assert document.names[0].words == "Three Shops Cooperative"
    assert bring.codes(run) == {5: ["rows_disagree"], 6: ["no_name"]}


def test_the_order_of_rows_changes_nothing_where_sites_have_ids(bring):
    bring("branches.csv")
    head, *lines = (DATA / "branches.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    run = bring(head + lines[1] + lines[0] + lines[3] + lines[2])
    assert (run.proposed, run.unchanged) == (0, 2)


def test_a_doubled_row_counts_once(bring):
    head, *lines = (DATA / "branches.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    run = bring(head + lines[1] * 2)
    assert (run.accepted, run.accepted_with_warnings, run.proposed) == (1, 1, 1)
    assert bring.codes(run) == {3: ["row_doubled"]}
    assert len(bring.revision("B2").document.sites) == 1


def test_rows_of_one_site_are_its_services(bring):
    run = bring(
        "Id,Site,Name,Sort,Town,Country,Offer\n"
        "C1,hall,Hall Cooperative,coop,Leeds,GB,training\n"
        "C1,hall,Hall Cooperative,coop,Leeds,GB,nursery\n"
        "C1,quay,Hall Cooperative,coop,Bristol,GB,training\n"
    )
    document = bring.revision("C1").document
    assert (run.accepted, len(document.sites), len(document.services)) == (3, 2, 3)
    assert len({service.sites for service in document.services}) == 2


@pytest.mark.parametrize(("begins", "ends"), [("1066-10-14", ""), ("", "1066-10-14")])
def test_a_day_of_long_ago_is_left_out_and_said(bring, begins, ends):
    run = bring(
        "Id,Name,Sort,Town,Country,Offer,From,Until\n"
        f"C1,Hall Cooperative,coop,Leeds,GB,training,{begins},{ends}\n"
    )
    (found,) = bring.revision("C1").document.services
    assert (found.valid_from, found.valid_until) == (None, None)
    assert bring.codes(run) == {2: ["date_too_early"]}


def test_too_many_rows_of_one_id_are_refused_one_by_one(bring, monkeypatch):
    monkeypatch.setattr("directory.imports.applying.MOST_OF_ONE", 3)
    run = bring("branches.csv")
    assert (run.refused, run.accepted) == (4, 1)
    assert bring.codes(run) == {row: ["too_many_rows"] for row in (2, 4, 5, 6)}


def test_every_sentence_has_its_place_holders():
    for code, (severity, sentence) in SENTENCES.items():
        text = str(sentence)
        names = {part.split(")")[0] for part in text.split("%(")[1:]}
        told = found(note(code, **dict.fromkeys(names, "x")), row=1)
        assert told.severity == severity
        assert severity in set(Severity)
        assert "%" not in told.message
        assert told.message.endswith((".", "x"))


def test_values_are_cut_and_bare_when_shown():
    told = found(note("lost", value="a\x1b[31m\n" + "b" * 200), row=1).message
    assert "\x1b" not in told
    assert "\n" not in told
    assert len(told) < 200


def test_a_report_reads_as_csv(bring, runner):
    run = bring("defects.csv")
    result = runner.invoke(args=["directory", "import-run", str(run.id)])
    assert result.exit_code == 0
    assert "Rows read:" in result.output
    assert "row 3, Name: refusal: The row has no name." in result.output
    file = bring.folder / "findings.csv"
    result = runner.invoke(args=["directory", "import-run", str(run.id), "--csv", str(file)])
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    assert len(rows) == len(bring.findings(run))
    assert rows[0]["code"] == "no_key"


def test_the_docs_name_every_finding_and_no_other():
    text = (ROOT / "docs/imports.md").read_text(encoding="utf-8")
    table = text.split("### Findings")[1].split("##")[0]
    assert sorted(re.findall(r"`([a-z_]+)`", table)) == sorted(SENTENCES)


def test_nothing_is_exact_without_a_point(bring, profile):
    exact = profile.model_copy(
        update={"site": profile.site.model_copy(update={"precision": "exact"})}
    )
    head = "Id,Name,Sort,Town,Country,Lat,Lon\n"
    rows = "X1,Bakers Coop,coop,Leeds,GB,53.80,-1.55\nX2,Millers Coop,coop,Leeds,GB,,\n"
    run = bring(head + rows, profile=exact)
    assert run.refused == 0
    assert [bring.revision(key).document.sites[0].precision for key in ("X1", "X2")] == [
        "exact",
        "locality",
    ]


def test_an_end_beyond_all_calendars_is_as_late_as_a_document_can_say(bring):
    bring("services.csv")
    assert bring.revision("S1").document.services[0].valid_until == date(2200, 12, 31)


def test_no_site_gets_the_id_of_one_that_has_gone(bring):
    def sites(*towns: str):
        rows = [f"D1,,Mill Cooperative,coop,{town},GB\n" for town in towns]
        bring("Id,Site,Name,Sort,Town,Country\n" + "".join(rows))
        return {site.address.locality: site.id for site in bring.revision("D1").document.sites}

    both = sites("Leeds", "Bristol")
    assert len(set(both.values())) == 2
    later = sites("Bristol", "London")
    assert later["Bristol"] == both["Bristol"]
    assert later["London"] not in both.values()

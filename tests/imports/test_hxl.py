"""Rows of HXL tags: found wherever they stand, read however they are written, never a row."""

import pytest

from directory.imports.opening import BrokenFile
from directory.imports.profiles import Profile

TAGS = "#org,#org+name,#country+code,#adm1 +name,#sector"
ROWS = "A1,Net Menders Cooperative,GB,Leeds,training\nA2,Rope Cooperative,GB,Leeds,training\n"
HEAD = "Id,Name,Country,Town,Sector\n"


@pytest.fixture
def tagged(profile: Profile) -> Profile:
    """A profile whose columns are called by their tags."""
    return Profile.model_validate(
        {
            "name": "tagged",
            "title": "Tagged",
            "source": "tagged_register",
            "source_role": "Invented register",
            "licence": "Invented, CC0",
            "consent": "public_register_or_open_data",
            "language": "en",
            "hxl": True,
            "key": "#org",
            "organisation_name": "#org+name",
            "summary": "Remarks",
            "site": {"country": {"column": "#country+code"}, "locality": "#adm1+name"},
            "tables": {"sector": {"column": "#sector", "separators": ";", "values": {"a": "a"}}},
            "choices": {"kind": [{"gives": "cooperative"}]},
        }
    )


def document(bring, key="A1"):
    return bring.revision(key, source="tagged_register").document


@pytest.mark.parametrize(
    "content",
    [
        f"{TAGS}\n{ROWS}",
        f"{HEAD}{TAGS}\n{ROWS}",
        f"A register of 2026,,,,\n{HEAD}{TAGS}\n{ROWS}",
        f"{HEAD}{TAGS.upper()}\n{ROWS}",
        f"{HEAD}#org, #org +name ,#country +code,\t#adm1+ name,#sector\n{ROWS}",
    ],
    ids=["row 1", "row 2", "row 3", "capitals", "blanks and tabs"],
)
def test_tags_name_the_columns(bring, tagged, content):
    run = bring(content, profile=tagged)
    assert (run.rows_read, run.refused) == (2, 0)
    assert document(bring).names[0].words == "Net Menders Cooperative"
    assert document(bring).sites[0].address.locality == "Leeds"


def test_a_fake_tag_keeps_its_own_name_and_is_told(bring, tagged):
    head, tags = HEAD.replace("Sector", "Remarks"), TAGS.replace("#sector", "Column1")
    run = bring(f"{head}{tags}\n{ROWS}", profile=tagged)
    assert bring.codes(run)[2] == ["hxl_fake"]
    assert document(bring).summary[0].words == "training"


def test_a_doubled_tag_holds_several_values(bring, tagged):
    content = f"{HEAD.strip()},Second\n{TAGS},#sector\nA1,Net Cooperative,GB,Leeds,a,b\n"
    findings = bring.findings(bring(content, profile=tagged))
    assert [f.message for f in findings if f.code == "unknown_term"] == [
        "“b” is not in the table of this column; it was left out."
    ]


def test_without_any_tags_the_file_is_of_another_source(bring, tagged):
    with pytest.raises(BrokenFile, match="No row of HXL tags"):
        bring(HEAD + ROWS, profile=tagged)


def test_a_row_of_tags_is_no_organisation_for_who_asks_for_none(bring):
    run = bring("Id,Name,Country,Town\n#org+id,#org,#country,#adm1\nA1,Net Cooperative,GB,Leeds\n")
    assert (run.rows_read, run.proposed) == (1, 1)
    assert bring.codes(run)[2] == ["hxl_row"]


def test_a_second_row_of_tags_is_no_organisation(bring, tagged):
    run = bring(HEAD + TAGS + "\n" + TAGS + "\n" + ROWS, profile=tagged)
    assert (run.rows_read, run.refused) == (2, 0)
    assert bring.codes(run)[3] == ["hxl_row"]

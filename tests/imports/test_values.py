"""Cells as real files hold them: codes with a point, lost zeros, signs, marks, two-in-one cells."""

import pytest

from directory.imports.contacts import NUMBER_OR_ADDRESS
from directory.imports.profiles import Profile, Table
from directory.imports.wording import tidy

HEADER = "Id,Name,Sort,Town,Postcode,Country,Lat,Lon,Web,Trade,Number\n"
ANY = {"kind": [{"gives": "cooperative"}]}


@pytest.fixture
def row(bring):
    """Import one row of the invented register; returns its document and what was found."""

    def bring_one(text, header=HEADER, **changes):
        profile = Profile.model_validate(bring.profile.model_dump() | changes)
        run = bring(header + text, profile=profile)
        return bring.revision("V1").document, bring.codes(run).get(2, [])

    return bring_one


def test_a_whole_number_that_a_spreadsheet_wrote_with_a_point_is_put_right(row):
    trade = {"column": "Trade", "values": {"47": "shop"}}
    document, codes = row(
        "V1,Net Loft,coop,,,GB,,,,47.0,", tables={"trade": trade}, activities=["trade"], choices=ANY
    )
    assert (document.activities, "whole" in codes) == (("shop",), True)


def test_half_a_number_is_no_code(row):
    trade = {"column": "Trade", "values": {"47": "shop"}}
    document, codes = row(
        "V1,Net Loft,coop,,,GB,,,,47.5,", tables={"trade": trade}, activities=["trade"], choices=ANY
    )
    assert (document.activities, "unknown_term" in codes) == ((), True)


def test_zeros_at_the_beginning_stay(row):
    document, _ = row("V1,Net Loft,coop,,01067,GB,,,,03000,000123")
    assert document.registration.number == "000123"
    assert document.sites[0].address.postcode == "01067"
    assert document.activities == ("fishing",)


@pytest.mark.parametrize("country", ["UK", "GB", "gb", "Gb", "uk", "GBR", "united kingdom"])
def test_one_country_however_it_is_written(row, country):
    document, _ = row(f"V1,Net Loft,coop,,,{country},,,,,")
    assert document.sites[0].country == "GB"


@pytest.mark.parametrize(
    "country",
    ["XK", "xk", "XKX", "Kosovo", "KOSOVO", "Kosovë", "Косово", "كوسوفو",
     "Kosovo (UN Security Council resolution 1244)", "Kosovo (S/RES/1244 (1999))"],
)  # fmt: skip  # a list of names
def test_kosovo_has_no_code_and_is_understood_as_the_gazetteer_has_it(row, country):
    document, codes = row(f'V1,Net Loft,coop,,,"{country}",42.66,21.16,,,')
    assert document.sites[0].country == "XK"
    assert document.sites[0].point is not None
    assert "country_unknown" not in codes


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("@sail", "@sail"),
        ("=SUM(A1:A9)", "=SUM(A1:A9)"),
        ("-Net Loft", "-Net Loft"),
        ("+Net Loft", "+Net Loft"),
        ("Fish &amp; Ice", "Fish & Ice"),
        ("Net<br/>Loft</div>", "Net Loft"),
        ("a < b and c > d", "a < b and c > d"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_signs_are_words_and_only_marks_of_layout_are_taken_out(row, name, taken):
    document, _ = row(f"V1,{name},coop,,,GB,,,,,")
    assert document.names[0].words == taken


@pytest.mark.parametrize("nothing", ["NA", "n/a", "-", "Not Disclosed", "–", "NULL"])
def test_words_that_say_nothing_are_nothing(row, nothing):
    document, codes = row(
        f"V1,Net Loft,coop,{nothing},{nothing},GB,,,{nothing},{nothing},{nothing}"
    )
    assert (document.contacts, document.activities) == ((), ())
    assert document.registration.number is None
    assert document.sites[0].address is None
    assert set(codes) == {"place_none"}


@pytest.mark.parametrize("cell", ["shop;nets", "shop | nets", "shop;;nets;"])
def test_several_values_of_a_cell(cell):
    table = Table(column="Trade", separators=";|", values={"shop": "shop", "nets": "fishing"})
    assert [table.read(value) for value in table.split(cell)] == ["shop", "fishing"]


def test_free_words_say_nothing_and_are_no_defect():
    table = Table(column="Tags", match="folded", others="", values={"Solawi": "together"})
    assert (table.read("SOLAWI"), table.read("anything")) == ("together", "")


def test_columns_that_only_look_like_coordinates_are_not_read(row):
    header = HEADER.replace("\n", ",Latitude,Longitude,lat\n")
    document, codes = row("V1,Net Loft,coop,Leeds,,GB,53.8,-1.55,,,,0,0,99", header)
    assert (document.sites[0].point.lat, document.sites[0].point.lon) == (53.8, -1.55)
    assert codes == []


def test_the_first_of_several_columns_that_says_something_counts(row):
    header = HEADER.replace("\n", ",Site\n")
    contacts = {"website": ["Web", "Site"]}
    for first, second in (("-", "http://net.example.org"), ("http://net.example.org", "")):
        document, _ = row(
            f"V1,Net Loft,coop,,,GB,,,{first},,,{second}",
            header,
            contacts=contacts,
            site={"country": {"column": "Country"}},
        )
        assert [c.value for c in document.contacts] == ["http://net.example.org"]


@pytest.mark.parametrize("sign", ["; ", "|", " | "])
def test_of_several_contacts_in_a_cell_the_first_is_taken(row, sign):
    header = HEADER.replace("\n", ",Phone,Mail\n")
    phones = f"0113 496 0000{sign}0113 496 0001"
    mails = f"info@net.example.org{sign}jane.doe@net.example.org"
    document, codes = row(f"V1,Net Loft,coop,Leeds,,GB,,,,,,{phones},{mails}", header)
    assert [c.value for c in document.contacts] == ["info@net.example.org", "+441134960000"]
    assert codes == ["first_of_several", "first_of_several"]


def test_long_runs_of_blanks_and_letters_take_no_long_time():
    """Quadratic patterns would need minutes here, inside the one writing transaction."""
    blanks = " " * 120_000
    assert tidy(f"Two{blanks}words")[0] == "Two words"
    assert tidy(f"Two{blanks}\n{blanks}lines")[0] == "Two lines"
    assert not NUMBER_OR_ADDRESS.search("x" * 120_000)
    assert NUMBER_OR_ADDRESS.search("ask anna@example.org")

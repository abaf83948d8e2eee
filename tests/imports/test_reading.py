"""What is no defect is read: marks, line ends, delimiters, quotes, zips."""

import io
import zipfile

import pytest

from directory.imports.opening import opened
from directory.imports.reading import rows
from tests.imports.conftest import Import

TEXT = 'Id,Name,Country,Town\nA1,"Nets, and ""rope""",GB,Leeds\nA2,"two\nlines",GB,Leeds\n'


def read(bring, content, name="given.csv"):
    path = bring.write(content, name)
    with opened(path) as table:
        return [(row.line, row.cells) for row in rows(table, path, bring.profile)]


@pytest.fixture
def plain(bring):
    return read(bring, TEXT)


def test_rows_carry_the_line_they_begin_on(plain):
    assert plain == [
        (2, {"Id": "A1", "Name": 'Nets, and "rope"', "Country": "GB", "Town": "Leeds"}),
        (3, {"Id": "A2", "Name": "two\nlines", "Country": "GB", "Town": "Leeds"}),
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace("Id,Name,Country,Town", "Id;Name;Country;Town")
        .replace(",GB,Leeds", ";GB;Leeds")
        .replace("A1,", "A1;")
        .replace("A2,", "A2;"),
        TEXT.rstrip("\n"),
        TEXT + "\n\n",
    ],
)
def test_the_same_rows_written_otherwise(bring, plain, content):
    assert read(bring, content) == plain


def test_line_ends_of_other_machines(bring, plain):
    windows = read(bring, TEXT.replace("\n", "\r\n"))
    assert [line for line, _ in windows] == [2, 3]
    old = read(bring, TEXT.replace("\n", "\r"))
    assert [cells["Id"] for _, cells in old] == ["A1", "A2"]


def test_tabs(bring):
    found = read(bring, "Id\tName\tCountry\nA1\tNets, rope\tGB\n")
    assert found == [(2, {"Id": "A1", "Name": "Nets, rope", "Country": "GB"})]


def test_a_zip_with_one_table(bring, plain):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.mkdir("folder")
        archive.writestr("folder/TABLE.CSV", TEXT)
        archive.writestr("__MACOSX/folder/._TABLE.CSV", "beside")
        archive.writestr("folder/.DS_Store", "beside")
    assert read(bring, content.getvalue(), "given.ZIP") == plain


def test_columns_that_nobody_reads_are_left_where_they_are(bring):
    found = read(bring, "Id,Name,Country,Bank account,,\nA1,Nets,GB,123,,\n")
    assert found == [(2, {"Id": "A1", "Name": "Nets", "Country": "GB"})]


def test_names_that_differ_only_in_case_are_two_columns(bring):
    assert read(bring, "Id,Name,name,Country\nA1,Nets,Jo,GB\n")[0][1]["Name"] == "Nets"


def test_empty_cells_at_the_end_are_no_defect(bring):
    assert read(bring, "Id,Name,Country\nA1,Nets,GB,,\n")[0][1]["Id"] == "A1"


@pytest.mark.parametrize("sign", [";", "\t"])
def test_a_sign_of_the_source_that_a_spreadsheet_changed_is_noticed(bring, plain, sign):
    usual = bring.profile.model_copy(update={"delimiter": ","})
    again = Import(bring.db, usual, bring.folder)
    cells = [["Id", "Name", "Country", "Town"], ["A1", '"Nets, and ""rope"""', "GB", "Leeds"]]
    content = "\n".join(sign.join(row) for row in cells)
    assert read(again, content) == plain[:1]


def test_capitals_of_a_header_do_not_matter(bring, plain):
    assert read(bring, TEXT.replace("Id,Name,Country,Town", "ID,name,COUNTRY,Town")) == plain

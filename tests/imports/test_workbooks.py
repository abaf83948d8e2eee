"""Workbooks: which sheet, how large, what its cells hold, and what is no workbook."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from directory.imports import opening
from directory.imports.models import RunStage
from directory.imports.opening import BrokenFile
from directory.imports.profiles import Profile

HEAD = ["Id", "Name", "Country", "Town", "Founded", "Number"]
ROW = ["A1", "Net Menders Cooperative", "GB", "Leeds", date(1999, 2, 3), 12.0]


def workbook(**sheets: list[list[object]]) -> bytes:
    """Return a workbook; sheets whose name begins with `hidden` are hidden."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        sheet.sheet_state = "hidden" if title.startswith("hidden") else "visible"
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def changed(content: bytes, name: str, before: bytes, after: bytes) -> bytes:
    """Return a workbook in which some words of one part are others."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.namelist():
            text = old.read(entry)
            assert entry != name or before in text
            new.writestr(entry, text.replace(before, after) if entry == name else text)
    return made.getvalue()


@pytest.fixture
def take(bring, profile):
    """Import a workbook with the profile of the invented register."""

    def taken(content: bytes, **said: object):
        facts = profile.model_dump() | {"formats": ["xlsx"]} | said
        path = bring.write(content, "given.xlsx")
        return bring(path, profile=Profile.model_validate(facts))

    return taken


def test_cells_of_every_kind(bring, take):
    document_of = take(workbook(Sheet=[HEAD, ROW])) and bring.revision("A1").document
    assert document_of.names[0].words == "Net Menders Cooperative"
    assert document_of.founded_year == 1999


def test_a_whole_number_is_no_fraction(bring, take):
    take(workbook(Sheet=[HEAD, [7.0, *ROW[1:]]]))
    assert bring.revision("7").document.names


def test_hidden_sheets_are_left_and_told(bring, take):
    run = take(workbook(hidden1=[["Notes"]], Data=[HEAD, ROW], hidden2=[HEAD, ROW, ROW]))
    assert run.rows_read == 1
    assert bring.codes(run)[1] == ["sheets_hidden"]


def test_a_sheet_that_is_one_chart_is_passed_over(take):
    book = Workbook()
    book.active.title = "S"
    for row in (HEAD, ROW):
        book.active.append(row)
    book.create_chartsheet("Empty")
    chart = BarChart()
    chart.add_data(Reference(book["S"], min_col=6, min_row=1, max_row=2))
    book.create_chartsheet("Drawn").add_chart(chart)
    content = io.BytesIO()
    book.save(content)
    assert take(content.getvalue()).rows_read == 1


def test_a_name_that_a_sheet_does_not_hold_is_told_as_such(bring, take):
    formula, merged = ["A1", "=A1", *ROW[2:]], ["A2", None, *ROW[2:]]
    run = take(workbook(S=[HEAD, formula, merged, ["A3", "x" * 301, *ROW[2:]]]))
    assert bring.codes(run)[2] == bring.codes(run)[3] == ["no_name_in_sheet"]
    assert "name_length" in bring.codes(run)[4]


def test_of_several_sheets_the_profile_names_one(bring, take):
    content = workbook(First=[["Notes"]], Second=[HEAD, ROW])
    with pytest.raises(BrokenFile, match="shows 2 sheets: First, Second"):
        take(content)
    assert take(content, sheet="Second").rows_read == 1
    with pytest.raises(BrokenFile, match="no sheet “Third”"):
        take(content, sheet="Third")


@pytest.mark.parametrize("size", [b"A1:B2", b"A1:XFD1048576"])
def test_what_a_sheet_says_of_its_size_is_not_believed(take, size):
    rows = [HEAD, ROW, [], ["A2", *ROW[1:]], ["A3", *ROW[1:]]]
    content = workbook(Sheet=rows)
    said = changed(content, "xl/worksheets/sheet1.xml", b'ref="A1:F5"', b'ref="' + size + b'"')
    assert take(said).rows_read == 3


def test_rows_are_called_by_their_line(bring, take):
    run = take(workbook(Sheet=[HEAD, [], ROW, ["", "x"]]))
    assert bring.codes(run)[4] == ["no_key"]


def test_an_error_of_a_formula_is_an_empty_cell(bring, take):
    run = take(workbook(Sheet=[HEAD, [*ROW[:3], "#REF!"]]))
    assert "cell_error" in bring.codes(run)[2]
    assert run.accepted_with_warnings == 1


def bomb() -> bytes:
    content = io.BytesIO(workbook(Sheet=[HEAD, ROW]))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"<x>" + b" " * (64 << 20))
    return content.getvalue()


def test_words_are_limited_whatever_their_part_is_called(take, monkeypatch):
    monkeypatch.setattr(opening, "MOST_STRINGS", 10_000)
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    told = b'<Override PartName="/xl/words.xml" ContentType="' + kind + b'"/></Types>'
    content = changed(workbook(S=[HEAD, ROW]), "[Content_Types].xml", b"</Types>", told)
    renamed = io.BytesIO(content)
    with zipfile.ZipFile(renamed, "a") as archive:
        archive.writestr("xl/words.xml", b"<sst>" + b" " * 20_000 + b"</sst>")
    with pytest.raises(opening.BrokenFile, match="far more than a table holds"):
        take(renamed.getvalue())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Id,Name\n", "damaged, cut off or locked"),
        (workbook(Sheet=[HEAD, ROW])[:-50], "damaged, cut off or locked"),
        (changed(workbook(S=[HEAD, ROW]), "xl/workbook.xml", b"<sheets>", b"<she"), "damaged"),
        (
            changed(workbook(S=[HEAD, ROW]), "xl/worksheets/sheet1.xml", b"</sheetData>", b"<"),
            "damaged or cut off",
        ),
        (
            changed(workbook(S=[HEAD, ROW]), "xl/worksheets/sheet1.xml", b'r="2"', b'r="9999999"'),
            "more rows than a sheet can have",
        ),
        (workbook(Sheet=[HEAD]), "a header and no rows"),
        (workbook(Sheet=[]), "no header"),
        (bomb(), "far more than a table holds"),
    ],
    ids=["text", "cut", "bad book", "bad sheet", "endless", "no rows", "empty", "bomb"],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_broken(bring, take, content, words):
    with pytest.raises(BrokenFile, match=words) as raised:
        take(content)
    assert "\n" not in str(raised.value.message)
    assert bring.last_run().stage == RunStage.BROKEN

"""A broken file ends in the first pass with one clear sentence, and both zones untouched."""

import io
import os
import zipfile
import zlib
from pathlib import Path

import pytest
from sqlalchemy import func, select

from directory.imports.delimited import LONGEST_ROW
from directory.imports.models import ImportFinding, ImportRow, ImportRun, RunStage
from directory.imports.opening import BOMB_FROM, BrokenFile
from directory.organisations.models import Organisation
from directory.organisations.queries import newest_change
from tests.imports.conftest import DATA

HEAD = b"Id,Name,Country,Town\n"
ROW = b"A1,Net Menders Cooperative,GB,Leeds\n"
MANY = HEAD + b"".join(b"A%d,Net Menders Cooperative,GB,Leeds\n" % n for n in range(2500))


def zipped(*files: tuple[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files:
            archive.writestr(name, text)
    return content.getvalue()


def locked() -> bytes:
    content = bytearray(zipped(("a.csv", HEAD + ROW)))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def lying_about_its_size() -> bytes:
    """A zip that says its file has ten bytes, and has many more."""
    content = bytearray(zipped(("a.csv", MANY)))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(content)


def many_columns(count: int) -> bytes:
    return b"Id,Name,Country," + b",".join(b"c%d" % n for n in range(count)) + b"\n"


BROKEN = {
    "in no encoding": ("a.csv", MANY + b"A9,Caf\x81,GB,Leeds\n", "Line 2502, character 7,"),
    "cut in a letter": ("a.csv", HEAD + "A9,Café".encode()[:-1], "Line 2, character 7,"),
    "cut in a quoted cell": (
        "a.csv",
        MANY + b'A9,"Net Menders\nand more',
        "begins in line 2502, column “Name”",
    ),
    "a quote never closed": ("a.csv", HEAD + b'A9,"Net' + b"\nA8,x,GB,y" * 30_000, "column “Name”"),
    "a cell of megabytes": (
        "a.csv",
        HEAD + b"A9," + b"x" * (LONGEST_ROW // 2),
        "131072 characters",
    ),
    "a cell of megabytes before others": (
        "a.csv",
        HEAD + b"A9," + b"x" * (LONGEST_ROW // 2) + b",GB,Leeds,and,more\n",
        "line 2, column “Name”",
    ),
    "a row of megabytes": ("a.csv", HEAD + ROW + b"x,y," * LONGEST_ROW, "begins in line 3"),
    "a million columns": ("a.csv", many_columns(1_000_000), "more than 1000 columns"),
    "too many columns": ("a.csv", many_columns(2_000), "more than 1000 columns"),
    "zero bytes": ("a.csv", HEAD + ROW + b"A9,N\0t,GB,Leeds\n", "Line 3, character 5,"),
    "utf-16 that is cut": (
        "a.csv",
        b"\xff\xfe" + (HEAD + ROW).decode().encode("utf-16-le")[:-1],
        "not text in UTF-16",
    ),
    "empty": ("a.csv", b"", "empty"),
    "only a mark": ("a.csv", b"\xef\xbb\xbf", "no header"),
    "no rows": ("a.csv", HEAD, "a header and no rows"),
    "blank first line": ("a.csv", b"\n" + HEAD + ROW, "no header"),
    "no header": ("a.csv", ROW * 2, "lacks what the source “harbour” needs: Id, Name, Country"),
    "a column is missing": ("a.csv", b"Id,Name,Town\nA1,x,Leeds\n", "needs: Country"),
    "a doubled name": ("a.csv", b"Id,Name,Country,Name\n", "“Name” twice (columns 2, 4)"),
    "a header with bad quotes": ("a.csv", b'Id,"Na"me,Country\n', "header in line 1"),
    "a picture": ("a.csv", b"\x89PNG\r\n\x1a\n\0\0\0", "not text in UTF-8"),
    "a workbook": ("a.csv", zipped(("xl/workbook.xml", b"<x/>")), "packed"),
    "another kind of file": ("a.ods", zipped(("content.xml", b"<x/>")), "neither .csv, .xlsx"),
    "another kind than its source has": ("a.json", b"[]", "“harbour” are csv; this is json"),
    "no zip at all": ("a.zip", HEAD + ROW, "damaged or cut off"),
    "a cut zip": ("a.zip", zipped(("a.csv", MANY))[:-40], "damaged or cut off"),
    "an empty zip": ("a.zip", zipped(), "holds 0 files"),
    "a zip of two": ("a.zip", zipped(("a.csv", HEAD), ("b.csv", HEAD)), "holds 2 files"),
    "a zip in a zip": (
        "a.zip",
        zipped(("a.zip", zipped(("a.csv", HEAD)))),
        "none of .csv, .json, .geojson: “a.zip”",
    ),
    "a locked zip": ("a.zip", locked(), "password"),
    "a zip that lies": ("a.zip", lying_about_its_size(), "damaged or cut off"),
    "a bomb": (
        "a.zip",
        zipped(("a.csv", HEAD + (b"," * 2000 + b"\n") * (BOMB_FROM // 1000))),
        "far more",
    ),
    "a zip with a bad cell": (
        "a.zip",
        zipped(("a.csv", MANY + b"A9,\x81")),
        "Line 2502, character 4",
    ),
}


@pytest.fixture(autouse=True)
def nothing_changes(bring, db):
    """Import something good first; afterwards only broken runs have come."""
    bring("harbour.csv", publish=True)
    count = select(func.count())
    before = [
        db.session.scalar(count.select_from(t)) for t in (Organisation, ImportRow, ImportFinding)
    ]
    change = newest_change()
    yield
    after = [
        db.session.scalar(count.select_from(t)) for t in (Organisation, ImportRow, ImportFinding)
    ]
    assert (after, newest_change()) == (before, change)


def last_run(db) -> ImportRun:
    return db.session.scalar(select(ImportRun).order_by(ImportRun.id.desc()).limit(1))


def is_told(bring, db, path: Path, words: str) -> None:
    with pytest.raises(BrokenFile) as raised:
        bring(path)
    sentence = str(raised.value.message)
    assert words in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    run = last_run(db)
    assert (run.stage, run.trouble, run.rows_read) == (RunStage.BROKEN, sentence, 0)


@pytest.mark.parametrize("case", BROKEN)
def test_broken(bring, db, case):
    name, content, words = BROKEN[case]
    is_told(bring, db, bring.write(content, name), words)


def test_a_folder_is_no_file(bring, db):
    is_told(bring, db, bring.folder, "is a folder")


def test_a_file_that_is_not_there(bring, db):
    is_told(bring, db, bring.folder / "missing.csv", "No such file")


def test_what_is_no_plain_file(bring, db):
    os.mkfifo(bring.folder / "pipe.csv")
    is_told(bring, db, bring.folder / "pipe.csv", "not a plain file")


def test_a_file_that_may_not_be_read(bring, db, monkeypatch):
    path = bring.write(HEAD + ROW)

    def forbidden(self: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    is_told(bring, db, path, "Permission denied")


def test_an_unpacking_error_in_the_middle(bring, db, monkeypatch):
    path = bring.write(zipped(("a.csv", MANY)), "a.zip")

    def broken(*_: object) -> bytes:
        raise zlib.error("invalid block")

    monkeypatch.setattr(zipfile.ZipExtFile, "read", broken)
    is_told(bring, db, path, "damaged or cut off")


def test_a_file_that_changes_while_it_is_read(bring, db, monkeypatch):
    marks = iter([(1, 1), (1, 2)])
    monkeypatch.setattr("directory.imports.staging._fingerprint", lambda _: next(marks))
    is_told(bring, db, bring.write(HEAD + ROW), "changed while it was being read")


def test_findings_that_cannot_be_written_are_told_in_one_line(bring, runner):
    run = bring.last_run()
    words = ["directory", "import-run", str(run.id), "--csv", "/nonexist/x.csv"]
    result = runner.invoke(args=words)
    assert result.exit_code == 1
    assert "/nonexist/x.csv”: No such file or directory." in result.output
    assert isinstance(result.exception, SystemExit)


def test_the_command_says_it_in_one_line(bring, runner):
    path = str(bring.write(HEAD + ROW))
    words = ["directory", "import", path, "--source", "coops-uk-2023q2", "--as", "dina"]
    result = runner.invoke(args=words)
    assert result.exit_code == 1
    assert "lacks what the source" in result.output
    assert "Traceback" not in result.output


def test_an_unknown_source_names_those_there_are(people, runner):
    result = runner.invoke(
        args=["directory", "import", str(DATA), "--source", "../profiles", "--as", "dina"]
    )
    assert result.exit_code == 1
    assert "Known are: coops-uk-2017-06, " in result.output
    assert "coops-uk-2023q2, ethiopia-4w-2022-02" in result.output

"""Every data file has a line that says from where it is and under which licence."""

import re
from fnmatch import fnmatchcase
from pathlib import Path

from directory.gazetteer.countries import DATA

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "data.md"
FOLDERS = ("benchmarks", "directory", "setup", "tests", *map("static/{}".format, ("css", "icons")))
KINDS = {".csv", ".tsv", ".txt", ".json", ".geojson", ".gz", ".xlsx", ".pmtiles", ".jsonl"}
NO_DATA = re.compile(r"(requirements.*\.txt|package(-lock)?\.json|LICENCES\.txt)")
ROW = re.compile(r"^\| `([^`]+)` \|(.+)\|$", re.M)


def rows(page: Path) -> dict[str, list[str]]:
    """Return the further cells of each row of a table, by the pattern that begins it."""
    found = ROW.findall(page.read_text(encoding="utf-8"))
    return {pattern: [cell.strip() for cell in rest.split("|")] for pattern, rest in found}


def data_files() -> list[str]:
    """Return every file of the repository that holds data, not code."""
    paths = (path for folder in (*FOLDERS, "static/maps") for path in (ROOT / folder).rglob("*"))
    return [
        path.relative_to(ROOT).as_posix()
        for path in paths
        if path.suffix in KINDS and not NO_DATA.fullmatch(path.name)
    ]


def test_every_data_file_has_its_provenance_and_licence():
    known = rows(PAGE)
    files = data_files()
    assert len(files) > 50
    assert [file for file in files if not any(fnmatchcase(file, row) for row in known)] == []
    assert [row for row in known if not any(fnmatchcase(file, row) for file in files)] == []
    assert all(len(cells) == 2 and all(cells) for cells in known.values())


def test_the_files_of_the_gazetteer_have_a_row_each():
    known = rows(DATA / "README.md")
    files = {path.name for path in DATA.iterdir() if path.suffix in KINDS}
    assert set(known) == files
    assert all(len(cells) == 3 and all(cells) for cells in known.values())

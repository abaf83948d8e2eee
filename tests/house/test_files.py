"""Files stay small, and folders are known by name."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 500
CODE = {".py", ".html", ".css", ".js", ".sh"}
FORBIDDEN = {"utils.py", "helpers.py", "services.py", "misc.py", "common.py"}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode:
        pytest.skip("this is no git checkout, so its files cannot be told from others")
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def test_no_file_is_longer_than_five_hundred_lines():
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked()
        if path.suffix in CODE
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LIMIT
    }
    assert too_long == {}, "Split by idea, not by number."


def test_no_file_has_a_name_that_says_nothing():
    assert [path for path in tracked() if path.name in FORBIDDEN] == []


def test_every_folder_of_the_package_says_what_it_is():
    for path in (ROOT / "directory").rglob("__init__.py"):
        first = path.read_text(encoding="utf-8").lstrip().splitlines()
        assert first, f"{path.relative_to(ROOT)} has no sentence that says what the folder is for"
        assert first[0].startswith('"""')


def test_no_path_of_a_machine_is_in_the_project():
    home = str(Path.home()) + "/"
    for path in tracked():
        if path.suffix in CODE | {".md", ".toml", ".json", ".txt"}:
            text = path.read_text(encoding="utf-8")
            assert str(ROOT.parent) + "/" not in text, path
            assert home not in text or home == "//", path


def test_shared_data_is_not_committed():
    assert [path for path in tracked() if "shared" in path.parts] == []


def test_only_the_clock_reads_the_clock_and_only_database_knows_the_dialect():
    for path in (ROOT / "directory").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        where = path.relative_to(ROOT / "directory").parts[0]
        if where != "clock.py":
            assert "datetime.now(" not in text, path
            assert "date.today(" not in text, path
        if where != "database":
            assert "dialect.name" not in text, path
            assert "geoalchemy2" not in text, path

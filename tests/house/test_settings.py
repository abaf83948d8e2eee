"""Every setting is in the table, in the docs, and read from nowhere else."""

import re
from pathlib import Path

import pytest

from directory.config import SETTINGS, read_settings

ROOT = Path(__file__).resolve().parents[2]


def test_the_docs_list_every_setting_and_no_other():
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([A-Z_]+)`", text, flags=re.M) == [
        setting.name for setting in SETTINGS
    ]
    for setting in SETTINGS:
        assert setting.meaning in text


def test_the_environment_is_read_in_one_place():
    for path in (ROOT / "directory").rglob("*.py"):
        if path.name != "config.py":
            text = path.read_text(encoding="utf-8")
            assert "os.environ" not in text, path
            assert "getenv" not in text, path


def test_a_setting_that_cannot_be_read_says_which():
    with pytest.raises(ValueError, match="GAZETTEER_POPULATION"):
        read_settings({"GAZETTEER_POPULATION": "many"})


def test_demonstration_is_off_unless_it_is_asked_for():
    assert read_settings({})["DEMONSTRATION"] is False
    assert read_settings({"DEMONSTRATION": "perhaps"})["DEMONSTRATION"] is False
    assert read_settings({"DEMONSTRATION": "yes"})["DEMONSTRATION"] is True

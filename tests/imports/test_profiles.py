"""Profiles say only what the vocabulary and their own tables know."""

import json

import pytest
from pydantic import ValidationError

from directory.errors import NotFound
from directory.imports.profiles import SOURCES, Profile, Table, get_profile
from tests.imports.conftest import DATA

GIVEN = json.loads((DATA / "harbour.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(file.stem for file in SOURCES.glob("*.json")))
def test_every_profile_that_is_shipped_holds(name):
    assert get_profile(name).name == name


@pytest.mark.parametrize("name", ["nobody", "", "../profiles", "a/b", "Coops"])
def test_no_other_file_is_a_profile(app, name):
    with app.app_context(), pytest.raises(NotFound):
        get_profile(name)


@pytest.mark.parametrize(
    "change",
    [
        {"consent": "whatever"},
        {"surprise": 1},
        {"choices": {}},
        {"choices": {"kind": [{"gives": "cooperative", "when": {"sort": ["coop"]}}]}},
        {"choices": {"kind": [{"gives": "no_kind"}]}},
        {
            "choices": {
                "kind": [{"gives": "cooperative"}],
                "form": [{"gives": None, "when": {"x": ["y"]}}],
            }
        },
        {"choices": {"mood": [{"gives": "good"}], "kind": [{"gives": "cooperative"}]}},
        {"activities": ["nothing"]},
    ],
)
def test_what_does_not_hold_is_refused(change):
    with pytest.raises(ValidationError):
        Profile.model_validate({**GIVEN, **change})


def test_the_longest_beginning_counts():
    values = {"01": "crops", "014": "livestock"}
    table = Table(column="c", match="beginning", values=values)
    assert [table.read(cell) for cell in ("01450", "01100", "0", "99")] == [
        "livestock",
        "crops",
        None,
        None,
    ]


def test_only_columns_that_are_read_are_staged():
    columns = Profile.model_validate(GIVEN).columns
    assert {"Id", "Name", "Sort", "Offer", "Until", "Number", "Country"} <= columns
    assert "Expected" not in columns

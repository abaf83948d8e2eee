"""Errors on the command line: one sentence, whatever went wrong."""

import pytest
from flask import current_app

from tests.database.test_migrations import fresh  # noqa: F401 - pytest finds the fixture here


@pytest.mark.parametrize(
    "words",
    [
        ["import-run", "1"],
        ["import", "x.csv", "--source", "kartevonmorgen", "--as", "dina"],
        ["place", "Amman"],
        ["person", "add", "dina", "--name", "Dina"],
        ["waiting"],
        ["rebuild"],
        ["journal"],
        ["job", "list"],
        ["helpline", "list"],
    ],
)
def test_before_anything_was_prepared_every_command_says_so_in_one_line(fresh, words):  # noqa: F811 - pytest gives it by its name
    result = current_app.test_cli_runner().invoke(args=["directory", *words])
    assert result.exit_code != 0
    assert "run flask directory prepare first" in result.output
    assert len(result.output.strip().splitlines()) == 1

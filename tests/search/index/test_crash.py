"""Whoever writes the index may be killed at any point: what was in force stays, nothing is missing.

The files are the same whatever database feeds them: here it is always SpatiaLite.
"""

import json
import os
import signal
import subprocess
import sys
from typing import Any

import pytest

from directory.config import ROOT
from tests.search.index.child import CASES


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What was seen behind each death."""
    folder = tmp_path_factory.mktemp("index")
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder}/directory.sqlite",
        "DATABASE_READ_URL": "",
        "DATA_FOLDER": str(folder),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.search.index.child", str(folder)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(("deed", "point"), CASES)
def test_killed_anywhere_the_index_stands_and_follows(seen, deed: str, point: str):
    found = seen[f"{deed}: {point}"]
    everything = sorted(["Mill 1", "Mill 2", *(f"Press {number}" for number in range(9))])
    assert found["ended"] == -signal.SIGKILL
    assert found["names"] == everything
    assert found["by_index"]
    assert not found["damaged"]
    assert found["names_after"] == everything
    assert found["left"] == found["in_force"]

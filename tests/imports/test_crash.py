"""A run that is killed goes on where it stopped, and ends like one that was not."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, text

from directory.config import ROOT
from tests.imports.child import AT_ONCE

ROWS = 33


def child(url: str, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a child process on a database."""
    environment = os.environ | {
        "DATABASE_URL": url,
        "DATABASE_READ_URL": "",
        "DATA_FOLDER": str(folder),
    }
    return subprocess.run(
        [sys.executable, "-m", "tests.imports.child", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )


def copies_of_a_file(folder: Path) -> Iterator[Callable[[], str]]:
    """Give new databases that are copies of a prepared file."""
    prepared = folder / "prepared.sqlite"
    made = child(f"sqlite:///{prepared}", folder, "prepare")
    assert made.returncode == 0, made.stderr
    numbers = iter(range(100))

    def copy() -> str:
        target = folder / f"copy{next(numbers)}.sqlite"
        shutil.copy(prepared, target)
        return f"sqlite:///{target}"

    yield copy


def copies_in_a_cluster(given: str, folder: Path) -> Iterator[Callable[[], str]]:
    """Give new databases that are made from a prepared one, and drop them all."""
    engine = create_engine(given, isolation_level="AUTOCOMMIT")
    names: list[str] = []

    def new(template: str = "template1") -> str:
        names.append(f"crash_{os.getpid()}_{len(names)}")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {names[-1]} TEMPLATE {template}"))
        return make_url(given).set(database=names[-1]).render_as_string(hide_password=False)

    made = child(new(), folder, "prepare")
    assert made.returncode == 0, made.stderr
    yield lambda: new(names[0])
    with engine.connect() as connection:
        for name in reversed(names):
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Databases of the kind the tests run on, each for one run."""
    folder = tmp_path_factory.mktemp("crash")
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgresql"):
        yield from copies_in_a_cluster(given, folder)
    else:
        yield from copies_of_a_file(folder)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of some organisations, some with two sites, some with defects."""
    path = tmp_path_factory.mktemp("file") / "harbour.csv"
    lines = ["Id,Name,Sort,Town,Country,Lat,Lon,Offer"]
    for number in range(ROWS):
        name = "" if number == 20 else f"Rope  Walk {number} Cooperative"
        offer = "savings" if number % 7 == 0 else ""
        lines.append(f"K{number % 30:03},{name},coop,Leeds,GB,53.8,-1.55,{offer}")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def whole(database: Callable[[], str], file: Path) -> dict[str, Any]:
    """The state after a run that nothing interrupted."""
    done = child(database(), file.parent, str(file), "never")
    assert done.returncode == 0, done.stderr
    state: dict[str, Any] = json.loads(done.stdout)
    assert state["counts"]["rows_read"] == ROWS
    assert state["stage"] == "done"
    assert len(state["organisations"]) == 29
    return state


@pytest.mark.parametrize("dies", ["reading", "within", "between"])
def test_killed_and_resumed_equals_uninterrupted(database, file, whole, dies):
    url = database()
    killed = child(url, file.parent, str(file), dies)
    assert killed.returncode == -signal.SIGKILL
    if dies != "reading":
        assert 0 < applied(url) < len(whole["organisations"])
        assert applied(url) % AT_ONCE == 0
    resumed = child(url, file.parent, str(file), "never")
    assert resumed.returncode == 0, resumed.stderr
    assert json.loads(resumed.stdout) == whole


def applied(url: str) -> int:
    """Return how many organisations stand in a database."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found: int = connection.execute(text("SELECT count(*) FROM organisations")).scalar_one()
    engine.dispose()
    return found

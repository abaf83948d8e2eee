"""Writing the index in processes that kill themselves: prepare a database, die on copies, look."""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Flask, current_app
from flask_migrate import upgrade

from directory import create_app
from directory.access.permissions import Role
from directory.accounts.operations import add_person
from directory.clock import now
from directory.extensions import transaction
from directory.search.index import current as index
from directory.search.index import generations, writing
from directory.search.index.engine import IndexEngine
from directory.search.index.writing import make_generation, write_changes
from directory.vocabulary import operations as vocabulary
from tests.making import Make
from tests.search.index.process import answers, names, quietly, start

POINTS: dict[str, tuple[Any, str, int]] = {
    "reading": (writing, "rows_of", 1),
    "a segment is written": (writing, "write_segment", 1),
    "two segments are written": (writing, "write_segments", 1),
    "a file is on the disk": (generations, "_settle_file", 3),
    "a segment is sealed": (writing, "seal", 1),
    "the pointer is written": (json, "dumps", 2),
    "the pointer is replaced": (os, "replace", 1),
    "it is in force": (writing, "point_at", 1),
    "a segment is removed": (shutil, "rmtree", 1),
}
DEEDS: dict[str, Callable[..., int]] = {
    "whole": make_generation,
    "split": make_generation,
    "changes": write_changes,
}


CASES = (
    *(("changes", point) for point in POINTS if point != "two segments are written"),
    ("whole", "a file is on the disk"),
    ("whole", "the pointer is replaced"),
    ("split", "two segments are written"),
    ("split", "it is in force"),
)


def prepare(folder: Path) -> None:
    """Make a database and an index of some, and publish others behind it."""
    upgrade(directory="migrations")
    with transaction():
        vocabulary.load(current_app.extensions["sqlalchemy"].session())
        people = {
            name: add_person(handle=name, name=name.title(), roles={role: []}, at=now())
            for name, role in (("amina", Role.PRACTITIONER), ("ben", Role.REVIEWER))
        }
    make = Make(SimpleNamespace(**people))
    for number in range(9):
        make.published(name=f"Press {number}")
    make_generation(folder, progress=quietly)
    make.published(name="Mill 1")
    write_changes(folder, progress=quietly)
    make.published(name="Mill 2")


def die(good: Path, deed: str, point: str) -> dict[str, Any]:
    """Let a process kill itself at a point of writing, and tell what others see after."""
    folder = good.parent / f"{deed}-{point}".replace(" ", "-")
    shutil.copytree(good, folder)
    writer = os.fork()
    if not writer:
        with application().app_context():
            _kill_behind(*POINTS[point])
            writing.SPLIT = 2 if deed == "split" else 20_000
            DEEDS[deed](folder, progress=quietly)
        os._exit(0)
    ended = os.waitstatus_to_exitcode(os.waitpid(writer, 0)[1])
    looker = os.fork()
    if not looker:
        with application().app_context():
            (folder / "seen.json").write_text(json.dumps(look(folder)))
        os._exit(0)
    os.waitpid(looker, 0)
    return {"ended": ended, **json.loads((folder / "seen.json").read_text())}


def look(folder: Path) -> dict[str, Any]:
    """Return what is found, by the index or not; then again, when what is due was written."""
    start(current_app, folder)  # type: ignore[arg-type]
    before = {"names": sorted(names()), "by_index": answers() is IndexEngine}
    damaged = writing.check(folder)
    write_changes(folder, progress=quietly)
    return {
        **before,
        "damaged": damaged,
        "names_after": sorted(names()),
        "left": sorted(one.name for one in folder.iterdir() if one.is_dir()),
        "in_force": sorted(one.name for one in generations.read_pointer(folder).segments),  # type: ignore[union-attr]
    }


def _kill_behind(owner: Any, name: str, calls: int) -> None:
    """Kill this process behind the so-manieth call of a function."""
    real, left = getattr(owner, name), [calls]

    def dying(*args: Any, **options: Any) -> Any:
        result = real(*args, **options)
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, dying)


def application() -> Flask:
    """Return the application, for which nothing is few."""
    index.MOST_IN_MEMORY = writing.MOST_IN_MEMORY = 0
    return create_app({"DEMONSTRATION": False})


if __name__ == "__main__":
    good = Path(sys.argv[1]) / "good"
    first = os.fork()
    if not first:
        good.mkdir()
        with application().app_context():
            prepare(good)
        os._exit(0)
    if os.waitpid(first, 0)[1]:
        sys.exit("The database could not be prepared.")
    seen = {f"{deed}: {point}": die(good, deed, point) for deed, point in CASES}
    json.dump(seen, sys.stdout)

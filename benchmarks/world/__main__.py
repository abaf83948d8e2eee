"""The table of how fast pages answer: python -m benchmarks.world --organisations 100000.

The world is loaded once into a file of the folder and used again as long as neither it nor the
rules of public rows change; `--postgis` loads a private cluster, which is gone afterwards.
"""

import argparse
import hashlib
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask_migrate import upgrade

from benchmarks.world import door
from benchmarks.world.cases import CASES
from benchmarks.world.drawing import Drawer
from benchmarks.world.generator import World
from benchmarks.world.lasting import lasting
from benchmarks.world.loading import load
from benchmarks.world.serving import DIRECTORY, EMPTY, Server
from benchmarks.world.table import lines
from benchmarks.world.towns import MOST, read_towns
from directory import create_app
from directory.extensions import db, transaction
from directory.gazetteer import operations as gazetteer
from directory.organisations.edition import rules_edition
from directory.search.index.current import folder_of_index
from directory.search.index.writing import is_due, make_generation
from directory.vocabulary import operations as vocabulary
from directory.web.progress import progress
from setup.postgres import private_cluster

FOLDER = Path(".benchmark")
MADE_BY = (
    "chance.py",
    "generator.py",
    "loading.py",
    "offered.py",
    "sites.py",
    "towns.py",
    "words.json",
    "words.py",
)
"""Files that a kept world is made by: when one changes, it is made anew."""
FIRST = ("/en/", "/ar/find?q=zzzz")
"""What every process of the server is asked before anything is measured."""
POPULATION = 15_000
"""Least people of the towns in the gazetteer that questions are asked in."""


def main() -> int:
    """Load the world, prove a sample, print the table; 1 where the sample differs."""
    given = _arguments()
    os.environ |= {"DATABASE_READ_URL": "", "DATA_FOLDER": str(given.folder)}
    given.folder.mkdir(parents=True, exist_ok=True)
    with _database(given) as is_loaded, create_app({"DEMONSTRATION": False}).app_context():
        if not is_loaded:
            _prepare(given)
        world = World(given.seed, read_towns(given.towns))
        if not is_loaded:
            _load(world, given)
        _index()
        numbers = door.sample(given.organisations, given.sample)
        differs = door.differing(world, numbers, progress=progress, words=not given.no_words)
        say(f"{len(numbers)} through the real door: {len(differs)} differ {differs[:20] or ''}")
        db.session.remove()
        _print_table(world, given)
        for engine in db.engines.values():
            engine.dispose()
    return 1 if differs else 0


def _prepare(given: argparse.Namespace) -> None:
    upgrade(directory="migrations")
    with transaction():
        vocabulary.load(db.session())
    gazetteer.load(population=given.population, progress=progress)


def _load(world: World, given: argparse.Namespace) -> None:
    started = time.monotonic()
    rows = load(
        world,
        given.organisations,
        processes=given.processes,
        words=not given.no_words,
        progress=progress,
    )
    seconds = time.monotonic() - started
    each = seconds / given.organisations * 1000
    say(f"{given.organisations} organisations, {rows} rows in {seconds:.0f} s, {each:.1f} ms each")


def _index() -> None:
    if not is_due(folder_of_index()):
        return
    started = time.monotonic()
    count = make_generation(folder_of_index(), progress=progress)
    seconds = time.monotonic() - started
    written = sum(file.stat().st_size for file in folder_of_index().rglob("*") if file.is_file())
    say(f"{count} organisations indexed in {seconds:.0f} s, {written / 1_000_000:.0f} MB")


def _print_table(world: World, given: argparse.Namespace) -> None:
    cases = [case for case in CASES if re.search(given.only, case.name)]
    drawer = Drawer(world, given.organisations)
    with Server(DIRECTORY, *FIRST) as server, Server(EMPTY, "/") as empty:
        for line in lines(
            cases,
            drawer,
            server=server,
            empty=empty,
            seconds=given.seconds,
            rounds=given.rounds,
        ):
            say(line)
    if given.rebuilds:
        asked_once = [case for case in cases if not case.again]
        with Server(DIRECTORY, *FIRST) as server:
            for line in lasting(
                asked_once, drawer, server=server, seconds=given.seconds, rebuilds=given.rebuilds
            ):
                say(line)


@contextmanager
def _database(given: argparse.Namespace) -> Iterator[bool]:
    """Set DATABASE_URL to the database of the world, and tell whether it is loaded already."""
    if given.postgis:
        with private_cluster() as url:
            os.environ["DATABASE_URL"] = url
            yield False
        return
    path: Path = given.folder.resolve() / f"{given.organisations}-{_edition(given)}.sqlite"
    made = path.with_suffix(".made")
    if not made.exists():
        for old in given.folder.glob(f"{given.organisations}-*"):
            old.unlink()
    os.environ["DATABASE_URL"] = f"sqlite:///{path}"
    yield made.exists()
    made.touch()
    megabytes = path.stat().st_size / 1_000_000
    say(f"{path.name}: {megabytes:.0f} MB")


def _edition(given: argparse.Namespace) -> str:
    """Return what tells this world from those of other rules, seeds or generators."""
    files = [Path(__file__).with_name(name) for name in MADE_BY]
    tables = sorted(Path("migrations/versions").glob("*.py"))
    found = hashlib.sha256(rules_edition().encode())
    for file in (*files, *tables):
        found.update(file.read_bytes())
    found.update(repr((given.seed, given.towns, given.population, given.no_words)).encode())
    return found.hexdigest()[:12]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    add = parser.add_argument
    add("--organisations", type=int, default=100_000)
    add("--seed", type=int, default=42)
    add("--towns", type=int, default=MOST, help="so many of the largest towns")
    add("--population", type=int, default=POPULATION, help="least people of the gazetteer's towns")
    add("--processes", type=int, default=2, help="that make rows while one writes them")
    add("--no-words", action="store_true", help="leave out public_words, the largest table")
    add("--sample", type=int, default=1000, help="organisations that go through the real door")
    add("--seconds", type=float, default=3, help="for each case in each round")
    add("--rounds", type=int, default=3)
    add("--rebuilds", type=int, default=0, help="of the index while it answers, and its memory")
    add("--only", default="", help="cases whose name matches")
    add("--folder", type=Path, default=FOLDER, help="where worlds are kept")
    add("--postgis", action="store_true", help="in a private cluster instead of SpatiaLite")
    return parser.parse_args()


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

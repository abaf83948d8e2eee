"""Rows a second and memory of the first pass of an import, for real files and for large ones.

    python -m benchmarks.import_memory                    # files of 10, 100 and 1000 MB
    python -m benchmarks.import_memory 10 50 --zip
    python -m benchmarks.import_memory --files 1000       # each real file, and one of 1000 MB

Each file is read by `flask directory import --dry-run` in a process of its own, on a new
embedded database; what is printed is that process's peak of resident memory when the whole file
stands staged. The large ones are made in a temporary folder.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import select

from benchmarks.real_files import DATA, FILES, Figures, is_at_hand
from directory import create_app
from directory.access.permissions import Role
from directory.accounts.operations import add_person
from directory.clock import now
from directory.extensions import db, transaction
from directory.gazetteer import operations as gazetteer
from directory.imports import operations
from directory.imports.models import ImportRun
from directory.imports.profiles import get_profile
from directory.vocabulary import operations as vocabulary

SOURCE = "coops-uk-2023q2"
SIZES = (10, 100, 1000)
MEGABYTE = 1_000_000
FIELDS = (
    "Identifier,Name,Organisational Structure,Primary Activity,Street Address,Locality,Region,"
    "Postcode,Country ID,Website,Geo Container Latitude,Geo Container Longitude,"
    "Ownership Classification,Legal Form,Sector\n"
)
ROW = (
    'B{n:09},The {n} Benchmark Co-operative Society Limited,,,"{n} Quay Street\nOld Harbour",Leeds,'
    "Leeds,LS1 1AA,GB,http://www.benchmark-{n}.example.org,53.80,-1.55,Consumers,Society,Retail\n"
)
WRITTEN_AT_ONCE = 5000


class ReadToTheEnd(Exception):
    """Ends the measured process where the second pass would begin."""


def make_file(path: Path, megabytes: int) -> int:
    """Write rows until the file has so many megabytes; return how many rows."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        size = file.write(FIELDS)
        while size < megabytes * MEGABYTE:
            numbers = range(count, count + WRITTEN_AT_ONCE)
            size += file.write("".join(ROW.format(n=number) for number in numbers))
            count += WRITTEN_AT_ONCE
    return count


def first_pass(things: Iterable[None], *, label: str, length: int | None = None) -> Iterator[None]:
    """Pass on the steps of the first pass, and stop before the second."""
    if label != "Reading":
        raise ReadToTheEnd
    yield from things


def prepare(*, whole: bool = False) -> None:
    """Make the new database ready; `whole` with every town of the gazetteer."""
    upgrade(directory="migrations")
    with transaction():
        vocabulary.load(db.session())
        add_person(handle="dina", name="Dina", roles={Role.COORDINATOR: []}, at=now())
    if whole:
        gazetteer.load()
    else:
        gazetteer.load(population=15000, cities=())


def read(path: Path, source: str, wordings: Mapping[str, Path]) -> None:
    """Read a file and print rows, seconds, and the peak of memory before and after."""
    before, started = _peak(), time.monotonic()
    profile, at = get_profile(source), now()
    try:
        operations.import_file(
            path,
            profile,
            handle="dina",
            at=at,
            dry_run=True,
            wordings=wordings,
            progress=first_pass,
        )
    except ReadToTheEnd:
        rows = db.session.scalar(select(ImportRun.rows_read).order_by(ImportRun.id.desc()))
        seconds = time.monotonic() - started
        sys.stdout.write(f"{rows} {seconds} {before} {_peak()}\n")


def measure(megabytes: int, *, packed: bool) -> str:
    """Make a file, read it in another process, and return the line to print."""
    with tempfile.TemporaryDirectory(prefix="import-memory-") as folder:
        path = Path(folder) / "rows.csv"
        make_file(path, megabytes)
        name = f"{'zip of ' if packed else ''}{megabytes} MB"
        return _measured(folder, name, Figures(SOURCE, str(_zipped(path) if packed else path)))


def measure_real(figures: Figures) -> str:
    """Read a real file in another process, and return the line to print."""
    with tempfile.TemporaryDirectory(prefix="import-memory-") as folder:
        return _measured(folder, figures.profile, figures)


def _measured(folder: str, name: str, figures: Figures) -> str:
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder}/benchmark.sqlite",
        "DATABASE_READ_URL": "",
        "DATA_FOLDER": folder,
    }
    in_a_child(environment, "--prepare")
    words = ["--read", str(DATA / figures.file), "--source", figures.profile]
    for language, file in figures.wordings:
        words += ["--wordings", language, str(DATA / file)]
    rows, seconds, before, peak = map(float, in_a_child(environment, *words).split()[-4:])
    return (
        f"{name + ':':<30} {rows:>8.0f} rows, {rows / seconds:>6.0f} rows/s,"
        f" {peak:.0f} MB at the peak ({before:.0f} MB before reading), {seconds:.1f} s"
    )


def in_a_child(environment: dict[str, str], *words: str) -> str:
    """Run this very file in a process of its own and return what it prints."""
    done = subprocess.run(  # noqa: S603 - this very file
        [sys.executable, "-m", "benchmarks.import_memory", *words],
        env=environment,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def main() -> None:
    """Measure every size asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="megabytes")
    parser.add_argument("--zip", action="store_true", help="measure the file packed as a .zip")
    parser.add_argument("--prepare", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--files", action="store_true", help="first each real file at hand")
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--source", default=SOURCE, help=argparse.SUPPRESS)
    parser.add_argument("--wordings", nargs=2, action="append", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.prepare or given.read:
        with create_app({"DEMONSTRATION": False}).app_context():
            wordings = {language: Path(file) for language, file in given.wordings or ()}
            read(given.read, given.source, wordings) if given.read else prepare()
        return
    for figures in FILES if given.files else ():
        if is_at_hand(figures):
            sys.stdout.write(measure_real(figures) + "\n")
            sys.stdout.flush()
    for megabytes in given.sizes:
        sys.stdout.write(measure(megabytes, packed=given.zip) + "\n")
        sys.stdout.flush()


def _zipped(path: Path) -> Path:
    packed = path.with_suffix(".zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, path.name)
    path.unlink()
    return packed


def _peak() -> int:
    """Return the most memory this process ever had, in megabytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1 << 20) if sys.platform == "darwin" else most // 1024


if __name__ == "__main__":
    main()

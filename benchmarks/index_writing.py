"""What a whole search index costs: python -m benchmarks.index_writing --times 50.

Reads the index entries of the database of DATABASE_URL (a kept world of python -m benchmarks.world
does), writes each so many times under ids and names of its own, in two processes, and prints
seconds, seconds of processors, megabytes of files and of memory. No database holds what it writes.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.world.generator import public_id
from directory import create_app
from directory.search.index.gathering import ids_along_the_curve, rows_of
from directory.search.index.listed import Row
from directory.search.index.splitting import write_segments

PROCESSES, SEED = 2, 42
HEAD = '"name_key":"'


def main() -> None:
    """Write the index, and print what it cost."""
    parser = argparse.ArgumentParser(description="What a whole search index costs.")
    parser.add_argument("--times", type=int, default=12, help="so often each listing is written")
    times: int = parser.parse_args().times
    with create_app({"DEMONSTRATION": False}).app_context():
        rows = list(rows_of(ids_along_the_curve()))
    size = -(-len(rows) // PROCESSES)
    parts = [
        repeated(rows[start : start + size], start * times, times)
        for start in range(0, len(rows), size)
    ]
    with tempfile.TemporaryDirectory() as folder:
        folders = [Path(folder) / str(number) for number in range(len(parts))]
        for one in folders:
            one.mkdir()
        started = time.monotonic()
        write_segments(parts, folders, lambda passing: passing)
        print_cost(len(rows) * times, time.monotonic() - started, Path(folder))


def repeated(rows: list[Row], first: int, times: int) -> Iterator[Row]:
    """Yield each row so many times, numbered, with another beginning of its name."""
    for at, row in enumerate(rows):
        for number in range(first + at * times, first + (at + 1) * times):
            name = f"{HEAD}{number * 7919 % 100_003:x} "
            entry = row.entry_json.replace(HEAD, name, 1)
            yield Row(number, public_id(number, SEED), number, entry)


def print_cost(listings: int, seconds: float, folder: Path) -> None:
    """Print what writing cost this process and those that it started."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    of_processors = sum(one.ru_utime + one.ru_stime for one in spent)
    files = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    sys.stdout.write(
        f"{listings} listings in {seconds:.0f} s, {of_processors:.0f} s of processors, "
        f"{files / 1e6:.0f} MB of files, {spent[1].ru_maxrss / 1e3:.0f} MB of memory "
        "in the larger process\n"
    )


if __name__ == "__main__":
    main()

"""What each real file becomes: printed by one command, each file imported twice.

    python -m benchmarks.import_figures                       # ../shared/data, every file there is
    python -m benchmarks.import_figures --data FOLDER guinea  # files whose profile begins so

A new database with the whole gazetteer is made in a temporary folder (DATABASE_URL is left
alone). What the source allows to be published is published; the second time nothing may change.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.import_memory import prepare
from benchmarks.real_files import DATA, FILES, Figures, is_at_hand
from directory import create_app
from directory.clock import now
from directory.imports import operations
from directory.imports.models import ImportRun
from directory.imports.profiles import get_profile
from directory.imports.queries import finding_counts, get_run

MOST_FINDINGS = 8
HEAD = (
    "| profile | rows | accepted | with warnings | refused | organisations | published | kept |"
    " seconds | again: changed |\n|---|---|---|---|---|---|---|---|---|---|"
)


def lines(data: Path, chosen: list[str]) -> Iterator[str]:
    """Yield what to print: the table, then the commonest findings of each file."""
    yield HEAD
    findings = []
    for figures in FILES:
        if chosen and not any(figures.profile.startswith(word) for word in chosen):
            continue
        if not is_at_hand(figures, data):
            yield f"| {figures.profile} | not at hand | | | | | | | | |"
            continue
        row, found = _twice(data, figures)
        yield row
        findings.append(f"{figures.profile}: {found}")
    yield ""
    yield from findings


def _twice(data: Path, figures: Figures) -> tuple[str, str]:

    run, seconds = _run(data, figures)
    again, _ = _run(data, figures)
    cells = (
        *(run.profile, run.rows_read, run.accepted, run.accepted_with_warnings, run.refused),
        *(run.proposed + run.unchanged, run.published, run.kept_unpublished),
        *(f"{seconds:.1f}", again.proposed + again.published),
    )
    counts = [f"`{code}` {number}" for _severity, code, number in finding_counts(run.id)]
    more = len(counts) - MOST_FINDINGS
    told = ", ".join(counts[:MOST_FINDINGS]) + (f" and {more} more kinds" if more > 0 else "")
    return "| " + " | ".join(map(str, cells)) + " |", told or "nothing to say"


def _run(data: Path, figures: Figures) -> tuple[ImportRun, float]:

    profile = get_profile(figures.profile)
    started = time.monotonic()
    run_id = operations.import_file(
        data / figures.file,
        profile,
        handle="dina",
        at=now(),
        publish=profile.consent == operations.OPEN_DATA,
        wordings={language: data / file for language, file in figures.wordings},
    )
    operations.finish(run_id, at=now())
    return get_run(run_id), time.monotonic() - started


def main() -> None:
    """Print the figures of every file that is there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("profiles", nargs="*", help="beginnings of the names of profiles")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the files")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="import-figures-") as folder:
        os.environ |= {
            "DATABASE_URL": f"sqlite:///{folder}/figures.sqlite",
            "DATABASE_READ_URL": "",
            "DATA_FOLDER": folder,
        }
        with create_app({"DEMONSTRATION": False}).app_context():
            prepare(whole=True)
            for line in lines(given.data, given.profiles):
                sys.stdout.write(line + "\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()

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
from typing import NamedTuple

from directory import create_app
from directory.clock import now
from directory.imports import operations
from directory.imports.models import ImportRun
from directory.imports.profiles import SOURCES, get_profile
from directory.imports.queries import finding_counts, get_run

DATA = Path(__file__).parents[2] / "shared" / "data"
MOST_FINDINGS = 8


class Figures(NamedTuple):
    """A real file, the profile that reads it, and the files that say the same otherwise."""

    profile: str
    file: str
    wordings: tuple[tuple[str, str], ...] = ()


# the older before the newer of one source, for what was said last counts
FILES = (
    Figures("coops-uk-2017-06", "coops/coops-uk-2017-06-organisations.csv"),
    Figures("coops-uk-2019-06-outlets", "coops/coops-uk-2019-06-outlets.csv"),
    Figures("coops-uk-2023q2", "coops/coops-uk-2023q2-sea-standard.csv"),
    Figures("transformap-ssedas-2017", "coops/transformap-ssedas-2017.geojson"),
    Figures("ica-youth-led-coops", "coops/ica-youth-led-coops.csv"),
    Figures("kartevonmorgen", "coops/kartevonmorgen-search-results.json"),
    Figures("germany-worker-coops", "coops/germany-worker-coops.csv"),
    Figures(
        "services-advisor-jordan-2014",
        "services/services-advisor-jordan-2014.en.json",
        (("ar", "services/services-advisor-jordan-2014.ar.json"),),
    ),
    Figures("sahana-rms-redcross", "services/sahana-rms-redcross-organisations-l10n.csv"),
    Figures("sahana-turkey", "services/sahana-turkey-organisations.csv"),
    Figures("ethiopia-4w-2022-02", "hxl/ethiopia-4w-2022-02.xlsx"),
    Figures("guinea-ebola-3w", "hxl/guinea-ebola-3w-fr.hxl.csv"),
)
HEAD = (
    "| profile | rows | accepted | with warnings | refused | organisations | published | kept |"
    " seconds | again: changed |\n|---|---|---|---|---|---|---|---|---|---|"
)


def is_at_hand(figures: Figures, data: Path = DATA) -> bool:
    """Tell whether there are the file and its profile."""
    return (data / figures.file).is_file() and (SOURCES / f"{figures.profile}.json").is_file()


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
        from benchmarks.import_memory import prepare  # it takes the table of files from here

        with create_app({"DEMONSTRATION": False}).app_context():
            prepare(whole=True)
            for line in lines(given.data, given.profiles):
                sys.stdout.write(line + "\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()

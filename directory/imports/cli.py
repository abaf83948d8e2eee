"""Imports on the command line: run one, take one back, read what it found."""

from pathlib import Path

import click

from directory.clock import now
from directory.imports import operations, report
from directory.imports.profiles import get_profile
from directory.imports.queries import get_run
from directory.web.command_errors import told_plainly
from directory.web.progress import progress

acting = click.option("--as", "handle", required=True, help="The handle of the person who acts.")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", required=True, help="Name of the column profile.")
@click.option("--dry-run", is_flag=True, help="Only read and check; change nothing.")
@click.option("--publish", is_flag=True, help="Publish what may be, in the name of the person.")
@click.option(
    "--wordings",
    "wordings",
    type=(str, click.Path(path_type=Path)),
    multiple=True,
    metavar="LANGUAGE FILE",
    help="A second file that says the same in another language.",
)
@acting
@told_plainly
def import_command(
    file: Path,
    source: str,
    dry_run: bool,
    publish: bool,
    wordings: tuple[tuple[str, Path], ...],
    handle: str,
) -> None:
    """Import the organisations in FILE (.csv, .xlsx, .json, .geojson, or .zip with one of them).

    Called again after it was cut off, the same command goes on where it stopped.
    """
    run_id = operations.import_file(
        file,
        get_profile(source),
        handle=handle,
        at=now(),
        publish=publish,
        dry_run=dry_run,
        wordings=dict(wordings),
        progress=progress,
    )
    operations.finish(run_id, at=now())
    _tell(run_id)
    click.echo(f"Each finding: flask directory import-run {run_id}")


@click.command("import-undo")
@click.argument("run", type=click.IntRange(1, 2**31 - 1))
@acting
@told_plainly
def undo_command(run: int, handle: str) -> None:
    """Take back what RUN proposed and published; what people did since stays."""
    operations.undo_run(run, handle=handle, at=now(), progress=progress)
    _tell(run)


@click.command("import-run")
@click.argument("run", type=click.IntRange(1, 2**31 - 1))
@click.option("--csv", "file", type=click.Path(path_type=Path), help="Write findings here.")
@told_plainly
def run_command(run: int, file: Path | None) -> None:
    """Print how RUN went: counts, then findings."""
    _tell(run)
    if file is not None:
        with file.open("w", encoding="utf-8", newline="") as opened:
            count = report.write_findings(get_run(run), opened)
        click.echo(f"Wrote {count} findings to {file}.")
        return
    for line in report.finding_lines(get_run(run)):
        click.echo(line)


def _tell(run_id: int) -> None:
    for line in report.summary(get_run(run_id)):
        click.echo(line)


COMMANDS: tuple[click.Command, ...] = (import_command, undo_command, run_command)

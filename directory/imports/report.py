"""What a run has to say for itself: its counts, what was found and how often, then each finding."""

import csv
from collections.abc import Iterator
from typing import IO

from flask_babel import gettext as _

from directory.imports.files import row_label
from directory.imports.models import ImportFinding, ImportRun, RunStage
from directory.imports.queries import count_left_out, finding_counts, findings_of, undone_counts

MOST_SHOWN = 100
TIMED = frozenset({RunStage.DONE, RunStage.CHECKED})
COLUMNS = ("row", "column", "severity", "code", "message")


def summary(run: ImportRun) -> Iterator[str]:
    """Yield the lines that tell how a run went."""
    yield _("Run %(run)s: %(stage)s", run=run.id, stage=_stage(run))
    yield _(
        "File %(file)s, profile %(profile)s, source %(source)s",
        file=run.file_name,
        profile=run.profile,
        source=run.source,
    )
    if run.trouble:
        yield run.trouble
        return
    if run.finished_at is not None and run.stage in TIMED:
        seconds = round((run.finished_at - run.started_at).total_seconds())
        yield _("Time: %(seconds)s s", seconds=seconds)
    yield _count(_("Rows read"), run.rows_read)
    yield _count("  " + _("accepted"), run.accepted)
    yield _count("  " + _("accepted with warnings"), run.accepted_with_warnings)
    yield _count("  " + _("refused"), run.refused)
    yield _count(_("Organisations"), run.proposed + run.unchanged)
    yield _count("  " + _("new or changed"), run.proposed)
    yield _count("  " + _("unchanged"), run.unchanged)
    left_out = count_left_out(run) if run.stage in TIMED else 0
    if left_out:
        yield _count(_("Left out by this file, not changed"), left_out)
    if run.publish:
        published = _("would be published") if run.dry_run else _("published")
        yield _count("  " + published, run.published)
        yield _count("  " + _("kept unpublished"), run.kept_unpublished)
    for undone, number in sorted(undone_counts(run.id).items()):
        yield _count("  " + _UNDONE[undone](), number)
    counts = finding_counts(run.id)
    if counts:
        yield _("Findings:")
    for severity, code, number in counts:
        yield _count(f"  {severity}: {code}", number)


def finding_lines(run: ImportRun, *, most: int = MOST_SHOWN) -> Iterator[str]:
    """Yield the findings, and how many more there are."""
    total = sum(number for *_kind, number in finding_counts(run.id))
    for place, finding in enumerate(findings_of(run.id)):
        if place >= most:
            yield _("… and %(count)s more: --csv FILE writes them all.", count=total - most)
            return
        yield _finding(finding)


def write_findings(run: ImportRun, file: IO[str]) -> int:
    """Write every finding as CSV; return how many."""
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    count = 0
    for finding in findings_of(run.id):
        cells = (finding.column, finding.severity, finding.code, finding.message)
        writer.writerow((row_label(finding.row_number), *map(_harmless, cells)))
        count += 1
    return count


def _finding(finding: ImportFinding) -> str:
    row = row_label(finding.row_number)
    where = _("row %(row)s", row=row)
    if finding.column:
        where = _("row %(row)s, %(column)s", row=row, column=finding.column)
    return f"{where}: {finding.severity}: {finding.message}"


def _count(words: str, number: int) -> str:
    return f"{words + ':':<34}{number:>8}"


def _harmless(text: str) -> str:
    """A cell that begins like a formula would be calculated by the reader's spreadsheet."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def _stage(run: ImportRun) -> str:
    stages = {
        RunStage.READING: _("was cut off while reading; repeat the command"),
        RunStage.APPLYING: _("was cut off while applying; repeat the command to go on"),
        RunStage.DONE: _("done"),
        RunStage.CHECKED: _("only checked, nothing was changed"),
        RunStage.BROKEN: _("the file is broken, nothing was changed"),
        RunStage.ABANDONED: _("given up for a later one"),
        RunStage.UNDOING: _("was cut off while being taken back; repeat the command to go on"),
        RunStage.UNDONE: _("taken back"),
    }
    return str(stages[RunStage(run.stage)])


_UNDONE = {
    "taken_back": lambda: _("proposals taken back"),
    "withdrawn": lambda: _("listings withdrawn"),
    "restored": lambda: _("earlier state restored"),
    "left": lambda: _("left as they are: somebody decided or changed since"),
    "replaced": lambda: _("left as they are: another run accepted something since"),
}

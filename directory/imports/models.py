"""The run of an import, its rows as staged, what was said of them, and what the run did."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.database.types import Moment
from directory.extensions import Model


class RunStage(StrEnum):
    """Where a run stands."""

    READING = "reading"
    APPLYING = "applying"
    DONE = "done"
    CHECKED = "checked"
    BROKEN = "broken"
    ABANDONED = "abandoned"
    UNDOING = "undoing"
    UNDONE = "undone"


class Outcome(StrEnum):
    """What became of a row."""

    STAGED = "staged"
    ACCEPTED = "accepted"
    ACCEPTED_WITH_WARNINGS = "accepted_with_warnings"
    REFUSED = "refused"


class Severity(StrEnum):
    """What a finding means: the row came in all the same, was refused, or stays unpublished."""

    WARNING = "warning"
    REFUSAL = "refusal"
    KEPT = "kept"


class Undone(StrEnum):
    """What taking a run back did to what it had done to one organisation."""

    TAKEN_BACK = "taken_back"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    LEFT = "left"
    REPLACED = "replaced"


class ImportRun(Model):
    """One import of one file with one profile.

    The first four counts are of rows, the others of organisations.
    """

    __tablename__ = "import_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(64), index=True)
    profile: Mapped[str] = mapped_column(String(64))
    profile_digest: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(String(300))
    file_digest: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    stage: Mapped[str] = mapped_column(String(20))
    dry_run: Mapped[bool] = mapped_column(default=False)
    publish: Mapped[bool] = mapped_column(default=False)
    rows_read: Mapped[int] = mapped_column(default=0)
    accepted: Mapped[int] = mapped_column(default=0)
    accepted_with_warnings: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    proposed: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    published: Mapped[int] = mapped_column(default=0)
    kept_unpublished: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[str] = mapped_column(Text, default="")
    started_at: Mapped[datetime] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)


class ImportRow(Model):
    """One row of a file as it was read; its cells are forgotten as soon as it is dealt with."""

    __tablename__ = "import_rows"
    __table_args__ = (Index("ix_import_rows_key", "run_id", "key"),)

    run_id: Mapped[int] = mapped_column(ForeignKey("import_runs.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The line of the file on which the row begins."""
    key: Mapped[str] = mapped_column(String(300))
    cells_json: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(String(30), default=Outcome.STAGED)


class ImportFinding(Model):
    """Something to say about a row, in plain words; `code` counts what is alike."""

    __tablename__ = "import_findings"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("import_runs.id"), index=True)
    row_number: Mapped[int]
    column: Mapped[str] = mapped_column(String(120))
    severity: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(40))
    message: Mapped[str] = mapped_column(Text)


class ImportedOrganisation(Model):
    """Which organisation an id of a source is, and the last revision that source proposed.

    `content_digest` is of the cells and the profile it was made from; empty after a run was
    taken back, so that the next import looks again.
    """

    __tablename__ = "imported_organisations"

    source: Mapped[str] = mapped_column(String(64), primary_key=True)
    foreign_id: Mapped[str] = mapped_column(String(300), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    content_digest: Mapped[str] = mapped_column(String(64))


class ImportDeed(Model):
    """What a run did to one organisation, so that exactly that can be taken back."""

    __tablename__ = "import_deeds"

    run_id: Mapped[int] = mapped_column(ForeignKey("import_runs.id"), primary_key=True)
    foreign_id: Mapped[str] = mapped_column(String(300), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    proposed_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"))
    accepted_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"))
    replaced_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"))
    """The revision that was accepted before."""
    earlier_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"))
    """The last revision of the source before."""
    undone: Mapped[str] = mapped_column(String(20), default="")
    withdrawal_id: Mapped[int | None] = mapped_column(ForeignKey("steps_taken.id"))
    """The step by which the listing was withdrawn when the run was taken back."""

"""The run of an import, its rows as staged, and which organisation each foreign id became."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.database.types import Moment
from directory.extensions import Model


class ImportRun(Model):
    """One import of one file of one source."""

    __tablename__ = "import_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(64), index=True)
    file_name: Mapped[str] = mapped_column(String(300))
    file_digest: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    stage: Mapped[str] = mapped_column(String(20))
    publish: Mapped[bool] = mapped_column(default=False)
    rows_read: Mapped[int] = mapped_column(default=0)
    accepted: Mapped[int] = mapped_column(default=0)
    accepted_with_warnings: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    published: Mapped[int] = mapped_column(default=0)
    kept_unpublished: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[str] = mapped_column(Text, default="")
    started_at: Mapped[datetime] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)


class ImportRow(Model):
    """One row of a file as it was read, and what became of it."""

    __tablename__ = "import_rows"
    __table_args__ = (Index("ix_import_rows_key", "run_id", "key"),)

    run_id: Mapped[int] = mapped_column(ForeignKey("import_runs.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The line of the file on which the row begins."""
    key: Mapped[str] = mapped_column(String(300))
    cells_json: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(String(30), default="staged")


class ImportFinding(Model):
    """Something to say about a row: a warning or the reason of a refusal, in plain words."""

    __tablename__ = "import_findings"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("import_runs.id"), index=True)
    row_number: Mapped[int]
    column: Mapped[str] = mapped_column(String(120))
    severity: Mapped[str] = mapped_column(String(20))
    message: Mapped[str] = mapped_column(Text)


class ImportedOrganisation(Model):
    """Which organisation an id of a source is, and the last revision that source proposed."""

    __tablename__ = "imported_organisations"

    source: Mapped[str] = mapped_column(String(64), primary_key=True)
    foreign_id: Mapped[str] = mapped_column(String(300), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    content_digest: Mapped[str] = mapped_column(String(64))

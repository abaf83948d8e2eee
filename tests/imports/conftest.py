"""Imports of small hand-made files, with the profile of an invented register."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from directory.imports import operations
from directory.imports.models import ImportedOrganisation, ImportFinding, ImportRun
from directory.imports.profiles import Profile, read_profile
from directory.imports.queries import get_run
from directory.organisations.models import Organisation, Revision

DATA = Path(__file__).parent / "data"
AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@dataclass
class Import:
    """Runs imports as Dina the coordinator, and looks at what came of them."""

    db: Any
    profile: Profile
    folder: Path

    def __call__(self, file: Path | str | bytes, **options: Any) -> ImportRun:
        """Import a file of the data folder, a path, or a text given here, and return its run."""
        path = DATA / file if isinstance(file, str) and file.endswith(".csv") else file
        if not isinstance(path, Path):
            path = self.write(path)
        profile = options.pop("profile", self.profile)
        handle = options.pop("handle", "dina")
        run_id = operations.import_file(path, profile, handle=handle, at=AT, **options)
        operations.finish(run_id, at=AT)
        return get_run(run_id)

    def write(self, content: str | bytes, name: str = "given.csv") -> Path:
        """Write a file for an import."""
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def last_run(self) -> ImportRun:
        """Return the newest run."""
        statement = select(ImportRun).order_by(ImportRun.id.desc()).limit(1)
        return self.db.session.scalars(statement).one()

    def codes(self, run: ImportRun) -> dict[int, list[str]]:
        """Return by row what was found."""
        found: dict[int, list[str]] = {}
        for finding in self.findings(run):
            found.setdefault(finding.row_number, []).append(finding.code)
        return found

    def findings(self, run: ImportRun) -> list[ImportFinding]:
        """Return everything that was found."""
        statement = select(ImportFinding).where(ImportFinding.run_id == run.id)
        return list(self.db.session.scalars(statement.order_by(ImportFinding.id)))

    def organisation(self, foreign_id: str, source: str = "harbour_register") -> Organisation:
        """Return the organisation that an id of the source became."""
        known = self.db.session.get(ImportedOrganisation, (source, foreign_id))
        return self.db.session.get(Organisation, known.organisation_id)

    def revision(self, foreign_id: str, source: str = "harbour_register") -> Revision:
        """Return the last revision that the source proposed."""
        known = self.db.session.get(ImportedOrganisation, (source, foreign_id))
        return self.db.session.get(Revision, known.revision_id)


@pytest.fixture
def profile() -> Profile:
    """The column profile of the invented register."""
    return read_profile(DATA / "harbour.json")


@pytest.fixture
def bring(db: Any, people: SimpleNamespace, profile: Profile, tmp_path: Path) -> Import:
    """Run an import: `bring("harbour.csv", publish=True)`."""
    return Import(db, profile, tmp_path)


@pytest.fixture
def edited() -> Callable[..., str]:
    """The text of a file of the data folder with some words changed."""

    def edit(file: str, **changes: str) -> str:
        text = (DATA / file).read_text(encoding="utf-8")
        for before, after in changes.items():
            assert before.replace("_", " ") in text
            text = text.replace(before.replace("_", " "), after)
        return text

    return edit

"""The register that is asked: every real file that is at hand, imported and published as it may be.

It is kept in `.benchmark/ranking/` and used again until the migrations, the rules of public rows or
the files change.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.import_memory import prepare
from benchmarks.real_files import DATA, FILES, is_at_hand
from directory import create_app
from directory.clock import now
from directory.imports import operations
from directory.imports.profiles import get_profile
from directory.organisations.edition import rules_edition
from directory.search.index.current import folder_of_index
from directory.search.index.writing import make_generation
from directory.web.progress import progress

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".benchmark" / "ranking"


@contextmanager
def register() -> Iterator[None]:
    """Give an application whose register holds the real files, with an index."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    folder = FOLDER / _edition()
    os.environ |= {
        "DATABASE_URL": f"sqlite:///{folder}/register.sqlite",
        "DATABASE_READ_URL": "",
        "DATA_FOLDER": str(folder),
    }
    with create_app({"DEMONSTRATION": False}).app_context():
        if not (folder / "whole").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            _make()
            (folder / "whole").touch()
        yield


def _make() -> None:
    prepare(whole=True)
    for figures in filter(is_at_hand, FILES):
        profile = get_profile(figures.profile)
        run_id = operations.import_file(
            DATA / figures.file,
            profile,
            handle="dina",
            at=now(),
            publish=profile.consent == operations.OPEN_DATA,
            wordings={language: DATA / file for language, file in figures.wordings},
        )
        operations.finish(run_id, at=now())
    make_generation(folder_of_index(), progress=progress)


def _edition() -> str:
    """Return what tells this register from every other: its rules, its tables and its files."""
    found = hashlib.sha256(rules_edition().encode())
    for file in (ROOT / "migrations" / "versions").glob("*.py"):
        found.update(file.name.encode())
    for figures in filter(is_at_hand, FILES):
        found.update(figures.file.encode())
    return found.hexdigest()[:16]

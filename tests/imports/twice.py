"""A real file, imported twice: what became of it, and that the second time changes nothing."""

from pathlib import Path
from typing import Any

import pytest

from directory.config import ROOT
from directory.imports.models import ImportRun
from directory.imports.profiles import Profile, get_profile

SHARED = ROOT.parent / "shared/data"


def real(file: str) -> Path:
    """Return where a real file stands; skips the test where it does not."""
    path = SHARED / file
    if not path.is_file():
        pytest.skip(f"the real file is not on this machine: {path}")
    return path


def twice(bring: Any, path: Path, profile: str | Profile, *, publish: bool = True) -> ImportRun:
    """Import a file twice and return the first run; the second one must have changed nothing."""
    known = get_profile(profile) if isinstance(profile, str) else profile
    first: ImportRun = bring(path, profile=known, publish=publish)
    again = bring(path, profile=known, publish=publish)
    assert first.rows_read == first.accepted + first.accepted_with_warnings + first.refused
    assert (again.rows_read, again.refused) == (first.rows_read, first.refused)
    assert (again.proposed, again.published) == (0, 0)
    assert again.unchanged == first.proposed
    return first

"""An index in a folder of its own, for tests that look after its files."""

from pathlib import Path

import pytest
from flask import Flask

from directory.search.index import current as index
from directory.search.index import writing
from tests.search.index.process import start


@pytest.fixture
def folder(app: Flask, db: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index that must be in a folder, as for many organisations."""
    monkeypatch.setattr(index, "MOST_IN_MEMORY", 0)
    monkeypatch.setattr(writing, "MOST_IN_MEMORY", 0)
    folder = tmp_path / "index"
    folder.mkdir()
    start(app, folder)
    return folder

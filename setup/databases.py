"""The databases that tests and checks run on: each is fresh, private and gone afterwards."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from setup.postgres import private_cluster

Environment = dict[str, str]


@contextmanager
def spatialite() -> Iterator[Environment]:
    """Give the environment of a process that uses a new SpatiaLite file."""
    with tempfile.TemporaryDirectory(prefix="directory-spatialite-") as folder:
        yield _environment(f"sqlite:///{folder}/directory.sqlite", Path(folder))


@contextmanager
def postgis() -> Iterator[Environment]:
    """Give the environment of a process that uses a new PostGIS database."""
    with (
        tempfile.TemporaryDirectory(prefix="directory-files-") as folder,
        private_cluster() as url,
    ):
        yield _environment(url, Path(folder))


DATABASES: dict[str, Callable[[], AbstractContextManager[Environment]]] = {
    "spatialite": spatialite,
    "postgis": postgis,
}


def _environment(url: str, folder: Path) -> Environment:
    """Return the environment with this database and nothing of the person's own directory."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PG") and name not in {"DATABASE_READ_URL", "DEMONSTRATION"}
    }
    return kept | {"DATABASE_URL": url, "DATA_FOLDER": str(folder / "data")}

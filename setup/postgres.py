"""A private PostgreSQL cluster with PostGIS that lives as long as a `with` block.

It never touches the clusters of the system: own folder, own port, own password, own end.
Needs nothing but Python's own library, because setup/system.py asks it for the server.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAME = "directory"
PLACES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/pgsql-*/bin")
# Nothing here outlives the block, so nothing needs to reach the disk.
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "jit": "off",
}
SECONDS_TO_START = 30


def find_server() -> Path | None:
    """Return the folder of the newest PostgreSQL programs that have PostGIS, if there is one."""
    folders = [Path(path).resolve().parent for path in [shutil.which("initdb")] if path]
    for place in PLACES:
        folders += Path("/").glob(place.lstrip("/"))
    able = [folder for folder in folders if (folder / "initdb").exists() and _has_postgis(folder)]
    return max(able, key=_version, default=None)


@contextmanager
def private_cluster() -> Iterator[str]:
    """Start an empty cluster, give the URL of its database, and remove it whatever happens."""
    programs = find_server()
    if programs is None:
        raise RuntimeError("PostgreSQL with PostGIS is not installed; `make test` installs it.")
    # a socket's path may have 100 letters at most, and macOS has long temporary folders
    parent = "/tmp" if sys.platform == "darwin" else None  # noqa: S108 - mkdtemp makes it private
    folder = Path(tempfile.mkdtemp(prefix="directory-postgis-", dir=parent))
    server: subprocess.Popen[bytes] | None = None
    try:
        password = _make_cluster(programs, folder)
        server, port = _start(programs, folder)
        _quietly(
            [programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", NAME, NAME],
            env=_environment() | {"PGPASSWORD": password},
        )
        yield f"postgresql+psycopg://{NAME}:{password}@127.0.0.1:{port}/{NAME}"
    finally:
        if server:
            _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _make_cluster(programs: Path, folder: Path) -> str:
    password = secrets.token_urlsafe(24)
    (folder / "password").write_text(password)
    for path in (folder, folder / "password"):
        if owner := _owner():
            os.chown(path, owner.pw_uid, owner.pw_gid)
    locale = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
    command = [programs / "initdb", "-D", folder / "data", "-U", NAME, "--no-sync"]
    command += ["--auth=scram-sha-256", f"--pwfile={folder / 'password'}"]
    command += ["--encoding=UTF8", f"--locale={locale}"]
    _quietly(command, cwd=folder, env=_environment(), **_as_owner())
    return password


def _start(programs: Path, folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    port = _free_port()
    options = OPTIONS | {"port": str(port), "unix_socket_directories": str(folder)}
    command = [str(programs / "postgres"), "-D", str(folder / "data")]
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            env=_environment(),
            start_new_session=True,  # Ctrl-C is for the tests; the server ends after them
            **_as_owner(),
        )
    try:
        _wait(server, [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)])
    except BaseException as error:
        _stop(server)
        error.add_note((folder / "log").read_text(errors="replace")[-2000:])
        raise
    return server, port


def _wait(server: subprocess.Popen[bytes], is_ready: list[str]) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while subprocess.run(is_ready, env=_environment()).returncode != 0:
        if server.poll() is not None or time.monotonic() > end:
            raise RuntimeError("The private PostgreSQL cluster did not start.")
        time.sleep(0.05)


def _stop(server: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):  # fast, at once, by force
        if server.poll() is None:
            server.send_signal(number)
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            continue
        return


def _owner() -> pwd.struct_passwd | None:
    """Return who runs the server in place of root, because initdb refuses root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def _as_owner() -> dict[str, Any]:
    owner = _owner()
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}


def _environment() -> dict[str, str]:
    """Return the environment without what the person's own PostgreSQL habits have put there."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"}


def _has_postgis(programs: Path) -> bool:
    shared = [programs.parent / "share", programs.parent / "share/postgresql"]
    if (programs / "pg_config").exists():
        shared.append(Path(_quietly([programs / "pg_config", "--sharedir"]).strip()))
    return any((path / "extension/postgis.control").exists() for path in shared)


def _version(programs: Path) -> int:
    text = _quietly([programs / "initdb", "--version"]).split()[2]
    return int("".join(letter for letter in text.split(".")[0] if letter.isdigit()))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _quietly(command: list[Any], **how: Any) -> str:
    done: subprocess.CompletedProcess[str] = subprocess.run(
        command, text=True, capture_output=True, **how
    )
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} failed: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout

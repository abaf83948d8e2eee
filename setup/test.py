"""Runs the same tests once on each database and says at the end how each went."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from types import FrameType

from setup.databases import DATABASES, Environment

PYTEST = [sys.executable, "-m", "pytest", "-n", "2"]
NO_TESTS = 5
SECONDS_TO_END = 20


def chosen(text: str) -> list[str]:
    """Return the databases asked for; raises ValueError on a name nobody knows."""
    names = text.split()
    for name in names:
        if name not in DATABASES:
            raise ValueError(f"DATABASES: {name!r} is none of: {', '.join(DATABASES)}.")
    if not names:
        raise ValueError(f"DATABASES names none of: {', '.join(DATABASES)}.")
    return names


def run_tests(arguments: Sequence[str], environment: Environment) -> int:
    """Run pytest and return its exit code; it is ended with this process."""
    pytest = subprocess.Popen([*PYTEST, *arguments], env=environment)
    try:
        return pytest.wait()
    except BaseException as reason:
        # Ctrl-C has reached pytest too, which then prints what it knows
        if not isinstance(reason, KeyboardInterrupt):
            pytest.terminate()
        try:
            pytest.wait(SECONDS_TO_END)
        finally:
            pytest.kill()
        raise


def describe(code: int) -> str:
    """Say in words what an exit code of pytest means."""
    words = {0: "passed", 1: "failed", NO_TESTS: "failed: no test was run"}
    return words.get(code, f"failed: pytest ended with exit code {code}")


def main(arguments: Sequence[str]) -> int:
    """Test every database that the variable DATABASES names."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    try:
        names = chosen(os.environ.get("DATABASES", " ".join(DATABASES)))
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    results: dict[str, int] = {}
    for name in names:
        print(f"Tests on {name}", flush=True)
        with DATABASES[name]() as environment:
            results[name] = run_tests(arguments, environment)
    for name, code in results.items():
        print(f"{name}: {describe(code)}")
    return 1 if any(results.values()) else 0


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)

"""Goes through every check that needs no test, names each, and fails at the end if one failed."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from setup.databases import DATABASES
from setup.node import get_node

PYTHON = (sys.executable, "-m")
FLASK = (*PYTHON, "flask", "--app", "directory")
TRANSLATIONS = Path("directory/translations")
STYLELINT = "node_modules/stylelint/bin/stylelint.mjs"


@dataclass(frozen=True)
class Outcome:
    """Whether a step passed and what it said."""

    passed: bool
    output: str = ""


Step = Callable[[], Outcome]


def command(*words: str, environment: dict[str, str] | None = None) -> Outcome:
    """Run a command and keep what it says."""
    done = subprocess.run(
        words, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
    )
    return Outcome(done.returncode == 0, done.stdout)


def python(*words: str) -> Step:
    """Return the step that runs a Python module."""
    return lambda: command(*PYTHON, *words)


def script(name: str, *words: str) -> Outcome:
    """Run a program of this environment that is no module, or whose module loses exit codes."""
    return command(sys.executable, str(Path(sys.executable).with_name(name)), *words)


def templates(option: str) -> Step:
    """Return the step that gives all templates to djlint."""
    return lambda: command(*PYTHON, "djlint", "templates", option, "--allow-empty-input")


def styles() -> Outcome:
    """Check the style files as they are written; the build checks what becomes of them."""
    options = ("static/css/**/*.css", "--max-warnings=0", "--allow-empty-input")
    return command(get_node().program, STYLELINT, *options)


def floors() -> Outcome:
    """Check that every room imports only from the floors below."""
    return script("lint-imports", "--no-logo")


def catalogues() -> Outcome:
    """Compile all catalogues of translations, if there are any."""
    if not any(TRANSLATIONS.glob("*/LC_MESSAGES/*.po")):
        return Outcome(True)
    return script("pybabel", "-q", "compile", "-d", str(TRANSLATIONS))


def migrations(database: str) -> Step:
    """Return the step that migrates an empty database and compares it with the models."""

    def compare() -> Outcome:
        with DATABASES[database]() as environment:
            for words in (("db", "upgrade"), ("db", "check")):
                outcome = command(*FLASK, *words, environment=environment)
                if not outcome.passed:
                    return outcome
        return outcome

    return compare


STEPS: dict[str, Step] = {
    "ruff: code": python("ruff", "check", "--output-format=concise"),
    "ruff: format": python("ruff", "format", "--check", "--output-format=concise"),
    "mypy": python("mypy"),
    "djlint: format": templates("--check"),
    "djlint: code": templates("--lint"),
    "import-linter: floors": floors,
    "stylelint": styles,
    "icons and style sheet": python("setup.assets"),
    "translations": catalogues,
    "migrations on spatialite": migrations("spatialite"),
    "migrations on postgis": migrations("postgis"),
}


def run() -> Iterator[str]:
    """Run every step, print how it went, and give the names of those that failed."""
    for name, step in STEPS.items():
        try:
            outcome = step()
        except (OSError, RuntimeError) as error:
            outcome = Outcome(False, str(error))
        print(f"{'ok     ' if outcome.passed else 'FAILED '} {name}", flush=True)
        if not outcome.passed:
            print(outcome.output.rstrip(), flush=True)
            yield name


if __name__ == "__main__":
    failed = list(run())
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}")

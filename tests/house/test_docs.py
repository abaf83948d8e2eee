"""The documents say what there is: every file of the package, every command, every link."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from directory.cli import directory

ROOT = Path(__file__).resolve().parents[2]
MAP = ROOT / "docs" / "map-of-the-code.md"
COMMANDS = ROOT / "docs" / "commands.md"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
COMPLETE = ("directory", "setup")
"""Folders of which the map names everything; of the others it must name nothing that is not."""
FENCE = re.compile(r"^```\w*\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
LEFT_OUT = {"__pycache__", "LC_MESSAGES"}
"""What is made, and the catalogues: a language is added by its catalogue and nothing else."""


def mapped() -> Iterator[Path]:
    """Yield every path that the trees of the map name, by the indentation of their lines."""
    for block in FENCE.findall(MAP.read_text(encoding="utf-8")):
        above: list[str] = []
        if not re.match(r"\w+/(\s|$)", block):
            continue
        for line in filter(str.strip, block.splitlines()):
            depth = (len(line) - len(line.lstrip())) // 2
            name = line.split()[0]
            above[depth:] = [name.rstrip("/")]
            yield Path(*above)


def standing(folder: str) -> Iterator[Path]:
    """Yield every folder with a file in it, and every module; a folder speaks for its __init__."""
    for path in (ROOT / folder).rglob("*"):
        if LEFT_OUT.isdisjoint(path.parts) and path.is_file():
            inside = path.relative_to(ROOT)
            yield from inside.parents[:-1]
            if path.suffix == ".py" and path.name != "__init__.py":
                yield inside


def commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command below a group with the words that call it."""
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


KNOWN = dict(commands(directory, "flask directory"))


def described() -> dict[str, str]:
    """Return what the page says of each command, by the words that call it."""
    parts = re.split(r"^##+ (.*)$", COMMANDS.read_text(encoding="utf-8"), flags=re.M)
    titles = (title.strip().strip("`") for title in parts[1::2])
    said = zip(titles, parts[2::2], strict=True)
    return {title: text for title, text in said if title.startswith("flask ")}


def test_the_map_names_every_folder_and_module():
    named = set(mapped())
    missing = {str(path) for folder in COMPLETE for path in standing(folder)} - {
        str(path) for path in named
    }
    assert sorted(missing) == [], "Give each a line in docs/map-of-the-code.md."


def test_the_map_names_nothing_that_is_not_there():
    gone = [str(path) for path in mapped() if not (ROOT / path).exists()]
    assert gone == [], "Take these lines out of docs/map-of-the-code.md."


def test_the_map_says_something_of_everything():
    for block in FENCE.findall(MAP.read_text(encoding="utf-8")):
        if re.match(r"\w+/(\s|$)", block):
            silent = [line for line in block.splitlines() if len(line.split()) == 1]
            assert silent == []


def test_every_command_is_described_and_no_other():
    assert sorted(described()) == sorted(KNOWN)


@pytest.mark.parametrize("words", sorted(KNOWN))
def test_a_command_is_described_with_its_options_and_an_example(words: str):
    text = described().get(words, "")
    options: set[str] = set()
    for parameter in KNOWN[words].params:
        if isinstance(parameter, click.Option):
            options |= {name for name in parameter.opts if name.startswith("--")}
            options |= set(parameter.secondary_opts)
        else:
            assert str(parameter.name).upper() in text, f"{words}: {parameter.name}"
        if isinstance(parameter.type, click.Choice):
            assert [choice for choice in parameter.type.choices if f"`{choice}`" not in text] == []
    assert set(re.findall(r"--[a-z][a-z-]*", text)) == options - {"--help"}
    assert f"$ {words}" in text, f"{words} has no example"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path):
    found = LINK.findall(page.read_text(encoding="utf-8"))
    inside = [link.split("#")[0] for link in found if "://" not in link and link[0] != "#"]
    assert [link for link in inside if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_make_command_exists(page: Path):
    rules = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    text = page.read_text(encoding="utf-8")
    asked = set(re.findall(r"(?:`|^\s*\$? ?)make ([a-z][\w-]*)", text, re.M))
    assert asked <= rules

"""The table of settings: each is read from the environment variable of its name.

`docs/settings.md` lists the same rows; a house test compares the two.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Setting:
    """One row: what it is called, what holds when nothing is said, and what it does."""

    name: str
    default: str
    read: Callable[[str], Any]
    meaning: str


def yes_or_no(text: str) -> bool:
    """Read a switch; anything but 1, true, yes or on is no."""
    return text.strip().lower() in {"1", "true", "yes", "on"}


SETTINGS = (
    Setting(
        "DATABASE_URL", "", str, "Database to write to; empty means SpatiaLite in DATA_FOLDER."
    ),
    Setting(
        "DATABASE_READ_URL", "", str, "Replica to read public pages from; empty means DATABASE_URL."
    ),
    Setting(
        "DATA_FOLDER", str(ROOT / "instance"), str, "Folder for the embedded database and files."
    ),
    Setting(
        "DEMONSTRATION", "no", yes_or_no, "Load invented organisations and say so on every page."
    ),
    Setting(
        "SITE_NAME", "Solidarity Directory", str, "Name of this directory, shown on every page."
    ),
    Setting(
        "PUBLIC_URL",
        "http://127.0.0.1:8000",
        str,
        "Address people reach the site at, no final slash.",
    ),
    Setting("CONTACT_EMAIL", "", str, "Role address for take-down requests; shown when it is set."),
    Setting(
        "GAZETTEER_POPULATION", "500", int, "Load towns of at least so many people: 500 to 15000."
    ),
    Setting(
        "MAP_DISCLAIMER", "", str, "Sentence under every map; empty means ours, in each language."
    ),
    Setting(
        "MAP_AREA_NOTES", "", str, "Notes on areas under every map; empty means ours, translated."
    ),
    Setting(
        "RELEASE", "0.1.0", str, "Name of the running release; part of every ETag and static URL."
    ),
)


def read_settings(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return every setting by name, read from the environment or its default.

    Raises ValueError with the setting's name when a value cannot be read.
    """
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        text = environment.get(setting.name, setting.default)
        try:
            values[setting.name] = setting.read(text)
        except ValueError as error:
            raise ValueError(
                f"Setting {setting.name}: {text!r} cannot be read. {setting.meaning}"
            ) from error
    return values

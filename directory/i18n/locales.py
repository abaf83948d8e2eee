"""The languages of the interface: one for each catalogue in `directory/translations/`."""

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError

TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"
NAMES = Path(__file__).resolve().parent / "data" / "language_names.json"
SOURCE = "en"
MACHINE_DRAFTED = "X-Review: machine-drafted"
# tags that readers and BCP 47 know but CLDR files under another name
CLDR_NAMES = {"prs": "fa_AF"}


@dataclass(frozen=True)
class Language:
    """A language of the interface."""

    tag: str
    name: str
    direction: str
    machine_drafted: bool


@cache
def languages() -> dict[str, Language]:
    """Return the languages of the interface by tag: English and every catalogue there is."""
    tags = [
        SOURCE,
        *sorted(file.parts[-3] for file in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po")),
    ]
    return {tag: _language(tag) for tag in dict.fromkeys(tags)}


@lru_cache(maxsize=1024)  # listings may be in any language
def cldr(tag: str) -> Locale:
    """Return the CLDR locale for a language tag; English where CLDR has none."""
    try:
        return Locale.parse(CLDR_NAMES.get(tag, tag).replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return Locale.parse(SOURCE)


@cache
def direction(tag: str) -> str:
    """Return `rtl` or `ltr` for a language tag."""
    try:
        return Locale.parse(CLDR_NAMES.get(tag, tag).replace("-", "_")).text_direction
    except (ValueError, UnknownLocaleError):
        return (
            "rtl" if tag.split("-")[0] in {"rhg", "ckb", "arc", "dv", "ks", "sd", "syr"} else "ltr"
        )


@cache
def language_name(tag: str, locale: str) -> str:
    """Return what a language is called in the reader's language, else in English, else the tag."""
    known = (_name_in(name, of) for of in (locale, SOURCE) for name in (tag, tag.split("-")[0]))
    return next(filter(None, known), tag)


def _name_in(tag: str, locale: str) -> str | None:
    """CLDR first; it does not name many languages of displaced people."""
    name = cldr(locale).languages.get(tag.replace("-", "_"))
    return name or _other_names().get(tag, {}).get(locale.split("-")[0])


@cache
def _other_names() -> dict[str, dict[str, str]]:
    names: dict[str, dict[str, str]] = json.loads(NAMES.read_text(encoding="utf-8"))["names"]
    return names


def _language(tag: str) -> Language:
    head = ""
    catalogue = TRANSLATIONS / tag / "LC_MESSAGES" / "messages.po"
    if catalogue.is_file():
        head = catalogue.read_text(encoding="utf-8")[:2000]
    name = cldr(tag).get_display_name(CLDR_NAMES.get(tag, tag).replace("-", "_")) or tag
    return Language(tag, name[:1].upper() + name[1:], direction(tag), MACHINE_DRAFTED in head)

"""The languages of the interface: one for each catalogue in `directory/translations/`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError

TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"
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
    """Return what a language is called in the reader's language; the tag where nobody knows."""
    names = cldr(locale).languages
    return str(names.get(tag.replace("-", "_")) or names.get(tag.split("-")[0]) or tag)


def _language(tag: str) -> Language:
    head = ""
    catalogue = TRANSLATIONS / tag / "LC_MESSAGES" / "messages.po"
    if catalogue.is_file():
        head = catalogue.read_text(encoding="utf-8")[:2000]
    name = cldr(tag).get_display_name(CLDR_NAMES.get(tag, tag).replace("-", "_")) or tag
    return Language(tag, name[:1].upper() + name[1:], direction(tag), MACHINE_DRAFTED in head)

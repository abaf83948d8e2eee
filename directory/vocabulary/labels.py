"""What a term is called in the reader's language; English where a language lacks the word."""

import json
from functools import cache
from pathlib import Path

LABELS = Path(__file__).parent / "data" / "labels"
FALLBACK = "en"


@cache
def labels(locale: str) -> dict[str, dict[str, dict[str, str]]]:
    """Return all wordings of a locale by list, code and sort; empty for a locale without a file."""
    file = LABELS / f"{locale}.json"
    if not file.is_file():
        return {}
    found: dict[str, dict[str, dict[str, str]]] = json.loads(file.read_text(encoding="utf-8"))
    return found


def label(list_code: str, code: str, locale: str, sort: str = "label") -> str:
    """Return a wording (label, hint, definition, public_label); the code itself as last resort."""
    for language in (locale, FALLBACK):
        found = labels(language).get(list_code, {}).get(code, {}).get(sort)
        if found:
            return found
    return code if sort == "label" else ""


@cache
def label_locales() -> tuple[str, ...]:
    """Return the locales that have a file of labels."""
    return tuple(sorted(file.stem for file in LABELS.glob("*.json")))


@cache
def all_labels(list_code: str, code: str) -> tuple[str, ...]:
    """Return the label of a term in every language there is, so that it is found in each."""
    found = [
        labels(locale).get(list_code, {}).get(code, {}).get("label") for locale in label_locales()
    ]
    return tuple(word for word in found if word)

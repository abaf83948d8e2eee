"""HXL tags: the row of hashtags under a header, wherever it stands and however it is written."""

import re
from collections.abc import Sequence

TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")
BLANKS = re.compile(r"\s+")
SEARCHED = 25
"""Rows in which the row of tags may stand: notes and several headers go before it."""


def tag_of(cell: str) -> str | None:
    """Return a hashtag as profiles write it (small letters, no blanks), or None for no tag."""
    text = BLANKS.sub("", cell).lower()
    return text if TAG.fullmatch(text) else None


def is_tag_row(cells: Sequence[str]) -> bool:
    """Tell whether a row is the row of tags: more than half of what stands in it are tags."""
    if not any("#" in cell for cell in cells):
        return False
    said = [cell for cell in cells if cell.strip()]
    return bool(said) and 2 * sum(tag_of(cell) is not None for cell in said) > len(said)


def not_tags(cells: Sequence[str]) -> list[str]:
    """Return what stands in a row of tags and is none."""
    return [cell.strip() for cell in cells if cell.strip() and tag_of(cell) is None]

"""Which wording to show when a text exists in some languages and the reader reads another."""

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Worded(Protocol):
    """Anything with a language and words."""

    @property
    def language(self) -> str: ...  # noqa: D102 - the name says it

    @property
    def words(self) -> str: ...  # noqa: D102 - the name says it


T = TypeVar("T", bound=Worded)


def choose(texts: Sequence[T], locale: str) -> T | None:
    """Return the wording in the reader's language, else the next best, else None.

    Order: the very tag, the same base language, English, the first.
    """
    by_tag = {text.language: text for text in reversed(texts)}
    by_base = {text.language.split("-")[0]: text for text in reversed(texts)}
    for tag in (locale, locale.split("-")[0], "en"):
        found = by_tag.get(tag) or by_base.get(tag)
        if found is not None:
            return found
    return texts[0] if texts else None

"""Words with which people look for help against violence: never searched (protection 10)."""

from functools import cache

from directory.vocabulary.phrases import Phrase, holds, phrases, said
from directory.vocabulary.terms import data_file


def asks_about_violence(text: str) -> bool:
    """Tell whether what somebody looks for holds a word of violence, in any of our languages."""
    asked = said(text)
    return any(holds(asked, one) for one in _list())


@cache
def _list() -> frozenset[Phrase]:
    words = data_file("words_of_violence.json")["words"].values()
    return frozenset().union(*map(phrases, words))

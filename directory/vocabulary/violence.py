"""Words with which people look for help against violence: never searched (protection 10)."""

from functools import cache

from directory.vocabulary.phrases import Phrase, holds, phrases, said
from directory.vocabulary.terms import data_file


def asks_about_violence(text: str) -> bool:
    """Tell whether what somebody looks for holds a word of violence, in any of our languages."""
    asked = said(text)
    listed = _by_first_word()
    possible = (listed.get(word, ()) for word in frozenset().union(*asked))
    return any(holds(asked, one) for some in possible for one in some)


@cache
def _by_first_word() -> dict[str, list[Phrase]]:
    found: dict[str, list[Phrase]] = {}
    for words in data_file("words_of_violence.json")["words"].values():
        for one in phrases(words):
            found.setdefault(one[0], []).append(one)
    return found

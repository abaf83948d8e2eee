"""What people call a kind of service in everyday words, beside its label."""

from functools import cache

from directory.vocabulary.labels import all_labels
from directory.vocabulary.phrases import Phrase, holds, phrases, said
from directory.vocabulary.terms import codes_where, data_file, need_of_kind, terms


@cache
def everyday_words(kind: str) -> tuple[str, ...]:
    """Return the everyday words for a kind of service in all languages."""
    in_languages = data_file("everyday_words.json")["words"].get(kind, {})
    return tuple(word for words in in_languages.values() for word in words)


def needs_called(text: str) -> tuple[str, ...]:
    """Return the tiles (`public_need`) that words of a text call for, in the order of the tiles.

    Labels count as well as everyday words; nothing calls for the tile *safety*.
    """
    asked = said(text)
    called: set[str] = set()
    for phrase, needs in _phrases().items():
        if holds(asked, phrase):
            called |= needs
    return tuple(need.code for need in terms("public_need") if need.code in called)


@cache
def _phrases() -> dict[Phrase, frozenset[str]]:
    """Each phrase with the tiles it calls for."""
    found: dict[Phrase, frozenset[str]] = {}
    closed = codes_where("service_kind", "sensitive")
    for kind, need in need_of_kind().items():
        if need == "safety" or kind in closed:
            continue
        for one in phrases((*everyday_words(kind), *all_labels("service_kind", kind))):
            found[one] = found.get(one, frozenset()) | {need}
    return found

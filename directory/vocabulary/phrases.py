"""Telling whether what people type holds a phrase of one of our lists of words."""

from collections.abc import Iterable

from directory.i18n.folding import spellings

Phrase = tuple[str, ...]
Said = list[frozenset[str]]


def phrase(words: str) -> Phrase:
    """Return a phrase as it is looked for: folded, without articles and elisions."""
    return tuple(spelled[-1] for spelled in spellings(words))


def said(text: str) -> Said:
    """Return the words of a text, each in all its spellings."""
    return [frozenset(spelled) for spelled in spellings(text)]


def holds(text: Said, looked_for: Phrase) -> bool:
    """Tell whether the words of a phrase stand in a text, one after the other."""
    starts = range(len(text) - len(looked_for) + 1)
    return any(
        all(word in text[start + at] for at, word in enumerate(looked_for)) for start in starts
    )


def phrases(words: Iterable[str]) -> frozenset[Phrase]:
    """Return the phrases of a list, without those that say nothing."""
    return frozenset(map(phrase, words)) - {()}

"""Telling whether what people type holds a phrase of one of our lists of words."""

from collections.abc import Iterable, Iterator

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
    return next(begins(text, looked_for), None) is not None


def begins(text: Said, looked_for: Phrase) -> Iterator[int]:
    """Yield where in a text the words of a phrase begin to stand, one after the other."""
    for start in range(len(text) - len(looked_for) + 1):
        if all(word in text[start + at] for at, word in enumerate(looked_for)):
            yield start


def phrases(words: Iterable[str]) -> frozenset[Phrase]:
    """Return the phrases of a list, without those that say nothing."""
    return frozenset(map(phrase, words)) - {()}

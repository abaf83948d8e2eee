"""What stands in a line of words beside what is looked for: *free*, *open now*, *near me*."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from directory.i18n.folding import RUNS, fold
from directory.search.criteria import Criteria
from directory.search.typed_words import as_typed
from directory.vocabulary.phrases import Phrase, begins, phrase
from directory.vocabulary.terms import data_file

HERE = ("here", "")
Meaning = tuple[str, str]
"""A filter and its value; or that it should be near."""


class Asides(NamedTuple):
    """The other words, and what those beside them mean."""

    words: str
    meant: tuple[Meaning, ...]

    @property
    def is_here(self) -> bool:
        """Tell whether it should be near, which nobody but the reader's own device knows."""
        return HERE in self.meant

    def chosen(self, criteria: Criteria) -> Criteria:
        """Return a question with the filters besides; those that were chosen by hand stay."""
        filters = {name: (value,) for name, value in self.meant if name != HERE[0]}
        return criteria.but(**{n: v for n, v in filters.items() if not getattr(criteria, n)})


def asides(q: str) -> Asides:
    """Return a line of words in two: what is looked for, and what only tells how it should be."""
    rest, meant = _without_runs(q)
    typed = as_typed(rest)
    said = [frozenset(spelled) for _, spelled in typed]
    every = frozenset().union(*said)
    gone: set[int] = set()
    for one, meaning in _phrases():
        for start in begins(said, one) if one[0] in every else ():
            span = set(range(start, start + len(one)))
            if not span & gone:
                gone |= span
                meant.append(meaning)
    if gone:
        rest = " ".join(word for at, (word, _) in enumerate(typed) if at not in gone)
    return Asides(rest, tuple(dict.fromkeys(meant)))


def _without_runs(q: str) -> tuple[str, list[Meaning]]:
    """In scripts without blanks the words stand right beside others."""
    meant = []
    for text, meaning in _texts():
        if text in q:
            q = " ".join(q.replace(text, " ").split())
            meant.append(meaning)
    return q, meant


@cache
def _texts() -> tuple[tuple[str, Meaning], ...]:
    """Return the phrases of scripts without blanks as they are written, the longest first."""
    found = [(text, meaning) for text, meaning in _lists() if RUNS.search(fold(text))]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@cache
def _phrases() -> tuple[tuple[Phrase, Meaning], ...]:
    """Return the phrases of scripts with blanks, the longest first."""
    found = [(phrase(text), meaning) for text, meaning in _lists() if not RUNS.search(fold(text))]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def _lists() -> Iterator[tuple[str, Meaning]]:
    lists: Mapping[str, Mapping[str, Mapping[str, list[str]]]] = data_file("asides.json")["filters"]
    for asked, by_language in lists.items():
        name, _, value = asked.partition("=")
        yield from ((text, (name, value)) for each in by_language.values() for text in each)
    here: Mapping[str, list[str]] = data_file("asides.json")["here"]
    yield from ((text, HERE) for each in here.values() for text in each)

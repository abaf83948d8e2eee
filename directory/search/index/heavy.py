"""Words, and beginnings of words, that very many say: collected while the words are fed.

tantivy takes a quarter of a microsecond to hand over each document (docs/benchmarks.md), so that
these are kept as bitmaps of offers beside it. A beginning is written without the largest part of
it, a longer beginning or a whole word that is written too.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from pyroaring import BitMap

from directory.search.index.bitmaps import Gathering, Piece, either, numbers_of, of_numbers
from directory.search.index.layout import numbers_in

HEAVY = 15_000
"""Documents: organisations for what these say themselves, offers for the rest."""
PREFIX = "*"
BEYOND = "\U0010ffff"


class _Part(NamedTuple):
    """A word or a beginning that is heavy: its name, which words these are, and its documents."""

    name: str
    start: int
    end: int
    said: int

    @property
    def shorter(self) -> str:
        """The name of the beginning of which this is a part."""
        return (self.name[:-2] if self.name.endswith(PREFIX) else self.name) + PREFIX


@dataclass
class _Said:
    """The words of one field: which documents say them, and the offers of each document."""

    first: "array[int]" = field(default_factory=lambda: array("I"))
    behind: "array[int]" = field(default_factory=lambda: array("I"))
    documents: Gathering[str] = field(default_factory=Gathering)

    def add(self, offers: range, text: str) -> None:
        self.documents.add(text.split(), len(self.first))
        self.first.append(offers.start)
        self.behind.append(offers.stop)

    def heavy(self) -> Iterator[tuple[str, BitMap, str | None]]:
        """Yield each word and each beginning that at least `HEAVY` documents say.

        With its offers, but for those of the part that is named third.
        """
        said = self.documents.bitmaps()
        words = sorted(said)
        first, behind = (np.array(each, dtype=np.int64) for each in (self.first, self.behind))
        parts = _heavy_parts(words, [len(said[word]) for word in words])
        largest: dict[str, _Part] = {}
        for part in sorted(parts, key=lambda part: part.said):
            largest[part.shorter] = part
        for part in parts:
            inner = largest.get(part.name)
            start, end = (inner.start, inner.end) if inner else (part.end, part.end)
            others = words[part.start : start] + words[end : part.end]
            documents = numbers_of(either(said[word] for word in others))
            offers = of_numbers(numbers_in(first[documents], behind[documents]))
            yield part.name, offers, inner.name if inner else None


class Heavy:
    """Collects the words of organisations and offers that come in their order."""

    def __init__(self) -> None:
        self._said: defaultdict[str, _Said] = defaultdict(_Said)

    def add(self, offers: range, texts: Mapping[str, str]) -> None:
        """Note the words by field of an organisation with these offers, or of one offer."""
        for name, text in texts.items():
            self._said[name].add(offers, text)

    def pieces(self) -> Iterator[Piece]:
        """Yield the offers of each field and word, or beginning of words, that very many say."""
        for name, said in self._said.items():
            for value, offers, besides in said.heavy():
                yield Piece(name, value, offers, besides)


def _heavy_parts(words: list[str], counts: list[int]) -> list[_Part]:
    """Return the heavy ones of ascending words and of their beginnings."""
    totals = np.r_[0, np.cumsum(counts, dtype=np.int64)]
    found = [_Part(words[at], at, at + 1, n) for at, n in enumerate(counts) if n >= HEAVY]
    waiting = [("", 0, len(words))]
    while waiting:
        prefix, start, end = waiting.pop()
        start += start < end and words[start] == prefix
        while start < end:
            longer = words[start][: len(prefix) + 1]
            behind = bisect_left(words, longer + BEYOND, start, end)
            said = int(totals[behind] - totals[start])
            if said >= HEAVY:
                found.append(_Part(longer + PREFIX, start, behind, said))
                waiting.append((longer, start, behind))
            start = behind
    return found

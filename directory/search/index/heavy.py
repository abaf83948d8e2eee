"""Words, and beginnings of words, that very many offers say: collected while the offers are fed.

tantivy takes a quarter of a microsecond to hand over each offer (docs/benchmarks.md), so that these
are kept as bitmaps beside it. What neighbouring offers say with the same text is noted once.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from pyroaring import BitMap

from directory.search.index.bitmaps import Gathering, Key, numbers_of, of_numbers
from directory.search.index.layout import Array, numbers_in

HEAVY = 20_000
PREFIX = "*"
BEYOND = "\U0010ffff"


@dataclass
class _Said:
    """The words of one field: which runs of offers with the same text say them."""

    first: "array[int]" = field(default_factory=lambda: array("I"))
    behind: "array[int]" = field(default_factory=lambda: array("I"))
    text: str = ""
    """The text of the last run."""
    runs: Gathering[str] = field(default_factory=Gathering)

    def add(self, number: int, text: str) -> None:
        if text is self.text and self.behind[-1] == number:
            self.behind[-1] += 1
            return
        run, self.text = len(self.first), text
        self.first.append(number)
        self.behind.append(number + 1)
        self.runs.add(text.split(), run)

    def heavy(self) -> Iterator[tuple[str, BitMap]]:
        """Yield the offers of each word and each beginning that more than `HEAVY` say."""
        said = self.runs.bitmaps()
        first, behind = (np.array(each, dtype=np.int64) for each in (self.first, self.behind))
        lengths, words = behind - first, sorted(said)
        runs = [said[word] for word in words]
        counts = np.array([int(lengths[numbers_of(one)].sum()) for one in runs], dtype=np.int64)
        for at in np.flatnonzero(counts >= HEAVY):
            yield words[at], _offers(runs[at], first, behind)
        totals = np.r_[0, np.cumsum(counts)]
        for prefix, start, end in _beginnings(words, totals):
            yield prefix + PREFIX, _offers(BitMap.union(*runs[start:end]), first, behind)


class Heavy:
    """Collects the words of offers that come in their order."""

    def __init__(self) -> None:
        self._said: defaultdict[str, _Said] = defaultdict(_Said)

    def add(self, number: int, texts: Mapping[str, str]) -> None:
        """Note the words of an offer by field."""
        for name, text in texts.items():
            self._said[name].add(number, text)

    def bitmaps(self) -> Iterator[tuple[Key, BitMap]]:
        """Yield the offers of each field and word, or beginning of words, that very many say."""
        for name, said in self._said.items():
            for word, offers in said.heavy():
                yield (name, word), offers


def _offers(runs: BitMap, first: Array, behind: Array) -> BitMap:
    numbers = numbers_of(runs)
    return of_numbers(numbers_in(first[numbers], behind[numbers]))


def _beginnings(words: list[str], totals: Array) -> Iterator[tuple[str, int, int]]:
    """Yield each beginning that is heavy, and which of the words begin so."""
    waiting = [("", 0, len(words))]
    while waiting:
        prefix, start, end = waiting.pop()
        start += start < end and words[start] == prefix
        while start < end:
            longer = words[start][: len(prefix) + 1]
            behind = bisect_left(words, longer + BEYOND, start, end)
            if totals[behind] - totals[start] >= HEAVY:
                yield longer, start, behind
                waiting.append((longer, start, behind))
            start = behind

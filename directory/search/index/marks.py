"""The values that are counted beside every answer, as bits of offers and of organisations.

Intersecting a bitmap for each value costs the same for three offers as for thousands, and those
that many have would have to be read again for every page (docs/benchmarks.md). So each offer is a
row of bits; and for those of whom all offers answer, each value is a row of organisations.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
from pyroaring import BitMap

from directory.search.facets import FACETS, HOURS
from directory.search.index.bitmaps import Key, numbers_of
from directory.search.index.fields import CHOSEN_GROUP, TILE
from directory.search.index.layout import Array, Columns, begins, mapped

MARKED = frozenset({TILE, CHOSEN_GROUP, *(facet.field for facet in FACETS)} - {HOURS})
MOST = 128
"""Values: those that most offers have. Of the rest there are bitmaps, which are small."""
WORD = np.dtype("<u8")
BITS_OF_WORD = 64
ROWS, KEYS = ("offers", "organisations"), "marks.json"
BITS = (np.arange(256)[:, None] >> np.arange(8)) & 1
"""The bits of each byte."""


@dataclass(frozen=True)
class Marks:
    """The values of the bits, and the bits."""

    keys: Sequence[Key]
    offers: Array
    """A row of each offer: which of the values it has."""
    organisations: Array
    """A row of each value: which of the organisations have it at some offer."""

    @classmethod
    def of(cls, filters: Mapping[Key, BitMap], organisation: Array) -> Self:
        """Return the marks of offers of which each filter's and their organisations are known."""
        often = sorted((key for key in filters if key[0] in MARKED), key=lambda k: -len(filters[k]))
        keys = often[:MOST]
        size = int(organisation[-1]) + 1 if len(organisation) else 0
        offers = np.zeros((len(organisation), _words(len(keys))), dtype=WORD)
        organisations = np.zeros((len(keys), _words(size)), dtype=WORD)
        for bit, key in enumerate(keys):
            numbers = numbers_of(filters[key])
            offers[numbers, bit // BITS_OF_WORD] |= np.uint64(1 << bit % BITS_OF_WORD)
            organisations[bit] = _as_bits(organisation[numbers], size)
        return cls(keys, offers, organisations)

    def write(self, folder: Path) -> None:
        """Write the rows and what their bits mean."""
        for name in ROWS:
            np.save(folder / f"marks_of_{name}.npy", getattr(self, name))
        (folder / KEYS).write_text(json.dumps(list(self.keys)), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Map the rows into memory, which all processes share."""
        keys = json.loads((folder / KEYS).read_text(encoding="utf-8"))
        offers, organisations = (mapped(folder / f"marks_of_{name}.npy") for name in ROWS)
        return cls([(field, value) for field, value in keys], offers, organisations)

    def __contains__(self, key: Key) -> bool:
        """Tell whether a value is counted here."""
        return key in self._known

    @cached_property
    def _known(self) -> frozenset[Key]:
        return frozenset(self.keys)

    def count_organisations(self, organisations: BitMap) -> Array:
        """Return for each value how many of these organisations have it at some offer."""
        chosen = _as_bits(numbers_of(organisations), self.organisations.shape[1] * BITS_OF_WORD)
        each = (np.bitwise_count(row & chosen).sum(dtype=np.int64) for row in self.organisations)
        return np.fromiter(each, np.int64, len(self.keys))

    def count_offers(self, offers: BitMap, columns: Columns) -> Array:
        """Return for each value how many organisations have it at one of these offers."""
        if not offers or not self.keys:
            return np.zeros(len(self.keys), dtype=np.int64)
        numbers = numbers_of(offers)
        starts = np.flatnonzero(begins(columns.organisation[numbers]))
        found = np.bitwise_or.reduceat(np.take(self.offers, numbers, axis=0), starts, axis=0)
        # a histogram of each byte tells the bits sooner than the bits themselves would
        each = np.ascontiguousarray(found.view(np.uint8).T)
        counts = [np.bincount(one, minlength=256) @ BITS for one in each]
        return np.concatenate(counts)[: len(self.keys)]


def _words(bits: int) -> int:
    return -(-bits // BITS_OF_WORD)


def _as_bits(numbers: Array, size: int) -> Array:
    """Return numbers as the bits of words."""
    found = np.zeros(_words(size) * BITS_OF_WORD, dtype=bool)
    found[numbers] = True
    return np.packbits(found, bitorder="little").view(WORD)

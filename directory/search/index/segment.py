"""A segment: some listings numbered and indexed together, in a folder or in memory."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from pyroaring import BitMap

from directory.search.index.bitmaps import Bitmaps, Piece, of_numbers, write_bitmaps
from directory.search.index.layout import Array, Columns, numbers_in
from directory.search.index.listed import Listed, curve_order
from directory.search.index.marks import Marks
from directory.search.index.numbering import keys_of, numbered
from directory.search.index.postings import (
    MemoryPostings,
    Postings,
    TantivyPostings,
    TantivyWriter,
)

FILTERS_FILE = "filters"


@dataclass(frozen=True)
class Segment:
    """Listings that are asked together; none of them changes, though some may have died since."""

    columns: Columns
    filters: Bitmaps
    marks: Marks
    postings: Postings

    @property
    def offers(self) -> int:
        """How many offers there are."""
        return len(self.columns.organisation)

    @classmethod
    def in_memory(cls, listed: Iterable[Listed], *, replaces: Iterable[str] = ()) -> Self:
        """Return a segment of a few listings."""
        postings = MemoryPostings()
        columns, made = numbered(sorted(listed, key=curve_order), postings, replaces)
        marks = Marks.of(made, columns.organisation)
        return cls(columns, Bitmaps(made), marks, postings)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Open what `write_segment` wrote."""
        columns = Columns.read(folder)
        postings = TantivyPostings(folder, columns.first_offer)
        filters = Bitmaps.read(folder / FILTERS_FILE)
        return cls(columns, filters, Marks.read(folder), postings)

    def organisation_of(self, public_id: str) -> int | None:
        """Return the number of an organisation, None if it is not in here."""
        found = self.organisations_of(keys_of([public_id]))
        return int(found[0]) if len(found) else None

    def organisations_of(self, keys: Array) -> Array:
        """Return the numbers of those of these organisations that are in here, ascending."""
        ids, order = self.columns.public_ids, self.columns.by_public_id
        if not len(ids):
            return order[:0]
        at = np.minimum(np.searchsorted(ids, keys, sorter=order), len(ids) - 1)
        found = order[at]
        return np.unique(found[ids[found] == keys])

    def offers_of(self, organisations: Array) -> BitMap:
        """Return all offers of ascending numbers of organisations."""
        first = self.columns.first_offer
        return of_numbers(numbers_in(first[organisations], first[organisations + 1]))


@dataclass(frozen=True)
class Part:
    """A segment, and its offers that are no more."""

    segment: Segment
    dead: BitMap

    @classmethod
    def whole(cls, segment: Segment) -> Self:
        """Return a part of which nothing is gone."""
        return cls(segment, BitMap())

    def without(self, keys: Array) -> "Part":
        """Return the part when these organisations are no more what is indexed here."""
        gone = self.segment.offers_of(self.segment.organisations_of(keys))
        return Part(self.segment, self.dead | gone) if gone else self


def write_segment(listed: Iterable[Listed], folder: Path, *, replaces: Iterable[str] = ()) -> None:
    """Write a segment of listings that come in `curve_order`."""
    words = TantivyWriter(folder)
    columns, made = numbered(listed, words, replaces)
    columns.write(folder)
    Marks.of(made, columns.organisation).write(folder)
    write_bitmaps((Piece(*key, made[key]) for key in sorted(made)), folder / FILTERS_FILE)
    words.finish()

"""Which offers say a word: from tantivy on disk, or from a table in memory for a few listings."""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from pyroaring import BitMap
from tantivy import Document, Index, Query, Schema, SchemaBuilder

from directory.search.index.bitmaps import Bitmaps, of_numbers, write_bitmaps
from directory.search.index.fields import OF_ORGANISATIONS, TEXT_FIELDS
from directory.search.index.heavy import BEYOND, PREFIX, Heavy
from directory.search.index.keeping import Kept
from directory.search.index.known import KnownInMemory, KnownOnDisk, Like, write_known
from directory.search.index.layout import Array, numbers_in

HEAP = 200_000_000
"""Bytes that tantivy gathers before it writes them."""
MOST_READ = 32
"""Readings that are kept; each is of so few offers that it is no bitmap of its own."""
FOLDER, HEAVY_FILE, KNOWN = "words", "heavy", "known"
NUMBER = "number"


class Postings(Protocol):
    """Answers which offers say a word in a field, and which words are like another."""

    def find(self, field: str, word: str, *, is_prefix: bool) -> BitMap:
        """Return the offers in whose field the word stands, or one that begins so."""
        ...

    def holds(self, word: str) -> bool:
        """Tell at once whether some offer, shown or not, has the word in any field."""
        ...

    def like(self, word: str, slips: int) -> list[Like]:
        """Return the words to which so many slips lead, with how many offers say them."""
        ...


class MemoryPostings:
    """The words of a few listings."""

    def __init__(self) -> None:
        self._offers: dict[str, dict[str, array[int]]] = {name: {} for name in schema_fields()}

    def add_organisation(self, _: int, offers: range, texts: Mapping[str, str]) -> None:
        """Note the words of an organisation by field, for all of its offers."""
        for number in offers:
            self.add_offer(number, texts)

    def add_offer(self, number: int, texts: Mapping[str, str]) -> None:
        """Note the words of an offer by field."""
        for field, text in texts.items():
            for word in text.split():
                self._offers[field].setdefault(word, array("I")).append(number)

    def find(self, field: str, word: str, *, is_prefix: bool) -> BitMap:  # noqa: D102
        known = self._offers[field]
        if not is_prefix:
            return BitMap(known.get(word, ()))
        return BitMap.union(BitMap(), *(BitMap(known[w]) for w in self._beginning(field, word)))

    def holds(self, word: str) -> bool:  # noqa: D102
        return any(word in said for said in self._offers.values())

    def like(self, word: str, slips: int) -> list[Like]:  # noqa: D102
        return self._known.like(word, slips)

    @cached_property
    def _known(self) -> KnownInMemory:
        counts: Counter[str] = Counter()
        for said in self._offers.values():
            counts.update({word: len(offers) for word, offers in said.items()})
        return KnownInMemory(counts)

    def _beginning(self, field: str, word: str) -> list[str]:
        words = self._sorted[field]
        return words[bisect_left(words, word) : bisect_left(words, word + BEYOND)]

    @cached_property
    def _sorted(self) -> dict[str, list[str]]:
        return {field: sorted(words) for field, words in self._offers.items()}


class TantivyWriter:
    """Writes the words of many listings into a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / FOLDER).mkdir()
        self._index = Index(schema(), path=str(folder / FOLDER))
        self._writer = self._index.writer(heap_size=HEAP, num_threads=1)
        self._heavy = Heavy()

    def add_organisation(self, number: int, offers: range, texts: Mapping[str, str]) -> None:
        """Note the words of an organisation by field, for all of its offers."""
        self._add(number, texts)
        self._heavy.add(offers, texts)

    def add_offer(self, number: int, texts: Mapping[str, str]) -> None:
        """Note the words of an offer by field."""
        self._add(number, texts)
        self._heavy.add(range(number, number + 1), texts)

    def _add(self, number: int, texts: Mapping[str, str]) -> None:
        if not texts:
            return
        document = Document()
        document.add_unsigned(NUMBER, number)
        for field, text in texts.items():
            document.add_text(field, text)
        self._writer.add_document(document)

    def finish(self) -> None:
        """Commit, and keep the words that very many say as bitmaps."""
        self._writer.commit()
        self._writer.wait_merging_threads()
        write_bitmaps(self._heavy.pieces(), self.folder / HEAVY_FILE)
        write_known(self._known().items(), self.folder / KNOWN)

    def _known(self) -> Counter[str]:
        self._index.reload()
        searcher, counts = self._index.searcher(), Counter[str]()
        for field in schema_fields():
            counts.update(dict(searcher.terms_with_prefix(field, "")))
        return counts


class TantivyPostings:
    """The words of a folder that `TantivyWriter` wrote; what was read last is kept.

    Often the beginning of a word stands for that word alone, and need not be read twice.
    `first_offer` of each organisation tells the offers of what it says itself.
    """

    def __init__(self, folder: Path, first_offer: Array) -> None:
        self._first_offer = first_offer
        self._searcher = Index.open(str(folder / FOLDER)).searcher()
        self._schema = schema()
        self._heavy = Bitmaps.read(folder / HEAVY_FILE)
        self._known = KnownOnDisk(folder / KNOWN)
        self._read = Kept(MOST_READ)

    def find(self, field: str, word: str, *, is_prefix: bool) -> BitMap:  # noqa: D102
        key = (field, word + PREFIX if is_prefix else word)
        if key in self._heavy:
            return self._heavy.get(*key)
        if is_prefix:
            terms = self._searcher.terms_with_prefix(field, word)
        else:
            terms = [(word, self._searcher.doc_freq(field, word))]
        most = sum(count for _, count in terms)
        if not most:
            return BitMap()
        said = tuple(term for term, _ in terms)
        return self._read.get((field, said), lambda: self._saying(field, said, most))

    def _saying(self, field: str, terms: Sequence[str], most: int) -> BitMap:
        query = Query.term_set_query(self._schema, field, list(terms))
        found = self._searcher.search(query, most, count=False, order_by_field=NUMBER)
        numbers = _ascending(found.hits)
        if field in OF_ORGANISATIONS:
            first = self._first_offer
            numbers = numbers_in(first[numbers], first[numbers + 1])
        return of_numbers(numbers)

    def holds(self, word: str) -> bool:  # noqa: D102
        return any(self._searcher.doc_freq(field, word) for field in schema_fields())

    def like(self, word: str, slips: int) -> list[Like]:  # noqa: D102
        return self._known.like(word, slips)


def schema_fields() -> tuple[str, ...]:
    """Return the names of the fields that hold words."""
    return tuple(TEXT_FIELDS.values())


def schema() -> Schema:
    """Return the schema: a number, and each field of words as we folded them.

    The number is that of an organisation where it speaks itself, else that of an offer: so what an
    organisation says is written once, whatever it offers.
    """
    builder = SchemaBuilder()
    builder.add_unsigned_field(NUMBER, stored=False, indexed=False, fast=True)
    for field in schema_fields():
        builder.add_text_field(
            field, stored=False, tokenizer_name="whitespace", index_option="basic"
        )
    return builder.build()


def _ascending(hits: Sequence[tuple[Any, object]]) -> Array:
    return np.sort(np.fromiter((number for number, _ in hits), np.uint32, len(hits)))

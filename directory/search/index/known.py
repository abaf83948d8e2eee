"""The words that listings say: which of them are like another that nobody says.

On disk they are a small index of their own, whose documents are words: the dictionary of a text
index tells which offers hold a word like another, but not which word that is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Protocol

from rapidfuzz.distance import OSA
from tantivy import Document, Index, Query, Schema, SchemaBuilder

MOST = 40
"""Words that are looked at, those that most offers say first."""
SHORTEST = 3
"""Letters: of shorter words nearly all are like each other."""
HEAP = 50_000_000


class Like(NamedTuple):
    """A word that offers say, and how many of them do."""

    word: str
    offers: int


class Known(Protocol):
    """Tells words like another."""

    def like(self, word: str, slips: int) -> list[Like]:
        """Return words that so many letters put in, left out, changed or swapped lead to."""
        ...


def is_known(word: str) -> bool:
    """Tell whether a word is one that somebody may have meant: a number is not."""
    return len(word) >= SHORTEST and not any(map(str.isdecimal, word))


def are_like(word: str, other: str, slips: int) -> bool:
    """Tell whether so many letters put in, left out, changed or swapped lead to another word."""
    return OSA.distance(word, other, score_cutoff=slips) <= slips


class KnownInMemory:
    """The words of a few listings."""

    def __init__(self, offers: Mapping[str, int]) -> None:
        self._offers = offers

    def like(self, word: str, slips: int) -> list[Like]:  # noqa: D102
        lengths = range(len(word) - slips, len(word) + slips + 1)
        near = (one for length in lengths for one in self._by_length.get(length, ()))
        return [Like(one, self._offers[one]) for one in near if are_like(word, one, slips)]

    @cached_property
    def _by_length(self) -> Mapping[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for word in filter(is_known, self._offers):
            found[len(word)].append(word)
        return found


class KnownOnDisk:
    """The words of a folder that `write_known` wrote."""

    def __init__(self, folder: Path) -> None:
        self._schema = _schema()
        self._searcher = Index.open(str(folder)).searcher()

    def like(self, word: str, slips: int) -> list[Like]:  # noqa: D102
        query = Query.fuzzy_term_query(self._schema, "word", word, distance=slips)
        found = self._searcher.search(query, MOST, count=False, order_by_field="offers")
        return [Like(self._searcher.doc(at)["word"][0], int(count)) for count, at in found.hits]


def write_known(offers: Iterable[tuple[str, int]], folder: Path) -> None:
    """Write words, each with how many offers say it, into a folder that is not there yet."""
    folder.mkdir()
    writer = Index(_schema(), path=str(folder)).writer(heap_size=HEAP, num_threads=1)
    for word, count in offers:
        if is_known(word):
            document = Document()
            document.add_text("word", word)
            document.add_unsigned("offers", count)
            writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("word", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("offers", stored=False, indexed=False, fast=True)
    return builder.build()

"""The words of a question as offers: what listings write, and what their terms are called."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pyroaring import BitMap

from directory.i18n.folding import spellings
from directory.organisations.rows import DEFUNCT, LONGEST_WORD, NAME, REST, SERVICE, called
from directory.search.index.postings import BEYOND
from directory.search.index.segment import Segment
from directory.search.wording import Asked
from directory.vocabulary.terms import vocabulary

FIELD_OF_LIST = {
    "service_kind": "kind",
    "sse_entity_kind": "entity_kind",
    "sse_entity_form": "entity_form",
    "economic_activity": "activity",
}


class Called(NamedTuple):
    """A term that a word is part of the name of."""

    field: str
    code: str
    weight: int


@dataclass(frozen=True)
class Found:
    """The offers that say one word, by how well; `own`: the organisation itself says it."""

    by_weight: Mapping[int, BitMap]
    own: BitMap

    @property
    def every(self) -> BitMap:
        """All offers that say it."""
        return BitMap.union(*self.by_weight.values())


def find_word(segment: Segment, asked: Asked) -> Found:
    """Return the offers of a segment that say a word in one of its spellings."""
    texts = {
        field: _union(
            segment.postings.find(field, word[:LONGEST_WORD], is_prefix=asked.is_last)
            for word in asked.spelled
        )
        for field in ("name", "own", "service", "detail")
    }
    terms = {term for word in asked.spelled for term in _terms(word[:LONGEST_WORD], asked.is_last)}
    gone = segment.filters.get("standing", str(DEFUNCT))  # those are found by their names alone
    of_terms = {
        (weight, is_own): _union(
            segment.filters.get(term.field, term.code)
            for term in terms
            if term.weight == weight and (term.field != "kind") == is_own
        )
        - gone
        for weight, is_own in ((SERVICE, False), (REST, False), (REST, True))
    }
    own = texts["name"] | texts["own"] | of_terms[REST, True]
    return Found(
        by_weight={
            NAME: texts["name"],
            SERVICE: texts["service"] | of_terms[SERVICE, False],
            REST: own | texts["detail"] | of_terms[REST, False],
        },
        own=own,
    )


def _union(found: Iterator[BitMap]) -> BitMap:
    return BitMap.union(BitMap(), *found)


def _terms(word: str, is_prefix: bool) -> Iterator[Called]:
    known, ordered = _words_of_terms()
    if not is_prefix:
        yield from known.get(word, ())
        return
    for at in range(bisect_left(ordered, word), bisect_left(ordered, word + BEYOND)):
        yield from known[ordered[at]]


@cache
def _words_of_terms() -> tuple[dict[str, set[Called]], list[str]]:
    """Return each word of a label or everyday word with its terms, and the words in order."""
    known: dict[str, set[Called]] = {}
    for list_code, field in FIELD_OF_LIST.items():
        for code in vocabulary()[list_code]:
            for weight, text in called(list_code, code):
                for spelled in spellings(text):
                    for word in spelled:
                        known.setdefault(word[:LONGEST_WORD], set()).add(
                            Called(field, code, weight)
                        )
    return known, sorted(known)

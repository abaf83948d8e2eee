"""The words of a question as offers: what listings write, and what their terms are called."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple
from weakref import WeakKeyDictionary

from pyroaring import BitMap

from directory.i18n.folding import spellings
from directory.organisations.rows import DEFUNCT, LONGEST_WORD, called
from directory.search.index.bitmaps import Bitmaps, either
from directory.search.index.fields import TEXT_FIELDS
from directory.search.index.heavy import BEYOND
from directory.search.index.keeping import Kept
from directory.search.index.known import KnownInMemory, Like
from directory.search.index.segment import Segment
from directory.search.wording import Asked, begun
from directory.vocabulary.terms import vocabulary

MOST_KEPT = 12
"""Words of a segment whose offers are kept: at millions of offers each may be some megabytes."""
KEPT: WeakKeyDictionary[Bitmaps, Kept] = WeakKeyDictionary()
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

    @cached_property
    def every(self) -> BitMap:
        """All offers that say it."""
        return BitMap.union(*self.by_weight.values())


def find_word(segment: Segment, asked: Asked) -> Found:
    """Return the offers of a segment that say a word in one of its spellings.

    Of the last word the beginning is enough; the whole word counts more. Kept for a while, as one
    page asks a dozen times.
    """
    known = KEPT.setdefault(segment.filters, Kept(MOST_KEPT))
    found: Found = known.get(asked, lambda: _found(segment, asked))
    return found


def _found(segment: Segment, asked: Asked) -> Found:
    ways = (False, True) if asked.is_last else (False,)
    found = [said for is_prefix in ways for said in _said(segment, asked, is_prefix)]
    by_weight: dict[int, list[BitMap]] = {}
    for weight, _, offers in found:
        by_weight.setdefault(weight, []).append(offers)
    return Found(
        by_weight={weight: _union(by_weight[weight]) for weight in sorted(by_weight)},
        own=_union(offers for _, is_own, offers in found if is_own),
    )


def terms_like(segment: Segment, word: str, slips: int) -> Iterator[Like]:
    """Yield the words of labels and everyday words to which so many slips lead, if offers say."""
    known, _ = _words_of_terms()
    for like in _known_terms().like(word, slips):
        offers = sum(len(segment.filters.get(one.field, one.code)) for one in known[like.word])
        if offers:
            yield Like(like.word, offers)


def is_of_terms(word: str) -> bool:
    """Tell whether a label or an everyday word of a term has this word."""
    return word[:LONGEST_WORD] in _words_of_terms()[0]


def _said(segment: Segment, asked: Asked, is_prefix: bool) -> Iterator[tuple[int, bool, BitMap]]:
    """Yield a weight, whether the organisation itself says it, and the offers."""
    spelled = [word[:LONGEST_WORD] for word in asked.spelled]
    for (is_own, weight), field in TEXT_FIELDS.items():
        found = (segment.postings.find(field, word, is_prefix=is_prefix) for word in spelled)
        yield begun(weight) if is_prefix else weight, is_own, _union(found)
    gone = segment.filters.get("standing", str(DEFUNCT))  # those are found by their names alone
    for term in {term for word in spelled for term in _terms(word, is_prefix)}:
        weight = begun(term.weight) if is_prefix else term.weight
        offers = segment.filters.get(term.field, term.code) - gone
        yield weight, term.field != FIELD_OF_LIST["service_kind"], offers


def _union(found: Iterable[BitMap]) -> BitMap:
    return either(found)


def _terms(word: str, is_prefix: bool) -> Iterator[Called]:
    known, ordered = _words_of_terms()
    if not is_prefix:
        yield from known.get(word, ())
        return
    for at in range(bisect_left(ordered, word), bisect_left(ordered, word + BEYOND)):
        yield from known[ordered[at]]


@cache
def _known_terms() -> KnownInMemory:
    return KnownInMemory(dict.fromkeys(_words_of_terms()[1], 0))


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

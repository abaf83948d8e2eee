"""Words that were probably meant in place of words that nobody says (ADR 21)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, islice, product

from directory.i18n.folding import RUNS, spellings
from directory.organisations.listing import PublicListing
from directory.organisations.rows import texts_said
from directory.search import queries
from directory.search.compounds import otherwise_parted
from directory.search.index.known import are_like
from directory.search.safety import speaks_of_violence
from directory.search.typed_words import TypedWord, typed_words
from directory.vocabulary.everyday import words_for_services

SHORTEST, LONG, LONGEST = 4, 8, 40
"""Letters of a word in which one slip is looked for, in which two are, and in which still any."""
MOST = 10
"""Questions tried: each is asked of the index."""
LIKE = {1: 6, 2: 3, 3: 2}
"""Words tried for each, by how many are to be replaced together; of more than three the first."""
RARE = 3
"""Offers that say a word which may be a slip all the same."""
WORD = re.compile(r"\w[\w'’-]*")


def respelled(q: str, *, on: date) -> Iterator[str]:
    """Yield the question with words that offers say, the likeliest first; they are folded.

    First comes what is only written apart, or in one word. What is no word is replaced together.
    Where all are words, one by one those that hardly anybody says: they may be slips that happen
    to be words. Nothing leads to words of violence (docs/protection.md, 10).
    """
    words = typed_words(q, on=on)
    unknown = [at for at, word in enumerate(words) if not word.is_known]
    tried = _together(words, unknown, on) if unknown else _one_by_one(words, on)
    every = chain(otherwise_parted(words, on=on), tried)
    yield from islice((text for text in every if not speaks_of_violence(text)), MOST)


def as_written(corrected: str, typed: str, listing: PublicListing | None) -> str:
    """Return a corrected question as the listing that answers it writes its words.

    Folded, many a word looks wrong: without accents, or with other letters.
    """
    kept = set(typed.split())
    folded = {one for one in corrected.split() if one not in kept}
    lists = words_for_services()
    written = {one: lists[one] for one in folded if one in lists} | dict(_written(folded, listing))
    return " ".join(written.get(one, one) for one in corrected.split())


def _together(words: Sequence[TypedWord], unknown: Iterable[int], on: date) -> Iterator[str]:
    likes = {at: like for at in unknown if (like := _like(words[at], on))}
    ranks = range(LIKE.get(len(likes), 1))
    for chosen in sorted(product(ranks, repeat=len(likes)), key=sum) if likes else ():
        if all(rank < len(like) for rank, like in zip(chosen, likes.values(), strict=True)):
            yield _with(
                words, {at: likes[at][rank] for at, rank in zip(likes, chosen, strict=True)}
            )


def _one_by_one(words: Sequence[TypedWord], on: date) -> Iterator[str]:
    rare = (at for at, word in enumerate(words) if 0 < word.offers <= RARE)
    for at in sorted(rare, key=lambda at: words[at].offers):
        yield from (_with(words, {at: one}) for one in _like(words[at], on)[: LIKE[2]])


def _with(words: Sequence[TypedWord], others: Mapping[int, str]) -> str:
    return " ".join(others.get(at, word.typed) for at, word in enumerate(words))


def _like(typed: TypedWord, on: date) -> list[str]:
    """Return the words like one: of the fewest slips, what most offers say first."""
    word = typed.word
    if not SHORTEST <= len(word) <= LONGEST or any(map(str.isdecimal, word)) or RUNS.search(word):
        return []
    for slips in (1, 2) if len(word) >= LONG else (1,):
        listed = {one: 0 for one in words_for_services() if are_like(word, one, slips)}
        said = listed | queries.words_like(word, slips, on=on)
        found = {one for one in said if _begins_like(word, one)} - {*typed.asked.spelled}
        if found:
            return sorted(found, key=lambda one: (-said[one], one))[: LIKE[1]]
    return []


def _begins_like(word: str, other: str) -> bool:
    """Tell whether the first letter is right, or swapped: few slip there (*dental*, *mental*)."""
    return word[0] == other[0] or word[:2] == other[1::-1]


def _written(folded: set[str], listing: PublicListing | None) -> Iterator[tuple[str, str]]:
    for _, _, text in texts_said(listing) if listing else ():
        for token in WORD.findall(text):
            for spelled in spellings(token):
                yield from ((word, token) for word in folded.intersection(spelled))

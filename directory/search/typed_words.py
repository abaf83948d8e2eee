"""The words of a question one by one: as they were typed, and how much each of them tells."""

from collections.abc import Iterator
from datetime import date
from math import log
from typing import NamedTuple

from directory.gazetteer.queries import find_place_called
from directory.i18n.folding import RUNS, fold, spellings
from directory.search import queries
from directory.search.parting import small_words
from directory.search.where import is_taken_whole
from directory.search.wording import MOST_WORDS, Asked
from directory.vocabulary.everyday import words_for_services

SHORTEST = 4
"""Letters of a word that tells something by itself, in scripts with capitals."""
NOBODY = 0.5
"""Offers that are reckoned where none says a word."""
TOWN = 100_000
"""People of a place that is meant wherever its name is typed; villages are called like anything."""


class TypedWord(NamedTuple):
    """A word as it stands in the question, what is looked for, and how much it tells."""

    typed: str
    asked: Asked
    offers: int
    """How many say it."""
    telling: float
    """The more, the fewer say it (the logarithm of their share)."""

    @property
    def word(self) -> str:
        """The word, folded."""
        return self.asked.spelled[0]

    @property
    def is_said(self) -> bool:
        """Tell whether some offer says the word."""
        return self.offers > 0

    @property
    def is_known(self) -> bool:
        """Tell whether it is a word, said by offers or by our lists, and so perhaps no slip."""
        return self.is_said or self.word in words_for_services()

    @property
    def is_small(self) -> bool:
        """Tell whether it says little by itself, as a number, *or* and *near* do."""
        small = (*small_words("before"), *small_words("behind"))
        is_short = len(self.word) < SHORTEST and self.word.upper() != self.word
        return is_short or self.word.isdecimal() or (self.word,) in small

    @property
    def is_place(self) -> bool:
        """Tell whether a town or country is called so, for which no other place will do."""
        return is_well_known(self.typed)


def is_well_known(text: str) -> bool:
    """Tell whether a town or country is called so, and no everyday thing (*pool*, *centre*)."""
    if fold(text) in words_for_services():
        return False
    place = find_place_called(text)
    return place is not None and (is_taken_whole(place) or (place.population or 0) >= TOWN)


def typed_words(q: str, *, on: date) -> list[TypedWord]:
    """Return the words that are looked for on a day; none while the database answers."""
    found = as_typed(q)
    asked = [Asked(spelled, at == len(found) - 1) for at, (_, spelled) in enumerate(found)]
    every, saying = queries.offers_saying(asked[:MOST_WORDS], on=on)
    return [
        TypedWord(typed, one, offers, log((every + 1) / max(offers, NOBODY)))
        for (typed, _), one, offers in zip(found, asked, saying, strict=False)
    ]


def as_typed(q: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return each word as it stands in the question, with the spellings that are looked for."""
    return [(typed, spelled) for word in q.split() for typed, spelled in _within(word)]


def _within(word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the words that stand in one without a blank between them."""
    found = spellings(word)
    if len(found) < 2:
        yield from ((word, spelled) for spelled in found)
    elif RUNS.search(fold(word)):
        # looked for in pairs of letters: where one word ends and another begins nobody knows
        yield word, tuple(dict.fromkeys(one for spelled in found for one in spelled))
    else:
        yield from ((spelled[0], spelled) for spelled in found)

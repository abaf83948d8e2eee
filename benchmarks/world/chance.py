"""The chance of one organisation: every draw that makes it, and nothing else, comes from here."""

from datetime import UTC, datetime
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

from benchmarks.world.words import draw, skewed, some_words
from directory.organisations.document import Stated, Text
from directory.organisations.document.values import WrittenBy
from directory.vocabulary.terms import terms

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
"""The moment everything was published; fixed, for the clock would change the bytes."""


class Chance:
    """The chance of one organisation: draws, and new ids for its parts."""

    def __init__(self, seed: int, number: int) -> None:
        self.random = Random(f"{seed}/{number}")  # noqa: S311 - invented organisations

    def id(self) -> UUID:
        """Return a new id."""
        return UUID(int=self.random.getrandbits(128), version=4)

    def happens(self, share: float) -> bool:
        """Tell whether something happens that does in this share of cases."""
        return self.random.random() < share

    def one_of(self, weights: dict[str, int]) -> str:
        """Return one code by its weight."""
        return self.random.choices(list(weights), list(weights.values()))[0]

    def term(self, list_code: str) -> str:
        """Return a term of a list, some much oftener than others."""
        return draw(self.random, codes(list_code), sums(list_code))

    def some_terms(self, list_code: str, most: int) -> tuple[str, ...]:
        """Return up to so many different terms."""
        count = self.random.randint(0, most)
        return tuple(dict.fromkeys(self.term(list_code) for _ in range(count)))

    def stated(self) -> Stated:
        """Return yes, no, or mostly that nobody said."""
        return Stated(self.one_of({"not_stated": 6, "yes": 3, "no": 1}))

    def text(self, language: str, least: int, most: int) -> tuple[Text, ...]:
        """Return a text of so many words in one language."""
        words = " ".join(some_words(self.random, language, self.random.randint(least, most)))
        return (self.wording(language, words),)

    def wording(self, language: str, words: str) -> Text:
        """Return a wording."""
        return Text(id=self.id(), language=language, words=words, written_by=WrittenBy.IMPORT)


@cache
def codes(list_code: str) -> tuple[str, ...]:
    """Return the terms of a list that may be used, in an order that the alphabet does not give."""
    found = [term.code for term in terms(list_code, on=AT.date()) if is_open(term.facts)]
    Random(list_code).shuffle(found)  # noqa: S311 - invented organisations
    return tuple(found)


@cache
def sums(list_code: str) -> tuple[float, ...]:
    """Return the sums of the weights of the terms of a list."""
    return skewed(len(codes(list_code)), steep=0.9, flat=1.5)


def is_open(facts: dict[str, Any]) -> bool:
    """Tell whether a term may be public and is not sensitive."""
    return facts.get("public") != "never" and not facts.get("sensitive")

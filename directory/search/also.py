"""What stands below a short answer: organisations that say some of the words, and are told apart.

They are in no total and on no map, which stay those of the question (ADR 21).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from directory.search import queries
from directory.search.asking import Asked
from directory.search.criteria import Criteria
from directory.search.letting_go import fewer
from directory.search.results import Card, Results

ENOUGH = 10
"""Organisations after which nobody needs others."""
MOST = 3
"""Parts that are shown."""


@dataclass(frozen=True)
class Also:
    """Organisations that answer a question of fewer words, none of them shown before."""

    criteria: Criteria
    cards: tuple[Card, ...]


def also(asked: Asked, results: Results, *, on: date) -> tuple[Also, ...]:
    """Return what says some of the words, where little says all; what says most of them first."""
    criteria = asked.criteria
    if not criteria.q or criteria.exactly or criteria.page > 1 or results.organisations >= ENOUGH:
        return ()
    return tuple(islice(_further(asked, results, on), MOST))


def _further(asked: Asked, results: Results, on: date) -> Iterator[Also]:
    shown = {card.public_id for card in results.cards}
    for left in fewer(" ".join((asked.criteria.q, *asked.let_go)), on=on):
        if len(shown) >= ENOUGH:
            return
        criteria = asked.criteria.but(q=left.words)
        each = queries.first_cards(criteria, on=on)
        new = [card for card in each if card.public_id not in shown][: ENOUGH - len(shown)]
        if new:
            shown |= {card.public_id for card in new}
            yield Also(criteria, tuple(new))

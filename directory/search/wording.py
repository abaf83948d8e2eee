"""The words of a question: which offers they find, and how well.

With a filter of a service or a place, all words must be said by the organisation itself or by
the one service of the offer, so that "savings" and *free* never finds a body whose savings cost
money and whose sewing is free, and the words of a service that is shown nowhere find no place
(docs/protection.md, 1). Otherwise the words may be spread over the organisation, and those
offers answer that say what the organisation itself does not.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    true,
)

from directory.i18n.folding import fold, spellings
from directory.organisations.public_tables import PublicOffer, PublicWord
from directory.organisations.rows import LONGEST_WORD, NAME
from directory.search.filters import offer_shown_on
from directory.vocabulary.everyday import kinds_called

MOST_WORDS = 8
KIND_CALLED = 3
"""What being of a kind that the question calls for counts: so much that *doctor* finds doctors
before who mentions one beside a service, and less than an organisation's own words."""
CLOSEST = 3
"""What counts most of how much of a name was typed (`closeness`)."""
BEYOND_PREFIX = "\U0010ffff"
Condition = ColumnElement[bool]


@dataclass(frozen=True)
class Asked:
    """One word of a question in its spellings; of the last word the beginning is enough."""

    spelled: tuple[str, ...]
    is_last: bool

    @property
    def is_said(self) -> Condition:
        """The condition that a word row is one of the spellings."""
        if not self.is_last:
            return self.is_whole
        return or_(*(PublicWord.word.between(word, word + BEYOND_PREFIX) for word in self._cut))

    @property
    def is_whole(self) -> Condition:
        """The condition that a word row is one of the spellings, and nothing follows."""
        return PublicWord.word.in_(self._cut)

    @property
    def weight(self) -> ColumnElement[int]:
        """The best weight of word rows that are one of the spellings."""
        weight = PublicWord.weight
        return func.max(case((self.is_whole, weight), else_=begun(weight))).label("weight")

    @property
    def _cut(self) -> list[str]:
        return [word[:LONGEST_WORD] for word in self.spelled]


def with_words(statement: Select[Any], q: str, *, together: bool, on: date) -> Select[Any]:
    """Narrow a statement about offers to those that the words find, with their score.

    `together`: one offer must say them all; a single word is never spread, and that is faster.
    """
    asked = asked_words(q)
    if together or len(asked) == 1:
        found = [_by_offer(word) for word in asked]
        joined = [(rows, rows.c.offer_id == PublicOffer.id) for rows in found]
    else:
        found = [_by_organisation(word, on=on) for word in asked]
        joined = [(rows, rows.c.organisation_id == PublicOffer.organisation_id) for rows in found]
        statement = statement.where(_says_what_is_missing(asked, found))
    for rows, same in joined:
        statement = statement.join(rows, same)
    score: Any = sum((rows.c.weight for rows in found), literal(0))
    if kinds := kinds_called(q):
        score += case((PublicOffer.service_kind.in_(sorted(kinds)), KIND_CALLED), else_=0)
    return statement.add_columns(score.label("score"))


def begun(weight: Any) -> Any:
    """Return what a weight, or a column of weights, counts where a word only begins as asked."""
    return weight // 2


def closeness(q: str, name_bytes: Any) -> Any:
    """Return how many quarters of a name of so many bytes a question is, beyond the first.

    Who types most of a name means it before all others that have these words too; who types one
    word means a name only if that is all of it.
    """
    typed = len(fold(q).encode())
    return typed * 4 // name_bytes - 1 if len(asked_words(q)) > 1 else typed // name_bytes


def is_all_name(q: str, score: Any) -> Any:
    """Tell whether a score, or a column of scores, says that all words stand in names."""
    return score >= NAME * len(asked_words(q))


def asked_words(q: str) -> list[Asked]:
    """Return the words of a question, at most `MOST_WORDS`."""
    found = spellings(q)[:MOST_WORDS]
    return [Asked(spelled, spelled is found[-1]) for spelled in found]


def _by_offer(word: Asked) -> Subquery:
    """The offers of which the organisation itself or the service given there says the word."""
    its_own = or_(PublicWord.service.is_(None), PublicWord.service == PublicOffer.service)
    return (
        select(PublicOffer.id.label("offer_id"), word.weight)
        .join(PublicOffer, PublicOffer.organisation_id == PublicWord.organisation_id)
        .where(word.is_said, its_own)
        .group_by(PublicOffer.id)
        .subquery()
    )


def _by_organisation(word: Asked, *, on: date) -> Subquery:
    """The organisations that say the word; `own`: not only one of their services says it."""
    still_given = exists().where(
        PublicOffer.organisation_id == PublicWord.organisation_id,
        PublicOffer.service == PublicWord.service,
        *offer_shown_on(on),
    )
    own = func.max(case((PublicWord.service.is_(None), 1), else_=0))
    return (
        select(PublicWord.organisation_id, word.weight, own.label("own"))
        .where(word.is_said, or_(PublicWord.service.is_(None), still_given))
        .group_by(PublicWord.organisation_id)
        .subquery()
    )


def _says_what_is_missing(asked: list[Asked], found: list[Subquery]) -> Condition:
    """All offers, where the organisation itself says all; else those that say what it does not."""
    missing = [
        and_(
            rows.c.own == 0,
            exists().where(
                PublicWord.organisation_id == PublicOffer.organisation_id,
                PublicWord.service == PublicOffer.service,
                word.is_said,
            ),
        )
        for word, rows in zip(asked, found, strict=True)
    ]
    return or_(and_(true(), *(rows.c.own == 1 for rows in found)), *missing)

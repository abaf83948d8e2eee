"""The index as an engine: asks every segment, and reads the rows of one page."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from heapq import merge
from itertools import islice
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import select

from directory.extensions import db
from directory.organisations.public_tables import PublicIndexEntry, PublicOrganisation
from directory.organisations.rows import Spot
from directory.search.criteria import Criteria
from directory.search.index.answering import Answer, answer
from directory.search.index.counting import count_values, countings
from directory.search.index.fields import ABOUT
from directory.search.index.filtering import not_shown
from directory.search.index.keeping import Kept
from directory.search.index.ranking import FAR, Ranked, distances, first
from directory.search.index.segment import Part
from directory.search.index.words import find_word, is_of_terms, terms_like
from directory.search.moments import this_quarter
from directory.search.results import Answering, Counts, Hit, Totals
from directory.search.where import Where
from directory.search.wording import Asked

MOST_ANSWERS = 4
"""Answers that are kept whole, for what is asked of the same question next: they are large."""
MOST_KEPT = 256
"""Totals and pages that are kept."""
RANKED = 100
"""Organisations that are put in order at once: the next pages need no more than reading."""
MOST_LIKE = 20
"""Words like another that are counted, those that most offers say first."""


@dataclass(frozen=True)
class IndexEngine:
    """Answers from the parts of the index, none of which holds an organisation of another."""

    parts: Sequence[Part]
    kept: Kept = field(default_factory=lambda: Kept(MOST_KEPT))
    whole: Kept = field(default_factory=lambda: Kept(MOST_ANSWERS))

    def totals(self, criteria: Criteria, where: Where, *, on: date) -> Totals:
        """Return how much answers."""
        asked = ("totals", criteria.but(), where, on, _quarter(criteria))
        return self.kept.get(asked, lambda: self._totals(criteria, where, on))

    def hits(self, criteria: Criteria, where: Where, *, on: date, size: int) -> list[Hit]:
        """Return the organisations of the page that is asked, in order."""
        asked = ("hits", criteria, where, on, _quarter(criteria), size)
        return self.kept.get(asked, lambda: self._hits(criteria, where, on, size))

    def counts(self, criteria: Criteria, where: Where, *, on: date) -> Counts:
        """Return for each filter how many organisations each of its values would leave."""
        asked = ("counts", criteria.but(), where, on, this_quarter())
        return self.kept.get(asked, lambda: self._counts(criteria, where, on))

    def countries(self) -> list[str]:
        """Return the countries in which something is offered."""
        each = (part.segment.filters.values_of(ABOUT) for part in self.parts)
        return sorted({code for codes in each for code in codes})

    def offers(self) -> int:
        """Return how many offers there are."""
        return sum(part.segment.offers for part in self.parts)

    def saying(self, asked: Asked, *, on: date) -> int:
        """Return how many offers that are shown on a day say a word."""
        return sum(
            len(find_word(part.segment, asked).every - part.dead - not_shown(part.segment, on))
            for part in self.parts
        )

    def holds(self, word: str) -> bool:
        """Tell at once whether an offer may say a word; `saying` knows which are shown."""
        return is_of_terms(word) or any(part.segment.postings.holds(word) for part in self.parts)

    def like(self, word: str, slips: int, *, on: date) -> dict[str, int]:
        """Return the words to which so many slips lead, with how many offers say them on a day.

        What is withdrawn or not shown leads nobody to its words.
        """
        found: Counter[str] = Counter()
        for part in self.parts:
            found.update(dict(part.segment.postings.like(word, slips)))
            found.update(dict(terms_like(part.segment, word, slips)))
        likeliest = (one for one, _ in found.most_common(MOST_LIKE))
        shown = {one: self.saying(Asked((one,), is_last=False), on=on) for one in likeliest}
        return {one: offers for one, offers in shown.items() if offers}

    def answers(
        self, criteria: Criteria, where: Where, *, on: date, at_once: bool = False
    ) -> list[Answer]:
        """Return the answer of each part."""
        asked = (criteria.but(), where, on, _quarter(criteria), at_once)
        return self.whole.get(asked, lambda: self._answers(criteria, where, on, at_once))

    def _answers(self, criteria: Criteria, where: Where, on: date, at_once: bool) -> list[Answer]:
        found = [answer(part, criteria, where, on=on, at_once=at_once) for part in self.parts]
        if not at_once:
            return found
        wider = self.answers(criteria, where, on=on)
        return [replace(one, wider=other) for one, other in zip(found, wider, strict=True)]

    def _counts(self, criteria: Criteria, where: Where, on: date) -> Counts:
        found = {}
        for one in countings(criteria, where, on=on):
            # without words it makes no difference, and the answer is known already
            at_once = one.at_once and bool(criteria.q) and not one.criteria.asks_of_service
            answers = self.answers(one.criteria, one.where, on=on, at_once=at_once)
            found[one.name] = count_values(answers, one)
        return found

    def _totals(self, criteria: Criteria, where: Where, on: date) -> Totals:
        found = self.answers(criteria, where, on=on)
        return Totals(
            organisations=sum(len(one.organisations) for one in found),
            places=sum(one.places_shown for one in found),
            without_place=sum(len(one.elsewhere) for one in found),
            serving=sum(one.serving for one in found),
        )

    def _hits(self, criteria: Criteria, where: Where, on: date, size: int) -> list[Hit]:
        end = criteria.page * size
        answers = self.answers(criteria, where, on=on)
        most = -(-end // RANKED) * RANKED
        asked = ("first", criteria.but(), where, on, _quarter(criteria), most)
        ranked = self.kept.get(asked, lambda: [first(found, most) for found in answers])
        each = [[(found, one) for one in best] for found, best in zip(answers, ranked, strict=True)]
        page = list(islice(merge(*each, key=_place_among_all), end - size, end))
        rows = _rows([_id_of(*one) for one in page])
        return [
            _hit(found, ranked, rows[_id_of(found, ranked)])
            for found, ranked in page
            if _is_as_indexed(found, ranked, rows.get(_id_of(found, ranked)))
        ]


def _quarter(criteria: Criteria) -> datetime | None:
    """Return what an answer about open hours holds for."""
    return this_quarter() if criteria.open else None


def _id_of(found: Answer, ranked: Ranked) -> int:
    return int(found.segment.columns.ids[ranked.number])


def _rows(ids: Sequence[int]) -> dict[int, Any]:
    one = PublicOrganisation
    statement = (
        select(
            one.id,
            one.public_id,
            one.slug,
            one.change_number,
            one.listing_json,
            PublicIndexEntry.entry_json,
        )
        .join(PublicIndexEntry, PublicIndexEntry.id == one.id)
        .where(one.id.in_(ids))
    )
    return {row.id: row for row in db.session.execute(statement)}


def _place_among_all(one: tuple[Answer, Ranked]) -> tuple[Any, ...]:
    found, ranked = one
    columns = found.segment.columns
    return (
        ranked.standing,
        ranked.unsaid,
        -ranked.score,
        ranked.nearest,
        -int(columns.checked[ranked.number]),
        columns.name_of(ranked.number),
        columns.public_ids[ranked.number].decode(),
    )


def _is_as_indexed(found: Answer, ranked: Ranked, row: Any) -> bool:
    """Tell whether nothing was published of the organisation since this process looked."""
    return row is not None and row.change_number == found.segment.columns.changes[ranked.number]


def _hit(found: Answer, ranked: Ranked, row: Any) -> Hit:
    columns = found.segment.columns
    first, behind = (int(columns.first_offer[ranked.number + more]) for more in (0, 1))
    offers = np.array(
        [number for number in range(first, behind) if number in found.offers], dtype=np.int64
    )
    away = distances(found, offers)
    entry = json.loads(row.entry_json)
    shown = [number for number in offers if int(number) in found.on_the_map]
    return Hit(
        public_id=row.public_id,
        slug=row.slug,
        listing_json=row.listing_json,
        places=len(set(columns.place[np.array(shown, dtype=np.int64)].tolist())),
        nearest=None if ranked.nearest == FAR else ranked.nearest,
        unsaid=bool(ranked.unsaid),
        score=ranked.score,
        answering=tuple(
            _answering(entry, int(number) - first, is_here=int(number) in found.here.offers)
            for number in offers[np.argsort(away, kind="stable")]
        ),
    )


def _answering(entry: dict[str, Any], position: int, *, is_here: bool) -> Answering:
    offer = entry["offers"][position]
    service = UUID(offer["service"]) if "service" in offer else None
    if not is_here or "place" not in offer:
        return Answering(service, None)
    return Answering(service, _spot(entry["places"][offer["place"]]))


def _spot(place: list[Any]) -> Spot:
    """Return what `spot_of` returns for the place."""
    precision, country, region, lon, lat = place
    if lon is None or lat is None:
        return precision, country, region or ""
    return precision, lon, lat

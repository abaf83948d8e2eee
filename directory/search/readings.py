"""How a question is read: the words as they are, or parted into what is wanted and where."""

from collections.abc import Iterator
from datetime import date

from directory.gazetteer.queries import find_place
from directory.i18n.folding import spellings
from directory.organisations.rows import NAME
from directory.search import queries
from directory.search.criteria import Criteria
from directory.search.parting import Parted, parted

# further ways to part a text than these are guesses that cost a question each
MOST = 3


def read(criteria: Criteria, *, on: date) -> Criteria:
    """Return the question that was most likely meant; the same one unless a place is in its words.

    Who types the name of an organisation means it, whatever place is in it. Else what stands
    behind *in* or *near* is where to look, if there is a place called just so. Where the words as
    they are find nothing, a place that nothing announces is looked for too.
    """
    if not criteria.q or criteria.exactly or criteria.near or criteria.place:
        return criteria
    ways = list(parted(criteria.q))
    told = list(_with_places(criteria, (way for way in ways if way.is_told)))
    if told and not _is_a_name(criteria, on=on):
        answered = next((way for way in told if _answers(way, on=on)), None)
        return answered or (criteria if _answers(criteria, on=on) else told[0])
    if told or _answers(criteria, on=on):
        return criteria
    untold = _with_places(criteria, (way for way in ways if not way.is_told))
    return next((way for way in untold if _answers(way, on=on)), criteria)


def _with_places(criteria: Criteria, ways: Iterator[Parted]) -> Iterator[Criteria]:
    """Yield at most so many ways whose place is called just so."""
    count = 0
    for way in ways:
        place = find_place(way.where, country=criteria.country or None)
        if place is not None and place.is_namesake:
            count += 1
            yield criteria.but(q=way.what, near=way.where)
        if count == MOST:
            return


def _answers(criteria: Criteria, *, on: date) -> bool:
    return queries.count(criteria, on=on)[0].organisations > 0


def _is_a_name(criteria: Criteria, *, on: date) -> bool:
    """Tell whether an organisation has all the words in its name."""
    return queries.best_score(criteria, on=on) >= NAME * len(spellings(criteria.q))

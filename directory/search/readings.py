"""How a question is read: the words as they are, what and where, or the need that they mean."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from directory.gazetteer.queries import find_place_called
from directory.i18n.folding import spellings
from directory.search import queries
from directory.search.criteria import Criteria
from directory.search.parting import Parted, parted
from directory.search.wording import MOST_WORDS, is_all_name
from directory.vocabulary.everyday import needs_meant, tiles_named

# further ways to part a text than these are guesses that cost a question each
MOST = 3


def read(criteria: Criteria, *, on: date) -> Criteria:
    """Return the question that was most likely meant; often the same one.

    Who types the name of an organisation means it, whatever place is in it. Else what stands
    behind *in* or *near* is where to look, if there is a place called just so, even if nobody
    there answers the need. A word for a whole tile (*work*, *kazi*) means it. Where other words
    find nothing as they are, they may be a need in another language than anything is written in,
    and a place that nothing announces is looked for too.
    """
    if not criteria.q or criteria.exactly:
        return criteria
    if criteria.near or criteria.place:
        return _answered([criteria], on=on) or criteria
    ways = list(parted(criteria.q))
    told = list(_with_places(criteria, (way for way in ways if way.is_told)))
    if told and not _is_a_name(criteria, on=on):
        meant = (need for way in told for need in _as_need(way))
        return (
            _answered(told, on=on) or next(meant, None) or _answered([criteria], on=on) or told[0]
        )
    untold = _with_places(criteria, (way for way in ways if not way.is_told))
    return _answered(chain([criteria], untold), on=on) or criteria


def _answered(ways: Iterable[Criteria], *, on: date) -> Criteria | None:
    """Return the first way that has an answer, as words or as the need that they mean."""
    each = (one for way in ways for one in _as_words_and_need(way))
    return next((way for way in each if queries.count(way, on=on)[0].organisations), None)


def _as_words_and_need(criteria: Criteria) -> list[Criteria]:
    """Return both readings, the likelier first: a word for a whole tile means what it offers."""
    ways = [criteria, *_as_need(criteria)]
    return ways[::-1] if tiles_named(criteria.q) else ways


def _as_need(criteria: Criteria) -> Iterator[Criteria]:
    needs = needs_meant(criteria.q)
    if needs and not criteria.need:
        yield criteria.but(q="", need=needs)


def _with_places(criteria: Criteria, ways: Iterator[Parted]) -> Iterator[Criteria]:
    """Yield at most so many ways whose place is called just so."""
    count = 0
    for way in ways:
        if find_place_called(way.where, country=criteria.one_country):
            count += 1
            yield criteria.but(q=way.what, near=way.where)
        if count == MOST:
            return


def _is_a_name(criteria: Criteria, *, on: date) -> bool:
    """Tell whether an organisation has all the words in its name."""
    if len(spellings(criteria.q)) > MOST_WORDS:
        return False
    return bool(is_all_name(criteria.q, queries.best_score(criteria, on=on)))

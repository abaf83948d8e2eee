"""How a question is read: the words as they are, what and where, or the need that they mean."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from directory.gazetteer.queries import find_place_called
from directory.i18n.folding import spellings
from directory.search import queries
from directory.search.asides import asides
from directory.search.criteria import Criteria
from directory.search.letting_go import fewer
from directory.search.parting import Parted, parted
from directory.search.spelling import as_written, respelled
from directory.search.typed_words import is_well_known
from directory.search.wording import MOST_WORDS, is_all_name
from directory.vocabulary.everyday import needs_meant, needs_named
from directory.vocabulary.terms import need_of_kind

# further ways to part a text than these are guesses that cost a question each
MOST = 3


@dataclass(frozen=True)
class Reading:
    """The question that was most likely meant, and what is to be said of its words.

    `corrected`: the words with those that listings say in place of words like them; `let_go`:
    words without which something is found; `is_here`: it should be near, and nobody said where.
    """

    criteria: Criteria
    corrected: str = ""
    let_go: tuple[str, ...] = ()
    is_here: bool = False


def read(criteria: Criteria, *, on: date) -> Reading:
    """Return the question that was most likely meant; often the same one.

    Who types the name of an organisation means it, whatever place is in it. Else what stands
    behind *in* or *near* is where to look, if there is a place called just so, even if nobody
    there answers the need. What is called like a need (*work*, *kazi*, *child care*) means it.
    Where other words find nothing as they are, they may be a need in another language than
    anything is written in, and a place that nothing announces is looked for too. Where nothing
    says the words whatever else is asked, words like them are tried, then fewer of them. What
    stands beside what is looked for (*free*, *open now*) is no word to find but a filter.
    """
    if not criteria.q or criteria.exactly:
        return Reading(criteria)
    found = asides(criteria.q)
    if not found.meant or _is_a_name(criteria, on=on) or _is_in_a_place(criteria.q):
        return _understood(criteria, on=on)
    reading = Reading(criteria.but(q=found.words))
    if found.words:
        reading = _understood(reading.criteria, on=on)
    is_here = found.is_here and not (reading.criteria.near or reading.criteria.place)
    return replace(reading, criteria=found.chosen(reading.criteria), is_here=is_here)


def _understood(criteria: Criteria, *, on: date) -> Reading:
    read_so, is_understood = _as_it_is(criteria, on=on)
    alone = Criteria(q=read_so.q)
    if is_understood or (read_so.but() != alone and _as_it_is(alone, on=on)[1]):
        return Reading(read_so)
    likely = list(respelled(read_so.q, on=on))
    return (
        _in_other_words(read_so, likely, on=on)
        or _somewhere_known(read_so, on=on)
        or _in_fewer_words(read_so, likely, on=on)
        or Reading(read_so)
    )


def _as_it_is(criteria: Criteria, *, on: date) -> tuple[Criteria, bool]:
    """Return the question as its words say it, and whether they mean or find anything."""
    if criteria.near or criteria.place:
        meant = _as_need(criteria)
        found, otherwise = _answered([criteria], on=on) or next(meant, None), criteria
    else:
        ways = list(parted(criteria.q))
        told = list(_with_places(criteria, (way for way in ways if way.is_told)))
        if told and not _is_a_name(criteria, on=on):
            meant = (need for way in told for need in _as_need(way))
            found = _answered(told, on=on) or next(meant, None) or _answered([criteria], on=on)
            otherwise = told[0]
        else:
            untold = _with_places(criteria, (way for way in ways if not way.is_told))
            found, otherwise = _answered(chain([criteria], untold), on=on), criteria
    return found or otherwise, found is not None


def _in_other_words(criteria: Criteria, likely: Sequence[str], *, on: date) -> Reading | None:
    for text in likely:
        found, is_understood = _as_it_is(Criteria(q=text), on=on)
        if is_understood:
            corrected = as_written(text, criteria.q, queries.first_listing(found, on=on))
            return Reading(_as_it_is(criteria.but(q=corrected), on=on)[0], corrected)
    return None


def _somewhere_known(criteria: Criteria, *, on: date) -> Reading | None:
    """Return the question with its town as where to look, where its other words find something."""
    ways = (way for way in parted(criteria.q) if way.what and is_well_known(way.where))
    for way in ways if not (criteria.near or criteria.place) else ():
        if _as_it_is(Criteria(q=way.what), on=on)[1]:
            return Reading(criteria.but(q=way.what, near=way.where))
    return None


def _in_fewer_words(criteria: Criteria, likely: Sequence[str], *, on: date) -> Reading | None:
    typed = {*criteria.q.split()}
    ways = (
        left
        for text in likely[:1]
        for left in fewer(text, on=on)
        if typed.issuperset(left.let_go) and typed.intersection(left.words.split())
    )
    for left in chain(fewer(criteria.q, on=on), ways):
        found, is_understood = _as_it_is(Criteria(q=left.words), on=on)
        if is_understood:
            words = as_written(left.words, criteria.q, queries.first_listing(found, on=on))
            corrected = "" if typed.issuperset(words.split()) else words
            return Reading(_as_it_is(criteria.but(q=words), on=on)[0], corrected, left.let_go)
    return None


def _answered(ways: Iterable[Criteria], *, on: date) -> Criteria | None:
    """Return the first way that has an answer, as words or as the need that they mean."""
    each = (one for way in ways for one in _as_words_and_need(way))
    return next((way for way in each if queries.count(way, on=on)[0].organisations), None)


def _as_words_and_need(criteria: Criteria) -> list[Criteria]:
    """Return both readings, the likelier first: a word for a whole tile means what it offers.

    Beside a place a name of a need is nothing else, so that all its names find the same there,
    however near some text says one of them.
    """
    needs, named = list(_as_need(criteria)), needs_named(criteria.q)
    if needs and named and (criteria.near or criteria.place):
        return needs
    return [criteria, *needs] if need_of_kind().keys() >= {*named} else [*needs, criteria]


def _as_need(criteria: Criteria) -> Iterator[Criteria]:
    """Yield the question for the need that its words mean; then for all of the tile around it."""
    named, meant = needs_named(criteria.q), needs_meant(criteria.q)
    tiles = tuple(dict.fromkeys(need_of_kind().get(need, need) for need in meant))
    for needs in dict.fromkeys([named] if named else [meant, tiles]):
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


def _is_in_a_place(q: str) -> bool:
    """Tell whether what seems to stand beside is a part of where to look, as in *Free State*."""
    found = {way.where: asides(way.where) for way in parted(q)}
    wheres = (where for where, one in found.items() if one.meant and one.words)
    return any(find_place_called(where) for where in wheres)


def _is_a_name(criteria: Criteria, *, on: date) -> bool:
    """Tell whether an organisation has all the words in its name."""
    if len(spellings(criteria.q)) > MOST_WORDS:
        return False
    return bool(is_all_name(criteria.q, queries.best_score(criteria, on=on)))

"""The next wider questions, from the least wide: what a person would try next."""

from collections.abc import Iterator

from directory.search.criteria import Criteria
from directory.search.facets import FACETS
from directory.search.where import Where
from directory.vocabulary.everyday import needs_called

WIDER_RADIUS = 100
MOST = 6
MOST_NEEDS = 2
OTHERS = ("checked", "for_group", "need", "q", "region", "country")
"""What else can be let go, the least first."""


def wider_questions(
    criteria: Criteria, where: Where, country: str = ""
) -> Iterator[tuple[str, Criteria]]:
    """Yield at most six wider questions, each with the name of what it lets go or widens.

    `country`: that of the place around which it is looked, where one is agreed.
    """
    seen = {criteria.but()}
    count = 0
    for drops, found in _candidates(criteria, where, country):
        question = found if found.q else found.but(exactly=0)
        if question in seen or question.is_empty or count == MOST:
            continue
        seen.add(question)
        count += 1
        yield drops, question


def _candidates(criteria: Criteria, where: Where, country: str) -> Iterator[tuple[str, Criteria]]:
    for need in needs_called(criteria.q)[:MOST_NEEDS]:
        yield "words", criteria.but(q="", need=(need,))
    yield from _further(criteria, where, country)
    for field in (*(facet.name for facet in FACETS), *OTHERS):
        if getattr(criteria, field):
            yield field, criteria.but(**{field: type(getattr(criteria, field))()})
    if country:
        yield "all", Criteria(country=(country,))
    elif criteria.country:
        yield "all", Criteria(country=criteria.country)


def _further(criteria: Criteria, where: Where, country: str) -> Iterator[tuple[str, Criteria]]:
    if where.around and where.around.metres < WIDER_RADIUS * 1000:
        yield "within", criteria.but(within=WIDER_RADIUS)
    if criteria.near or criteria.place:
        chosen = (country,) if country else criteria.country
        yield "near", criteria.but(near="", place="", within=0, country=chosen)

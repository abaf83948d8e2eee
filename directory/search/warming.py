"""Heavy answers worked out before anybody asks: everything, and everything for each need."""

from datetime import date

from directory.search import on_the_map, queries
from directory.search.criteria import Criteria, needs
from directory.search.window import Window
from directory.vocabulary.terms import terms


def warm(on: date) -> int:
    """Open the index, and have it keep what very many answer to; returns how many questions.

    What the database alone would answer is not worked out: it would keep nothing.
    """
    if not queries.has_index():
        return 0
    asked = [Criteria(need=(tile.code,)) for tile in terms("public_need") if tile.code in needs()]
    for criteria in (*asked, Criteria()):
        queries.find(criteria, on=on)
    on_the_map.within(Criteria(), Window(), on=on)
    return len(asked) + 1

"""Which offers the words of a question find."""

from datetime import date

import pytest

from directory.search.criteria import Criteria
from directory.search.queries import find
from tests.making import DAY, service, site, uid, words
from tests.search.test_meaning import ELSEWHERE, FREE, PAID, names


@pytest.mark.parametrize(
    "asked",
    [
        {"near": "Zarqa"},
        {"near": "Zarqa", "within": 200},
        {"place": "region:JO.15"},
        {"near": "Zarqa", "language": ("ar",)},
        {"fee": ("free",)},
        {"for_group": "left_country", "country": ("JO",), "need": ("learn",)},
    ],
)
def test_the_words_of_a_hidden_place_find_no_other_place(make, asked):
    there = site(1, languages=("ar",)), site(2, languages=("ar",), point=ELSEWHERE)
    make.published(
        name="Two rooms",
        sites=there,
        services=(
            service("women_safe_space", names=words("Zebra"), sites=(uid("site/1"),)),
            service("childcare", fee=FREE, sites=(uid("site/2"),)),
        ),
    )
    assert names(Criteria(q="zebra")) == ["Two rooms"]
    assert names(Criteria(q="two", **asked)) == (
        ["Two rooms"] if "region:JO.15" not in asked.values() and "need" not in asked else []
    )
    assert names(Criteria(q="zebra", **asked)) == []
    assert names(Criteria(q="two zebra", **asked)) == []


def test_words_and_filters_hold_for_one_service(make):
    make.published(
        name="Threads",
        services=(
            service("savings", names=words("Sunday savings"), fee=PAID),
            service("childcare", names=words("Playing"), fee=FREE),
        ),
    )
    assert names(Criteria(q="sunday")) == ["Threads"]
    assert names(Criteria(q="sunday", fee=("free",))) == []
    assert names(Criteria(q="playing", fee=("free",))) == ["Threads"]
    assert names(Criteria(q="threads playing", fee=("free",))) == ["Threads"]
    assert names(Criteria(q="sunday playing", fee=("free",))) == []


def test_without_filters_the_words_may_be_spread_and_the_card_shows_who_says_them(make):
    make.published(
        name="Threads",
        sites=(site(1), site(2, point=ELSEWHERE)),
        services=(
            service("savings", names=words("Sunday purse"), sites=(uid("site/1"),)),
            service("childcare", names=words("Playing"), sites=(uid("site/2"),)),
            service("digital_skills", names=words("Screens")),
        ),
    )

    def shown(q: str) -> tuple[set[str], int]:
        results = find(Criteria(q=q), on=DAY)
        kinds = {s.kind for card in results.cards for s in card.services}
        return kinds, results.places

    assert shown("sunday playing") == ({"savings", "childcare"}, 2)
    assert shown("threads sunday") == ({"savings"}, 1)
    assert shown("threads") == ({"savings", "childcare", "digital_skills"}, 2)
    assert shown("sunday nosuchword") == (set(), 0)


def test_the_words_of_a_service_go_when_its_time_ends(make):
    ended = date(2026, 12, 31)
    make.published(
        name="Threads",
        services=(
            service("savings", names=words("Sunday"), valid_until=ended),
            service("childcare", names=words("Playing")),
        ),
    )
    assert names(Criteria(q="sunday playing"), ended) == ["Threads"]
    assert names(Criteria(q="sunday playing"), date(2027, 1, 1)) == []


@pytest.mark.parametrize(
    ("said", "q", "found"),
    [
        ("Aide à l'insertion", "insertion", True),
        ("Aide à l’insertion", "l'insertion", True),
        ("Aide à l'insertion", "linsertion", True),
        ("Recherche d’emploi", "emploi", True),
        ("Recherche d’emploi", "d'emploi", True),
        ("Emploi pour tous", "l'emploi", True),
        ("Emploi pour tous", "recherche d'emploi", False),
        ("Lorsqu'elles cousent", "elles", True),
        ("Aujourd'hui", "hui", False),
        ("لقاء الادخار", "ادخار", True),
        ("ادخار", "الادخار", True),
        ("ادخار النساء", "نساء الادخار", True),
        ("ألبوم صور", "بوم", False),
        ("إلى بيتنا", "ى", False),
        ("Sana'a weavers", "a", False),
    ],
)
def test_what_is_joined_in_front_of_a_word_hides_it_not(make, said, q, found):
    make.published(name="X", summary=words(said, "fr"))
    assert bool(find(Criteria(q=q + " x"), on=DAY).cards) == found

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


def test_what_a_body_says_of_itself_comes_before_everyday_words(make):
    make.published(name="Alpha", services=(service("vocational_training"),))
    make.published(name="Zeta", summary=words("We teach sewing"), services=(service("childcare"),))
    make.published(name="Omega sewing", services=(service("childcare"),))
    both = (service("vocational_training", names=words("Sewing")),)
    make.published(name="Theta", services=both)
    assert names(Criteria(q="sewing")) == ["Omega sewing", "Theta", "Zeta", "Alpha"]


def test_a_whole_word_comes_before_one_that_only_begins_so(make):
    make.published(name="Alpha Cartel")
    make.published(name="Zeta Cart")
    make.published(name="Omega", summary=words("We lend a cart"))
    assert names(Criteria(q="cart")) == ["Zeta Cart", "Alpha Cartel", "Omega"]


def test_who_is_what_the_words_call_for_comes_before_who_has_a_part_of_it(make):
    make.published(name="Alpha", services=(service("mental_health_psychosocial_support"),))
    make.published(name="Zeta", services=(service("primary_health_care"),))
    assert names(Criteria(q="طبيب")) == ["Zeta", "Alpha"]
    assert names(Criteria(q="طبيب نفسي")) == ["Alpha"]


def test_who_types_most_of_a_name_means_it(make):
    make.published(name="Blue Needle and Thread and Cloth Society of the Valley")
    make.published(name="Blue Needle")
    make.published(name="Blue Needle Room")
    in_order = ["Blue Needle", "Blue Needle Room"]
    assert names(Criteria(q="blue needle"))[:2] == in_order
    assert names(Criteria(q="needle blue room")) == ["Blue Needle Room"]


def test_one_word_means_a_name_only_if_it_is_all_of_it(make):
    make.published(name="Bread")
    make.published(name="A long way to bread")
    make.published(name="Zeta bread")
    assert names(Criteria(q="bread")) == ["Bread", "A long way to bread", "Zeta bread"]

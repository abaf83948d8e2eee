"""What stands below a short answer: told apart, counted nowhere."""

import pytest
from werkzeug.datastructures import MultiDict

from directory.search import queries
from directory.search.also import ENOUGH, Also, also
from directory.search.asking import ask
from directory.search.criteria import Criteria
from directory.search.readings import Reading, read
from tests.making import DAY, Make, service, site, words


def below(**values: str) -> tuple[Also, ...]:
    """Return what stands below the answer of a question."""
    asked = ask(MultiDict(values), on=DAY)
    return also(asked, queries.find(asked.criteria, on=DAY), on=DAY)


def bakeries(make: Make, count: int = 3) -> None:
    """Publish one that says both words, some that say one, and others, so that both tell much."""
    make.published(name="Sewing bakery", sites=(site("both"),))
    for number in range(40):
        make.published(name=f"Weavers {number}", sites=(site(f"weavers/{number}"),))
    for number in range(count):
        make.published(name=f"Bakery {number}", sites=(site(number),))


def test_below_what_says_all_words_stands_what_says_some(make: Make):
    bakeries(make)
    (found,) = below(q="sewing bakery")
    assert found.criteria.q == "bakery"
    assert [card.listing.names[0].words for card in found.cards] == [
        "Bakery 0",
        "Bakery 1",
        "Bakery 2",
    ]


def test_it_is_in_no_total_and_not_on_the_map(client, make):
    bakeries(make)
    page = client.get("search.find", q="sewing bakery")
    assert "1 organisation" in page.h1.text
    part = page.find(class_="also")
    assert "With fewer words: bakery" in part.h2.get_text().replace("\u2068", "").replace(
        "\u2069", ""
    )
    assert "not counted above" in part.text
    assert len(part.find_all("li", class_="card")) == 3
    again = client.get(part.h2.a["href"])
    assert "4 organisations" in again.h1.text
    assert "1 organisation" in client.get("maps.result", q="sewing bakery").h1.text


@pytest.mark.parametrize(
    "values", [{"q": "bakery"}, {"q": "sewing bakery", "exactly": "1"}, {"need": "work"}, {}]
)
def test_nothing_stands_below_what_was_asked_just_so(make, values):
    bakeries(make)
    assert below(**values) == ()


def test_nothing_stands_below_a_long_answer(make):
    for number in range(ENOUGH):
        make.published(name=f"Sewing bakery {number}", sites=(site(number),))
    make.published(name="Bakery", sites=(site("one"),))
    assert below(q="sewing bakery") == ()


def test_a_page_is_never_longer_than_enough(make):
    bakeries(make, count=ENOUGH)
    for number in range(4):
        make.published(name=f"Bakery and sewing {number}", sites=(site(f"more/{number}"),))
    assert sum(len(one.cards) for one in below(q="sewing bakery")) == ENOUGH - 5


def test_nobody_stands_there_twice(make):
    bakeries(make)
    make.published(name="Sewing room", sites=(site("room"),))
    found = [card.public_id for one in below(q="sewing bakery") for card in one.cards]
    assert len(found) == len(set(found)) == 4


def test_filters_hold_there_too(make):
    bakeries(make)
    there = site("LB", country="LB")
    make.published(name="Sewing bakery of Beirut", sites=(there,))
    (found,) = below(q="sewing bakery", country="JO")
    assert {card.where.country for card in found.cards if card.where} == {"JO"}
    assert found.criteria.country == ("JO",)


def test_words_of_what_is_not_shown_lead_nowhere(make: Make):
    """Else a reader could guess at them by what is corrected."""
    make.published(name="Bakery", sites=(site(1),))
    make.published(
        name="Weavers",
        sites=(site(2),),
        services=(service(names=words("Zither"), valid_until=DAY.replace(year=2020)),),
    )
    assert read(Criteria(q="Bakery zithre"), on=DAY) == Reading(
        Criteria(q="Bakery"), let_go=("zithre",)
    )


def test_nothing_leads_to_words_of_violence(make: Make):
    make.published(name="Rape seed oil mill", sites=(site(1),))
    for one in below(q="oil seed rapes"):
        assert "rape" not in one.criteria.q

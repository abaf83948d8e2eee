"""Words beside what is looked for: what it may cost, when, which papers, and *near me*."""

import pytest

from directory.i18n.folding import fold
from directory.organisations.document.service import Fee
from directory.organisations.telling import tells_of_violence
from directory.search.asides import HERE, asides
from directory.search.criteria import Criteria
from directory.search.facets import BY_NAME
from directory.search.readings import Reading, read
from directory.vocabulary.terms import data_file
from directory.vocabulary.violence import asks_about_violence
from tests.making import DAY, service, site

FREE, NOW, NONE, WOMEN = (
    ("fee", "free"),
    ("open", "now"),
    ("documents", "none"),
    ("women_staff", "yes"),
)


def lists() -> list[tuple[str, str]]:
    """Return each phrase with what it means."""
    file = data_file("asides.json")
    every = {**file["filters"], "here": file["here"]}
    return [
        (meant, text)
        for meant, by_language in every.items()
        for texts in by_language.values()
        for text in texts
    ]


@pytest.mark.parametrize(
    ("q", "rest", "meant"),
    [
        ("child care free", "child care", (FREE,)),
        ("free child care in Zarqa", "child care in Zarqa", (FREE,)),
        ("doctor open now, no papers", "doctor", (NOW, NONE)),
        ("sewing near me", "sewing", (HERE,)),
        ("rad wolny", "rad wolny", ()),
        ("رعاية أطفال مجانية في الزرقاء", "رعاية أطفال في الزرقاء", (FREE,)),
        ("école gratuite près de chez moi", "école", (FREE, HERE)),
        ("หมอฟรี", "หมอ", (FREE,)),
        ("พบหมอใกล้ฉัน", "พบหมอ", (HERE,)),
        ("free", "", (FREE,)),
        ("freedom house", "freedom house", ()),
        ("", "", ()),
    ],
)
def test_what_stands_beside_is_no_word_to_find(q, rest, meant):
    found = asides(q)
    assert found.words.replace(",", "") == rest
    assert set(found.meant) == set(meant)


def test_every_phrase_is_understood_alone_and_beside_a_word():
    wrong = []
    for meant, text in lists():
        name, _, value = meant.partition("=")
        for q in (text, f"sewing {text}", f"{text} sewing"):
            found = asides(q)
            if (name, value) not in found.meant or fold(found.words) not in {"", "sewing"}:
                wrong.append((q, found))
    assert wrong == []


def test_every_filter_meant_is_one_that_can_be_chosen():
    for meant in data_file("asides.json")["filters"]:
        name, _, value = meant.partition("=")
        values = BY_NAME[name].values
        assert value in (values() if values else (NOW[1],))


def test_no_phrase_tells_of_violence():
    said = [text for _, text in lists()]
    assert [text for text in said if asks_about_violence(text) or tells_of_violence(text)] == []


def a_school(make, **facts):
    there = site(1)
    make.published(
        name="Hillside school",
        sites=(there,),
        services=(service("childcare", sites=(there.id,), **facts),),
    )


@pytest.mark.parametrize(
    ("q", "meant"),
    [
        ("Hillside free", Criteria(q="Hillside", fee=("free",))),
        ("free child care in Zarqa", Criteria(need=("childcare",), near="Zarqa")),
        ("childcare free", Criteria(q="childcare")),
        ("free", Criteria()),
    ],
)
def test_they_are_filters_of_the_question(make, q, meant):
    a_school(make, fee=Fee(type="free"))
    assert read(Criteria(q=q), on=DAY).criteria == meant.but(fee=("free",))


def test_what_was_chosen_by_hand_stays(make):
    a_school(make, fee=Fee(type="free"))
    reading = read(Criteria(q="Hillside free", fee=("paid",)), on=DAY)
    assert reading.criteria == Criteria(q="Hillside", fee=("paid",))


def test_a_name_that_has_the_words_is_meant_first(make):
    make.published(name="Free Bread Cooperative", sites=(site(1),))
    assert read(Criteria(q="free bread"), on=DAY).criteria == Criteria(q="free bread")


def test_a_place_that_has_the_words_is_where_to_look(make):
    a_school(make)
    assert read(Criteria(q="school in Free State"), on=DAY).criteria.fee == ()
    assert read(Criteria(q="school in Free State", exactly=1), on=DAY) == Reading(
        Criteria(q="school in Free State", exactly=1)
    )


def test_nobody_knows_where_here_is_and_the_page_says_so(client, make):
    a_school(make)
    page = client.get("search.find", q="Hillside near me")
    assert "We do not know where you are" in page.find("main").text
    assert page.find(class_="cards") is not None
    beside = client.get("search.find", q="Hillside near me in Zarqa")
    assert "We do not know where you are" not in beside.find("main").text


def test_the_filter_is_a_chip_and_can_be_undone(client, make):
    a_school(make, fee=Fee(type="free"))
    page = client.get("search.find", q="Hillside free")
    assert "Free" in page.find(class_="chips").text
    undo = next(link for link in page.find_all("a") if "instead" in link.text)
    assert "exactly=1" in undo["href"]

"""What would lead to a place that is not shown is not let in."""

from typing import Any

import pytest

from directory.errors import Conflict
from directory.organisations import steps
from directory.organisations.beside import betraying
from directory.organisations.document import Address, Consent, Document, Link, Point
from directory.organisations.door import uses_of_terms
from directory.organisations.storable import unstorable
from tests.making import AT, ZAATARI, contact, document, place, service, site, uid, words

SAFE = service("women_safe_space", sites=(uid("site/1"),))
FAR = Point(lon=36.25, lat=32.2)
FARTHER = Point(lon=36.0, lat=31.9)


def told(found: Document) -> list[tuple[Any, ...]]:
    return [path for path, _said in betraying(found)]


@pytest.mark.parametrize(
    "facts",
    [{}, {"point": Point(lon=36.1023, lat=32.0755)}, {"precision": "neighbourhood"}],
    ids=["same-door", "ten-metres", "same-door-roughly"],
)
def test_a_pin_beside_a_closed_site_leads_there(facts):
    found = document(sites=(site(1), site(2, **facts), site(3, point=FAR)), services=(SAFE,))
    assert told(found) == [("sites", 1, "precision")]


@pytest.mark.parametrize(
    "facts", [{"point": FAR}, {"precision": "locality"}, {"precision": "admin1"}]
)
def test_what_lies_elsewhere_or_is_rough_does_not(facts):
    found = document(sites=(site(1), site(2, **facts), site(3, point=FAR)), services=(SAFE,))
    assert told(found) == []


def test_in_a_camp_the_name_is_enough():
    camp = {"place": ZAATARI, "point": ZAATARI.point}
    found = document(
        sites=(site(1, **camp), site(2, precision="locality", **camp), site(3), site(4, point=FAR)),
        services=(SAFE,),
    )
    assert told(found) == [("sites", 1, "precision")]


@pytest.mark.parametrize(
    ("facts", "path"),
    [
        ({"summary": words("In Zaatari Refugee Camp, for all")}, ("summary",)),
        ({"description": words("Come to 12 Blue Street.")}, ("description",)),
        (
            {"services": (SAFE, service(description=words("Behind the Blue House")))},
            ("services", 1, "description"),
        ),
    ],
)
def test_words_that_name_a_closed_site_lead_there(facts, path):
    closed = site(
        1,
        place=ZAATARI,
        address=Address(lines=("12 Blue Street",)),
        names=words("The Blue House", key="name"),
    )
    sites = (closed, site(2, point=FAR), site(3, point=FARTHER))
    assert told(document(**{"sites": sites, "services": (SAFE,), **facts})) == [path]


def test_a_town_that_is_shown_anyway_or_is_its_region_may_be_named():
    sites = (site(1), site(2, point=FAR), site(3, precision="locality"))
    assert told(document(sites=sites, services=(SAFE,), summary=words("In Zarqa"))) == []
    alone = (site(1, place=place("Mafraq")), site(2, point=FAR), site(3, point=FARTHER))
    assert told(document(sites=alone, services=(SAFE,), summary=words("In Mafraq"))) == [
        ("summary",)
    ]


def test_open_data_shows_no_words_so_none_are_judged():
    found = document(
        sites=(site(1, place=ZAATARI), site(2), site(3, point=FAR)),
        services=(SAFE,),
        summary=words("In Zaatari Refugee Camp"),
        consent=Consent(level="public_register_or_open_data"),
    )
    assert told(found) == []


SHELTER = service("safe_accommodation", online=True)


NAMELESS = {"point": None, "place": None}
MAP = Link(id=uid("l"), url="https://osm.org/?mlat=32.07&mlon=36.10")


@pytest.mark.parametrize(
    ("facts", "path"),
    [
        ({"links": (MAP,)}, ("links", 0)),
        ({"contacts": (contact(value="12 Secret Street, Zarqa"),)}, ("contacts", 0)),
        ({"contacts": (contact(person_name="Layla"),)}, ("contacts", 0, "person_name")),
        ({"description": words("We are at 12 Rainbow St, Amman")}, ("description",)),
        ({"description": words("نحن في شارع الرينبو")}, ("description",)),
        ({"sites": (site(names=words("Rainbow"), **NAMELESS),)}, ("sites", 0, "names")),
        ({"sites": (site(point=None, place=place(kind="region")),)}, ("sites", 0, "place")),
    ],
)
def test_with_a_shelter_nothing_says_where_or_who(facts, path):
    found = document(services=(SHELTER,), **facts)
    assert [way for way, _said in unstorable(found, uses_of_terms(found))] == [path]


def test_ordinary_words_of_a_shelter_are_let_in():
    found = document(
        services=(SHELTER,),
        description=words("Call first. We have 12 beds and 3 rooms."),
        links=(Link(id=uid("l"), url="https://example.org"),),
        contacts=(contact(),),
    )
    assert list(unstorable(found, uses_of_terms(found))) == []


def test_nothing_that_leads_there_is_accepted_without_a_word(make, people):
    found = document(sites=(site(1), site(2), site(3, point=FAR)), services=(SAFE,))
    revision = make.submitted(found)
    with pytest.raises(Conflict, match="sites, entry 2"):
        steps.take("accept", revision, actor=people.ben, at=AT)
    taken = steps.take("accept", revision, actor=people.ben, at=AT, note="A shop of three floors.")
    assert taken.reached == "accepted"

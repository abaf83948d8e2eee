"""The page of a map: the same numbers as the list, and a way back to it."""

import pytest

from directory.organisations.document import Consent
from tests.making import place, service, site


def test_the_page_counts_as_the_list_does_and_leads_back(client, make):
    make.published(name="One", sites=(site(1),), services=(service(),))
    make.published(name="Two", consent=Consent(level="organisation_only"))
    page = client.get("maps.result", country="JO")
    listed = client.get("search.find", country="JO")
    assert page.h1.text == listed.h1.text
    assert page.find("iframe")["src"] == "/en/map/frame?country=JO"
    assert page.find("iframe")["title"]
    assert page.find("a", href="/en/find?country=JO")


def test_what_has_no_place_is_counted_beside_the_map(client, make):
    make.published(name="One", sites=(site(1),))
    make.published(name="Two", consent=Consent(level="organisation_only"))
    assert "1 of them has no place on the map." in client.get("maps.result").text


def test_the_list_leads_to_the_map_and_keeps_what_was_asked(client, make):
    make.published(sites=(site(),))
    link = client.get("search.find", q="bread", page=1).find(attrs={"data-map": True})
    assert link["href"] == "/en/map?q=bread"
    assert link["data-map"] == "/en/map/frame?q=bread"


def test_nothing_to_show_offers_no_map(client, make):
    make.published(consent=Consent(level="organisation_only"))
    assert client.get("search.find").find(attrs={"data-map": True}) is None


def test_a_profile_has_its_own_map_unless_it_is_quiet(client, make):
    shown = make.published(name="One", sites=(site(1),))
    page = client.get(f"/en/organisations/{shown.public_id}/one")
    link = page.find(attrs={"data-map": True})
    assert link["href"] == f"/en/map?organisation={shown.public_id}"
    quiet = make.published(
        name="Two", sites=(site(2), site(3)), services=(service("complaints_psea"),)
    )
    hushed = client.get(f"/en/organisations/{quiet.public_id}/-", title="Cooperative")
    assert hushed.find(attrs={"data-map": True}) is None


@pytest.mark.parametrize("endpoint", ["maps.result", "maps.frame", "maps.script", "maps.places"])
@pytest.mark.parametrize("asked", [{"q": "rape"}, {"near": "rape"}, {"need": "safety"}])
def test_words_of_violence_lead_to_help_from_every_door(client, endpoint, asked):
    answer = client.ask(endpoint, **asked)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/en/safe")


def test_a_map_in_arabic(client, make):
    make.published(sites=(site(place=place()),))
    page = client.get("/ar/map")
    assert page.html["dir"] == "rtl"
    assert page.find("iframe")["title"] == "خريطة"


def test_what_is_on_can_be_taken_off_on_the_map_too(client, make):
    make.published(name="Bread", sites=(site(1),))
    page = client.get("maps.result", q="bread", country="JO", need="learn")
    links = {
        chip.get_text(strip=True).strip("\u2068\u2069"): chip["href"]
        for chip in page.select(".chip a")
    }
    assert links == {
        "bread": "/en/map?need=learn&country=JO",
        "Learn a skill or a language": "/en/map?q=bread&country=JO",
        "Jordan": "/en/map?q=bread&need=learn",
    }
    assert page.select("[data-share][hidden], [data-print][hidden]")

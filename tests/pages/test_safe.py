from datetime import timedelta
from types import SimpleNamespace

import pytest

from directory import clock
from directory.extensions import transaction
from directory.helplines.operations import Line, TwoPeople, add_helpline
from directory.organisations.telling import tells_of_violence
from tests.pages_client import PageClient


def add(people: SimpleNamespace, *, country: str = "JO", value: str = "+96200000199") -> None:
    with transaction():
        add_helpline(
            Line(country, "Listening Line", "hotline", value),
            TwoPeople(people.dina, people.eli, clock.today()),
            at=clock.now(),
        )


def test_it_shows_the_checked_helplines_of_each_country(
    client: PageClient, people: SimpleNamespace
):
    add(people)
    add(people, country="KE", value="+254000000199")
    page = client.get("pages.safe")
    assert [heading.text for heading in page.select("main h2")] == ["Jordan", "Kenya"]
    assert page.select('a[href="tel:+96200000199"]')
    said = page.select_one("main").get_text()
    assert "Support to people in detention" in said


def test_a_helpline_whose_check_ran_out_is_not_shown(
    client: PageClient, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    add(people)
    assert client.get("pages.safe").select(".helpline")
    later = clock.now() + timedelta(days=44)
    monkeypatch.setattr(clock, "now", lambda: later)
    page = client.get("pages.safe")
    assert not page.select(".helpline")
    assert "no checked helpline" in page.get_text()


def test_nothing_betrays_what_the_page_is_for(client: PageClient):
    response = client.ask("pages.safe")
    assert response.headers["Cache-Control"] == "no-store"
    page = client.get("pages.safe")
    assert not tells_of_violence(page.title.text)
    assert not page.find("form")
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_one_press_leads_away_to_a_page_of_our_own(client: PageClient):
    way_out = client.get("pages.safe").select_one(".leave a")
    assert way_out["href"] == "/en/"
    assert "noreferrer" in way_out["rel"]

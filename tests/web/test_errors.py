import logging

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from directory.errors import Conflict
from directory.pages import views
from directory.search import queries
from directory.search.criteria import Criteria
from directory.web import errors
from tests.pages_client import PageClient

PERSON = {"Accept": "text/html,*/*;q=0.8"}
PROGRAM = {"Accept": "application/json"}


def test_an_unknown_page_is_said_so_in_the_readers_language(client: PageClient):
    page = client.get("/en/nothing", status=404)
    assert "could not find" in page.h1.text
    assert page.find("form", role="search")


def test_an_unknown_language_is_an_unknown_page(client: PageClient):
    client.get("/xx/find", status=404, headers=PERSON)
    client.problem("/xx/find", status=404, headers=PROGRAM)


@pytest.mark.parametrize("accepted", ["text/html,*/*;q=0.8", "*/*", None])
@pytest.mark.parametrize("path", ["/de/", "/nothing", "/DE/find", "/find"])
def test_a_reader_sees_a_page_in_the_best_language(client: PageClient, accepted, path: str):
    asked = {"Accept-Language": "de, ar;q=0.9", **({"Accept": accepted} if accepted else {})}
    page = client.get(path, status=404, headers=asked)
    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/EN/", "/en/"),
        ("/Ar/", "/ar/"),
        ("/EN/find?near=Amman", "/en/find?near=Amman"),
        ("/en/find/?near=%D8%B9&x=%0d", "/en/find?near=%D8%B9&x=%0d"),
        ("/en/organisations/x%0Ay/", "/en/organisations/x%0Ay"),
        ("/health/", "/health"),
    ],
)  # fmt: skip  # a table
def test_a_slash_or_capitals_too_many_lead_to_what_was_meant(
    client: PageClient, path: str, meant: str
):
    response = client.ask(path)
    assert (response.status_code, response.headers["Location"]) == (301, meant)


@pytest.mark.parametrize("path", ["/en/nothing/", "/EN/nothing", "/en/organisations/a/b/c/"])
def test_what_is_nowhere_leads_nowhere(client: PageClient, path: str):
    assert client.ask(path).status_code == 404


def test_a_sentence_of_our_own_is_told_in_whatever_way_it_was_made(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
):
    def refuse(*_args: object, **_named: object) -> None:
        raise Conflict("The team has an open draft already.")

    monkeypatch.setattr(queries, "find", refuse)
    assert client.get("/en/find?q=x", status=409).h1.text == "The team has an open draft already."


def test_addresses_without_a_language_answer_machines(client: PageClient):
    assert client.problem("/hsds/nothing", status=404, headers=PERSON)["code"] == "not-found"
    response = client.ask("/health", method="POST")
    assert response.status_code == 405
    assert response.mimetype == "application/problem+json"


def test_a_way_that_is_not_allowed_names_those_that_are(client: PageClient):
    response = client.ask("/en/about", method="POST")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_a_page_past_the_end_is_unknown(client: PageClient):
    client.get("/en/find?page=400", status=404)


def test_a_failure_says_nothing_internal_and_logs_nothing_asked(
    client: PageClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fail(criteria: Criteria, **_named: object) -> None:
        raise RuntimeError(f"secret {criteria.q}")

    monkeypatch.setattr(queries, "find", fail)
    with caplog.at_level(logging.DEBUG):
        page = client.get("/en/find?q=zaatari", status=500)
    assert "secret" not in str(page)
    assert "RuntimeError at /<lang:lang>/find" in caplog.text
    assert "zaatari" not in caplog.text


def test_a_database_that_is_away_is_not_our_fault_for_ever(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
):
    def away(*_args: object, **_named: object) -> None:
        raise OperationalError("SELECT secret", {}, Exception("secret"))

    monkeypatch.setattr(queries, "find", away)
    response = client.ask("/en/find")
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "secret" not in response.text
    monkeypatch.setattr(views.db.session, "execute", away)
    assert client.problem("/health", status=503)["code"] == "unavailable"


def test_the_page_that_says_sorry_does_not_fail_as_well(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_args: object, **_named: object) -> str:
        raise RuntimeError("no templates")

    monkeypatch.setattr(errors, "render_template", fail)
    response = client.ask("/en/nothing")
    assert response.status_code == 404
    assert "Sorry" in response.text


@pytest.mark.parametrize("status", sorted(errors.EXPLANATIONS))
def test_every_explanation_makes_a_good_page(app: Flask, client: PageClient, status: int):
    with app.test_request_context("/en/find"):
        html = errors._page(errors.EXPLANATIONS[status], None)
    from tests.pages_client import check_page

    check_page(html, "/en/find", app.extensions["assets"])

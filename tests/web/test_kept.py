"""Whole answers are given again while nothing has changed, and only then."""

from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import Headers

from directory import clock
from directory.extensions import db, transaction
from directory.organisations import steps
from directory.search import queries
from directory.web import kept
from directory.web.kept import EXTENSION, Answer, Facts, KeptAnswers
from tests.making import AT, Make, service
from tests.pages_client import PageClient

PACKED = {"Accept-Encoding": "br"}


@pytest.fixture
def known(app: Flask) -> KeptAnswers:
    """What the process keeps."""
    return app.extensions[EXTENSION]


def never_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a search fail the test."""
    monkeypatch.setattr(queries, "find", lambda *_args, **_named: pytest.fail("it searched"))


@pytest.mark.parametrize("sent", [{}, PACKED, {"Accept-Encoding": "gzip, br"}])
def test_the_same_question_is_not_searched_again(
    client: PageClient, make: Make, monkeypatch: pytest.MonkeyPatch, sent: dict[str, str]
):
    make.published(services=(service(),))
    first = client.ask("/ar/find?q=bread", headers=sent)
    never_again(monkeypatch)
    again = client.ask("/ar/find?q=bread", headers=sent)
    assert again.data == first.data
    assert list(again.headers) == list(first.headers)
    assert first.headers.get("Content-Encoding") == ("br" if sent else None)


def test_who_has_it_is_told_so_with_all_headers_but_those_of_a_body(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
):
    first = client.ask("/en/find?q=bread")
    has_it = {"If-None-Match": first.headers["ETag"]}
    never_again(monkeypatch)
    again = client.ask("/en/find?q=bread", headers=has_it)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    assert "Accept-Encoding" in again.headers["Vary"]
    assert "Content-Type" not in again.headers
    assert client.ask("/en/find?q=bread", headers={"If-None-Match": "*"}).status_code == 200


def test_it_is_kept_as_it_went_out(app: Flask, client: PageClient, known: KeptAnswers):
    plain = client.ask("/en/about")
    packed = client.ask("/en/about", headers=PACKED)
    assert len(known.known) == 2
    assert len(packed.data) < len(plain.data) / 2
    assert known.held == len(packed.data) + len(plain.data)
    head = app.test_client().head("/en/about")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(len(plain.data))
    assert len(known.known) == 2


def test_what_is_withdrawn_is_gone_at_once(client: PageClient, make: Make, people: SimpleNamespace):
    organisation = make.published(name="Bread for all")
    assert "Bread for all" in client.ask("/en/find?q=bread").text
    with transaction():
        steps.take_listing(
            "suspend", organisation, actor=people.ben, at=AT, note="A report", reason="fraud_report"
        )
    assert "Bread for all" not in client.ask("/en/find?q=bread").text


def test_nothing_is_given_again_on_another_day(
    client: PageClient, known: KeptAnswers, monkeypatch: pytest.MonkeyPatch
):
    client.ask("/en/about")
    (before,) = known.known.values()
    tomorrow = clock.now().replace(year=2031)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    client.ask("/en/about")
    (after,) = known.known.values()
    assert before.headers["ETag"] != after.headers["ETag"]
    assert known.held == len(after.body)


def test_no_answer_but_200_and_of_nobody_is_kept(
    app: Flask, client: PageClient, known: KeptAnswers
):
    for path in ("/en/organisations/0000000000/x", "/en/find?q=violence", "/en/find?for=women"):
        client.ask(path)
    assert app.test_client().post("/en/find").status_code == 405
    assert known.known == {}


def test_a_database_in_trouble_is_for_the_application_to_say(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
):
    client.ask("/en/find?q=bread")

    def broken(*_args: object, **_named: object) -> None:
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr(db.session, "scalar", broken)
    assert client.ask("/en/find?q=bread").status_code == 503


def test_the_oldest_go_first(monkeypatch: pytest.MonkeyPatch):
    every = KeptAnswers(most=250)
    for number in range(4):
        every.keep(b"%d" % number, answer(b"x" * 100))
        assert every.get(b"0") is not None
    assert list(every.known) == [b"3", b"0"]
    assert every.held == 200
    every.keep(b"0", answer(b"x" * 10))
    assert every.held == 110


def test_long_answers_are_not_kept(
    client: PageClient, known: KeptAnswers, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(kept, "LARGEST", 100)
    assert client.ask("/en/about").status_code == 200
    assert known.known == {}


def answer(body: bytes) -> Answer:
    """Return an answer that depends on nothing."""
    return Answer(Facts.now(()), Headers(), body)

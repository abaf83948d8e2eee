"""Whole answers are given again while nothing has changed, and only then."""

from types import SimpleNamespace

import pytest
from flask import Flask, Response

from directory.extensions import transaction
from directory.organisations import steps
from directory.search import queries
from directory.web.kept import LARGEST, KeptAnswers, kept_answers
from tests.making import AT, Make, service
from tests.pages_client import PageClient


def test_the_same_question_is_not_searched_again(
    client: PageClient, make: Make, monkeypatch: pytest.MonkeyPatch
):
    make.published(services=(service(),))
    first = client.ask("/ar/find?q=bread")
    monkeypatch.setattr(queries, "find", lambda *_args, **_named: pytest.fail("it searched"))
    again = client.ask("/ar/find?q=bread", headers={"Accept-Encoding": "br"})
    assert again.headers["Content-Encoding"] == "br"
    assert again.headers["ETag"] == first.headers["ETag"]
    plain = client.ask("/ar/find?q=bread")
    assert plain.data == first.data
    assert dict(plain.headers) == dict(first.headers)


def test_what_is_withdrawn_is_gone_at_once(client: PageClient, make: Make, people: SimpleNamespace):
    organisation = make.published(name="Bread for all")
    assert "Bread for all" in client.ask("/en/find?q=bread").text
    with transaction():
        steps.take_listing(
            "suspend", organisation, actor=people.ben, at=AT, note="A report", reason="fraud_report"
        )
    assert "Bread for all" not in client.ask("/en/find?q=bread").text


def test_no_answer_but_200_is_kept(app: Flask, client: PageClient):
    client.ask("/en/organisations/0000000000/x")
    client.ask("/en/find?q=violence")
    assert kept_answers().known == {}


def test_the_oldest_go_first_and_long_ones_are_not_kept():
    kept = KeptAnswers(most=250)
    for number in range(4):
        kept.keep(str(number), Response(str(number) * 100))
        assert kept.get("0") is not None
    assert list(kept.known) == ["3", "0"]
    assert kept.bytes == 200
    kept.keep("long", Response("x" * (LARGEST + 1)))
    kept.keep("stream", Response(iter(("a", "b"))))
    assert kept.get("long") is kept.get("stream") is None


def test_what_is_done_to_an_answer_is_not_done_to_the_one_that_is_kept():
    kept = KeptAnswers()
    kept.keep("a", Response("words"))
    taken = kept.get("a")
    taken.headers["Content-Encoding"] = "br"
    taken.set_data(b"packed")
    again = kept.get("a")
    assert again.get_data() == b"words"
    assert "Content-Encoding" not in again.headers

import pytest
from flask import Flask, url_for

from directory.i18n import babel
from tests.pages_client import PageClient


@pytest.mark.parametrize("asked", ["en", "tlh", "xx-YY", "", "*", "zu;q=0.1"])
def test_the_entrance_knows_english_when_it_knows_nothing_else(client: PageClient, asked: str):
    response = client.ask("/", headers={"Accept-Language": asked})
    assert response.status_code == 302
    assert response.headers["Location"] == "/en/"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Accept-Language" in response.headers["Vary"]


def test_links_stay_in_the_language_of_the_page(app: Flask):
    with app.test_request_context("/en/find"):
        assert url_for("pages.about") == "/en/about"


@pytest.mark.parametrize(
    ("path", "tag"),
    [
        ("/en/find", "en"),
        ("/desk/en/queue", "en"),
        ("/", None),
        ("", None),
        ("/desk", None),
        ("/find/en", None),
    ],
)
def test_the_language_is_the_one_in_the_address(path: str, tag: str | None):
    assert babel.language_in(path) == tag


def test_an_argument_named_like_one_of_flasks_own_changes_no_link(client: PageClient):
    page = client.get("/en/find?_external=1&_scheme=javascript&_anchor=x&lang=ar&endpoint=x")
    links = {link["href"] for link in page.select("nav.languages a")}
    assert "/en/find" in links
    assert all(link.startswith("/") and "?" not in link for link in links)

import pytest
from flask import Flask

from directory.web import kept
from tests.pages_client import PageClient


def test_public_pages_may_be_kept_for_a_second_by_shared_caches(client: PageClient):
    kept = client.ask("pages.about").headers["Cache-Control"]
    assert kept == "public, max-age=0, s-maxage=1, must-revalidate"


def test_nothing_else_is_kept(client: PageClient):
    for what in ("pages.safe", "pages.health", "/", "/nothing"):
        assert client.ask(what).headers["Cache-Control"] == "no-store", what


@pytest.mark.parametrize("path", ["/en/find", "/ar/map", "/en/map/places.json", "/fr/"])
def test_what_says_whom_its_reader_belongs_to_is_kept_nowhere(client: PageClient, path: str):
    answer = client.ask(f"{path}?for=left_country")
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.ask(path).headers["Cache-Control"].startswith("public")


def test_the_policy_lets_nothing_in_but_our_own(client: PageClient):
    policy = client.ask("pages.home").headers["Content-Security-Policy"]
    for part in (
        "default-src 'none'",
        "script-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ):
        assert part in policy.split("; ")


@pytest.mark.parametrize(
    ("accepted", "sent"), [("br, gzip", "br"), ("gzip", "gzip"), ("zstd", "zstd")]
)
def test_pages_travel_compressed(client: PageClient, accepted: str, sent: str):
    response = client.ask("pages.home", headers={"Accept-Encoding": accepted})
    assert response.headers["Content-Encoding"] == sent
    assert "Accept-Encoding" in response.headers["Vary"]


def test_pages_that_say_sorry_travel_compressed_too(client: PageClient):
    response = client.ask("/en/nothing", headers={"Accept-Encoding": "br"})
    assert response.status_code == 404
    assert response.headers["Content-Encoding"] == "br"


def test_a_site_behind_https_says_so(
    app: Flask, client: PageClient, monkeypatch: pytest.MonkeyPatch
):
    assert "Strict-Transport-Security" not in client.ask("pages.home").headers
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://directory.example")
    kept.init_app(app)  # settings are those a process begins with
    assert "Strict-Transport-Security" in client.ask("pages.home").headers


@pytest.mark.parametrize("host", ["evil.example", "[::1", "x/y@z:99999999", 'a b"<', ""])
def test_no_answer_leads_to_the_host_a_request_names(client: PageClient, host: str):
    for path, leads in (("/en", "/en/"), ("/en//find?q=1", "/en/find?q=1")):
        response = client.ask(path, headers={"Host": host})
        assert response.status_code in {301, 302, 308}, path
        assert (response.headers["Location"], response.text) == (leads, "")
    assert client.ask("/en/nothing", headers={"Host": host}).status_code == 404

from datetime import UTC, datetime

import pytest

from directory import clock
from directory.search import queries
from tests.making import Make, service
from tests.pages_client import PageClient


def tag_of(client: PageClient, path: str, **headers: str) -> str:
    response = client.ask(path, headers=headers)
    assert response.status_code == 200
    return response.headers["ETag"]


def test_who_has_the_page_is_told_so_before_any_search(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
):
    tag = tag_of(client, "/en/find?q=bread")
    monkeypatch.setattr(queries, "find", lambda *_args, **_named: pytest.fail("it searched"))
    response = client.ask("/en/find?q=bread", headers={"If-None-Match": tag})
    assert response.status_code == 304
    assert response.data == b""
    assert response.headers["ETag"] == tag
    assert "s-maxage=1" in response.headers["Cache-Control"]


def test_every_compression_of_a_page_has_the_same_tag(client: PageClient):
    tags = {tag_of(client, "/en/find", **{"Accept-Encoding": way}) for way in ("br", "gzip", "")}
    assert len(tags) == 1
    response = client.ask(
        "/en/find", headers={"If-None-Match": tags.pop(), "Accept-Encoding": "br"}
    )
    assert response.status_code == 304


def test_another_question_another_language_another_tag(client: PageClient):
    paths = ("/en/find", "/en/find?q=a", "/en/find?q=b", "/en/find?need=food", "/en/about", "/en/")
    assert len({tag_of(client, path) for path in paths}) == len(paths)


def test_a_change_of_the_public_zone_changes_the_tag(client: PageClient, make: Make):
    before = tag_of(client, "/en/find")
    make.published(services=(service(),))
    assert tag_of(client, "/en/find") != before
    assert client.ask("/en/find", headers={"If-None-Match": before}).status_code == 200


def test_a_new_day_changes_the_tag(client: PageClient, monkeypatch: pytest.MonkeyPatch):
    before = tag_of(client, "/en/find")
    monkeypatch.setattr(clock, "now", lambda: datetime(2031, 1, 1, tzinfo=UTC))
    assert tag_of(client, "/en/find") != before


def test_a_star_is_not_a_tag(client: PageClient):
    assert client.ask("/en/find", headers={"If-None-Match": "*"}).status_code == 200
    missing = client.ask("/en/organisations/0000000000/x", headers={"If-None-Match": "*"})
    assert missing.status_code == 404
    assert "ETag" not in missing.headers

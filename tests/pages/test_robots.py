import pytest
from flask import Flask

from tests.pages_client import PageClient


def test_crawlers_are_kept_out_of_searches(client: PageClient):
    response = client.ask("pages.robots")
    assert response.mimetype == "text/plain"
    assert "Disallow: /*/find" in response.text


def test_and_out_of_everything_that_is_invented(
    app: Flask, client: PageClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(app.config, "DEMONSTRATION", True)
    assert "Disallow: /\n" in client.ask("pages.robots").text
    page = client.get("pages.home")
    assert page.select_one(".demonstration")
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"

import pytest
from flask import Flask

from directory.vocabulary.labels import label
from directory.vocabulary.terms import terms
from directory.web import kept
from tests.pages_client import PageClient


def test_it_names_whose_data_it_uses(client: PageClient):
    text = client.get("pages.about").get_text()
    for source in ("GeoNames", "CC BY 4.0", "UN M49"):
        assert source in text


def test_it_explains_every_way_of_checking(client: PageClient):
    text = client.get("pages.about").get_text()
    for method in terms("verification_method"):
        assert label("verification_method", method.code, "en", "definition") in text


def test_it_says_where_to_write_if_there_is_an_address(
    app: Flask, client: PageClient, monkeypatch: pytest.MonkeyPatch
):
    assert not client.get("pages.about").select('a[href^="mailto:"]')
    monkeypatch.setitem(app.config, "CONTACT_EMAIL", "directory@ilo.example")
    kept.init_app(app)  # settings are those a process begins with
    assert client.get("pages.about").select('a[href="mailto:directory@ilo.example"]')

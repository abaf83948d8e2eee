import base64
import hashlib

import pytest
from flask import Flask

from directory.web.assets import Assets, asset_url, icon, icons_used
from tests.pages_client import PageClient


@pytest.fixture
def assets(app: Flask) -> Assets:
    found = app.extensions["assets"]
    assert isinstance(found, Assets)
    return found


def test_the_policy_names_the_hash_of_the_sheet_that_is_sent(client: PageClient, assets: Assets):
    page = client.get("pages.home")
    sent = page.find("style").string
    digest = base64.b64encode(hashlib.sha256(sent.encode()).digest()).decode()
    policy = client.ask("pages.home").headers["Content-Security-Policy"]
    assert f"style-src 'sha256-{digest}'" in policy
    assert assets.sheet_hash == f"sha256-{digest}"


def test_a_page_carries_only_the_icons_it_uses(app: Flask, assets: Assets):
    with app.test_request_context("/en/"):
        assert icons_used() == ""
        assert "#i-phone" in icon("phone")
        icon("phone")
        assert icons_used().count("<symbol") == 1
    assert len(assets.icons) > 10


def test_an_icon_that_is_not_in_the_table_is_a_mistake(app: Flask):
    with app.test_request_context("/en/"), pytest.raises(KeyError):
        icon("no-such-icon")


def test_a_file_of_this_release_is_kept_for_ever(app: Flask, client: PageClient):
    with app.app_context():
        address = asset_url("js/main.js")
    response = client.ask(address)
    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert "max-age=31536000" in response.headers["Cache-Control"]


def test_a_page_of_the_last_release_still_gets_its_files(client: PageClient):
    response = client.ask("/static/0.0.0-before/js/main.js")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-cache"


def test_no_file_outside_the_folder_is_served(client: PageClient):
    for path in ("../pyproject.toml", "%2e%2e/pyproject.toml", "css/../../Makefile", "none.js"):
        client.problem(f"/static/0.1.0/{path}", status=404)


def test_the_script_is_small(app: Flask, client: PageClient):
    with app.app_context():
        address = asset_url("js/main.js")
    response = client.ask(address, headers={"Accept-Encoding": "br"})
    assert response.headers["Content-Encoding"] == "br"
    assert len(response.data) <= 5000

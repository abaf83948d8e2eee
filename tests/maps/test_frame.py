"""The frame: a map of our own under a strict policy, which loads nothing of anybody else's."""

import re

from directory.web import kept
from tests.making import site, words

HOSTILE = "${alert(1)}</script><img src=x onerror=alert(1)>`"


def test_the_frame_may_stand_only_in_our_own_pages(client, make):
    make.published(sites=(site(),))
    answer = client.ask("maps.frame")
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy
    assert "<style" not in answer.text
    assert " style=" not in answer.text
    assert re.findall(r"<script[^>]*>([^<]+)", answer.text) == []


def test_everything_it_loads_is_ours(client, make):
    make.published(sites=(site(),))
    page = client.ask("maps.frame").text
    loaded = re.findall(r'(?:src|href|data-tiles)="([^"]+)"', page)
    assert len(loaded) >= 7
    assert all(address.startswith("/") for address in loaded)
    for address in loaded:
        assert client.ask(address.replace("&amp;", "&")).status_code == 200, address


def test_people_may_zoom_and_the_map_runs_from_left_to_right(client):
    for language, direction in (("ar", "rtl"), ("en", "ltr")):
        page = client.ask(f"/{language}/map/frame").text
        assert f'<html lang="{language}" dir="{direction}">' in page
        assert '<main id="main" dir="ltr">' in page
        assert "user-scalable" not in page
        assert "maximum-scale" not in page


def test_no_word_of_anybody_is_in_the_script(client, make):
    make.published(name=HOSTILE, sites=(site(names=words(HOSTILE, key="site")),))
    for path in ("maps.frame", "maps.script"):
        assert "alert" not in client.ask(path).text
        asked = client.ask(path, q=HOSTILE, near=HOSTILE).text
        assert "${alert" not in asked
        assert "<img" not in asked
        assert "`" not in asked.replace("…", "")


def test_the_disclaimer_stands_under_the_map_and_is_a_setting(client, app):
    assert "do not imply official endorsement" in client.ask("maps.frame").text
    app.config["MAP_DISCLAIMER"] = "Our own <sentence>."
    kept.init_app(app)  # settings are those a process begins with
    try:
        assert "Our own &lt;sentence&gt;." in client.ask("maps.frame").text
    finally:
        app.config["MAP_DISCLAIMER"] = ""


def test_without_scripts_the_list_is_named(client):
    assert "<noscript>" in client.ask("maps.frame").text


def test_tiles_come_in_pieces(client):
    path = re.search(r'data-tiles="([^"]+)"', client.ask("maps.frame").text)
    assert path
    answer = client.ask(path.group(1), headers={"Range": "bytes=0-6"})
    assert (answer.status_code, answer.data) == (206, b"PMTiles")

"""Map documents: ours alone, the same for the same map, and never with words that run."""

import re

import pytest
from folium import Map

from directory.cartography.documents import Layer, draw
from directory.cartography.ground import tiles

HOSTILE = ("${alert(1)}", "<img src=x onerror=alert(1)>", "</script><img src=x>", "`+alert(1)+`")


def test_a_map_loads_nothing_by_itself() -> None:
    drawn = draw((34.0, 29.0, 39.0, 33.0), [Layer("answers", {"places": "/en/map/places.json"})])
    assert "http" not in drawn.script
    assert "<script" not in drawn.element
    assert "src" not in drawn.element


def test_folium_itself_is_left_as_it_is() -> None:
    before = list(Map.default_js), list(Map.default_css)
    draw(None, [])
    assert (list(Map.default_js), list(Map.default_css)) == before


def test_the_same_map_is_the_same_document() -> None:
    layers = [Layer("answers", {"places": "/x"})]
    assert draw((1.0, 2.0, 3.0, 4.0), layers) == draw((1.0, 2.0, 3.0, 4.0), layers)


@pytest.mark.parametrize("words", HOSTILE)
def test_what_is_told_to_a_layer_stays_a_plain_string(words: str) -> None:
    script = draw(None, [Layer("answers", {"failed": words})]).script
    outside = re.sub(r'"(?:[^"\\]|\\.)*"', "", script)
    assert "alert" not in outside
    assert "<" not in script.replace("=>", "")
    assert not re.search(r"`[^`]*\$\{", re.sub(r'"(?:[^"\\]|\\.)*"', "", script))


def test_the_tiles_are_there_and_named_by_their_content() -> None:
    assert re.fullmatch(r"maps/world-[0-9a-f]{12}\.pmtiles", tiles())

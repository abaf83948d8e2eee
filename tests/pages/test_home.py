from directory.vocabulary.terms import terms
from tests.pages_client import PageClient


def test_every_need_is_a_tile_with_its_picture(client: PageClient):
    page = client.get("pages.home")
    tiles = page.select(".tile a")
    links = [tile["href"] for tile in tiles]
    for need in terms("public_need"):
        expected = "/en/safe" if need.code == "safety" else f"/en/find?need={need.code}"
        assert expected in links
        assert page.find("symbol", id=f"i-{need.code}"), need.code
    assert all(tile.find("svg") for tile in tiles)


def test_what_and_where_are_two_boxes_of_a_form_that_keeps_nothing(client: PageClient):
    form = client.get("pages.home").find("form", role="search")
    assert form["action"] == "/en/find"
    assert "method" not in form.attrs
    assert [box["name"] for box in form.find_all("input")] == ["q", "near"]
    assert {box["autocomplete"] for box in form.find_all("input")} == {"off"}


def test_the_languages_are_named_in_themselves(client: PageClient):
    page = client.get("pages.home")
    english = page.select_one("nav.languages a[hreflang=en]")
    assert english.text == "English"
    assert english["lang"] == "en"
    assert english["aria-current"] == "true"


def test_the_first_thing_to_reach_is_the_way_to_the_main_part(client: PageClient):
    page = client.get("pages.home")
    assert page.body.find("a")["href"] == "#main"
    assert page.find("main", id="main")


def test_search_engines_are_told_of_each_language_by_whole_addresses(client: PageClient):
    page = client.get("pages.home")
    assert page.find("link", rel="canonical")["href"] == "http://127.0.0.1:8000/en/"
    for link in page.find_all("link", rel="alternate"):
        assert link["href"].startswith("http://127.0.0.1:8000/")

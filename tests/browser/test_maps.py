"""The map as a browser shows it, without any network (issue 3: points 1 to 3)."""

import pytest
from playwright.sync_api import expect

from directory.organisations.document import Point
from tests.browser.looking import map_in, overflow, three
from tests.making import ZAATARI, site

LANGUAGES = {"en": "ltr", "fr": "ltr", "es": "ltr", "ar": "rtl"}
WIDTHS = (1200, 320)
HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>${alert(3)}`'
RUNS = "getComputedStyle(document.querySelector('.leaflet-container')).direction"
COLOURS = """canvas => {
    const seen = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    return new Set(new Uint32Array(seen.buffer)).size;
}"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_map_in_every_language_and_width(reader, make, language, width):
    three(make)
    page = reader.open(f"/{language}/map?country=JO", width=width)
    frame = map_in(page)
    assert page.evaluate("document.documentElement.dir") == LANGUAGES[language]
    assert frame.evaluate(RUNS) == "ltr"
    assert (overflow(page), overflow(frame)) == (0, 0)
    assert len(frame.query_selector_all(".mark-pin")) == 1
    assert len(frame.query_selector_all(".mark-rough")) == 1
    assert len(frame.query_selector_all("path.rough-area")) == 1
    expect(frame.locator("footer")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_base_map_is_drawn_from_our_own_file(reader, make, language):
    three(make)
    frame = map_in(reader.open(f"/{language}/map"))
    frame.wait_for_selector("canvas.leaflet-tile-loaded")
    colours = frame.evaluate(f"[...document.querySelectorAll('canvas')].map({COLOURS})")
    assert max(colours) > 20, colours


def test_the_map_stands_in_the_list_when_it_is_asked_for(reader, make):
    three(make)
    page = reader.open("/en/find?country=JO", width=600)
    assert page.query_selector("iframe") is None
    page.click("[data-map]")
    assert len(map_in(page).query_selector_all(".mark")) == 2


def test_complete_by_keyboard(reader, make):
    three(make)
    frame = map_in(reader.open("/en/map?country=JO"))
    mark = frame.locator(".mark-pin")
    assert mark.get_attribute("role") == "button"
    assert "Pin" in (mark.get_attribute("aria-label") or "")
    mark.focus()
    mark.press("Enter")
    link = frame.locator(".leaflet-popup li a")
    expect(link).to_be_focused()
    expect(link).to_have_text("Pin")
    link.press("Escape")
    expect(frame.locator(".leaflet-popup")).to_have_count(0)
    expect(mark).to_be_focused()
    mark.press("Enter")
    link.press("Enter")
    expect(frame.page.locator("h1")).to_have_text("Pin")


def test_every_mark_can_be_reached_by_the_tab_key(reader, make):
    three(make)
    frame = map_in(reader.open("/en/map?country=JO"))
    page, reached = frame.page, set()
    frame.locator(".leaflet-container").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.add(frame.evaluate("document.activeElement.className"))
    assert any("mark-pin" in name for name in reached)
    assert any("mark-rough" in name for name in reached)


def test_many_at_one_place_are_counted_and_open_by_key(reader, make):
    for number in range(30):
        point = Point(lon=36.101 + number / 400, lat=32.0745)
        make.published(name=f"Number {number}", sites=(site(number, point=point),))
    make.published(name="Far", sites=(site("far", place=ZAATARI, precision="locality"),))
    frame = map_in(reader.open("/en/map?country=JO"))
    cluster = frame.locator(".mark-cluster").first
    counted = frame.evaluate("[...document.querySelectorAll('.mark')].map(m => +m.innerText || 1)")
    assert sum(counted) == 31
    before = frame.locator(".mark").count()
    cluster.focus()
    cluster.press("Enter")
    expect(frame.locator(".mark")).not_to_have_count(before)


def test_a_name_is_words_and_nothing_else(reader, make):
    make.published(name=HOSTILE, sites=(site(1),))
    frame = map_in(reader.open("/en/map"))
    frame.locator(".mark-pin").click()
    expect(frame.locator(".leaflet-popup li a")).to_have_text(HOSTILE)
    assert frame.query_selector(".leaflet-popup img, .leaflet-popup script") is None


def test_words_beside_a_mark_are_in_the_language_of_the_page(reader, make):
    three(make)
    frame = map_in(reader.open("/ar/map"))
    frame.locator(".mark-rough").click()
    box = frame.locator(".leaflet-popup .place")
    assert box.get_attribute("dir") == "rtl"
    expect(box.locator(".rough")).to_contain_text("المخيم")


def test_a_profile_shows_its_own_place_alone(reader, make):
    shown = make.published(name="One", sites=(site(1),))
    make.published(name="Two", sites=(site(2),))
    page = reader.open(f"/en/organisations/{shown.public_id}/one", width=320)
    page.click("[data-map]")
    frame = map_in(page)
    frame.locator(".mark").click()
    expect(frame.locator(".leaflet-popup li a")).to_have_text("One")
    assert overflow(page) == 0


def test_without_scripts_the_link_leads_to_the_list(reader, make):
    three(make)
    page = reader.open("/en/find?country=JO", width=320, scripts=False)
    page.click("[data-map]")
    assert overflow(page) == 0
    page.click("main a:has-text('list')")
    expect(page.locator("main")).to_contain_text("Pin")


def test_an_operators_file_needs_nobody(reader, make, runner, tmp_path):
    three(make)
    file = tmp_path / "map.html"
    written = runner.invoke(args=["directory", "map", str(file), "--find", "country=JO"])
    assert written.exit_code == 0, written.output
    page = reader.open(file.as_uri())
    page.wait_for_selector(".mark")
    page.wait_for_selector("canvas.leaflet-tile-loaded")
    assert page.locator(".mark").count() >= 1


def test_an_organisation_at_two_places_of_a_file_is_one(reader, make, runner, tmp_path):
    near = Point(lon=36.10124, lat=32.07457)
    make.published(name="Two places", sites=(site(1), site(2, point=near)))
    make.published(name="One place", sites=(site(3),))
    file = tmp_path / "map.html"
    assert runner.invoke(args=["directory", "map", str(file)]).exit_code == 0
    page = reader.open(file.as_uri())
    cluster = page.locator(".mark-cluster, .mark-pin").first
    expect(cluster).to_have_text("2")
    assert "2" in (cluster.get_attribute("aria-label") or "")


def test_what_is_in_view_is_said(reader, make):
    three(make)
    frame = map_in(reader.open("/en/map?country=JO"))
    expect(frame.locator("#map-said")).to_have_text("In view: 2 organisations at 2 places")


@pytest.mark.parametrize("middle", [-179.5, 179.5, 181.0, -541.0])
def test_over_the_date_line_nothing_is_lost(reader, make, middle):
    make.published(name="Suva", sites=(site(1, country="FJ"),))
    frame = map_in(reader.open("/en/map?country=FJ"))
    frame.evaluate(f"map_main.setView([-17.8, {middle}], 6, {{animate: false}})")
    expect(frame.locator(".mark")).to_be_in_viewport()

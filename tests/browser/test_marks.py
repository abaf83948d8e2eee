"""Marks on the map: by keyboard, on small screens, and never one over another."""

import pytest
from babel.support import Translations
from playwright.sync_api import Frame, expect

from directory.organisations.document import Point
from directory.vocabulary.labels import label
from tests.browser.looking import map_in, overflow, three
from tests.making import ZAATARI, service, site

FOCUSED = "document.activeElement.className"
LYING_ON_EACH_OTHER = """() => {
    const discs = [...document.querySelectorAll('.mark')].map(mark => {
        const box = mark.getBoundingClientRect();
        const isCount = mark.classList.contains('mark-cluster');
        const radius = box.width / 2;
        return {x: box.x + radius, y: box.y + radius, radius, isCount};
    });
    const pairs = discs.flatMap((one, at) => discs.slice(at + 1).map(other => [one, other]));
    return pairs.filter(([one, other]) => (one.isCount || other.isCount)
        && Math.hypot(one.x - other.x, one.y - other.y) < one.radius + other.radius - 0.5).length;
}"""
IS_INSIDE = """() => {
    const map = document.querySelector('.leaflet-container').getBoundingClientRect();
    const popup = document.querySelector('.leaflet-popup');
    const box = popup.getBoundingClientRect();
    const words = popup.querySelector('.leaflet-popup-content-wrapper').getBoundingClientRect();
    const corners = [[words.left, words.top], [words.right, words.top],
        [words.left, words.bottom], [words.right, words.bottom]].map(([x, y]) => [
            x + (x === words.left ? 14 : -14), y + (y === words.top ? 14 : -14)]);
    return box.left >= map.left && box.right <= map.right && box.top >= map.top
        && box.bottom <= map.bottom
        && corners.every(([x, y]) => popup.contains(document.elementFromPoint(x, y)));
}"""
UNDER_BUTTONS = """() => [...document.querySelectorAll('.mark')].filter(mark => {
    const box = mark.getBoundingClientRect();
    return [...document.querySelectorAll('.leaflet-control')].some(control => {
        const other = control.getBoundingClientRect();
        return box.left < other.right && box.right > other.left
            && box.top < other.bottom && box.bottom > other.top;
    });
}).length"""
AREA_IN_MAP = """() => {
    const map = document.querySelector('.leaflet-container').getBoundingClientRect();
    const area = document.querySelector('path.rough-area').getBoundingClientRect();
    return area.width > 0 && area.left >= map.left && area.right <= map.right
        && area.top >= map.top && area.bottom <= map.bottom;
}"""


def a_row_of(make, count: int) -> None:
    for number in range(count):
        point = Point(lon=36.101 + number / 400, lat=32.0745)
        make.published(name=f"Number {number}", sites=(site(number, point=point),))


def quiet(frame: Frame) -> None:
    """Wait until the map has come to rest and nothing more is asked."""
    frame.page.wait_for_load_state("networkidle")
    frame.wait_for_timeout(600)


@pytest.mark.parametrize(("language", "key"), [("en", "Enter"), ("ar", "Enter"), ("ar", "Space")])
def test_the_focus_goes_on_from_a_count_that_was_pressed(reader, make, language, key):
    a_row_of(make, 30)
    make.published(name="Far", sites=(site("far", place=ZAATARI, precision="locality"),))
    frame = map_in(reader.open(f"/{language}/map"))
    quiet(frame)
    frame.locator(".mark-cluster").first.focus()
    zoom = frame.evaluate("map_main.getZoom()")
    frame.page.keyboard.press(key)
    quiet(frame)
    assert frame.evaluate("map_main.getZoom()") > zoom
    assert "mark" in frame.evaluate(FOCUSED).split()


def test_the_focus_is_on_the_map_where_nothing_is_left(reader, make):
    a_row_of(make, 1)
    frame = map_in(reader.open("/en/map"))
    quiet(frame)
    frame.locator(".mark").focus()
    frame.evaluate("map_main.setView([-40, -120], 6, {animate: false})")
    expect(frame.locator(".mark")).to_have_count(0)
    assert "leaflet-container" in frame.evaluate(FOCUSED)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_buttons_speak_the_language_of_the_page(reader, make, app, language):
    three(make)
    frame = map_in(reader.open(f"/{language}/map?country=JO"))
    quiet(frame)
    frame.locator(".mark-pin").click()
    catalogue = Translations.load(app.root_path + "/translations", [language])
    for look, words in (("control-zoom-in", "Zoom in"), ("popup-close-button", "Close")):
        button = frame.locator(f".leaflet-{look}")
        expect(button).to_have_attribute("aria-label", catalogue.gettext(words))
    assert language == "en" or catalogue.gettext("Zoom in") != "Zoom in"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_escape_leads_from_the_words_back_to_their_mark(reader, make, language):
    three(make)
    frame = map_in(reader.open(f"/{language}/map?country=JO"))
    quiet(frame)
    mark = frame.locator(".mark-pin")
    mark.click()
    expect(frame.locator(".leaflet-popup")).to_be_visible()
    frame.page.keyboard.press("Escape")
    expect(frame.locator(".leaflet-popup")).to_have_count(0)
    expect(mark).to_be_focused()


def test_words_stay_open_when_the_map_moves_on(reader, make):
    three(make)
    frame = map_in(reader.open("/en/map?country=JO"))
    quiet(frame)
    frame.locator(".mark-pin").press("Enter")
    expect(frame.locator(".leaflet-popup li a")).to_be_focused()
    frame.evaluate("map_main.panBy([180, 60], {animate: false})")
    quiet(frame)
    expect(frame.locator(".leaflet-popup li a")).to_be_focused()


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_a_phone_words_lie_wholly_in_the_map_and_over_the_buttons(reader, make, language, width):
    for number in range(22):
        make.published(name=f"A cooperative with a long name {number}", sites=(site(number),))
    make.published(name="East", sites=(site("e", point=Point(lon=38.2, lat=32.5)),))
    make.published(name="South", sites=(site("s", point=Point(lon=35.01, lat=29.55)),))
    frame = map_in(reader.open(f"/{language}/map?country=JO", width=width, height=640))
    quiet(frame)
    assert frame.evaluate(UNDER_BUTTONS) == 0
    marks = frame.locator(".mark-pin")
    assert marks.count() == 3
    for number in range(3):
        marks.nth(number).press("Enter")
        expect(frame.locator(".leaflet-popup")).to_have_count(1)
        quiet(frame)
        assert frame.evaluate(IS_INSIDE), number
        frame.page.keyboard.press("Escape")
    assert overflow(frame) == 0


@pytest.mark.parametrize("width", [320, 1200])
def test_what_stands_under_the_map_is_never_cut_off(reader, make, width):
    three(make)
    frame = map_in(reader.open("/fr/map", width=width, height=640))
    assert frame.evaluate(
        "[...document.querySelectorAll('footer, footer p')]"
        ".every(part => part.scrollHeight <= part.clientHeight)"
    )
    last = frame.locator("footer p").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport(ratio=0.9)


@pytest.mark.parametrize("precision", ["neighbourhood", "locality", "admin2", "admin1"])
def test_an_area_lies_wholly_in_the_first_view(reader, make, precision):
    make.published(sites=(site(place=ZAATARI, precision=precision),))
    frame = map_in(reader.open("/en/map", width=320, height=640))
    quiet(frame)
    assert frame.evaluate(AREA_IN_MAP)


def test_an_area_around_all_of_the_view_has_no_colour(reader, make):
    make.published(sites=(site(place=ZAATARI, precision="admin1"),))
    frame = map_in(reader.open("/en/map", width=320, height=640))
    quiet(frame)
    assert frame.locator(".rough-area.is-beyond").count() == 0
    frame.evaluate("""map_main.eachLayer(layer => {
        const place = layer.options.place;
        if (place) map_main.setView([place.lat, place.lon], 12, {animate: false});
    })""")
    expect(frame.locator(".rough-area.is-beyond")).to_have_count(1)


@pytest.mark.parametrize("width", [320, 1200])
def test_no_count_lies_on_another_mark(reader, make, width):
    for number in range(40):
        # on both sides of the lines between cells (of 2.8 degrees at zoom 5), inside of Brazil
        lon = -56.25 + 2.8125 * (number // 2 % 5) + (0.3 if number % 2 else -0.3)
        lat = -16 + 2.8 * (number // 10)
        for part in range(2):
            point = Point(lon=lon + part / 1000, lat=lat)
            there = site(f"{number}/{part}", country="BR", point=point)
            make.published(name=f"{number} {part}", sites=(there,))
    frame = map_in(reader.open("/en/map", width=width))
    for zoom in (4, 5, 6):
        frame.evaluate(f"map_main.setZoom({zoom}, {{animate: false}})")
        quiet(frame)
        assert frame.locator(".mark-cluster").count() > 3
        assert frame.evaluate(LYING_ON_EACH_OTHER) == 0, zoom


def a_school(make) -> None:
    there = site(1)
    make.published(sites=(there,), services=(service(sites=(there.id,)),))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_words_at_a_mark_say_what_it_is_for(reader, make, language):
    a_school(make)
    frame = map_in(reader.open(f"/{language}/map"))
    quiet(frame)
    frame.locator(".mark-pin").press("Enter")
    need = frame.locator(".leaflet-popup .need")
    expect(need).to_have_text(label("public_need", "learn", language))
    assert frame.locator(need.locator("svg use").get_attribute("href") or "").count() == 1
    assert need.locator("svg").bounding_box()["width"] > 10


def test_close_up_a_single_mark_shows_its_need(reader, make):
    a_school(make)
    frame = map_in(reader.open("/en/map"))
    quiet(frame)
    picture = frame.locator(".mark-pin .icon")
    expect(picture).to_be_hidden()
    frame.evaluate("map_main.setView([32.0745, 36.10123], 12, {animate: false})")
    expect(picture).to_be_visible()

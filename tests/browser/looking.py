"""What tests of maps look at: the frame of a map, and a few organisations to be on it."""

from playwright.sync_api import Frame, Page

from directory.organisations.document import Consent
from tests.making import ZAATARI, service, site


def map_in(page: Page) -> Frame:
    """Return the frame of the map once what was found is drawn in it."""
    page.locator("iframe.map").scroll_into_view_if_needed()
    handle = page.wait_for_selector("iframe.map")
    frame = handle.content_frame() if handle else None
    assert frame is not None
    frame.wait_for_selector(".mark")
    return frame


def overflow(page: Page | Frame) -> int:
    """Return by how many pixels the page is wider than the screen."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def three(make):
    """Publish three organisations: a pin, an area, and one without any place."""
    make.published(name="Pin", sites=(site(1),), services=(service(),))
    make.published(name="Area", sites=(site(2, place=ZAATARI, precision="locality"),))
    make.published(name="Nowhere", consent=Consent(level="organisation_only"))

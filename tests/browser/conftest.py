"""A real browser without any network: every request is answered by the application or noted.

The answers come from the test's own transaction, in its own thread, so a browser test is written
like any other: `make` something, `browse` to it.
"""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

from setup.system import BROWSERS
from tests.pages_client import PageClient

ORIGIN = "http://localhost"
NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND"
OWN = (ORIGIN + "/", "data:", "blob:", "file:", "about:")
NOT_SENT_ON = {"host", "accept-encoding", "connection"}


class Reader:
    """A reader with a browser: `reader.open("/ar/map", width=320)` returns Playwright's page."""

    def __init__(self, browser: Browser, client: PageClient) -> None:
        self.browser, self.client = browser, client
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self.pages: list[Page] = []

    def open(
        self, address: str, *, width: int = 1200, height: int = 800, scripts: bool = True
    ) -> Page:
        """Return the page at a path of the site, or at a `file:` of this machine."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=scripts
        )
        page = context.new_page()
        self.pages.append(page)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog {dialog.message}"))
        context.route("**/*", self._answer)
        page.goto(address if address.startswith("file:") else ORIGIN + address)
        return page

    def close(self) -> None:
        """Close the pages; asserts that nobody else was asked and that no browser complained."""
        for page in self.pages:
            page.context.close()
        assert self.foreign == []
        assert self.complaints == []

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _answer(self, route: Route) -> None:
        asked = route.request
        if not asked.url.startswith(OWN):
            self.foreign.append(asked.url)
            route.abort()
            return
        if not asked.url.startswith(ORIGIN):
            route.continue_()
            return
        headers = {k: v for k, v in asked.headers.items() if k not in NOT_SENT_ON}
        answer = self.client.ask(
            asked.url.removeprefix(ORIGIN), method=asked.method, headers=headers
        )
        route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=answer.data)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process; skips where the machine has none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", NO_NETWORK]
        )
        yield browser
        browser.close()


@pytest.fixture
def reader(browser: Browser, client: PageClient) -> Iterator[Reader]:
    """A reader, of whom nothing may be told to anybody."""
    reader = Reader(browser, client)
    yield reader
    reader.close()

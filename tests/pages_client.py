"""A reader's browser for tests: every page it is given must be a good page.

`client.get("search.find", need="food")` asks an endpoint, `client.get("/en/find?need=food")` a
path; both return the parsed page. `client.ask(…)` returns the bare answer instead.
"""

import re
from collections.abc import Iterable
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from directory.i18n.locales import languages
from directory.web.assets import Assets

LABELLED = ("input", "select", "textarea")
NEED_NO_LABEL = {"hidden", "submit", "button"}
LOADING = {"script": "src", "link": "href", "img": "src", "iframe": "src", "form": "action"}
LOADED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
LEFT_OVER = re.compile(r"%\(\w+\)|\{\w+\}|\bUndefined\b|\bNone\b|\{\{|\{%|\bLazyString\b")
PLAIN_PROBLEM = "application/problem+json"


class PageClient:
    """Asks for pages and asserts, on each, what must hold for all."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def ask(
        self, what: str, *, method: str = "GET", headers: Any = None, **values: Any
    ) -> TestResponse:
        """Return the bare answer; what must hold for every answer is asserted."""
        path = self._path(what, values)
        with self.app.app_context():  # each request has a `g` of its own, as on the real server
            response = self._client().open(path, method=method, headers=headers, buffered=True)
        check_answer(response)
        return response

    def get(
        self,
        what: str,
        *,
        status: int = 200,
        title: str | None = None,
        headers: Any = None,
        **values: Any,
    ) -> BeautifulSoup:
        """Return the parsed page; `title` where it must not begin with the heading."""
        path = self._path(what, values)
        response = self.ask(path, headers=headers)
        assert response.status_code == status, (
            f"{path}: {response.status_code}\n{response.text[:2000]}"
        )
        assert response.mimetype == "text/html", f"{path}: {response.mimetype}"
        assets: Assets = self.app.extensions["assets"]
        return check_page(response.text, path, assets, title=title)

    def problem(
        self, what: str, *, status: int, headers: Any = None, **values: Any
    ) -> dict[str, Any]:
        """Return the error as machines see it (RFC 9457)."""
        response = self.ask(what, headers=headers, **values)
        assert response.status_code == status
        assert response.mimetype == PLAIN_PROBLEM
        found: dict[str, Any] = response.get_json()
        assert found["status"] == status
        assert found["title"]
        assert found["code"]
        return found

    def _client(self) -> FlaskClient:
        return self.app.test_client(use_cookies=False)

    def _path(self, what: str, values: dict[str, Any]) -> str:
        if what.startswith("/"):
            return what
        with self.app.test_request_context("/en/"):
            from flask import url_for

            return url_for(what, **values)


def check_answer(response: TestResponse) -> None:
    """Assert what holds for every answer there is: no cookie, and the headers that protect."""
    headers = response.headers
    assert "Set-Cookie" not in headers
    assert "cookie" not in headers.get("Vary", "").lower()
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"]


def check_page(html: str, path: str, assets: Assets, *, title: str | None = None) -> BeautifulSoup:
    """Assert what holds for every page, and return it parsed."""
    html5lib.HTMLParser(strict=True).parse(html)
    page = BeautifulSoup(html, "html5lib")
    _check_language(page, path)
    _check_headings(page, title)
    _check_ids(page)
    _check_labels(page)
    _check_styles_and_scripts(page, assets)
    _check_nothing_foreign_is_loaded(page)
    _check_icons(page)
    _check_nothing_is_left_over(page)
    _check_forms(page)
    return page


def _check_language(page: BeautifulSoup, path: str) -> None:
    root = _only(page.find_all("html"))
    tag = root["lang"]
    assert tag in languages()
    assert root["dir"] == languages()[str(tag)].direction
    asked = path.split("/")[1].split("?")[0]
    assert asked not in languages() or asked == tag, f"{path} came in {tag}"
    for element in page.find_all("bdi"):
        assert element.get("dir") in {None, "ltr", "rtl", "auto"}
    for element in page.find_all(lang=True):
        is_link_to_it = element.name == "a" and element.get("hreflang") == element["lang"]
        assert element.has_attr("dir") or is_link_to_it, f"{element} says no direction"


def _check_headings(page: BeautifulSoup, title: str | None) -> None:
    heading = _words(_only(page.find_all("h1")))
    assert heading
    shown = _words(_only(page.find_all("title")))
    expected = heading if title is None else title
    assert shown.startswith(expected), f"title {shown!r} does not begin with {expected!r}"
    levels = [int(found.name[1]) for found in page.find_all(re.compile("^h[1-6]$"))]
    for before, after in zip(levels, levels[1:], strict=False):
        assert after <= before + 1, f"a heading of level {after} follows one of level {before}"


def _check_ids(page: BeautifulSoup) -> None:
    ids = [found["id"] for found in page.find_all(id=True)]
    assert len(ids) == len(set(ids)), (
        f"ids stand twice: {sorted(i for i in ids if ids.count(i) > 1)}"
    )
    for link in page.find_all("a", href=re.compile("^#.")):
        assert link["href"][1:] in ids, f"{link['href']} leads nowhere on the page"


def _check_labels(page: BeautifulSoup) -> None:
    labelled = {label.get("for") for label in page.find_all("label")}
    for control in page.find_all(LABELLED):
        if control.get("type") in NEED_NO_LABEL:
            continue
        has_label = control.get("id") in labelled or control.find_parent("label") is not None
        assert has_label or control.get("aria-label"), f"{control} has no label"
    for control in page.find_all(["a", "button", "summary"]):
        assert _words(control) or control.get("aria-label"), f"{control} has no words"


def _check_styles_and_scripts(page: BeautifulSoup, assets: Assets) -> None:
    assert [str(style.string or "") for style in page.find_all("style")] == [str(assets.sheet)]
    for script in page.find_all("script"):
        if script.get("type") == "application/json":
            continue
        assert script.get("src"), "a script stands inside the page"
        assert script.has_attr("defer") or script.get("type") == "module"
    for element in page.find_all(True):
        assert not element.has_attr("style"), f"{element.name} has a style attribute"
        assert not [name for name in element.attrs if name.startswith("on")], element.name
    for link in page.find_all("a", href=True):
        assert urlsplit(link["href"].strip()).scheme.lower() not in {
            "javascript",
            "data",
            "vbscript",
        }


def _check_nothing_foreign_is_loaded(page: BeautifulSoup) -> None:
    for name, attribute in LOADING.items():
        for element in page.find_all(name):
            if name == "link" and not LOADED_LINKS & set(element.get("rel") or []):
                continue
            address = element.get(attribute, "")
            is_ours = address.startswith("/") and not address.startswith("//")
            assert is_ours or address.startswith("data:"), f"{name} loads {address}"


def _check_icons(page: BeautifulSoup) -> None:
    kept = {symbol["id"] for symbol in page.find_all("symbol")}
    used = {str(use["href"]).removeprefix("#") for use in page.find_all("use")}
    assert used == kept, f"icons used and sent differ: {used ^ kept}"


def _check_nothing_is_left_over(page: BeautifulSoup) -> None:
    for words in _texts(page):
        assert not LEFT_OVER.search(words), f"{words!r} was not filled or not translated"


def _check_forms(page: BeautifulSoup) -> None:
    for form in page.find_all("form"):
        if form.get("method", "get").lower() == "post":
            assert form.find("input", attrs={"name": "token"}), "a form that changes has no token"


def user_text(page: BeautifulSoup, words: str) -> Tag:
    """Return what isolates a person's own words and says their language."""
    found = page.find(string=lambda text: bool(text) and words in text, recursive=True)
    assert found is not None, f"{words!r} is not on the page"
    holder = found.find_parent(
        lambda tag: tag.name == "bdi" or (tag.has_attr("lang") and tag.has_attr("dir"))
    )
    assert holder is not None, f"{words!r} is not isolated"
    assert holder.name != "html", f"{words!r} is not isolated"
    return holder


def _texts(page: BeautifulSoup) -> Iterable[str]:
    for found in page.find_all(string=True):
        if found.parent is None or found.parent.name in {"style", "script", "title"}:
            continue
        # a person may have written anything; their words are isolated
        if found.find_parent("bdi") is None and found.find_parent("p", dir=True) is None:
            yield str(found)
    for element in page.find_all(lambda tag: tag.find("bdi") is None):
        yield from (
            str(element[name]) for name in ("aria-label", "alt", "title") if name in element.attrs
        )


def _words(element: Tag) -> str:
    return " ".join(unescape(element.get_text(" ", strip=False)).split())


def _only(found: Iterable[Any]) -> Any:
    elements = list(found)
    assert len(elements) == 1, f"{len(elements)} where there must be one: {elements}"
    return elements[0]

"""Public pages are the same for everyone: no session, no cookie, no person, few questions."""

from collections.abc import Iterator
from typing import Any, NoReturn

import pytest
from flask import Flask
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import event

from directory.access.guards import PUBLIC, guard_of
from directory.extensions import db as database
from directory.i18n.locales import languages
from tests.making import Make, contact, service, site, uid
from tests.pages_client import PageClient

MOST_QUESTIONS = {
    "search.find": 10,
    "organisations.profile": 2,
    "pages.safe": 1,
    "maps.result": 3,
    "maps.frame": 3,
    "maps.script": 3,
    "maps.places": 4,
}
"""Statements a page may send to the database; pages that are not here send none."""


FRAMES = {"maps.frame"}
"""Documents inside a page, with a look of their own (tests/maps/test_frame.py)."""


class Untouchable(dict[str, Any], SessionMixin):
    """A session that nobody may look into."""

    def _touched(self, *_args: object, **_named: object) -> NoReturn:
        raise AssertionError("a public page touched the session")

    __getitem__ = __setitem__ = __contains__ = get = setdefault = pop = update = _touched  # type: ignore[assignment]


class UntouchableSessions(SessionInterface):
    """Gives every request a session that must not be touched."""

    def open_session(self, _app: Flask, _request: Any) -> Untouchable:
        return Untouchable()

    def save_session(self, _app: Flask, _session: SessionMixin, _response: Any) -> None:
        return None


@pytest.fixture
def untouchable(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "session_interface", UntouchableSessions())
    monkeypatch.setitem(app.config, "SECRET_KEY", "secret")
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", True)


@pytest.fixture
def organisation(make: Make) -> Any:
    return make.published(
        sites=(site(),),
        services=(service(sites=(uid("site/site"),), languages=("ar",)),),
        contacts=(contact(),),
    )


@pytest.fixture
def statements(app: Flask, db: object) -> Iterator[list[str]]:
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: object) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            found.append(statement)

    connection = database.engines[None]
    event.listen(connection, "before_cursor_execute", note)
    yield found
    event.remove(connection, "before_cursor_execute", note)


def public_pages(app: Flask, organisation: Any) -> Iterator[tuple[str, dict[str, str]]]:
    for rule in app.url_map.iter_rules():
        is_public = guard_of(app.view_functions[rule.endpoint]) == PUBLIC
        if not is_public or "GET" not in (rule.methods or ()):
            continue
        known = {"public_id": organisation.public_id, "words": "the-bread-cooperative"}
        known |= {"zoom": "0", "x": "0", "y": "0"}
        values = {name: known[name] for name in rule.arguments if name in known}
        for tag in languages() if "lang" in rule.arguments else (None,):
            yield rule.endpoint, values | ({"lang": tag} if tag else {})


def test_no_public_page_touches_a_session_or_sets_a_cookie(
    app: Flask, client: PageClient, untouchable: None, organisation: Any
):
    asked = list(public_pages(app, organisation))
    assert len({endpoint for endpoint, _values in asked}) >= 10
    for endpoint, values in asked:
        response = client.ask(endpoint, **values)
        assert response.status_code < 400, endpoint
        is_page = response.mimetype == "text/html" and endpoint not in FRAMES
        if is_page and response.status_code == 200:
            client.get(endpoint, **values)


def test_the_guard_would_notice(untouchable: None, app: Flask):
    with app.test_request_context("/en/"):
        from flask import session

        with pytest.raises(AssertionError, match="touched"):
            session["a"] = 1


def test_pages_ask_the_database_little(
    app: Flask, client: PageClient, organisation: Any, statements: list[str]
):
    client.ask("search.find", lang="en")  # the process has read the index once
    for endpoint, values in public_pages(app, organisation):
        statements.clear()
        response = client.ask(endpoint, **values)
        if response.mimetype == "text/html" and response.status_code == 200:
            asked = len(statements)
            assert asked <= MOST_QUESTIONS.get(endpoint, 0), f"{endpoint}: {asked}\n" + "\n".join(
                statements
            )


def test_nobody_who_signed_in_gets_another_page(app: Flask, client: PageClient):
    plain = client.ask("pages.about").data
    signed_in = client.ask("pages.about", headers={"Cookie": "session=x; __Secure-desk=y"}).data
    assert plain == signed_in

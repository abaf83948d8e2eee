"""Every failure as one page in the reader's language, or as one shape for machines (RFC 9457).

Nothing internal is ever shown, and the log holds neither what was asked nor what was found: an
error's own text may carry a search word or a place.
"""

import traceback
from dataclasses import dataclass
from urllib.parse import quote

from flask import (
    Flask,
    Response,
    current_app,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
)
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException

from directory.errors import DirectoryError
from directory.i18n.babel import answer_in, language_in
from directory.i18n.locales import languages
from directory.web.headers import NO_STORE, PUBLIC_CACHING, compressed
from directory.web.language import preferred_tag

PROBLEM = "application/problem+json"
KEPT_HEADERS = ("Allow", "Retry-After")
FOR_MACHINES = ("static", "tiles", "ogc", "hsds", "data", "health", "robots.txt", "sitemap")
DATA = ".json"
"""How addresses end that scripts ask, not people."""
SECONDS_TO_WAIT = "30"
LAST_RESORT = """<!doctype html><html lang="en" dir="ltr"><title>Sorry</title>
<h1>Sorry, something went wrong.</h1><p>Please try again in a moment.</p></html>"""


@dataclass(frozen=True)
class Explanation:
    """What a status means to the reader, and what to do now."""

    code: str
    title: LazyString
    advice: LazyString


EXPLANATIONS = {
    400: Explanation(
        "bad-request", _("We could not read this request."), _("Please go back and try again.")
    ),
    403: Explanation("forbidden", _("You may not do this."), _("Please ask somebody who may.")),
    404: Explanation(
        "not-found",
        _("We could not find this page."),
        _("The address may be mistyped, or the page may have moved. You can search instead."),
    ),
    405: Explanation(
        "method-not-allowed", _("This page cannot do that."), _("Please go back and try again.")
    ),
    410: Explanation(
        "gone",
        _("This listing was taken down."),
        _("It may have closed, or may not want to be listed. You can search for others."),
    ),
    413: Explanation(
        "too-large", _("This is too much at once."), _("Please send less and try again.")
    ),
    414: Explanation(
        "address-too-long", _("This address is too long."), _("Please search with fewer words.")
    ),
    422: Explanation(
        "invalid",
        _("Something in what you gave is not right."),
        _("Please check it and try again."),
    ),
    429: Explanation("too-many", _("Too many requests."), _("Please wait a minute and try again.")),
    500: Explanation(
        "internal-error",
        _("Sorry, something went wrong."),
        _("It is our fault, not yours. Please try again in a moment."),
    ),
    503: Explanation(
        "unavailable",
        _("Sorry, we cannot answer right now."),
        _("Please try again in a few minutes."),
    ),
}


def init_app(app: Flask) -> None:
    """Answer every failure here and nowhere else."""
    app.register_error_handler(DirectoryError, _directory_error)
    app.register_error_handler(HTTPException, _http_error)
    for unavailable in (OperationalError, InterfaceError, PoolTimeoutError):
        app.register_error_handler(unavailable, _database_away)
    app.register_error_handler(Exception, _failure)


def _directory_error(error: DirectoryError) -> Response:
    return _answer(error.status, error.code, str(error.message))


def _http_error(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    meant = _meant() if error is request.routing_exception else None
    if meant is not None:
        return make_response(redirect(meant, 301))
    response = _answer(error.code or 500)
    own = error.get_response().headers
    response.headers.extend({name: own[name] for name in KEPT_HEADERS if name in own})
    return response


def _meant() -> str | None:
    """Return the address that differs only by a slash at the end or capitals in the language."""
    first, *rest = request.path.strip("/").split("/")
    tag = {tag.lower(): tag for tag in languages()}.get(first.lower())
    path = "/".join(["", tag or first, *(rest or [""] * bool(tag))])
    if path == request.path or not _is_known(path):
        return None
    question = request.query_string.decode("ascii", "replace")
    return quote(path) + (f"?{question}" if question else "")


def _is_known(path: str) -> bool:
    routes = current_app.create_url_adapter(request)
    try:
        return routes is not None and bool(routes.match(path))
    except HTTPException:
        return False


def _database_away(error: Exception) -> Response:
    _log(error)
    response = _answer(503)
    response.headers["Retry-After"] = SECONDS_TO_WAIT
    return response


def _failure(error: Exception) -> Response:
    propagate = current_app.config["PROPAGATE_EXCEPTIONS"]
    if propagate or (propagate is None and (current_app.testing or current_app.debug)):
        raise error
    _log(error)
    return _answer(500)


def _answer(status: int, code: str | None = None, title: str | None = None) -> Response:
    explanation = EXPLANATIONS.get(status, EXPLANATIONS[500 if status >= 500 else 400])
    is_ours = language_in(request.path) is not None
    if request.path.endswith(DATA) or (not is_ours and not _is_for_people()):
        return _problem(status, code or explanation.code, title or str(explanation.title))
    if not is_ours:
        answer_in(preferred_tag())
    response = compressed(make_response(_page(explanation, title)), status)
    response.headers["Cache-Control"] = (
        PUBLIC_CACHING if is_ours and status in (404, 410) else NO_STORE
    )
    if not is_ours:
        response.vary.update(["Accept", "Accept-Language"])
    return response


def _page(explanation: Explanation, title: str | None) -> str:
    g.pop("icons_used", None)  # those of the page that failed are not on this one
    try:
        return render_template(
            "errors/page.html",
            title=title or explanation.title,
            advice=explanation.advice,
            code=explanation.code,
        )
    except Exception as error:  # the page that says sorry must not fail as well
        _log(error)
        return LAST_RESORT


def _problem(status: int, code: str, title: str) -> Response:
    response = jsonify(type="about:blank", title=title, status=status, code=code)
    response.status_code = status
    response.content_type = PROBLEM
    response.headers["Cache-Control"] = NO_STORE
    return response


def _is_for_people() -> bool:
    """A person who mistyped an address sees a page; a program that asks for JSON sees that."""
    first = [*request.path.split("/"), ""][1]
    wanted = request.accept_mimetypes.best_match(["text/html", "application/json", PROBLEM])
    return not first.startswith(FOR_MACHINES) and wanted in {"text/html", None}


def _log(error: Exception) -> None:
    where = request.url_rule.rule if request.url_rule else "an unknown address"
    lines = "".join(traceback.format_tb(error.__traceback__))
    current_app.logger.error("%s at %s\n%s", type(error).__name__, where, lines)

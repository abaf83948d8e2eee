"""What goes with every answer: how long it keeps, what it may load, and fewer bytes."""

from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request
from flask_compress import Compress
from werkzeug.routing import RequestRedirect

from directory.web.assets import assets

PUBLIC_CACHING = "public, max-age=0, s-maxage=1, must-revalidate"
"""A shared cache asks once a second, so what was withdrawn is gone within one."""
NO_STORE = "no-store"
GROUP = "for"
"""Argument in which a reader says whom they belong to."""
KEPT_STATUSES = frozenset({200, 301, 304, 404, 410})

POLICY = (
    "default-src 'none'; style-src '{sheet}'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)
ALWAYS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ONE_YEAR = "max-age=31536000"


def init_app(app: Flask) -> None:
    """Give every answer its headers, and compress what is worth it."""
    app.config.setdefault("COMPRESS_ALGORITHM", ["br", "zstd", "gzip"])
    app.config.setdefault("COMPRESS_ALGORITHM_STREAMING", ["br", "zstd", "gzip"])
    # level 11 would send 545 bytes less and answer a sixteenth as often
    app.config.setdefault("COMPRESS_BR_LEVEL", 4)
    app.extensions["compress"] = Compress(app)
    app.after_request(_complete)


def compressed(response: Response, status: int) -> Response:
    """Return a page of an error in few bytes too, which Flask-Compress leaves as they are."""
    compress: Compress = current_app.extensions["compress"]
    response = compress.after_request(response)
    response.status_code = status
    return response


def _complete(response: Response) -> Response:
    if isinstance(request.routing_exception, RequestRedirect):
        # made of the header Host, which anybody may fill as they like
        leads = urlsplit(response.headers["Location"])._replace(scheme="", netloc="").geturl()
        response.headers["Location"] = "/" + leads.lstrip("/")
        response.set_data("")
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    policy = POLICY.format(sheet=assets().sheet_hash)
    response.headers.setdefault("Content-Security-Policy", policy)
    response.headers.setdefault("Cache-Control", _caching(response.status_code))
    if current_app.config["PUBLIC_URL"].startswith("https://"):
        response.headers.setdefault("Strict-Transport-Security", ONE_YEAR)
    return response


def _caching(status: int) -> str:
    """Only what a view behind the guard *public* says may be kept; the rest is for one person.

    So is what says to which group its reader belongs (docs/protection.md, 4).
    """
    view = current_app.view_functions.get(request.endpoint or "")
    is_public = getattr(view, "guard", None) == "public"
    is_kept = is_public and status in KEPT_STATUSES and GROUP not in request.args
    return PUBLIC_CACHING if is_kept else NO_STORE

"""The floor of every answer: a Flask view that does nothing, under the same server."""

from flask import Flask


def empty_app() -> Flask:
    """Return an application that answers every question with two letters."""
    app = Flask(__name__)
    app.add_url_rule("/", "empty", lambda: "ok")
    app.add_url_rule("/health", "health", lambda: "ok")
    return app

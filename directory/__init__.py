"""The Solidarity Directory: assembly of the application."""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from directory import cli, config, views
from directory.database import engine
from directory.extensions import db, migrate
from directory.i18n import babel
from directory.search.index import current as search_index
from directory.web import assets, errors, headers, kept, templates


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """Return the application; `settings` overrules what the environment says."""
    app = Flask(__name__, template_folder="../templates", static_folder=None)
    app.config.update(config.read_settings(), **(settings or {}))
    engine.configure(app)
    db.init_app(app)
    engine.init_app(app, db)
    migrate.init_app(app, db, directory=str(config.ROOT / "migrations"))
    babel.init_app(app)
    assets.init_app(app)
    search_index.init_app(app)
    templates.init_app(app)
    headers.init_app(app)
    kept.init_app(app)
    errors.init_app(app)
    views.init_app(app)
    cli.init_app(app)
    return app

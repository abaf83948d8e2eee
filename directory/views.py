"""Every address there is, domain by domain."""

from flask import Flask

from directory.maps.views import bp as maps
from directory.organisations.views import bp as organisations
from directory.pages import wording
from directory.pages.views import bp as pages
from directory.search.views import bp as search

BLUEPRINTS = (pages, search, maps, organisations)


def init_app(app: Flask) -> None:
    """Open all doors, and teach the templates the words of the vocabulary."""
    wording.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)

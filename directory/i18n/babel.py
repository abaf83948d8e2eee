"""Flask-Babel with one rule: the language is the one in the address, and nothing else decides."""

from functools import cache
from typing import Any

from babel.support import NullTranslations, Translations
from flask import Flask, g, has_request_context, request
from flask_babel import Domain, refresh

from directory.extensions import babel
from directory.i18n.locales import SOURCE, TRANSLATIONS, cldr, languages

PRIVATE_ZONE = "desk"


def init_app(app: Flask) -> None:
    """Let every text be in the language of the address; English where there is no address."""
    babel.init_app(app, default_locale=SOURCE, locale_selector=lambda: cldr(current_tag()))
    babel.domain_instance = Catalogues()
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined] # of its extension
        gettext=lambda text: _catalogue(current_tag()).gettext(text),
        ngettext=lambda one, many, count: _catalogue(current_tag()).ngettext(one, many, count),
        newstyle=True,
    )


def language_in(path: str) -> str | None:
    """Return the language tag a path begins with, behind `/desk` too; None when it has none."""
    first, second, *_ = [*path.split("/")[1:], "", ""]
    tag = second if first == PRIVATE_ZONE else first
    return tag if tag in languages() else None


def current_tag() -> str:
    """Return the tag of the language this answer is written in."""
    try:
        found: str = g.language_tag  # asked hundreds of times a page
    except (AttributeError, RuntimeError):
        if not has_request_context():
            return SOURCE
        found = g.language_tag = language_in(request.path) or SOURCE
    return found


def answer_in(tag: str) -> None:
    """Write the answer in this language, where the address names none."""
    g.language_tag = tag
    refresh()


class Catalogues(Domain):  # type: ignore[misc] # Flask-Babel is published without types
    """The catalogues by our own tags, which are not all CLDR's (prs is its fa_AF)."""

    def get_translations(self) -> NullTranslations:
        """Return the catalogue of the current language."""
        return _catalogue(current_tag())


@cache
def _catalogue(tag: str) -> NullTranslations:
    file = TRANSLATIONS / tag / "LC_MESSAGES" / "messages.mo"
    if not file.is_file():
        return NullTranslations()
    with file.open("rb") as content:
        found: Any = Translations(content)
    return found  # type: ignore[no-any-return] # Babel's own class is typed as Any

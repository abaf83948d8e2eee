"""The language in the address: `<lang:lang>` takes the languages there are, all else is 404."""

from typing import Any

from flask import Flask, current_app, request
from werkzeug.routing import BaseConverter, ValidationError

from directory.i18n.babel import current_tag
from directory.i18n.locales import SOURCE, languages


class LanguageConverter(BaseConverter):
    """A language of the interface as the first part of an address."""

    regex = "[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"

    def to_python(self, value: str) -> str:
        """Return the tag; no address exists in a language that has no catalogue."""
        if value not in languages():
            raise ValidationError
        return value


def init_app(app: Flask) -> None:
    """Let addresses carry the language, and views and links do without naming it."""
    app.url_map.converters["lang"] = LanguageConverter
    app.url_value_preprocessor(_take_out)
    app.url_defaults(_put_in)


def preferred_tag() -> str:
    """Return the language the browser asks for; English when we have none it names."""
    return request.accept_languages.best_match(list(languages())) or SOURCE


def _take_out(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values:
        values.pop("lang", None)


def _put_in(endpoint: str, values: dict[str, Any]) -> None:
    if "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = current_tag()

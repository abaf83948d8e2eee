"""The words templates have: dates, numbers, people's own texts, links to other languages.

Whatever comes from people is isolated from the page around it (`<bdi>` with its own language),
and whatever runs the other way inside right-to-left text too.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol

from babel import Locale, dates, lists, numbers
from flask import Flask, current_app, request, url_for
from jinja2 import StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup, escape

from directory.i18n.babel import current_tag
from directory.i18n.choosing import Worded, choose
from directory.i18n.locales import Language, cldr, direction, language_name, languages
from directory.web import language

INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


class Amount(Protocol):
    """An amount in a currency."""

    @property
    def amount(self) -> Decimal: ...  # noqa: D102 - the name says it

    @property
    def currency(self) -> str: ...  # noqa: D102 - the name says it


class Unindented(Extension):
    """Templates are indented for people; pages travel without it (3 % fewer bytes)."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return a template's text without the blanks its lines begin with."""
        return INDENT.sub("", source)


def init_app(app: Flask) -> None:
    """Make templates strict, and teach them our words."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.autoescape = True
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.add_extension(Unindented)
    environment.policies["ext.i18n.trimmed"] = True
    environment.globals.update({word.__name__: word for word in WORDS}, languages=languages)
    environment.filters["isolated"] = isolated
    language.init_app(app)


def page_language() -> Language:
    """Return the language this page is in."""
    return languages()[current_tag()]


def words(texts: Sequence[Worded]) -> Markup:
    """Return the wording that suits the reader best, isolated; empty when there is none."""
    found = choose(texts, current_tag())
    return _isolated(found.words, found.language) if found else Markup("")


def other_words(texts: Sequence[Worded]) -> list[Markup]:
    """Return the wordings in other languages than the one that `words` shows."""
    shown = choose(texts, current_tag())
    others = [text for text in texts if shown is None or text.language != shown.language]
    return [_isolated(text.words, text.language) for text in others]


def plain_words(texts: Sequence[Worded]) -> str:
    """Return the same wording as `words` without tags, for titles and labels."""
    found = choose(texts, current_tag())
    return found.words if found else ""


def paragraphs(texts: Sequence[Worded]) -> Markup:
    """Return the wording in paragraphs, each of its own direction."""
    found = choose(texts, current_tag())
    if found is None:
        return Markup("")
    shell = Markup('<p lang="{}" dir="{}">{}</p>')
    parts = [part.strip() for part in found.words.split("\n\n") if part.strip()]
    own = direction(found.language)
    return Markup("").join(shell.format(found.language, own, _lines(part)) for part in parts)


def isolated(text: object) -> Markup:
    """Return text of an unknown language so that it cannot turn what stands beside it."""
    return Markup(f"<bdi>{escape(text)}</bdi>")  # noqa: S704 - escaped; format takes longer


def left_to_right(text: object) -> Markup:
    """Return a number, an address or a code, which are read left to right in every language."""
    return Markup(f'<bdi dir="ltr">{escape(text)}</bdi>')  # noqa: S704 - escaped


def day(value: date) -> Markup:
    """Return a day in words of the reader's language."""
    return _among_letters(dates.format_date(value, "long", _formats()))


def hour(value: time | datetime) -> Markup:
    """Return a time of day as the reader's language writes it."""
    moment = value.timetz().replace(tzinfo=None) if isinstance(value, datetime) else value
    return _among_letters(dates.format_time(moment, "short", locale=_formats()))


def from_to(start: time, end: time) -> Markup:
    """Return a stretch of the day; the hours run the way the page does."""
    return Markup("{} – {}").format(hour(start), hour(end))


def day_before(value: date) -> date:
    """Return the last day that counts, where the first that does not is kept."""
    return value - timedelta(days=1)


def weekday(number: int) -> str:
    """Return the name of a day of the week; Monday is 1."""
    return str(dates.get_day_names("wide", "stand-alone", _formats())[number - 1])


def number(value: int) -> str:
    """Return a number with the separators of the reader's language."""
    return _number(value, current_tag())


def money(value: Amount) -> Markup:
    """Return an amount with the name of its currency, as the reader's language says it."""
    whole = value.amount == value.amount.to_integral_value()
    text = numbers.format_currency(
        value.amount,
        value.currency,
        format="#,##0" if whole else "#,##0.00",
        currency_digits=False,
        format_type="name",
        locale=_formats(),
    )
    return _among_letters(text)


def listed(items: Iterable[object]) -> Markup:
    """Return items as a list in words: *a, b and c*."""
    parts = [escape(item) for item in items]
    holes = [f"\x00{position}\x00" for position in range(len(parts))]
    text = escape(lists.format_list(holes, "standard", _formats()))
    for hole, part in zip(holes, parts, strict=True):
        text = Markup(str(text).replace(hole, part))  # noqa: S704 - both sides are escaped
    return text


def spoken(tags: Iterable[str]) -> Markup:
    """Return what languages are called in the reader's language, as a list in words."""
    return listed(language_name(tag, current_tag()) for tag in tags)


def url_in(tag: str, arguments: dict[str, Any] | None = None) -> str:
    """Return the address of this page in another language; of the first page where it has none.

    Arguments are given by the view, never taken from the address: `url_for` would obey some.
    """
    if request.endpoint is None or not _speaks(request.endpoint):
        return url_for("pages.home", lang=tag)
    return url_for(
        request.endpoint, **{**(request.view_args or {}), **(arguments or {}), "lang": tag}
    )


def public_url(path: str) -> str:
    """Return the whole address of a path, as people outside reach it."""
    address: str = current_app.config["PUBLIC_URL"].rstrip("/") + path
    return address


def email_link(address: str) -> Markup:
    """Return an address of our own to write to."""
    return Markup('<a href="mailto:{0}"><bdi dir="ltr">{0}</bdi></a>').format(address)


def web_link(href: str, name: str) -> Markup:
    """Return a link of our own to a page elsewhere."""
    return Markup('<a href="{}" rel="noreferrer"><bdi>{}</bdi></a>').format(href, name)


WORDS = (
    page_language, words, other_words, plain_words, paragraphs, isolated, left_to_right, day,
    day_before, hour, from_to, weekday, number, money, listed, spoken, url_in, public_url,
    email_link, web_link,
)  # fmt: skip  # a table of words


@lru_cache(maxsize=4096)  # a page of results has hundreds
def _number(value: int, tag: str) -> str:
    return numbers.format_decimal(value, locale=_formats_of(tag))


def _formats() -> Locale:
    return _formats_of(current_tag())


def _formats_of(tag: str) -> Locale:
    """English dates and numbers as the world writes them: 30 September, not September 30."""
    return cldr("en-001" if tag == "en" else tag)


def _speaks(endpoint: str) -> bool:
    return current_app.url_map.is_endpoint_expecting(endpoint, "lang")


def _isolated(text: str, tag: str) -> Markup:
    shell = f'<bdi lang="{escape(tag)}" dir="{direction(tag)}">'
    return Markup(f"{shell}{escape(text)}</bdi>")  # noqa: S704 - escaped; format takes longer


def _lines(text: str) -> Markup:
    return Markup("<br>").join(text.split("\n"))


def _among_letters(text: str) -> Markup:
    """Keep digits and signs in their order inside right-to-left text."""
    return isolated(text) if direction(current_tag()) == "rtl" else escape(text)

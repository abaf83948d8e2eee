"""Maps on the command line."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import click
from flask import current_app
from werkzeug.datastructures import MultiDict

from directory.clock import today
from directory.errors import Invalid
from directory.gazetteer.countries import is_country
from directory.i18n.locales import languages
from directory.maps.whole import whole_map
from directory.search.asking import Asked, ask
from directory.search.criteria import NAMES, Criteria
from directory.search.ignored import LeftOut, left_out
from directory.search.safety import is_about_violence
from directory.web.command_errors import told_plainly


@click.command("map")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option(
    "--find",
    "question",
    default="",
    help="The search, as its address says it after the question mark: country=JO&need=learn.",
)
@click.option("--language", default="en", help="Language of the map.")
@told_plainly
def map_command(file: Path, question: str, language: str) -> None:
    """Write the map of a search to FILE: one HTML page with everything in it, for use offline."""
    if language not in languages():
        raise click.BadParameter(f"{language}: one of {', '.join(languages())}.")
    args = MultiDict(parse_qsl(question.partition("?")[2] or question))
    if is_about_violence(args):
        raise Invalid("Words of violence are never searched.")
    criteria = Criteria.from_args(args)
    _demand_understood(args, criteria)
    with current_app.test_request_context(f"/{language}/map"):
        asked = ask(args, on=today())
        page, count = whole_map(asked.criteria.but(), on=today())
    try:
        file.write_text(page, encoding="utf-8")
    except OSError as error:
        raise Invalid(f"{file} cannot be written: {error.strerror}.") from error
    click.echo(f"Wrote {file}: {count} organisations.")
    for warning in (*_told(asked), *_warnings(count)):
        click.echo(f"Note: {warning}", err=True)


def _demand_understood(args: MultiDict[str, str], criteria: Criteria) -> None:
    """Raise Invalid where a part of the search was left out: else the file would hold too much."""
    known = {NAMES.get(field.name, field.name) for field in fields(Criteria)}
    strange = [LeftOut(name, value) for name, value in args.items(multi=True) if name not in known]
    for one in (*strange, *left_out(args)):
        if one.value.strip():
            raise Invalid(f"“{one.name}={one.value}” says nothing that can be searched.")
    for code in criteria.country:
        if not is_country(code):
            raise Invalid(f"{code} is no country or area of ISO 3166-1.")


def _told(asked: Asked) -> Iterator[str]:
    """Yield how the search was read where it is not just what was written, as pages say it."""
    if asked.corrected:
        yield f"nothing says {asked.typed.q}; these say {asked.corrected}."
    if asked.let_go:
        yield f"nothing says all the words; left out: {' '.join(asked.let_go)}."
    if asked.nothing_within:
        further = asked.criteria.within
        yield f"nothing is within {asked.nothing_within} km; these are within {further} km."


def _warnings(count: int) -> Iterator[str]:
    if not count:
        yield "nothing was found, so the map is empty."
    host = urlsplit(current_app.config["PUBLIC_URL"]).hostname or ""
    if host == "localhost" or host.startswith("127."):
        yield f"its links lead to {host}, this computer alone: set PUBLIC_URL."
    if not current_app.config["CONTACT_EMAIL"]:
        yield "it does not say whom to ask to be taken off: set CONTACT_EMAIL."

"""Maps on the command line."""

from pathlib import Path
from urllib.parse import parse_qsl

import click
from flask import current_app
from werkzeug.datastructures import MultiDict

from directory.clock import today
from directory.errors import Invalid
from directory.i18n.locales import languages
from directory.maps.whole import whole_map
from directory.search.criteria import Criteria
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
    with current_app.test_request_context(f"/{language}/map"):
        page, count = whole_map(Criteria.from_args(args), on=today())
    file.write_text(page, encoding="utf-8")
    click.echo(f"Wrote {file}: {count} organisations.")

"""The command line: `flask directory …`, put together from what each domain brings."""

from typing import Any

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from flask_migrate import upgrade

from directory.accounts.cli import person
from directory.clock import now
from directory.demonstration import operations as demonstration
from directory.extensions import db, transaction
from directory.gazetteer import operations as gazetteer
from directory.gazetteer.cli import place_command
from directory.helplines.cli import helpline
from directory.imports.cli import COMMANDS as IMPORTS
from directory.jobs.cli import job
from directory.jobs.worker import Worker
from directory.journal import operations as journal
from directory.maps.cli import map_command
from directory.organisations.cli import (
    check,
    listing,
    propose,
    rebuild,
    revision,
    schema,
    show,
    waiting,
)
from directory.organisations.edition import follow_rules
from directory.organisations.queries import any_organisation
from directory.search.cli import index_command
from directory.timetable import JOBS, TIMETABLE
from directory.vocabulary import operations as vocabulary
from directory.web.command_errors import told_plainly
from directory.web.progress import progress


class PlainGroup(AppGroup):
    """Commands whose errors are one sentence, whatever room they come from."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what it does not tell itself is told here."""
        return told_plainly(super().invoke)(ctx)


directory = PlainGroup("directory", help="Everything an operator or a named person does by hand.")


def init_app(app: Flask) -> None:
    """Make the commands known."""
    app.cli.add_command(directory)


@directory.command()
@told_plainly
def prepare() -> None:
    """Migrate the database, load vocabulary and gazetteer, and demonstration data if asked for.

    Has the worker make the public listings anew when the rules that made them have changed.
    """
    upgrade(directory=current_app.extensions["migrate"].directory)
    with transaction():
        count = vocabulary.load(db.session())
    click.echo(f"Vocabulary: {count} terms.")
    places = gazetteer.load(
        population=current_app.config["GAZETTEER_POPULATION"], progress=progress
    )
    click.echo(f"Gazetteer: {places} places.")
    with transaction():
        still_to_do = follow_rules(at=now())
    if still_to_do:
        click.echo(
            "Public listings: other rules made them. The worker makes them anew; "
            "flask directory rebuild does it at once."
        )
    if current_app.config["DEMONSTRATION"]:
        if demonstration.is_loaded() or not any_organisation():
            count = demonstration.load(at=now(), progress=progress)
            click.echo(f"Demonstration: {count} invented organisations were loaded.")
    elif demonstration.is_loaded():
        raise click.ClickException(
            "This database holds invented organisations, but DEMONSTRATION is off. "
            "Start production with an empty database."
        )


@directory.command()
def work() -> None:
    """Run jobs and the timetable until stopped."""
    Worker(JOBS, TIMETABLE).run()


@directory.command("journal")
@told_plainly
def verify_journal() -> None:
    """Prove that no line of the journal was changed or cut off."""
    head = journal.verify()
    click.echo(f"The journal holds: {head.lines} lines follow one another.")
    click.echo(f"Its end is {head.chain}.")


for command in (
    person,
    helpline,
    job,
    *IMPORTS,
    map_command,
    index_command,
    place_command,
    propose,
    revision,
    listing,
    check,
    rebuild,
    schema,
    show,
    waiting,
):
    directory.add_command(command)

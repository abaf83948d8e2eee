"""Helplines on the command line."""

from datetime import datetime
from typing import Any

import click
from flask.cli import AppGroup

from directory.accounts.queries import get_person
from directory.clock import now, today
from directory.extensions import transaction
from directory.helplines import operations
from directory.helplines.operations import Line, TwoPeople
from directory.helplines.queries import all_helplines, get_helpline
from directory.web.command_errors import told_plainly

helpline = AppGroup("helpline", help="Each country's checked helplines.")

NUMBER = click.IntRange(1, 2**31 - 1)
called_on = click.option(
    "--checked-on",
    type=click.DateTime(["%Y-%m-%d"]),
    required=True,
    help="The day on which both called.",
)
first = click.option("--as", "handle", required=True, help="Who checked it and answers for it.")
second = click.option("--second", required=True, help="Who else checked it.")


@helpline.command("add")
@click.argument("country")
@click.option("--name", required=True)
@click.option("--channel", default="hotline", help="Code of contact_channel.")
@click.option("--value", required=True, help="The number or address.")
@called_on
@first
@second
@told_plainly
def add(country: str, checked_on: datetime, handle: str, second: str, **facts: str) -> None:
    """Add a helpline that two people called and checked."""
    line = Line(country=country.upper(), **_trimmed(facts))
    with transaction():
        found = operations.add_helpline(line, _check(handle, second, checked_on), at=now())
        number = found.id
    click.echo(f"Added helpline {number}: {line.name} for {line.country}.")


@helpline.command("renew")
@click.argument("number", type=NUMBER)
@click.option("--name", help="What it is called now.")
@click.option("--channel", help="Code of contact_channel, where it has changed.")
@click.option("--value", help="The number or address, where it has changed.")
@called_on
@first
@second
@told_plainly
def renew(number: int, checked_on: datetime, handle: str, second: str, **facts: str | None) -> None:
    """Note that two people called helpline NUMBER again, and what has changed."""
    changed = _trimmed({name: said for name, said in facts.items() if said is not None})
    with transaction():
        found = get_helpline(number)
        operations.renew_helpline(found, changed, _check(handle, second, checked_on), at=now())
        until = found.until
    click.echo(f"Helpline {number} is shown until {until}.")


@helpline.command("remove")
@click.argument("number", type=NUMBER)
@click.option("--as", "handle", required=True, help="Who takes it away.")
@told_plainly
def remove(number: int, handle: str) -> None:
    """Take helpline NUMBER away."""
    with transaction():
        operations.remove_helpline(get_helpline(number), actor=get_person(handle), at=now())
    click.echo(f"Helpline {number} was removed.")


@helpline.command("list")
def list_all() -> None:
    """List the helplines, and those whose check ran out as such."""
    for row in all_helplines():
        state = "checked" if today() < row.until else "NOT SHOWN, checked"
        click.echo(
            f"{row.id}  {row.country}  {row.name}  {row.channel}: {row.value}  "
            f"{state} {row.checked_on}"
        )


def _check(handle: str, second: str, day: datetime) -> TwoPeople:
    return TwoPeople(get_person(handle), get_person(second), day.date())


def _trimmed(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: said.strip() for name, said in facts.items()}

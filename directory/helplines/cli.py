"""Helplines on the command line."""

from datetime import datetime

import click
from flask.cli import AppGroup

from directory.access.permissions import Permission
from directory.access.policy import demand
from directory.accounts.queries import get_person
from directory.clock import now, today
from directory.extensions import transaction
from directory.helplines.operations import add_helpline
from directory.helplines.queries import checked_helplines
from directory.web.command_errors import told_plainly

helpline = AppGroup("helpline", help="Each country's checked helplines.")


@helpline.command("add")
@click.argument("country")
@click.option("--name", required=True)
@click.option("--channel", default="hotline", help="Code of contact_channel.")
@click.option("--value", required=True, help="The number or address.")
@click.option("--checked-on", type=click.DateTime(["%Y-%m-%d"]), required=True)
@click.option("--as", "handle", required=True, help="Who checked it and adds it.")
@click.option("--second", required=True, help="Who else checked it.")
@told_plainly
def add(
    country: str,
    name: str,
    channel: str,
    value: str,
    checked_on: datetime,
    handle: str,
    second: str,
) -> None:
    """Add a helpline that two people called and checked."""
    with transaction():
        first = get_person(handle)
        demand(first, Permission.HELPLINE_KEEP)
        add_helpline(
            country=country.upper(),
            name=name,
            channel=channel,
            value=value,
            checked_on=checked_on.date(),
            first=first,
            second=get_person(second),
            at=now(),
        )
    click.echo(f"Added {name} for {country.upper()}.")


@helpline.command("list")
def list_all() -> None:
    """List the helplines whose check still counts."""
    for row in checked_helplines(on=today()):
        click.echo(
            f"{row.country}  {row.name}  {row.channel}: {row.value}  checked {row.checked_on}"
        )

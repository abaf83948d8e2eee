"""People on the command line."""

import click
from flask.cli import AppGroup

from directory.access.permissions import Role
from directory.accounts.operations import add_person
from directory.accounts.queries import find_person
from directory.clock import now
from directory.extensions import transaction

person = AppGroup("person", help="People who act on the command line.")


@person.command("add")
@click.argument("handle")
@click.option("--name", required=True, help="The name shown to colleagues.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    help="practitioner, reviewer, coordinator or administrator; reviewer:JO for one country.",
)
def add(handle: str, name: str, roles: tuple[str, ...]) -> None:
    """Add a person with roles."""
    wanted: dict[Role, list[str]] = {}
    for text in roles:
        role, _, country = text.partition(":")
        if role not in {known.value for known in Role}:
            raise click.ClickException(f"{role!r} is not a role. Roles: {', '.join(Role)}.")
        if country and len(country) != len("JO"):
            raise click.ClickException(f"{country!r} is not the code of a country, such as JO.")
        wanted.setdefault(Role(role), []).extend([country.upper()] if country else [])
    with transaction():
        if find_person(handle) is not None:
            raise click.ClickException(f"There is a person with the handle {handle!r} already.")
        add_person(handle=handle, name=name, roles=wanted, at=now())
    click.echo(f"Added {name} ({handle}).")

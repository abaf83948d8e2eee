"""People on the command line."""

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from directory.access.permissions import Role
from directory.accounts.operations import add_person
from directory.clock import now
from directory.errors import Invalid
from directory.extensions import transaction
from directory.web.command_errors import told_plainly

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
@told_plainly
def add(handle: str, name: str, roles: tuple[str, ...]) -> None:
    """Add a person with roles."""
    with transaction():
        add_person(handle=handle, name=name, roles=_read(roles), at=now())
    click.echo(f"Added {name} ({handle}).")


def _read(roles: tuple[str, ...]) -> dict[Role, list[str]]:
    """Return the countries of each role; none means everywhere."""
    wanted: dict[Role, list[str]] = {}
    for text in roles:
        name, colon, country = text.partition(":")
        if name not in set(Role):
            raise Invalid(
                _(
                    "“%(name)s” is not a role. Roles: %(roles)s.",
                    name=name,
                    roles=", ".join(Role),
                )
            )
        wanted.setdefault(Role(name), []).extend([country.upper()] if colon else [])
    return wanted

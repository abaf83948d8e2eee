"""Jobs on the command line."""

import click
from flask.cli import AppGroup

from directory.clock import now
from directory.extensions import transaction
from directory.jobs import operations
from directory.jobs.queries import given_up
from directory.web.command_errors import told_plainly

job = AppGroup("job", help="Work that waits for the worker.")


@job.command("list")
def list_given_up() -> None:
    """List the jobs that were given up, and why."""
    for row in given_up():
        click.echo(
            f"{row.id}  {row.kind}  {row.payload}  {row.trouble}  "
            f"tried {row.tries} times, given up {row.gave_up_at:%Y-%m-%d %H:%M} UTC"
        )


@job.command("again")
@click.argument("number", type=click.IntRange(1, 2**31 - 1))
@told_plainly
def again(number: int) -> None:
    """Try job NUMBER again, as if it were new."""
    with transaction():
        operations.try_again(number, at=now())
    click.echo(f"Job {number} waits.")

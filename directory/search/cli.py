"""The search index on the command line."""

import click

from directory.errors import Conflict
from directory.search.index.current import folder_of_index, standing
from directory.search.index.writing import Due, check, keep_up, make_generation
from directory.web.command_errors import told_plainly
from directory.web.progress import progress

ANSWERS = {
    "index": "The search index answers.",
    "memory": "Each process keeps the few organisations in memory: no file is needed.",
    "database": "The database answers searches: there is no index that can be used.",
}
SAID = {
    Due.NOTHING: "Search index: nothing is due.",
    Due.CHANGES: "Search index: what changed was written.",
    Due.WHOLE: "Search index: made anew.",
}


@click.command("index")
@click.option("--check", "only_check", is_flag=True, help="Only tell whether its files are whole.")
@click.option("--due", "only_due", is_flag=True, help="Only write what is due, if anything is.")
@told_plainly
def index_command(*, only_check: bool, only_due: bool) -> None:
    """Make this host's search index anew and put it in force."""
    if only_check:
        _check()
    elif only_due:
        click.echo(SAID[keep_up(folder_of_index(), progress=progress)])
    else:
        count = make_generation(folder_of_index(), progress=progress)
        click.echo(f"Search index: {count} organisations.")


def _check() -> None:
    if damaged := check(folder_of_index()):
        raise Conflict(f"Damaged: {damaged}. The worker makes the index anew, or this command.")
    click.echo(ANSWERS[standing()])

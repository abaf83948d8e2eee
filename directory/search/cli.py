"""The search index on the command line."""

import click

from directory.search.index.current import folder_of_index
from directory.search.index.writing import make_generation
from directory.web.command_errors import told_plainly
from directory.web.progress import progress


@click.command("index")
@told_plainly
def index_command() -> None:
    """Make this host's search index anew and put it in force."""
    count = make_generation(folder_of_index(), progress=progress)
    click.echo(f"Search index: {count} organisations.")

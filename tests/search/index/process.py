"""What a process that answers searches sees, and what stands in the folder of its index."""

from pathlib import Path

from flask import Flask

from directory.search import queries, sql
from directory.search.criteria import Criteria
from directory.search.index import current as index
from directory.search.index.current import Following
from directory.search.index.generations import Generation, read_pointer
from tests.making import DAY

DROP = Following.drop
"""What other tests do without, so that they fail when the index gives trouble."""


def quietly(things, **_options):
    return things


def start(app: Flask, folder: Path) -> None:
    """Begin like a new process."""
    app.extensions[index.EXTENSION] = Following(folder)


def names() -> set[str]:
    """Return the names of all that is found without asking for anything."""
    return {card.listing.names[0].words for card in queries.find(Criteria(), on=DAY).cards}


def answers() -> object:
    """Return what answers now: the index or the database."""
    return queries._answered(lambda engine: sql if engine is sql else type(engine))


def pointed(folder: Path) -> Generation:
    """Return the generation in force."""
    found = read_pointer(folder)
    assert found is not None
    return found


def segments(folder: Path) -> list[str]:
    """Return the segments that there are."""
    return sorted(one.name for one in folder.iterdir() if one.is_dir())


def process(app: Flask) -> Following:
    """Return what this process knows of the index."""
    following: Following = app.extensions[index.EXTENSION]
    return following

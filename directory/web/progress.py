"""A progress bar for long work on the command line; silent where nobody looks."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

T = TypeVar("T")


def progress(things: Iterable[T], *, label: str, length: int | None = None) -> Iterator[T]:
    """Yield the things while a bar shows how far it is; nothing is drawn outside a terminal."""
    with click.progressbar(things, length=length, label=label, update_min_steps=100) as bar:
        yield from bar

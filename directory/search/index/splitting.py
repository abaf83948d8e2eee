"""Writing several segments at once, each in a process of its own; this one reads the rows."""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from directory.search.index.listed import Listed, Row
from directory.search.index.segment import write_segment

AT_ONCE = 500


def write_segments(
    each: list[Iterator[Row]],
    folders: list[Path],
    shown: Callable[[Iterable[Row]], Iterable[Row]],
) -> None:
    """Write the rows of each segment, in their order, into its folder; `shown` sees all pass.

    Raises OSError when one of the processes ended early; a process whose reader is gone ends too.
    """
    spawn = multiprocessing.get_context("spawn")
    writers: list[tuple[SpawnProcess, Connection]] = []
    try:
        for folder in folders:
            here, there = spawn.Pipe()
            writer = spawn.Process(target=_write, args=(there, folder), daemon=True)
            writer.start()
            there.close()
            writers.append((writer, here))
        pipes = [here for _, here in writers]
        for _ in shown(_sent(each, pipes)):
            pass
        for pipe in pipes:
            pipe.send([])
        for writer, _ in writers:
            writer.join()
            if writer.exitcode:
                raise OSError("A process that wrote a part of the search index ended early.")
    finally:
        for writer, here in writers:
            here.close()
            writer.kill()
            writer.join()


def _sent(each: list[Iterator[Row]], pipes: list[Connection]) -> Iterator[Row]:
    """Send some rows to each in turn, until there are no more."""
    while True:
        turn = [list(islice(rows, AT_ONCE)) for rows in each]
        if not any(turn):
            return
        for some, pipe in zip(turn, pipes, strict=True):
            if some:
                pipe.send([tuple(row) for row in some])
                yield from some


def _write(pipe: Connection, folder: Path) -> None:
    write_segment(_received(pipe), folder)


def _received(pipe: Connection) -> Iterator[Listed]:
    while some := pipe.recv():
        for row in some:
            yield Listed.read(Row(*row))

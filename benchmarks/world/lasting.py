"""What workers hold after a while, and how they answer while the index is written anew."""

import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.world.asking import Measured, fresh, measure
from benchmarks.world.cases import Case
from benchmarks.world.drawing import Drawer
from benchmarks.world.serving import Server

ROUNDS = 4
"""Connections that each case is asked over, so that each process answers some."""
INDEX = ("-m", "flask", "--app", "directory", "directory", "index")
HEAD = (
    "| | seconds | own MB of each worker | with mapped files | p95 of a find page, ms |\n"
    "|---|---:|---:|---:|---:|"
)


@dataclass(frozen=True)
class Memory:
    """Megabytes of a process: its own, and with its part of the files that processes share."""

    own: float
    proportional: float

    @classmethod
    def of(cls, process: int) -> "Memory":
        """Read it from the kernel."""
        said = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        kilobytes = {name: int(size) for name, size in re.findall(r"(\w+): +(\d+) kB", said)}
        return cls(kilobytes["Anonymous"] / 1000, kilobytes["Pss"] / 1000)


def lasting(
    cases: Sequence[Case], drawer: Drawer, *, server: Server, seconds: float, rebuilds: int
) -> Iterator[str]:
    """Yield the lines of the table: after every case, and after each time the index was made."""
    asked: dict[str, set[str]] = {case.name: set() for case in cases}
    yield HEAD
    times = _ask(cases, drawer, asked, server, seconds)
    yield _line("after every case", None, server, times)
    for number in range(1, rebuilds + 1):
        started, times = time.monotonic(), []
        with subprocess.Popen([sys.executable, *INDEX], stdout=subprocess.DEVNULL) as writer:  # noqa: S603 - our own command
            is_done = partial(_is_over, writer)
            while not is_done():
                times += _ask(cases, drawer, asked, server, seconds, is_done)
            took = time.monotonic() - started
        if writer.returncode:
            raise RuntimeError("The index was not made.")
        _ask(cases, drawer, asked, server, seconds)
        yield _line(f"index made anew, time {number}", took, server, times)


def _ask(
    cases: Sequence[Case],
    drawer: Drawer,
    asked: dict[str, set[str]],
    server: Server,
    seconds: float,
    is_enough: Callable[[], bool] = bool,
) -> list[float]:
    """Ask every case of different processes; returns the p95 of find pages in milliseconds."""
    found: list[float] = []
    for case in [*cases] * ROUNDS:
        if is_enough():
            break
        questions = fresh(partial(case.draw, drawer), asked[case.name])
        measured: Measured = measure(
            server.port, questions, seconds=seconds / ROUNDS, expected=case.expected
        )
        if measured.times and case.name.startswith("find"):
            found.append(measured.p95)
    return found


def _is_over(process: "subprocess.Popen[bytes]") -> bool:
    return process.poll() is not None


def _line(name: str, took: float | None, server: Server, times: Sequence[float]) -> str:
    held = [Memory.of(process) for process in server.workers()]
    own = " ".join(f"{one.own:.0f}" for one in held)
    proportional = " ".join(f"{one.proportional:.0f}" for one in held)
    middle = f"{statistics.median(times):.0f}" if times else ""
    return f"| {name} | {f'{took:.0f}' if took else ''} | {own} | {proportional} | {middle} |"

"""The table: every case in every round beside the empty view, medians of the rounds."""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from benchmarks.world.asking import PATIENCE, Measured, again, fresh, measure
from benchmarks.world.cases import Case
from benchmarks.world.drawing import Drawer
from benchmarks.world.floors import milliseconds
from benchmarks.world.serving import Server

HEAD = (
    "| case | req/s | p50 ms | p95 ms | bytes | × empty view | raw rows ms | p50 × raw | asked |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
)


@dataclass
class Rounds:
    """What a case measured in each round, with the empty view and the raw reading beside it."""

    measured: list[Measured] = field(default_factory=list)
    empty: list[float] = field(default_factory=list)
    raw: list[float] = field(default_factory=list)
    is_given_up: bool = False

    def middle(self, fact: str) -> float:
        """Return the median over the rounds of a fact of a measurement."""
        return float(statistics.median(getattr(one, fact) for one in self.measured))

    def cells(self, name: str) -> str:
        """Return the row of the table."""
        if self.is_given_up:
            return f"| {name} | | over {PATIENCE * 1000} | | | | | | given up |"
        per_second, p50 = self.middle("per_second"), self.middle("p50")
        found = [f"{per_second:.1f}", f"{p50:.2f}", f"{self.middle('p95'):.2f}"]
        found += [f"{self.middle('bytes'):.0f}"]
        found += [f"{per_second / statistics.median(self.empty):.2g}"] if self.empty else [""]
        raw = statistics.median(self.raw) if self.raw else 0
        found += [f"{raw:.2f}", f"{p50 / raw:.1f}"] if raw else ["", ""]
        found += [str(sum(len(one.times) for one in self.measured))]
        return f"| {name} | {' | '.join(found)} |"


def lines(
    cases: Sequence[Case],
    drawer: Drawer,
    *,
    server: Server,
    empty: Server,
    seconds: float,
    rounds: int,
) -> Iterator[str]:
    """Yield the lines of the table, all at the end of the last round."""
    asked: dict[str, set[str]] = {case.name: set() for case in cases}
    found = {case.name: Rounds() for case in cases}
    floor = Rounds()
    for _ in range(rounds):
        for case in cases:
            row = found[case.name]
            if row.is_given_up:
                continue
            floor.measured.append(measure(empty.port, _always("/"), seconds=seconds / 4))
            try:
                _measure(case, drawer, row, asked[case.name], server=server, seconds=seconds)
            except TimeoutError:
                row.is_given_up = True
                server.restart()
            row.empty.append(floor.measured[-1].per_second)
    yield HEAD
    yield floor.cells("empty view")
    for name, row in found.items():
        yield row.cells(name)


def _measure(
    case: Case, drawer: Drawer, row: Rounds, asked: set[str], *, server: Server, seconds: float
) -> None:
    draw = partial(case.draw, drawer)
    questions = again(draw, server.port) if case.again else fresh(draw, asked)
    measured = measure(server.port, questions, seconds=seconds, expected=case.expected)
    if measured.times:  # there may be no new question any more
        row.measured.append(measured)
        row.raw.append(milliseconds(case.raw, measured.answers))


def _always(question: str) -> Iterator[str]:
    while True:
        yield question

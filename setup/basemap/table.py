"""Reads the table of boundaries: which areas belong where, and which lines are no plain border."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from shapely import box
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from setup.basemap.shapes import Unit

DATA = Path(__file__).resolve().parent / "data"
ANY = "*"
# what a row of the table may do with a line: how the line is called in the tiles
KINDS = {"dash": "disputed", "dot": "control", "keep": "international", "drop": None}


@dataclass(frozen=True)
class Cut:
    """An area of `areas.geojson` that is taken out of a unit."""

    unit: str
    area: str


@dataclass(frozen=True)
class Line:
    """What the table says of the line between two areas or countries, or of a part of it."""

    one: str
    other: str
    kind: str | None
    bounds: BaseGeometry | None

    def speaks_of(self, one: Unit, other: Unit) -> bool:
        """Tell whether it is about the line between these two."""
        ours, theirs = {one.code, one.country, ANY}, {other.code, other.country, ANY}
        return (self.one in ours and self.other in theirs) or (
            self.one in theirs and self.other in ours
        )


@dataclass(frozen=True)
class Table:
    """The reviewed decisions, in the order of the file: the first row that fits a line counts."""

    moves: Mapping[str, str]
    cuts: tuple[Cut, ...]
    lines: tuple[Line, ...]
    areas: Mapping[str, BaseGeometry]

    def country_of(self, code: str, country: str) -> str:
        """Return the country an area is drawn in: as its own row says, or that of its country."""
        return self.moves.get(code, self.moves.get(country, country))

    def kinds_of_line(
        self, one: Unit, other: Unit, line: BaseGeometry
    ) -> Iterator[tuple[str, BaseGeometry]]:
        """Yield the parts of a line with the kind of each; what is dropped is not there."""
        rest = line
        for row in self.lines:
            if not row.speaks_of(one, other):
                continue
            part = rest.intersection(row.bounds) if row.bounds else rest
            rest = rest.difference(row.bounds) if row.bounds else rest.difference(rest)
            if row.kind:
                yield row.kind, part
        yield ("region" if one.country == other.country else "international"), rest


def check_names(table: Table, units: Iterable[Unit]) -> None:
    """Fail if the table speaks of something that is not there: it would do nothing, in silence."""
    known = {ANY, *table.areas, *table.moves.values()}
    for unit in units:
        known |= {unit.code, unit.country}
    said = {*table.moves, *(cut.unit for cut in table.cuts)}
    said |= {name for line in table.lines for name in (line.one, line.other)}
    if said - known:
        raise ValueError(f"The table of boundaries names what is not there: {sorted(said - known)}")


def read_table(folder: Path = DATA) -> Table:
    """Return the table as it stands in its two files."""
    with (folder / "boundaries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    shapes = json.loads((folder / "areas.geojson").read_text(encoding="utf-8"))["features"]
    return Table(
        moves={row["what"]: row["with"] for row in rows if row["do"] == "move"},
        cuts=tuple(Cut(row["what"], row["with"]) for row in rows if row["do"] == "cut"),
        lines=tuple(_line(row) for row in rows if row["do"] in KINDS),
        areas={row["properties"]["area"]: shape(row["geometry"]) for row in shapes},
    )


def _line(row: dict[str, str]) -> Line:
    return Line(row["what"], row["with"], KINDS[row["do"]], _bounds(row["bounds"]))


def _bounds(text: str) -> BaseGeometry | None:
    if not text:
        return None
    west, south, east, north = map(float, text.split())
    return box(west, south, east, north)

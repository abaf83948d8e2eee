"""From an address to the question that is answered, the same for the list and for the map."""

from dataclasses import dataclass, replace
from datetime import date

from directory.search import queries, readings
from directory.search.criteria import RADII, Arguments, Criteria
from directory.search.ignored import LeftOut, left_out
from directory.search.results import Totals, Understood


@dataclass(frozen=True)
class Asked:
    """What was typed, the question it was taken for, and what has to be said about that.

    `corrected`, `let_go` and `is_here` as in `readings.Reading`. `nothing_within`: the kilometres
    within which nothing is, so that it is looked further away; 0 where something is, or the reader
    chose the distance.
    """

    typed: Criteria
    criteria: Criteria
    totals: Totals
    understood: Understood
    left_out: list[LeftOut]
    corrected: str = ""
    let_go: tuple[str, ...] = ()
    is_here: bool = False
    nothing_within: int = 0

    @property
    def is_read_otherwise(self) -> bool:
        """Tell whether the words were taken for something else than words."""
        return self.typed.q != self.criteria.q


def ask(args: Arguments, *, on: date) -> Asked:
    """Return the question that an address asks on that day, and how much answers it."""
    typed = Criteria.from_args(args)
    reading = readings.read(typed, on=on)
    criteria = reading.criteria
    totals, understood = queries.count(criteria, on=on)
    asked = Asked(
        typed,
        criteria,
        totals,
        understood,
        left_out(args),
        reading.corrected,
        reading.let_go,
        reading.is_here,
    )
    near = understood.radius_km
    if totals.organisations or criteria.within or near is None:
        return asked
    for radius in (km for km in RADII if km > near):
        further = criteria.but(within=radius)
        totals, understood = queries.count(further, on=on)
        if totals.organisations:
            return replace(
                asked, criteria=further, totals=totals, understood=understood, nothing_within=near
            )
    return asked

"""Print how well and how fast places are found: python -m benchmarks.places, on a full gazetteer.

Every time is also told as a ratio to the floor: reading one place by its number.
"""

import csv
import statistics
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter

from directory.gazetteer.queries import count_places, find_places, get_place, place_of_point
from directory.gazetteer.sources import read_rows

FORTY = Path(__file__).resolve().parents[1] / "tests/gazetteer/forty.csv"
# what people have typed after one or two letters, in several scripts
SHORT = ("a", "s", "k", "l", "m", "al", "sa", "san ", "the", "camp s", "ال", "إ", "م", "አ", "ค")
# small and large ones, and one without a code
NARROW: dict[str, list[tuple[str, str | None]]] = {
    "anywhere": [("", None)],
    "in a country": [("", code) for code in ("TV", "NR", "JO", "XK", "US", "CN", "IN", "FR")],
    "in a region": [(f", {name}", None) for name in ("Texas", "Bayern", "Northern", "Turkana")],
}
ROUNDS = 5
MOST_MILLISECONDS = 20


def typos(name: str) -> Iterator[str]:
    """Yield the name with one letter left out, doubled, or swapped, behind the first two."""
    for at in range(2, len(name) - 1):
        yield name[:at] + name[at + 1 :]
        yield name[:at] + name[at] + name[at:]
        yield name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def asks(where: list[tuple[str, str | None]]) -> Iterator[Callable[[], object]]:
    """Yield each of the short words, asked in each of these regions or countries."""
    for behind, country in where:
        for typed in SHORT:
            yield partial(find_places, typed + behind, country=country)


def milliseconds(work: Callable[[], object]) -> float:
    """Return the median of a few rounds, after one that nobody counts."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work()
        times.append((perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    """Print one line for each kind of question, and what was not found."""
    floor = milliseconds(lambda: get_place("country:JO"))
    say(f"{count_places()} places; the floor is {floor:.2f} ms")
    with FORTY.open(encoding="utf-8", newline="") as file:
        forty = [(row["typed"], row["place_id"]) for row in csv.DictReader(file)]
    ours = read_rows("refugee-places.csv")
    mistyped = [
        (wrong, row["place_id"])
        for row in ours[::10]
        if len(row["name"]) > 4 and row["name"].isascii()
        for wrong in typos(row["name"])
    ]
    _found("forty of our own", forty, floor)
    _found("refugee places by name", [(row["name"], row["place_id"]) for row in ours], floor)
    _found("refugee places mistyped", mistyped, floor)
    for what, where in NARROW.items():
        times = [milliseconds(ask) for ask in asks(where)]
        _told(f"short words, {what}", times, floor)
    points = [(float(row["lon"]), float(row["lat"])) for row in ours]
    _told("place of a point", [milliseconds(partial(place_of_point, *p)) for p in points], floor)


def _found(what: str, asked: list[tuple[str, str]], floor: float) -> None:
    missed = []
    times = []
    for typed, place_id in asked:
        times.append(milliseconds(partial(find_places, typed)))
        first = find_places(typed, limit=1)
        if not first or first[0].place_id != place_id:
            missed.append(typed)
    _told(what, times, floor)
    say(f"    first: {len(asked) - len(missed)} of {len(asked)}; not: {', '.join(missed[:12])}")


def _told(what: str, times: list[float], floor: float) -> None:
    middle, worst = statistics.median(times), max(times)
    slow = sum(time > MOST_MILLISECONDS for time in times)
    say(
        f"{what:26} median {middle:5.1f} ms ({middle / floor:4.1f} floors),"
        f" worst {worst:5.1f} ms, {slow} over {MOST_MILLISECONDS} ms"
    )


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    from directory import create_app

    with create_app().app_context():
        main()

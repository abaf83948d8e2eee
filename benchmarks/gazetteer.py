"""Print how long finding places takes; run python -m benchmarks.gazetteer on a full gazetteer."""

import statistics
import sys
from time import perf_counter

from directory.gazetteer.queries import count_places, find_places

# a table of words, laid out by hand
# fmt: off
TYPED = (
    "Zaatari", "الزعتري", "مخيم الزعتري", "Kakuma", "Bidi Bidi", "bidibidi", "Mae Sot",
    "แม่สอด", "Cox's Bazar", "Coxs Bazar", "Kutupalong", "عمّان", "عمان", "عُمان",
    "Gaziantep", "غازي عنتاب", "أربيل", "هەولێر", "አዲስ አበባ", "Benjina", "Dollo Ado",
    "London", "Jordan", "الأردن", "Jordanie", "Oman", "Amman", "Zaatari, Jordan",
    "الزعتري، الأردن", "Kakuma Kenya", "Hagadera, Garissa, Kenya", "London, Ontario",
    "Tripoli, LB", "Mafraq", "المفرق", "Zarqa", "New York", "Ontario", "Georgia",
    "Bekaa", "البقاع", "Nakivale", "Turkana", "San Jose", "Springfield", "Santa", "San",
    "al", "ka", "a", "s", "ال", "م", "北", "แม", "မြဝတီ", "Kyiv", "كابول", "Port Sudan",
    "Somali", "Bar", "Irbid", "Pristina", "West Bank", "Gaza", "غزة", "Beirut",
    "Beyrouth", "New Yo", "San Fran", "zzzzzz", "xqzzz, Kenya", "Sai", "Saint", "Nuevo",
    "Villa", "Ban", "Rio",
)
# fmt: on
ROUNDS = 20


def main() -> None:
    """Find each word many times and print its median in milliseconds and what came first."""
    lines = [f"{count_places()} places; median of {ROUNDS} in milliseconds"]
    medians = []
    for words in TYPED:
        times = []
        for _ in range(ROUNDS):
            start = perf_counter()
            found = find_places(words)
            times.append((perf_counter() - start) * 1000)
        medians.append(statistics.median(times))
        first = "; ".join(f"{place.name} {place.kind} {place.country}" for place in found[:4])
        lines.append(f"{medians[-1]:7.1f}  {words:26} {first}")
    lines.append(f"slowest {max(medians):.1f}, median {statistics.median(medians):.1f}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    from directory import create_app

    with create_app().app_context():
        main()

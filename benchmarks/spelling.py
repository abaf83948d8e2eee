"""Print how fast words like a mistyped one are found: python -m benchmarks.spelling.

Among invented words, as many as all listings of the world might say. Every time is also told as
a ratio to the floor: reading one word of the same index.
"""

import argparse
import random
import resource
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from directory.search.index.known import KnownOnDisk, write_known

WORDS = 1_500_000
ASKED = 200
FEWEST_LETTERS = 6
SYLLABLES = [first + vowel for first in "bcdfghjklmnprstvwzقملብከ" for vowel in "aeiouاو"]


def invented(count: int, chance: random.Random) -> list[str]:
    """Return so many different words."""
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(chance.choices(SYLLABLES, k=chance.randint(2, 6)))] = None
    return list(found)


def mistyped(word: str, chance: random.Random) -> str:
    """Return the word with a letter left out, doubled or swapped."""
    at = chance.randrange(1, len(word) - 1)
    typed = chance.choice((word[at + 1] + word[at], word[at + 1], word[at] * 2 + word[at + 1]))
    return word[:at] + typed + word[at + 2 :]


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--words", type=int, default=WORDS)
    given = parser.parse_args()
    chance = random.Random(7)  # noqa: S311 - words, not secrets
    words = invented(given.words, chance)
    drawn = [word for word in chance.sample(words, len(words)) if len(word) >= FEWEST_LETTERS]
    asked = [(word, mistyped(word, chance)) for word in drawn[:ASKED]]
    with tempfile.TemporaryDirectory() as folder:
        known_in = Path(folder) / "known"
        counts = ((word, int(1 / (1 - chance.random()))) for word in words)
        seconds = milliseconds(lambda: write_known(counts, known_in)) / 1000
        size = sum(file.stat().st_size for file in known_in.iterdir()) / 1e6
        say(f"{len(words)} words: written in {seconds:.1f} s, {size:.0f} MB")
        del words, drawn
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        known = KnownOnDisk(known_in)
        floor = statistics.median(milliseconds(lambda w=w: known.like(w, 0)) for w, _ in asked)
        say("| slips | p50 ms | p95 ms | x floor | led to the word |\n|---|---:|---:|---:|---:|")
        for slips in (1, 2):
            times, hits = [], 0
            for word, typed in asked:
                start = perf_counter()
                found = known.like(typed, slips)
                times.append((perf_counter() - start) * 1000)
                hits += word in {one.word for one in found}
            p50, p95 = (statistics.quantiles(times, n=20)[at] for at in (9, 18))
            say(f"| {slips} | {p50:.2f} | {p95:.2f} | {p50 / floor:.0f} | {hits}/{len(asked)} |")
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        say(f"memory grown while asking: {grown / 1000:.0f} MB (floor {floor:.3f} ms)")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

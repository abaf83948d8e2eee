"""How well the imported files are searched: python -m benchmarks.ranking, or make bench-ranking.

Prints nDCG@10 of the questions that were judged, and how many organisations are found by their own
names. The first run imports every file that is at hand, which takes a quarter of an hour.
"""

import argparse
import sys
from itertools import chain

from benchmarks.ranking import ndcg, recall
from benchmarks.ranking.register import register
from benchmarks.real_files import FILES, is_at_hand


def main() -> None:
    """Print both tables, or why there are none."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--show", type=int, default=10, help="how many wrong answers to print")
    parser.add_argument("--names", type=int, default=recall.DRAWN, help="how many names to draw")
    given = parser.parse_args()
    if not any(map(is_at_hand, FILES)):
        sys.stdout.write("No file of another register is at hand (benchmarks/real_files.py).\n")
        return
    with register():
        for line in chain(ndcg.lines(given.show), recall.lines(given.show, given.names)):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()

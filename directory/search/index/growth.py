"""When segments are made anew together: there are few, and each listing is written seldom."""

from collections.abc import Sequence

FACTOR = 4
"""A segment is made anew with those after it while it is smaller than so many times them all:
each listing is written about as often as four goes into all of them, as a logarithm."""


def staying(sizes: Sequence[int], added: int) -> int:
    """Return how many segments, the oldest first, stay as they are when listings are added."""
    left, together = len(sizes), added
    while left and sizes[left - 1] < FACTOR * together:
        left -= 1
        together += sizes[left]
    return left

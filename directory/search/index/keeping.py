"""Answers that are kept as long as nothing public changes; bounded, the oldest go first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass
class Kept:
    """At most so many answers by what was asked."""

    most: int
    known: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the answer of before, or the one that is made now."""
        with self.lock:
            if key in self.known:
                self.known.move_to_end(key)
                found: T = self.known[key]
                return found
        made = make()
        with self.lock:
            self.known[key] = made
            while len(self.known) > self.most:
                self.known.popitem(last=False)
        return made

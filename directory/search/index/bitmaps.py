"""Roaring bitmaps of offers by field and value: kept in one file, each read when it is asked."""

import json
import mmap
from array import array
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Generic, NamedTuple, TypeAlias, TypeVar

import numpy as np
from pyroaring import BitMap

from directory.search.index.layout import Array

Key: TypeAlias = tuple[str, str]
K = TypeVar("K")
SUFFIX, CONTENTS = ".roaring", ".json"
MOST_LOOSE = 4_000_000
"""Numbers that are gathered before they are packed: packed they take a quarter of the memory."""
MOST_HELD = 12_000_000
"""Bytes of a file's bitmaps that a process holds: reading one again takes less than a millisecond,
even of millions (docs/adr/0018)."""


class _Span(NamedTuple):
    """Where a bitmap stands in the file, and the value of its field that holds the rest of it."""

    start: int
    end: int
    besides: str | None


class Piece(NamedTuple):
    """A bitmap to be written: what a value has, but for what `besides` of the same field has."""

    field: str
    value: str
    bitmap: BitMap
    besides: str | None = None


class Bitmaps:
    """A bitmap for each field and value; an empty one for what nothing has."""

    def __init__(self, made: Mapping[Key, BitMap] | None = None) -> None:
        self._made: dict[Key, BitMap] = dict(made or {})
        self._spans: dict[Key, _Span] = {}
        self._bytes: mmap.mmap | None = None
        self._read: OrderedDict[Key, BitMap] = OrderedDict()
        self._sizes: dict[Key, int] = {}
        self._held = 0
        self._lock = Lock()

    @classmethod
    def read(cls, file: Path) -> "Bitmaps":
        """Open what `write_bitmaps` wrote."""
        found = cls()
        listed = json.loads(file.with_suffix(CONTENTS).read_text(encoding="utf-8"))
        found._spans = {(field, value): _Span(*span) for field, value, *span in listed}
        with file.with_suffix(SUFFIX).open("rb") as opened:
            found._bytes = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        return found

    def get(self, field: str, value: str) -> BitMap:
        """Return the offers that have the value."""
        key = (field, value)
        if key in self._spans:
            return self._of_file(key)
        return self._made.get(key) or BitMap()

    def _of_file(self, key: Key) -> BitMap:
        """Return a bitmap of the file; those asked last stay, as many as `MOST_HELD` bytes."""
        with self._lock:
            if key in self._read:
                self._read.move_to_end(key)
                return self._read[key]
        found, size = self._whole(*key)
        with self._lock:
            if key not in self._read:
                self._read[key], self._sizes[key] = found, size
                self._held += size
            while self._held > MOST_HELD:
                old, _ = self._read.popitem(last=False)
                self._held -= self._sizes.pop(old)
        return found

    def _whole(self, field: str, value: str) -> tuple[BitMap, int]:
        """Return a bitmap with what it is written besides, and how many bytes all of it takes."""
        assert self._bytes is not None  # noqa: S101 - spans are of a file
        parts, size = [], 0
        besides: str | None = value
        while besides is not None:
            start, end, besides = self._spans[field, besides]
            parts.append(BitMap.deserialize(self._bytes[start:end]))
            size += end - start
        return either(parts), size

    def __contains__(self, key: Key) -> bool:
        """Tell whether something has the value."""
        return key in self._made or key in self._spans

    def values_of(self, field: str) -> list[str]:
        """Return the values that something has in a field, in order."""
        return self._values.get(field, [])

    @cached_property
    def _values(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for field, value in sorted((*self._made, *self._spans)):
            found.setdefault(field, []).append(value)
        return found

    def any_of(self, field: str, values: Iterable[str]) -> BitMap:
        """Return the offers that have one of the values; what is kept must not be changed."""
        return either([self.get(field, value) for value in values])


def either(bitmaps: Iterable[BitMap]) -> BitMap:
    """Return what is in one of them; where only one holds anything, that one itself."""
    filled = [bitmap for bitmap in bitmaps if bitmap]
    if len(filled) == 1:
        return filled[0]
    return BitMap.union(*filled) if filled else BitMap()


class Gathering(Generic[K]):
    """Collects the numbers that have each value while they come in their order."""

    def __init__(self) -> None:
        self._loose: defaultdict[K, array[int]] = defaultdict(lambda: array("I"))
        self._packed: defaultdict[K, BitMap] = defaultdict(BitMap)
        self._gathered = 0

    def add(self, keys: Iterable[K], number: int) -> None:
        """Note that a number has these values."""
        for key in keys:
            self._loose[key].append(number)
            self._gathered += 1
        if self._gathered > MOST_LOOSE:
            self._pack()

    def bitmaps(self) -> dict[K, BitMap]:
        """Return what was collected."""
        self._pack()
        for bitmap in self._packed.values():
            bitmap.run_optimize()
        return dict(self._packed)

    def _pack(self) -> None:
        for key, numbers in self._loose.items():
            self._packed[key] |= BitMap(numbers)
        self._loose.clear()
        self._gathered = 0


def of_numbers(numbers: Array) -> BitMap:
    """Return the bitmap of numbers."""
    found = BitMap(array("I", numbers.astype(np.uint32).tobytes()))
    found.run_optimize()
    return found


def numbers_of(bitmap: BitMap) -> Array:
    """Return the numbers of a bitmap, ascending."""
    return np.asarray(bitmap.to_array(), dtype=np.uint32)


def write_bitmaps(pieces: Iterable[Piece], file: Path) -> None:
    """Write bitmaps behind each other, those that are the same once, and where each stands."""
    listed: list[tuple[str, str, int, int, str | None]] = []
    known: dict[bytes, tuple[int, int]] = {}
    with file.with_suffix(SUFFIX).open("wb") as opened:
        end = opened.write(b"\0")  # an empty file cannot be mapped
        for field, value, bitmap, besides in pieces:
            packed = bitmap.serialize()
            digest = sha256(packed).digest()
            if digest not in known:
                known[digest] = (end, end + opened.write(packed))
                _, end = known[digest]
            listed.append((field, value, *known[digest], besides))
    file.with_suffix(CONTENTS).write_text(json.dumps(listed), encoding="utf-8")

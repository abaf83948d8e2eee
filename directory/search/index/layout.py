"""The columns of a segment: numpy arrays that files can be mapped into, whatever their size."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
NEVER = 2**31 - 1
"""A day that never comes, among ordinal days."""
NO_PLACE = -1


@dataclass(frozen=True)
class Columns:
    """Organisations, their offers and their places, each numbered from 0.

    Offers of one organisation stand together, so the organisations of sorted offers are sorted.
    Organisations follow the Z-order curve of their first place, and places that of their point,
    so what lies together has neighbouring numbers.
    """

    ids: Array
    """`public_organisations.id` of each organisation."""
    public_ids: Array
    """Public id of each organisation, ten bytes."""
    by_public_id: Array
    """Organisations in the order of their public ids."""
    changes: Array
    """Number of the change that wrote what is indexed."""
    checked: Array
    """Ordinal day of its last check, 0 without one."""
    name_bytes: Array
    name_ends: Array
    """Sort keys of their names behind each other, and where each ends."""
    rank: Array
    """Its place among all organisations by last check, then name, then public id."""
    name_rank: Array
    """Its place among all by name, then public id."""
    first_offer: Array
    """First offer of each organisation, and at the end how many offers there are."""
    places_shown: Array
    """How many places on the map the offers of each organisation are at."""
    organisation: Array
    """Organisation of each offer."""
    place: Array
    """Place of each offer, or NO_PLACE."""
    standing: Array
    """Standing of each offer (0 open, 1 closed for now, 2 defunct)."""
    dated: Array
    """The offers that are shown on some days only."""
    dated_from: Array
    dated_until: Array
    """First day, and first day after, as ordinals."""
    lon: Array
    lat: Array
    """Degrees of each place; NaN where it has no point."""
    code: Array
    """Z-order code of each place, ascending; places without a point come last."""
    coarseness: Array
    """Precision of each place as its position in `PRECISION`."""
    owner: Array
    """Organisation of each place."""
    country: Array
    """Country of each place, two letters as one number."""
    is_one_of_several: Array
    """Whether the organisation of a place has others."""
    by_place: Array
    """Offers in the order of their places, those without one left out."""
    first_at_place: Array
    """Where the offers of each place begin in `by_place`, and at the end its length."""
    outlines: Array
    """West, south, east, north of each polygon that is served."""
    outline_offers: Array
    outline_ends: Array
    outline_bytes: Array
    """The offer of each polygon, where its WKB ends, and all of it."""
    replaces: Array
    """Public ids whose listings in older segments are no more; those that are withdrawn too."""

    def name_of(self, organisation: int) -> str:
        """Return the sort key of an organisation's name."""
        start = int(self.name_ends[organisation - 1]) if organisation else 0
        return self.name_bytes[start : int(self.name_ends[organisation])].tobytes().decode()

    def name_bytes_of(self, organisations: Array) -> Array:
        """Return how many bytes long the sort keys of their names are."""
        ends = np.r_[0, self.name_ends].astype(np.int64)
        return np.asarray(ends[organisations + 1] - ends[organisations])

    def write(self, folder: Path) -> None:
        """Write one file for each column."""
        for field in fields(self):
            np.save(folder / f"{field.name}.npy", getattr(self, field.name))

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Map the files of a folder into memory, which all processes share."""
        return cls(**{field.name: mapped(folder / f"{field.name}.npy") for field in fields(cls)})


def numbers_in(starts: Array, ends: Array) -> Array:
    """Return the numbers of many ranges, behind each other."""
    counts = np.asarray(ends, dtype=np.int64) - np.asarray(starts, dtype=np.int64)
    skipped = np.asarray(starts, dtype=np.int64) - np.r_[0, np.cumsum(counts)[:-1]]
    return np.repeat(skipped, counts) + np.arange(int(counts.sum()))


def mapped(file: Path) -> Array:
    """Map a file that numpy saved into memory, which all processes share."""
    return np.asarray(np.load(file, mmap_mode="r", allow_pickle=False))


def begins(ascending: Array) -> Array:
    """Tell of each of ascending numbers whether it is the first of its like."""
    return np.concatenate([[True], ascending[1:] != ascending[:-1]])[: len(ascending)]


def distinct(ascending: Array) -> Array:
    """Return each of ascending numbers once."""
    return np.asarray(ascending[begins(ascending)])

"""A segment: some listings numbered and indexed together, in a folder or in memory."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol, Self

import numpy as np
import shapely
from pyroaring import BitMap

from directory.organisations.precision import PRECISION
from directory.search.index import zorder
from directory.search.index.bitmaps import Bitmaps, Gathering, write_bitmaps
from directory.search.index.fields import FIELDS, TEXT_FIELDS, Entry
from directory.search.index.layout import NEVER, NO_PLACE, Array, Columns
from directory.search.index.postings import (
    MemoryPostings,
    Postings,
    TantivyPostings,
    TantivyWriter,
)

FILTERS_FILE = "filters"


class Listed(NamedTuple):
    """A published listing as it is indexed."""

    id: int
    public_id: str
    change: int
    checked: int
    """Ordinal day of the last check; 0 when there was none."""
    until: int
    """First day on which it is no longer shown, or NEVER."""
    name_key: str
    entry: Entry


class Feed(Protocol):
    """Takes in words."""

    def add(self, number: int, texts: dict[str, str]) -> None: ...  # noqa: D102


@dataclass(frozen=True)
class Segment:
    """Listings that are asked together; none of them changes, though some may have died since."""

    columns: Columns
    filters: Bitmaps
    postings: Postings

    @property
    def offers(self) -> int:
        """How many offers there are."""
        return len(self.columns.organisation)

    @classmethod
    def in_memory(cls, listed: Iterable[Listed]) -> Self:
        """Return a segment of a few listings."""
        postings = MemoryPostings()
        columns, made = _numbered(sorted(listed, key=curve_order), postings)
        return cls(columns, Bitmaps(made), postings)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Open what `write_segment` wrote."""
        filters = Bitmaps.read(folder / FILTERS_FILE)
        return cls(Columns.read(folder), filters, TantivyPostings(folder))

    def organisation_of(self, public_id: str) -> int | None:
        """Return the number of an organisation, None if it is not in here."""
        ids, order = self.columns.public_ids, self.columns.by_public_id
        asked = np.array(public_id.encode()[:10], dtype="S10")
        at = int(np.searchsorted(ids, asked, sorter=order))
        if at == len(ids) or ids[order[at]] != asked:
            return None
        return int(order[at])

    def offers_of(self, organisations: Array) -> BitMap:
        """Return all offers of ascending numbers of organisations."""
        first = self.columns.first_offer
        found = BitMap()
        for start, end in zip(first[organisations], first[organisations + 1], strict=True):
            found.add_range(int(start), int(end))
        return found


@dataclass(frozen=True)
class Part:
    """A segment, and its offers that are no more."""

    segment: Segment
    dead: BitMap


def write_segment(listed: Iterable[Listed], folder: Path) -> None:
    """Write a segment of listings that come in `curve_order`."""
    words = TantivyWriter(folder)
    columns, made = _numbered(listed, words)
    columns.write(folder)
    write_bitmaps(made, folder / FILTERS_FILE)
    words.finish()


def letters(country: str) -> int:
    """Return a country's two letters as one number that sorts like them."""
    return int.from_bytes(country.encode()[:2], "big")


def curve_order(one: Listed) -> tuple[int, int]:
    """Return where a listing stands: along the curve by its first place, then by its id."""
    return curve_code(one.entry["places"]), one.id


def curve_code(places: list[list[Any]]) -> int:
    """Return the Z-order code of the first place; `NO_CODE` without one."""
    lon, lat = places[0][3:5] if places else (None, None)
    here = np.array([np.nan if lon is None else lon]), np.array([np.nan if lat is None else lat])
    return int(zorder.codes(*here)[0])


def _numbered(listed: Iterable[Listed], words: Feed) -> tuple[Columns, dict[Any, BitMap]]:
    """Number everything, feed the words, and return the columns and the bitmaps of the filters."""
    gathered = Gathering()
    heads: list[tuple[Any, ...]] = []
    places: list[tuple[Any, ...]] = []
    rows: list[tuple[int, int, int]] = []
    first_offer, dated, outlines = [0], [], []
    for number, one in enumerate(listed):
        entry = one.entry
        first_place = len(places)
        heads.append((one.id, one.public_id, one.change, one.checked, one.name_key))
        places += [(*place, number) for place in entry["places"]]
        texts = _texts(entry)
        for offer in entry["offers"]:
            at = len(rows)
            place = first_place + offer["place"] if "place" in offer else NO_PLACE
            rows.append((number, place, offer.get("standing", 0)))
            for field, values in FIELDS.items():
                for value in values(offer, entry):
                    if value is not None:
                        gathered.add((field, value), at)
            words.add(at, texts(offer.get("service", "")))
            until = min(offer.get("until", NEVER), one.until)
            if "from" in offer or until != NEVER:
                dated.append((at, offer.get("from", 0), until))
            outlines += [
                (at, area["polygon"]) for area in offer.get("areas", ()) if "polygon" in area
            ]
        first_offer.append(len(rows))
    columns = _columns(heads, first_offer, rows, dated, places, outlines)
    return columns, gathered.bitmaps()


def _texts(entry: Entry) -> Callable[[str], dict[str, str]]:
    """Return what gives the words of an offer by field: the organisation's, and its service's."""
    own: dict[str, str] = {}
    of_services: dict[str, dict[str, str]] = {}
    for service, weight, text in entry["words"]:
        field = TEXT_FIELDS[not service, weight]
        (of_services.setdefault(service, {}) if service else own)[field] = text
    return lambda service: own | of_services.get(service, {}) if service else own


def _columns(
    heads: list[tuple[Any, ...]],
    first_offer: list[int],
    rows: list[tuple[int, int, int]],
    dated: list[tuple[int, int, int]],
    places: list[tuple[Any, ...]],
    outlines: list[tuple[int, Any]],
) -> Columns:
    ids, public_ids, changes, checked, names = zip(*heads, strict=True) if heads else ((),) * 5
    keys = np.array([code.encode() for code in public_ids], dtype="S10")
    keys_of_names = [name.encode() for name in names]
    named = list(zip(names, public_ids, strict=True))
    offers = np.array(rows, dtype=np.int32).reshape(-1, 3)
    days = np.array(dated, dtype=np.int64).reshape(-1, 3)
    shapes = [shapely.Polygon(corners).buffer(0) for _, corners in outlines]
    written = [shapely.to_wkb(shape) for shape in shapes]
    bounds = np.array([shape.bounds for shape in shapes], dtype=np.float64).reshape(-1, 4)
    return Columns(
        ids=np.array(ids, dtype=np.int64),
        public_ids=keys,
        by_public_id=np.argsort(keys, kind="stable").astype(np.uint32),
        changes=np.array(changes, dtype=np.int64),
        checked=np.array(checked, dtype=np.int32),
        name_bytes=np.frombuffer(b"".join(keys_of_names), dtype=np.uint8),
        name_ends=np.cumsum([len(key) for key in keys_of_names], dtype=np.int64),
        rank=_ranked([(-day, *one) for day, one in zip(checked, named, strict=True)]),
        name_rank=_ranked(named),
        first_offer=np.array(first_offer, dtype=np.uint32),
        organisation=offers[:, 0].astype(np.uint32),
        standing=offers[:, 2].astype(np.uint8),
        dated=days[:, 0].astype(np.uint32),
        dated_from=days[:, 1].astype(np.int32),
        dated_until=days[:, 2].astype(np.int32),
        outlines=bounds,
        outline_offers=np.array([offer for offer, _ in outlines], dtype=np.uint32),
        outline_ends=np.cumsum([len(each) for each in written], dtype=np.int64),
        outline_bytes=np.frombuffer(b"".join(written), dtype=np.uint8),
        **_places(places, offers[:, 1]),
    )


def _ranked(keys: Sequence[tuple[Any, ...]]) -> Array:
    """Return the place of each among all."""
    order = sorted(range(len(keys)), key=keys.__getitem__)
    ranks = np.empty(len(keys), dtype=np.uint32)
    ranks[order] = np.arange(len(keys), dtype=np.uint32)
    return ranks


def _places(places: list[tuple[Any, ...]], place_of: Array) -> dict[str, Array]:
    """Return the columns of places along the curve, and which offers are given at each."""
    precision, country, _, lon, lat, owner = zip(*places, strict=True) if places else ((),) * 6
    degrees = [np.array(each, dtype=np.float64) for each in (lon, lat)]
    code = zorder.codes(*degrees)
    order = np.argsort(code, kind="stable")
    moved = np.empty(len(places), dtype=np.int32)
    moved[order] = np.arange(len(places), dtype=np.int32)
    if len(places):
        place_of = np.where(place_of == NO_PLACE, NO_PLACE, moved[place_of])
    offers = np.flatnonzero(place_of != NO_PLACE).astype(np.uint32)
    by_place = offers[np.argsort(place_of[offers], kind="stable")]
    owners = np.array(owner, dtype=np.uint32)
    several = np.bincount(owners)[owners] > 1 if len(owners) else owners > 0
    coarseness = np.array([PRECISION.index(level) for level in precision], dtype=np.uint8)
    return {
        "place": place_of.astype(np.int32),
        "lon": degrees[0][order],
        "lat": degrees[1][order],
        "code": code[order],
        "coarseness": coarseness[order],
        "owner": owners[order],
        "country": np.array([letters(two) for two in country], dtype=np.uint16)[order],
        "is_one_of_several": several[order],
        "by_place": by_place,
        "first_at_place": np.searchsorted(place_of[by_place], np.arange(len(places) + 1)).astype(
            np.uint32
        ),
    }

"""Numbering listings, their offers and places: from rows in their order to columns and bitmaps.

What is gathered are plain numbers, so that millions of listings take little memory.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import shapely
from pyroaring import BitMap

from directory.organisations.precision import PRECISION
from directory.search.index import zorder
from directory.search.index.bitmaps import Gathering, Key, numbers_of, of_numbers
from directory.search.index.fields import FIELDS, OF_WHOLE, TEXT_FIELDS, Entry, Offer
from directory.search.index.layout import NEVER, NO_PLACE, Array, Columns, distinct
from directory.search.index.listed import Listed

COARSENESS = {precision: number for number, precision in enumerate(PRECISION)}
NOWHERE = float("nan")
WIDTH = 10
"""Bytes of a public id."""


class Feed(Protocol):
    """Takes in words."""

    def add_organisation(  # noqa: D102
        self, number: int, offers: range, texts: dict[str, str]
    ) -> None: ...

    def add_offer(self, number: int, texts: dict[str, str]) -> None: ...  # noqa: D102


def numbered(
    listed: Iterable[Listed], words: Feed, replaces: Iterable[str]
) -> tuple[Columns, dict[Key, BitMap]]:
    """Number everything, feed the words, and return the columns and the bitmaps of the filters."""
    found = _Numbering(words)
    for one in listed:
        found.add(one)
    columns, filters = found.columns(replaces), found.filters.bitmaps()
    return columns, filters | dict(_of_whole(filters, columns))


def keys_of(public_ids: Iterable[str]) -> Array:
    """Return public ids as they are compared here, ascending."""
    return np.array(sorted(one.encode()[:WIDTH] for one in public_ids), dtype=f"S{WIDTH}")


def _numbers(code: str) -> Callable[[], "array[Any]"]:
    return lambda: array(code)


def _column(code: str) -> Any:
    return field(default_factory=_numbers(code))


@dataclass
class _Numbering:
    """What has been numbered so far: a column for each thing that is known."""

    words: Feed
    filters: Gathering[Key] = field(default_factory=Gathering)
    public_ids: bytearray = field(default_factory=bytearray)
    """Ten bytes each."""
    names: list[bytes] = field(default_factory=list)
    outlines: list[bytes] = field(default_factory=list)
    ids: "array[int]" = _column("q")
    changes: "array[int]" = _column("q")
    checked: "array[int]" = _column("i")
    behind: "array[int]" = _column("I")
    """The first offer behind each organisation."""
    organisation: "array[int]" = _column("I")
    place: "array[int]" = _column("i")
    standing: "array[int]" = _column("B")
    dated: "array[int]" = _column("i")
    """Offer, first day and first day after, of those that are shown on some days only."""
    lon: "array[float]" = _column("d")
    lat: "array[float]" = _column("d")
    coarseness: "array[int]" = _column("B")
    country: "array[int]" = _column("H")
    owner: "array[int]" = _column("I")
    bounds: "array[float]" = _column("d")
    outline_offers: "array[int]" = _column("I")

    def add(self, one: Listed) -> None:
        """Number one more listing."""
        number, entry, first_place = len(self.ids), one.entry, len(self.lon)
        self.ids.append(one.id)
        self.changes.append(one.change)
        self.checked.append(one.checked)
        self.public_ids += one.public_id.encode()[:WIDTH].ljust(WIDTH, b"\0")
        self.names.append(one.name_key.encode())
        for place in entry["places"]:
            self._add_place(number, place)
        own, of_services = _texts(entry)
        first = len(self.organisation)
        self.words.add_organisation(number, range(first, first + len(entry["offers"])), own)
        for at, offer in enumerate(entry["offers"], first):
            self.organisation.append(number)
            self.place.append(first_place + offer["place"] if "place" in offer else NO_PLACE)
            self.standing.append(offer.get("standing", 0))
            self.words.add_offer(at, of_services.get(offer.get("service", ""), {}))
            self.filters.add(_values(offer, entry), at)
            self._add_days(at, offer, one.until)
            for area in offer.get("areas", ()):
                if "polygon" in area:
                    self._add_outline(at, area["polygon"])
        self.behind.append(len(self.organisation))

    def _add_days(self, at: int, offer: Offer, shown_until: int) -> None:
        until = min(offer.get("until", NEVER), shown_until)
        if "from" in offer or until != NEVER:
            self.dated.extend((at, offer.get("from", 0), until))

    def _add_place(self, owner: int, place: list[Any]) -> None:
        precision, country, _, lon, lat = place
        self.lon.append(NOWHERE if lon is None else lon)
        self.lat.append(NOWHERE if lat is None else lat)
        self.coarseness.append(COARSENESS[precision])
        self.country.append(int.from_bytes(country.encode()[:2], "big"))
        self.owner.append(owner)

    def _add_outline(self, offer: int, corners: Any) -> None:
        shape = shapely.Polygon(corners).buffer(0)
        self.outline_offers.append(offer)
        self.bounds.extend(shape.bounds)
        self.outlines.append(shapely.to_wkb(shape))

    def columns(self, replaces: Iterable[str]) -> Columns:
        """Return all columns."""
        keys = np.frombuffer(bytes(self.public_ids), dtype=f"S{WIDTH}")
        checked = _of(self.checked, np.int32)
        by_name = _ranked([b"\0".join(one) for one in zip(self.names, keys.tolist(), strict=True)])
        dated = _of(self.dated, np.int32).reshape(-1, 3)
        return Columns(
            ids=_of(self.ids, np.int64),
            public_ids=keys,
            by_public_id=np.argsort(keys, kind="stable").astype(np.uint32),
            changes=_of(self.changes, np.int64),
            checked=checked,
            name_bytes=np.frombuffer(b"".join(self.names), dtype=np.uint8),
            name_ends=np.cumsum([len(key) for key in self.names], dtype=np.int64),
            rank=_places_in(np.lexsort((by_name, -checked))),
            name_rank=by_name,
            first_offer=np.r_[0, _of(self.behind, np.uint32)].astype(np.uint32),
            organisation=_of(self.organisation, np.uint32),
            standing=_of(self.standing, np.uint8),
            dated=dated[:, 0].astype(np.uint32),
            dated_from=dated[:, 1],
            dated_until=dated[:, 2],
            outlines=_of(self.bounds, np.float64).reshape(-1, 4),
            outline_offers=_of(self.outline_offers, np.uint32),
            outline_ends=np.cumsum([len(each) for each in self.outlines], dtype=np.int64),
            outline_bytes=np.frombuffer(b"".join(self.outlines), dtype=np.uint8),
            replaces=keys_of(replaces),
            **self._places(),
        )

    def _places(self) -> dict[str, Array]:
        """Return the columns of places along the curve, and which offers are given at each."""
        lon, lat = _of(self.lon, np.float64), _of(self.lat, np.float64)
        place_of = _of(self.place, np.int32)
        owners = _of(self.owner, np.uint32)
        code = zorder.codes(lon, lat)
        order = np.argsort(code, kind="stable")
        moved = _places_in(order).astype(np.int32)
        if len(lon):
            place_of = np.where(place_of == NO_PLACE, NO_PLACE, moved[place_of]).astype(np.int32)
        offers = np.flatnonzero(place_of != NO_PLACE).astype(np.uint32)
        by_place = offers[np.argsort(place_of[offers], kind="stable")]
        several = np.bincount(owners)[owners] > 1 if len(owners) else owners > 0
        first = np.searchsorted(place_of[by_place], np.arange(len(lon) + 1))
        given = ~np.isnan(lon[order]) & (np.diff(first) > 0)
        return {
            "places_shown": np.bincount(owners[order][given], minlength=len(self.ids)).astype(
                np.uint32
            ),
            "place": place_of,
            "lon": lon[order],
            "lat": lat[order],
            "code": code[order],
            "coarseness": _of(self.coarseness, np.uint8)[order],
            "owner": owners[order],
            "country": _of(self.country, np.uint16)[order],
            "is_one_of_several": several[order],
            "by_place": by_place,
            "first_at_place": first.astype(np.uint32),
        }


def _of_whole(filters: Mapping[Key, BitMap], columns: Columns) -> Iterator[tuple[Key, BitMap]]:
    """Yield the organisations of which some offer has a value."""
    for (name, value), offers in filters.items():
        if name in OF_WHOLE:
            owners = distinct(columns.organisation[numbers_of(offers)])
            yield (OF_WHOLE[name], value), of_numbers(owners)


def _values(offer: Offer, entry: Entry) -> Iterator[Key]:
    """Yield each value of an offer with its field."""
    for name, values in FIELDS.items():
        for value in values(offer, entry):
            if value is not None:
                yield name, value


def _of(numbers: "array[Any]", kind: Any) -> Array:
    return np.array(numbers, dtype=kind)


def _ranked(keys: list[bytes]) -> Array:
    """Return the place of each among all."""
    return _places_in(np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64))


def _places_in(order: Array) -> Array:
    """Return where each stands in an order."""
    ranks = np.empty(len(order), dtype=np.uint32)
    ranks[order] = np.arange(len(order), dtype=np.uint32)
    return ranks


def _texts(entry: Entry) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return by field the words of the organisation, and those of each service."""
    own: dict[str, str] = {}
    of_services: dict[str, dict[str, str]] = {}
    for service, weight, text in entry["words"]:
        name = TEXT_FIELDS[not service, weight]
        (of_services.setdefault(service, {}) if service else own)[name] = text
    return own, of_services

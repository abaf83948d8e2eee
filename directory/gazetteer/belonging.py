"""To which country a place belongs when it is loaded: as our outlines have it, as its label says.

GeoNames gives places to whoever administers them. A place of a disputed area is found in each of
the countries that may be said there.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from shapely import STRtree, points
from shapely.geometry.base import BaseGeometry

from directory.gazetteer.outlines import Inside, claims, counted_in, held_by
from directory.gazetteer.rows import PlaceRows

# degrees, two kilometres: nearer than this to its own country an outline may only be drawn roughly
ROUGH = 0.018
AREAS = ("country", "region")


class Belonging:
    """The outlines of one load, asked for many places at once."""

    def __init__(self) -> None:
        self._outlines: list[tuple[str, str]] = []
        self._parts: list[BaseGeometry] = []
        self._tree: STRtree | None = None

    def add(self, kind: str, code: str, part: BaseGeometry) -> None:
        """Take a part of an outline; all must be there before the first place is asked for."""
        self._outlines.append((kind, code))
        self._parts.append(part)

    def settled(self, batch: Sequence[PlaceRows]) -> Iterator[PlaceRows]:
        """Yield the same places, each in its country, its names in all where it is looked for."""
        at = points([(rows.place["lon"], rows.place["lat"]) for rows in batch])
        held = self._near(at, 0)
        asked = [number for number, rows in enumerate(batch) if _is_doubtful(rows, held[number])]
        near = self._near(at[asked], ROUGH)
        beside = {number: near[position] for position, number in enumerate(asked)}
        for number, rows in enumerate(batch):
            yield _settled(rows, held[number], beside.get(number, []))

    def _near(self, at: Any, reach: float) -> dict[int, list[tuple[str, str]]]:
        """Return by the number of each point the outlines that hold it, or are so near."""
        self._tree = self._tree or STRtree(self._parts)
        found: dict[int, list[tuple[str, str]]] = defaultdict(list)
        asked = {"predicate": "dwithin", "distance": reach} if reach else {"predicate": "within"}
        for number, part in zip(*self._tree.query(at, **asked), strict=True):
            found[int(number)].append(self._outlines[part])
        return found


def _is_doubtful(rows: PlaceRows, held: list[tuple[str, str]]) -> bool:
    country = held_by(held).country
    return rows.place["kind"] not in AREAS and country not in {None, rows.place["country"]}


def _settled(
    rows: PlaceRows, held: list[tuple[str, str]], beside: list[tuple[str, str]]
) -> PlaceRows:
    place = rows.place
    area = next((code for kind, code in held if kind == "disputed"), "")
    lands = claims().get(area, frozenset()) if place["kind"] != "country" else frozenset()
    if place["country"] in lands:  # a town beside it is in no dispute
        if place["kind"] != "region":
            place = _moved(place, Inside(counted_in().get(area, place["country"])))
    else:
        if beside and place["country"] not in {code.partition(".")[0] for _, code in beside}:
            place = _moved(place, held_by(held))
        lands = frozenset({place["country"]})
    names = [{**name, "country": land} for name in rows.names for land in sorted(lands)]
    return PlaceRows(place, names)


def _moved(place: dict[str, Any], around: Inside) -> dict[str, Any]:
    """Return the place in another country; a region of the one it is taken from is not kept."""
    if place["country"] == around.country:
        return place
    return {**place, "country": around.country, "region": around.region}

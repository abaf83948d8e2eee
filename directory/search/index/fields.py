"""The table of what an offer can be filtered by: each field with the values that an offer has."""

from collections.abc import Callable, Iterable
from typing import Any

from directory.organisations.precision import OF_AN_AREA

Offer = dict[str, Any]
Entry = dict[str, Any]
Values = Callable[[Offer, Entry], Iterable[str | None]]

FIELDS: dict[str, Values] = {
    "kind": lambda offer, _: [offer.get("kind")],
    "country": lambda offer, _: [offer.get("country")],
    "region": lambda offer, _: [offer.get("region")],
    "language": lambda offer, _: offer.get("languages", ()),
    "group": lambda offer, _: offer.get("groups", ()),
    "flag": lambda offer, _: offer.get("flags", ()),
    "standing": lambda offer, _: [str(offer.get("standing", 0))],
    "entity_kind": lambda _, entry: entry["codes"].get("entity_kind", ()),
    "entity_form": lambda _, entry: entry["codes"].get("entity_form", ()),
    "activity": lambda _, entry: entry["codes"].get("activity", ()),
    "serves_in": lambda offer, _: [area.get("country") for area in offer.get("areas", ())],
    "serves_all_of": lambda offer, _: [
        area.get("country")
        for area in offer.get("areas", ())
        if "region" not in area and "polygon" not in area
    ],
    "serves_region": lambda offer, _: [area.get("region") for area in offer.get("areas", ())],
    "point": lambda offer, entry: _points(offer, entry),
}
ON_THE_MAP, OWN, OF_THE_AREA = "any", "own", "area"
"""Values of `point`: there is one; the place is at it; all that is known is an area."""
TEXT_FIELDS = {(True, 3): "name", (True, 1): "own", (False, 2): "service", (False, 1): "detail"}
"""Where a word goes: whether the organisation itself says it, and its weight."""


def _points(offer: Offer, entry: Entry) -> list[str]:
    if "place" not in offer:
        return []
    precision, _, _, lon, _ = entry["places"][offer["place"]]
    found = [ON_THE_MAP] if lon is not None else []
    if precision in OF_AN_AREA:
        return [*found, OF_THE_AREA]
    return [*found, OWN] if found else []

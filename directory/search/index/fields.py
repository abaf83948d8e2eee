"""The table of what an offer can be filtered by: each field with the values that an offer has."""

from collections.abc import Callable, Iterable
from typing import Any

from directory.organisations.precision import OF_AN_AREA
from directory.organisations.rows import DETAIL, NAME, SERVICE, TEXT
from directory.search.facets import HOURS, UNSAID

Offer = dict[str, Any]
Entry = dict[str, Any]
Values = Callable[[Offer, Entry], Iterable[str | None]]


def _said(field: str) -> Values:
    return lambda offer, _: offer.get("said", {}).get(field) or [UNSAID]


def _said_by_all(field: str) -> Values:
    return lambda _, entry: entry.get("said", {}).get(field) or [UNSAID]


OF_SERVICE = ("language", "group", "audience", "access", "documents", "fee", "women_staff")
OF_ORGANISATION = ("entity_kind", "entity_form", "cooperative_type", "activity", "joining")
FIELDS: dict[str, Values] = {
    "kind": lambda offer, _: [offer.get("kind") or UNSAID],
    "country": lambda offer, _: [offer.get("country")],
    "region": lambda offer, _: [offer.get("region")],
    HOURS: lambda offer, _: [offer.get("hours") or UNSAID],
    "near": lambda offer, _: () if offer.get("contact_only") else [SOMEWHERE],
    "standing": lambda offer, _: [str(offer.get("standing", 0))],
    **{field: _said(field) for field in OF_SERVICE},
    **{field: _said_by_all(field) for field in OF_ORGANISATION},
    "serves_in": lambda offer, _: [area.get("country") for area in offer.get("areas", ())],
    "serves_all_of": lambda offer, _: [
        area.get("country")
        for area in offer.get("areas", ())
        if "region" not in area and "polygon" not in area
    ],
    "serves_region": lambda offer, _: [area.get("region") for area in offer.get("areas", ())],
    "point": lambda offer, entry: _points(offer, entry),
}
SOMEWHERE = "somewhere"
"""Value of `near` for what may be found by its distance."""
ON_THE_MAP, OWN, OF_THE_AREA = "any", "own", "area"
"""Values of `point`: there is one; the place is at it; all that is known is an area."""
TEXT_FIELDS = {
    (True, NAME): "name",
    (True, TEXT): "own",
    (False, SERVICE): "service",
    (False, DETAIL): "detail",
}
"""Where a word goes: whether the organisation itself says it, and its weight."""


def _points(offer: Offer, entry: Entry) -> list[str]:
    if "place" not in offer:
        return []
    precision, _, _, lon, _ = entry["places"][offer["place"]]
    found = [ON_THE_MAP] if lon is not None else []
    if precision in OF_AN_AREA:
        return [*found, OF_THE_AREA]
    return [*found, OWN] if found else []

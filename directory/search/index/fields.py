"""The table of what an offer can be filtered by: each field with the values that an offer has."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from directory.organisations.precision import OF_AN_AREA
from directory.organisations.rows import DETAIL, NAME, SERVICE, TEXT
from directory.search.criteria import groups, kinds_of_need, needs
from directory.search.facets import HOURS, UNSAID
from directory.vocabulary.terms import vocabulary

Offer = dict[str, Any]
Entry = dict[str, Any]
Values = Callable[[Offer, Entry], Iterable[str | None]]


@cache
def _tiles() -> dict[str, tuple[str, ...]]:
    """Return the needs among the tiles that each kind of service answers to."""
    tiles = [code for code in vocabulary()["public_need"] if code in needs()]
    kinds = {kind for tile in tiles for kind in kinds_of_need(tile)}
    return {kind: tuple(t for t in tiles if kind in kinds_of_need(t)) for kind in kinds}


def _said(field: str) -> Values:
    return lambda offer, _: offer.get("said", {}).get(field) or [UNSAID]


def _said_by_all(field: str) -> Values:
    return lambda _, entry: entry.get("said", {}).get(field) or [UNSAID]


ABOUT, TILE, CHOSEN_GROUP = "about", "tile", "chosen_group"
"""Unions that are counted beside every answer: of where it is and whom it serves; of the kinds of a
need; of a group and those that name none."""
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
    "serves_all_of": lambda offer, _: [
        area.get("country")
        for area in offer.get("areas", ())
        if "region" not in area and "polygon" not in area
    ],
    ABOUT: lambda offer, _: {offer.get("country"), *_served(offer, "country")},
    TILE: lambda offer, _: _tiles().get(offer.get("kind", ""), ()),
    CHOSEN_GROUP: lambda offer, _: offer.get("said", {}).get("group") or groups(),
    "serves_region": lambda offer, _: _served(offer, "region"),
    "point": lambda offer, entry: _points(offer, entry),
}
SOMEWHERE = "somewhere"
"""Value of `near` for what may be found by its distance."""
ON_THE_MAP, OWN, OF_THE_AREA = "any", "own", "area"
"""Values of `point`: there is one; the place is at it; all that is known is an area."""
OF_WHOLE = {ABOUT: "about_whole", "point": "point_whole"}
"""Fields that are also kept by organisation: what any of its offers has."""
TEXT_FIELDS = {
    (True, NAME): "name",
    (True, TEXT): "own",
    (False, SERVICE): "service",
    (False, DETAIL): "detail",
}
"""Where a word goes: whether the organisation itself says it, and its weight."""
OF_ORGANISATIONS = frozenset(field for (is_own, _), field in TEXT_FIELDS.items() if is_own)


def _served(offer: Offer, what: str) -> list[str | None]:
    return [area.get(what) for area in offer.get("areas", ())]


def _points(offer: Offer, entry: Entry) -> list[str]:
    if "place" not in offer:
        return []
    precision, _, _, lon, _ = entry["places"][offer["place"]]
    found = [ON_THE_MAP] if lon is not None else []
    if precision in OF_AN_AREA:
        return [*found, OF_THE_AREA]
    return [*found, OWN] if found else []

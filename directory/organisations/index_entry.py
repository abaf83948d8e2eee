"""What an index of searches is fed with of a listing: its words, its codes, its places and offers.

One JSON text for each listing, made where its public rows are made, so that an index is built from
one table and by the same rules.
"""

import json
from collections import defaultdict
from datetime import date
from typing import Any

from directory.organisations.listing import PublicListing, PublicPlace, PublicServedArea
from directory.organisations.rows import OfferToWrite, Rows, name_key

FORMAT = 3
"""Counted up when an entry is written otherwise: older ones are not indexed."""


def entry_json(listing: PublicListing, rows: Rows) -> str:
    """Return the entry as JSON; what is empty is left out.

    `name_key`; `checked` and `until` as ordinal days; `words`: [service, weight, folded words];
    `said`: what the organisation says by filter; `places`: [precision, country, region, lon, lat];
    `offers`: one for each public offer, in its order.
    """
    head = {
        "name_key": name_key(listing),
        "checked": _day(listing.checked.on) if listing.checked else None,
        "until": _day(listing.shows_until),
    }
    entry = {
        **{name: value for name, value in head.items() if value is not None},
        "words": _words(rows),
        "said": dict(rows.said),
        "places": [_place(place.where) for place in rows.places],
        "offers": [_offer(offer) for offer in rows.offers],
    }
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"))


def _words(rows: Rows) -> list[list[Any]]:
    grouped: dict[tuple[str, int], list[str]] = defaultdict(list)
    for (service, word), weight in rows.own_words.items():
        grouped[service.hex if service else "", weight].append(word)
    # sorted, so that the same listing always has the same entry
    return [
        [service, weight, " ".join(sorted(words))]
        for (service, weight), words in sorted(grouped.items())
    ]


def _place(where: PublicPlace) -> list[Any]:
    return [where.precision, where.country, where.region, where.lon, where.lat]


def _offer(offer: OfferToWrite) -> dict[str, Any]:
    said: dict[str, Any] = {
        "service": offer.service.id.hex if offer.service else None,
        "kind": offer.service.kind if offer.service else None,
        "place": offer.place,
        "country": offer.country,
        "region": offer.region,
        "said": dict(offer.said),
        "hours": offer.hours,
        "contact_only": None if offer.is_near_somewhere else True,
        "standing": offer.standing or None,
        "areas": [_area(area) for area in offer.areas],
        "from": _day(offer.shows_from),
        "until": _day(offer.shows_until),
    }
    return {name: value for name, value in said.items() if value not in (None, [], {})}


def _area(area: PublicServedArea) -> dict[str, Any]:
    said = {"country": area.country, "region": area.region, "polygon": area.polygon}
    return {name: value for name, value in said.items() if value is not None}


def _day(day: date | None) -> int | None:
    return day.toordinal() if day else None

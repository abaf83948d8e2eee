"""What lies in view, as the map's script reads it: numbers, and words that become text there."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from pydantic import BaseModel

from directory.i18n.babel import current_tag
from directory.i18n.choosing import choose
from directory.organisations.document import Text
from directory.search.shown import Cluster, Named, Shown, Spot
from directory.vocabulary.labels import label
from directory.web.templates import number

ROUGHLY = {
    "neighbourhood": lazy_gettext("Somewhere within about 1 km. Ask them for the way."),
    "locality": lazy_gettext("Somewhere in this town or camp. Ask them for the way."),
    "admin2": lazy_gettext("Somewhere in this district. Ask them for the way."),
    "admin1": lazy_gettext("Somewhere in this region. Ask them for the way."),
}
"""What is said of a point that is only the middle of an area; nothing when it is exact."""


class Title(BaseModel):
    """The few fields of a listing that a map shows; the others are not even read."""

    names: tuple[Text, ...]
    kind: str


def as_data(shown: Shown) -> dict[str, Any]:
    """Return everything in view as JSON can carry it."""
    return {
        "clusters": [_cluster(one) for one in shown.clusters],
        "places": [_spot(one) for one in shown.spots],
        # Translators: said when the map has moved: "38 organisations at 52 places" in view
        "said": _("In view: %(count)s", count=counted(shown.organisations, shown.places)),
    }


def counted(organisations: int, places: int) -> str:
    """Return both numbers in words: *38 organisations at 52 places*."""
    said: str = _(
        "%(organisations)s at %(places)s",
        organisations=_organisations(organisations),
        places=ngettext("%(count)s place", "%(count)s places", places, count=number(places)),
    )
    return said


def _cluster(one: Cluster) -> dict[str, Any]:
    west, south, east, north = one.bounds
    said = counted(one.organisations, one.places)
    return {
        "lon": one.lon,
        "lat": one.lat,
        "west": west,
        "south": south,
        "east": east,
        "north": north,
        "organisations": one.organisations,
        "short": number(one.organisations),
        # Translators: names a group of places on the map; pressing it shows them closer.
        "label": _("%(count)s: show closer", count=said),
    }


def _spot(one: Spot) -> dict[str, Any]:
    organisations = [_organisation(each) for each in one.named]
    others = one.organisations - len(organisations)
    more = ngettext(
        "and %(count)s more: see the list",
        "and %(count)s more: see the list",
        others,
        count=number(others),
    )
    return {
        "lon": one.lon,
        "lat": one.lat,
        "precision": one.precision,
        "rough": str(ROUGHLY.get(one.precision, "")),
        "count": one.organisations,
        "short": number(one.organisations),
        "label": organisations[0]["name"]["words"]
        if one.organisations == 1
        else _organisations(one.organisations),
        "organisations": organisations,
        "more": more if others else "",
    }


def _organisation(found: Named) -> dict[str, Any]:
    title = Title.model_validate_json(found.listing_json)
    name = choose(title.names, current_tag()) or title.names[0]
    return {
        "name": {"words": name.words, "language": name.language},
        "kind": label("sse_entity_kind", title.kind, current_tag()),
        "url": url_for("organisations.profile", public_id=found.public_id, words=found.slug),
    }


def _organisations(count: int) -> str:
    said: str = ngettext(
        "%(count)s organisation", "%(count)s organisations", count, count=number(count)
    )
    return said

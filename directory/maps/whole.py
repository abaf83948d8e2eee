"""A map of an answer as one file, for a computer without a network: everything is inside it."""

import base64
from collections.abc import Iterable, Set
from datetime import date, timedelta
from typing import Any

from flask import current_app, render_template
from flask_babel import gettext as _
from markupsafe import Markup

from directory.cartography.documents import Bounds, Layer, draw
from directory.cartography.ground import tiles
from directory.config import ROOT
from directory.i18n.babel import current_tag
from directory.maps.notes import notes
from directory.maps.shown import as_data, button_words, need_words
from directory.organisations.listing import PublicListing
from directory.organisations.sensitivity import is_quiet
from directory.search import on_the_map
from directory.search.boxes import Words
from directory.search.chips import chips
from directory.search.criteria import Criteria
from directory.search.shown import Named, Shown, Spot
from directory.search.understanding import understanding
from directory.search.window import SPLIT, Window

STATIC = ROOT / "static"
KEPT = timedelta(days=90)
"""After so long somebody should look whether what is printed or carried is still so."""
EVERYTHING = Window(SPLIT, 0, 0, 2**SPLIT - 1, 2**SPLIT - 1)
MOST = 1_000_000
COUNT = "#"
"""Where the script puts a number in our words."""
STYLES = (
    "vendor/leaflet/dist/leaflet.css",
    "vendor/leaflet.markercluster/dist/MarkerCluster.css",
    "css/tokens.css",
    "maps/frame.css",
)
BEFORE = (
    "vendor/leaflet/dist/leaflet.js",
    "vendor/leaflet.markercluster/dist/leaflet.markercluster.js",
    "vendor/protomaps-leaflet/dist/protomaps-leaflet.js",
    "js/map/inside.js",
    "js/basemap.js",
    "js/map/marks.js",
    "js/map/whole.js",
)


def whole_map(criteria: Criteria, *, on: date) -> tuple[str, int]:
    """Return the document and how many organisations are on it.

    It prints its day, the day by which to look again, and where to ask to be taken off. Listings
    with a sensitive kind are in no file (docs/protection.md, 23).
    """
    shown = on_the_map.within(criteria, EVERYTHING, on=on, most=MOST, may_name=_may_be_carried)
    organisations = {one.public_id for spot in shown.spots for one in spot.named}
    # Translators: names a group of places on the map; pressing it shows them closer.
    closer = _("%(count)s: show closer", count=COUNT)
    document = draw(
        _bounds(shown.spots),
        [
            Layer(
                "everything",
                {"closer": closer, "needs": need_words(), "buttons": button_words()},
            )
        ],
    )
    page = render_template(
        "layouts/map_file.html",
        element=document.element,
        script=Markup(document.script),  # noqa: S704 - Folium's, of nothing but numbers of ours
        styles=_inlined(STYLES),
        scripts=_inlined(BEFORE),
        places=_places(shown, criteria, on=on),
        needs=need_words(),
        tiles=base64.b64encode((STATIC / tiles()).read_bytes()).decode(),
        notices=_notices(),
        notes=notes(current_app.config),
        organisations=len(organisations),
        asked=_asked(criteria, on=on),
        unplaced=_unplaced(criteria, organisations, on=on),
        made_on=on,
        check_by=on + KEPT,
    )
    return page, len(organisations)


def _asked(criteria: Criteria, *, on: date) -> list[Words]:
    """Return what was searched, in words."""
    place = understanding(on)(criteria)[1].place
    found = chips(criteria, place, current_tag())
    return [one.words for one in found if not one.is_of_reader]


def _bounds(spots: Iterable[Spot]) -> Bounds | None:
    """Return bounds of what is in the file; of everything that answers they would tell more."""
    points = [(spot.lon, spot.lat) for spot in spots]
    if not points:
        return None
    lons, lats = zip(*points, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def _unplaced(criteria: Criteria, placed: Set[str], *, on: date) -> int:
    """Return how many that may be in a file answer and have no place on the map."""
    answering = on_the_map.answering(criteria, on=on)
    return sum(one.public_id not in placed and _may_be_carried(one) for one in answering)


def _may_be_carried(found: Named) -> bool:
    return not is_quiet(PublicListing.model_validate_json(found.listing_json))


def _places(shown: Shown, criteria: Criteria, *, on: date) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = as_data(shown, on=on, asked=criteria.need)["places"]
    base = current_app.config["PUBLIC_URL"].rstrip("/")
    for place in found:
        for one in place["organisations"]:
            one["url"] = base + one["url"]
    return found


def _notices() -> Markup:
    """Return the licences of everything inside, which must go wherever the file goes."""
    files = sorted({*(STATIC / "vendor").rglob("*LICEN*"), STATIC / "maps/LICENCES.txt"})
    texts = [f"{file.parent.name}\n\n{file.read_text(encoding='utf-8')}" for file in files]
    return Markup("\n\n".join(texts).replace("</", "<\\/"))  # noqa: S704 - our own files


def _inlined(names: tuple[str, ...]) -> list[Markup]:
    """Return our own files, which hold no end tag that would close what they stand in."""
    texts = [(STATIC / name).read_text(encoding="utf-8") for name in names]
    return [Markup(text.replace("</", "<\\/")) for text in texts]  # noqa: S704 - our own files

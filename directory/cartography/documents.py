"""Drawing a map document: a `div` and the script that fills it.

Folium writes text into JavaScript template literals, so that a name like `${alert(1)}` would run
(it escapes back-ticks only). So no word a person wrote ever enters a Folium object: a map knows
addresses, numbers and our own wording; what people wrote comes as JSON and becomes text in the
browser by `textContent`. A test looks for the payloads that are known to have worked elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from branca.element import Figure, MacroElement
from folium import Map
from folium.template import Template
from markupsafe import Markup

WORLD = (-125.0, -45.0, 155.0, 65.0)
"""Where people live, so narrow that a wide screen shows it once."""
LARGEST_ZOOM = 12
ROOM = (84, 32, 32, 40)
"""Pixels left, above, right and below what is fitted: for buttons, attribution and half a mark."""

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees of WGS 84."""


@dataclass(frozen=True)
class MapDocument:
    """The place of the map in a page, and the script that draws it there."""

    element: Markup
    script: str


@dataclass(frozen=True)
class Layer:
    """What is drawn on the ground map: a function of `static/js/map/` and what it is told."""

    function: str
    options: Mapping[str, Any]


def draw(bounds: Bounds | None, layers: Sequence[Layer]) -> MapDocument:
    """Return a map of the bounds (the world when None) with the layers, in their order."""
    west, south, east, north = bounds or WORLD
    drawn = _OwnMap(
        ((south + north) / 2, (west + east) / 2),
        zoom_start=2,
        tiles=None,
        maxZoom=LARGEST_ZOOM,
        minZoom=1,
        worldCopyJump=True,
        room=list(ROOM),
    )
    drawn._id = "main"
    for layer in layers:
        drawn.add_child(_OwnLayer(layer.function, layer.options))
    drawn.fit_bounds(
        [[south, west], [north, east]],
        padding_top_left=ROOM[:2],
        padding_bottom_right=ROOM[2:],
        max_zoom=LARGEST_ZOOM - 1,
    )
    figure: Figure = drawn.get_root()  # type: ignore[assignment]  # the root of a map is one
    figure.render()
    return MapDocument(
        element=Markup(figure.html.render()),  # noqa: S704 - made by Folium of nothing but an id
        script=figure.script.render(),
    )


class _OwnMap(Map):
    """A map whose page names its scripts and styles itself; lists of its own, for Folium's are
    shared by every map of the process."""

    default_js: list[tuple[str, str]] = []
    default_css: list[tuple[str, str]] = []


class _OwnLayer(MacroElement):
    """Calls a function of ours with the map and its options."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "directoryMap.{{ this.function }}"
        "({{ this._parent.get_name() }}, {{ this.options|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, function: str, options: Mapping[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca says no types
        self._name = function
        self.function = function
        self.options = dict(options)

"""Makes one SVG sprite of the icons named in static/icons/icons.json."""

import difflib
import json
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

TABLE = Path("static/icons/icons.json")
SOURCE = Path("node_modules/lucide-static/icons")
LICENCE = "<!--@license Lucide, ISC-->"
NAMESPACE = "{http://www.w3.org/2000/svg}"
# what a symbol keeps of its drawing; size and class are for the page to say
KEPT = ("viewBox", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin")


class IconError(Exception):
    """An icon that the table names is not there."""


def build_sprite(root: Path) -> str:
    """Return the sprite: one symbol for each row of the table, under our name."""
    table: dict[str, str] = json.loads((root / TABLE).read_text(encoding="utf-8"))
    symbols = [_symbol(root / SOURCE, ours, theirs) for ours, theirs in table.items()]
    return f'{LICENCE}<svg xmlns="{NAMESPACE.strip("{}")}">{"".join(symbols)}</svg>'


def _symbol(folder: Path, ours: str, theirs: str) -> str:
    path = folder / f"{theirs}.svg"
    if not path.exists():
        known = [found.stem for found in folder.glob("*.svg")]
        near = ", ".join(difflib.get_close_matches(theirs, known)) or "nothing like it"
        raise IconError(f"{TABLE}: {ours!r} wants the icon {theirs!r}; the package has {near}.")
    drawing = ElementTree.parse(path).getroot()  # noqa: S314 - our own pinned, checksummed package
    kept = {"id": ours} | {name: drawing.attrib[name] for name in KEPT if name in drawing.attrib}
    return f"<symbol{_attributes(kept)}>{''.join(map(_element, drawing))}</symbol>"


def _element(element: ElementTree.Element) -> str:
    name = element.tag.removeprefix(NAMESPACE)
    inside = "".join(map(_element, element))
    start = f"<{name}{_attributes(element.attrib)}"
    return f"{start}>{inside}</{name}>" if inside else f"{start}/>"


def _attributes(attributes: dict[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())

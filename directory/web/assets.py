"""What pages are dressed in: the one sheet, the icons a page uses, and files kept for ever."""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

from flask import Flask, Response, current_app, g, send_from_directory
from markupsafe import Markup

from directory.config import ROOT

STATIC = ROOT / "static"
FOR_EVER = 31_536_000
SVG = "{http://www.w3.org/2000/svg}"
# what a page is made of beside the answer itself; a change of any of these changes every ETag
PARTS = ("templates/**/*.html", "directory/translations/*/LC_MESSAGES/*.mo", "static/js/*.js")
SETTINGS = (
    *("RELEASE", "SITE_NAME", "DEMONSTRATION", "PUBLIC_URL", "CONTACT_EMAIL"),
    *("MAP_DISCLAIMER", "MAP_AREA_NOTES"),
)


@dataclass(frozen=True)
class Assets:
    """The sheet with its hash for the Content-Security-Policy, the icons, and the edition."""

    sheet: Markup
    sheet_hash: str
    icons: dict[str, Markup]
    edition: str
    """Changes with anything that all pages are made of."""


def init_app(app: Flask, folder: Path = STATIC) -> None:
    """Read sheet and icons once, and serve the other files under the name of the release."""
    app.extensions["assets"] = _read(app, folder)
    app.add_url_rule("/static/<release>/<path:filename>", "static", _serve)
    app.jinja_env.globals.update(
        asset_url=asset_url, icon=icon, icons_used=icons_used, sheet=lambda: assets().sheet
    )


def assets() -> Assets:
    """Return the assets of the running application."""
    found: Assets = current_app.extensions["assets"]
    return found


def asset_url(filename: str) -> str:
    """Return the address of a file in `static/`; it never changes its content."""
    return f"/static/{quote(current_app.config['RELEASE'], safe='')}/{quote(filename)}"


def icon(name: str, *, turns: bool = False) -> Markup:
    """Return the drawing for a page; `turns` for arrows, which point the other way in Arabic."""
    if not assets().icons:
        return Markup("")  # before the first build
    used = g.setdefault("icons_used", {})
    used[name] = assets().icons[name]  # a dictionary keeps the order in which they came
    return _drawing(name, turns)


@cache
def _drawing(name: str, turns: bool) -> Markup:
    look = "icon turns" if turns else "icon"
    return Markup('<svg class="{}" aria-hidden="true"><use href="#i-{}"/></svg>').format(look, name)


def icons_used() -> Markup:
    """Return one hidden sprite with the icons this page used, and no others."""
    symbols = Markup("").join(g.get("icons_used", {}).values())
    sprite = Markup('<svg class="sprite" aria-hidden="true">{}</svg>')
    return sprite.format(symbols) if symbols else symbols


def _read(app: Flask, folder: Path) -> Assets:
    sheet = _text(app, folder / "built" / "sheet.css")
    digest = hashlib.sha256(sheet.encode()).digest()
    return Assets(
        sheet=Markup(sheet),  # noqa: S704 - our own file, checked by setup/stylesheet.py
        sheet_hash=f"sha256-{base64.b64encode(digest).decode()}",
        icons=_icons(_text(app, folder / "built" / "icons.svg")),
        edition=_edition(app, sheet),
    )


def _text(app: Flask, file: Path) -> str:
    if file.is_file():
        return file.read_text(encoding="utf-8")
    # the command line must work before the first build
    app.logger.warning("%s is missing: run `make assets`.", file.relative_to(ROOT))
    return ""


def _icons(sprite: str) -> dict[str, Markup]:
    """Return each symbol under our name, without what the style of `.icon` says for all."""
    if not sprite:
        return {}
    root = ElementTree.fromstring(sprite)  # noqa: S314 - built by us from a checksummed package
    return {symbol.attrib["id"]: _symbol(symbol) for symbol in root.iter(f"{SVG}symbol")}


def _symbol(symbol: ElementTree.Element) -> Markup:
    inside = "".join(_shape(shape) for shape in symbol)
    start = Markup('<symbol id="i-{}" viewBox="{}">').format(
        symbol.attrib["id"], symbol.attrib["viewBox"]
    )
    return start + Markup(inside) + Markup("</symbol>")  # noqa: S704 - see _icons


def _shape(shape: ElementTree.Element) -> str:
    name = shape.tag.removeprefix(SVG)
    attributes = "".join(f' {key}="{value}"' for key, value in shape.attrib.items())
    return f"<{name}{attributes}/>"


def _edition(app: Flask, sheet: str) -> str:
    digest = hashlib.sha256(sheet.encode())
    digest.update(repr([app.config[name] for name in SETTINGS]).encode())
    for pattern in PARTS:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _serve(release: str, filename: str) -> Response:
    """Serve a file; only the running release's address promises that it stays the same."""
    response = send_from_directory(STATIC, filename, max_age=FOR_EVER)
    response.direct_passthrough = False
    response.make_sequence()  # else the file stays open when the answer is compressed
    response.cache_control.public = True
    response.cache_control.immutable = True
    if release != current_app.config["RELEASE"]:
        response.headers["Cache-Control"] = "no-cache"
    return response

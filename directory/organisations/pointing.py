"""Web addresses that lead to a point on somebody's map: they tell what a coarse place hides."""

import re
from urllib.parse import unquote

MAP_HOSTS = (
    "maps.google", "google.com/maps", "goo.gl/maps", "maps.app.goo.gl", "maps.apple.com",
    "openstreetmap.org", "osm.org", "osmand.net", "organicmaps.app", "omaps.app", "waze.com",
    "bing.com/maps", "yandex.com/maps", "maps.me", "what3words.com", "w3w.co", "plus.codes",
    "here.com", "mapcarta.com", "wikimapia.org",
)  # fmt: skip  # a table
COORDINATES = re.compile(r"[-+]?\d{1,3}\.\d{2,}\s*(?:,|;|/|\s|&\w+=)\s*[-+]?\d{1,3}\.\d{2,}")
PLUS_CODE = re.compile(r"(?<![0-9A-Za-z])[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,}")


def leads_to_a_place(address: str) -> bool:
    """Tell whether an address is of a map, or holds coordinates or an open location code."""
    plain = unquote(address).strip().lower()
    if not any(letter.isalpha() or letter in ",;" for letter in plain):
        return False  # a telephone number may be written with dots
    host_and_path = re.split(r"[?#]", plain, maxsplit=1)[0]
    return (
        plain.startswith("geo:")
        or any(host in host_and_path for host in MAP_HOSTS)
        or COORDINATES.search(plain) is not None
        or PLUS_CODE.search(address) is not None
    )

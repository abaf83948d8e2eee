"""Coordinates as people type or paste them: latitude first, as telephones copy them."""

import re

PAIR = re.compile(
    r"\s*([+-]?\d{1,3}(?:[.٫]\d{1,15})?)\s*°?\s*([NS]?)\s*[,;،\s]\s*"
    r"([+-]?\d{1,3}(?:[.٫]\d{1,15})?)\s*°?\s*([EW]?)\s*",
    re.IGNORECASE,
)
POINTED = re.compile("[.٫]")
# decimals of degrees that are about one kilometre
COARSE = 2


def read_coordinates(text: str) -> tuple[float, float] | None:
    """Return longitude and latitude of text like `32.29, 36.33` or `1.95°S 30.06°E`.

    None where it is anything else: two whole numbers without sides are rather a
    postcode or a street.
    """
    found = PAIR.fullmatch(text)
    if found is None:
        return None
    north, southern, east, western = found.groups()
    is_told = POINTED.search(north + east) or (southern and western)
    if not is_told:
        return None
    lat, lon = _degrees(north, southern), _degrees(east, western)
    return (lon, lat) if abs(lat) <= 90 and abs(lon) <= 180 else None


def coarse(text: str) -> str:
    """Return words as they are, and coordinates no finer than a kilometre: enough to look around.

    What a reader pastes stands in addresses that are shared and kept (docs/protection.md, 4).
    """
    point = read_coordinates(text)
    return text if point is None else f"{point[1]:.{COARSE}f}, {point[0]:.{COARSE}f}"


def _degrees(number: str, side: str) -> float:
    value = float(number.replace("٫", "."))
    return -abs(value) if side in {"S", "s", "W", "w"} else value

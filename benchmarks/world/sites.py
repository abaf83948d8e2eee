"""The sites of an invented organisation: on average 1.1, some none, a few many."""

from datetime import time

from benchmarks.world.chance import Chance
from benchmarks.world.towns import Town, Towns
from directory.organisations.chosen import KnownPlaces
from directory.organisations.document import Hours, OpeningRow, Point, Site
from directory.organisations.document.places import Accessibility
from directory.organisations.precision import is_small

HOW_MANY = ((0.14, 0, 0), (0.865, 1, 1), (0.955, 2, 2), (0.985, 3, 3), (0.997, 4, 6), (1, 10, 20))
"""Up to which chance, and how many sites at least and at most."""
PRECISIONS = {"exact": 60, "neighbourhood": 15, "locality": 20, "admin1": 3, "country": 2}
ELSEWHERE = 0.35
"""How many of the further sites are in another town."""
TIMES = (
    (time(8), time(16)),
    (time(9), time(17)),
    (time(8, 30), time(12, 30)),
    (time(14), time(20)),
)


def sites_of(
    chance: Chance, town: Town, language: str, towns: Towns, places: KnownPlaces
) -> tuple[Site, ...]:
    """Return the sites of an organisation whose first town is this."""
    drawn = chance.random.random()
    least, most = next((least, most) for up_to, least, most in HOW_MANY if drawn < up_to)
    count = chance.random.randint(least, most)
    return tuple(
        _site(chance, town, language, towns, places, position) for position in range(count)
    )


def _site(
    chance: Chance, town: Town, language: str, towns: Towns, places: KnownPlaces, position: int
) -> Site:
    there = towns.draw(chance.random) if position and chance.happens(ELSEWHERE) else town
    place = places.called(there.place_id)
    precision = chance.one_of(PRECISIONS)
    if precision == "neighbourhood" and is_small(place):
        precision = "locality"
    lon, lat = there.point(chance.random)
    return Site(
        id=chance.id(),
        role="service_point" if position else "head_office",
        country=there.country,
        precision=precision,
        point=Point(lon=lon, lat=lat),
        place=place,
        hours=hours_of(chance, there) if chance.happens(0.5) else None,
        accessibility=(Accessibility.STEP_FREE,) if chance.happens(0.2) else (),
        languages=(language,) if chance.happens(0.3) else (),
    )


def hours_of(chance: Chance, town: Town) -> Hours:
    """Return the opening hours of a week, with a second row in some."""
    opens, closes = chance.random.choice(TIMES)
    days = tuple(range(1, 6)) if chance.happens(0.7) else (7, 1, 2, 3, 4)
    rows = [OpeningRow(weekdays=days, opens=opens, closes=closes)]
    if chance.happens(0.3):
        rows.append(OpeningRow(weekdays=(6,), opens=time(9), closes=time(12)))
    return Hours(time_zone=town.time_zone, rows=tuple(rows), always_open=chance.happens(0.02))

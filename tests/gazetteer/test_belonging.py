"""A place is searched in the country that its label says, and in each where that is disputed."""

import pytest

from directory.errors import Invalid
from directory.gazetteer import operations
from directory.gazetteer.queries import find_place, get_place
from directory.organisations.chosen import chosen_place
from directory.organisations.document import Point, Site
from directory.pages.wording import found_place
from tests.gazetteer.test_operations import town
from tests.making import document, uid

# half a kilometre from what is disputed: its label names no country either
BESIDE = "Shishtavec"
# name, what GeoNames says, where it is, what is said here, in which countries it is found
TOWNS = [
    ("Ariel", "IL", 35.18449, 32.1065, "PS", {"PS"}),
    ("Na'ale", "IL", 35.06553, 31.96236, "PS", {"PS"}),
    ("Taiyiba", "IL", 35.00893, 32.26616, "IL", {"IL"}),  # half a kilometre over a rough line
    ("El Paso", "US", -106.48693, 31.75872, "US", {"US"}),
    ("Goma", "CD", 29.22845, -1.67409, "CD", {"CD"}),
    ("Gibraltar Town", "GI", -5.35257, 36.14474, "GI", {"GI"}),
    ("Nouadhibou", "MR", -17.03842, 20.94188, "MR", {"MR"}),
    (BESIDE, "AL", 20.60583, 41.98, "AL", {"AL"}),
    ("Smara Ville", "MA", -11.67194, 26.73841, "EH", {"EH", "MA"}),
    ("Katzrin", "IL", 35.69, 32.99, "SY", {"IL", "LB", "SY"}),
    ("Givat", "IL", 35.23333, 31.76667, "PS", {"IL", "PS"}),
    ("Simferopol", "UA", 34.10, 44.95, "UA", {"RU", "UA"}),
    ("Pristina", "XK", 21.16, 42.66, "XK", {"RS", "XK"}),
    ("Srinagar", "IN", 74.80, 34.08, "IN", {"CN", "IN", "PK"}),
]
LANDS = sorted(set().union(*(found for *_, found in TOWNS)))


@pytest.fixture
def towns(db):
    operations.load(
        cities=[
            town(
                number,
                name,
                countrycode=code,
                longitude=lon,
                latitude=lat,
                admin1code="07",
                timezone="Europe/Simferopol" if name == "Simferopol" else "",
            )
            for number, (name, code, lon, lat, *_) in enumerate(TOWNS, 1)
        ]
    )


def test_a_town_is_found_in_the_country_of_its_label_and_in_each_of_a_dispute(app, towns):
    for number, (name, _, _, _, said, found) in enumerate(TOWNS, 1):
        place = get_place(f"gn:{number}")
        assert (place.country, place.region is None or place.region[:2] == said) == (said, True)
        at = {land for land in LANDS if _is(find_place(name, country=land), number)}
        assert at == found, name
        assert _is(find_place(name), number)
        with app.test_request_context("/en/"):
            label = str(found_place(place))
        assert ("(" not in label) == (len(found) > 1 or name == BESIDE), label


def test_the_names_that_a_time_zone_gives_are_found_in_each_of_a_dispute(towns):
    for land in ("UA", "RU"):
        assert find_place("سيمفروبول", country=land).place_id == "gn:12"


def test_a_site_may_be_said_to_be_in_any_country_of_a_dispute(make, towns):
    def refused(number: int, country: str) -> bool:
        place = chosen_place(get_place(f"gn:{number}"))
        site = Site(
            id=uid("site"),
            role="service_point",
            country=country,
            precision="locality",
            point=Point(lon=place.point.lon, lat=place.point.lat),
            place=place,
        )
        try:
            make.draft(document(sites=(site,)))
        except Invalid as error:
            return "another country" in str(error)
        return False

    assert [refused(12, code) for code in ("UA", "RU", "RO")] == [False, False, True]
    assert [refused(1, code) for code in ("PS", "IL")] == [False, True]


def _is(place, number: int) -> bool:
    return place is not None and place.place_id == f"gn:{number}"

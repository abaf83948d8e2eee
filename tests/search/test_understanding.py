"""What the words of a place are taken for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from directory.gazetteer import queries as gazetteer
from directory.organisations.document import Consent, Point
from directory.pages.wording import country_name, found_place, place_query
from directory.search.criteria import Criteria
from directory.search.queries import find
from directory.search.understanding import Understanding
from tests.making import DAY, ZAATARI, place, service, site, uid


def test_a_name_of_several_places_is_the_one_where_something_is_listed(make):
    oman = find(Criteria(near="عمان"), on=DAY).understood
    assert oman.place.place_id == "country:OM"
    amman = Point(lon=35.94, lat=31.95)
    make.published(sites=(site(1, point=amman, place=place("Amman", point=amman)),))
    understood = find(Criteria(near="عمان"), on=DAY).understood
    assert understood.place.place_id == "gn:250441"
    assert "country:OM" in {place.place_id for place in understood.other_places}
    chosen = find(Criteria(near="عمان", place="country:OM"), on=DAY).understood
    assert chosen.place.place_id == "country:OM"


@pytest.mark.parametrize(
    "facts",
    [
        {"consent": Consent(level="organisation_and_location", expires_on=DAY)},
        {"services": (service(sites=(uid("site/1"),), valid_until=DAY - timedelta(days=1)),)},
    ],
)
def test_what_is_shown_no_more_decides_about_no_name(make, facts):
    amman = Point(lon=35.94, lat=31.95)
    make.published(sites=(site(1, point=amman, place=place("Amman", point=amman)),), **facts)
    criteria = Criteria(near="عمان")
    before = find(criteria, on=DAY - timedelta(days=2)).understood.place.place_id
    now = find(criteria, on=DAY).understood.place.place_id
    assert (before, now) == ("gn:250441", "country:OM")


def test_a_place_is_understood_once_for_all_the_wider_questions(make, monkeypatch):
    asked = []

    def counted(text, **narrowed):
        asked.append((text, narrowed.get("country")))
        return find_places(text, **narrowed)

    find_places = gazetteer.find_places
    monkeypatch.setattr(gazetteer, "find_places", counted)
    make.published(sites=(site(),))
    criteria = Criteria(q="nosuchword", near="Zarqa", fee=("free",), kind=("association",))
    assert find(criteria, on=DAY).wider
    assert asked == [("Zarqa", None)]


def test_pasted_coordinates_mean_the_nearest_place(client, make):
    make.published(name="Near", sites=(site(place=ZAATARI, precision="locality"),))
    page = client.get("search.find", near="32.293112, 36.328455")
    assert "Zaatari" in page.find(class_="understood").text
    assert "1 organisation" in page.h1.text
    assert "32.293112" not in page.find("main").decode()


def test_coordinates_in_a_disputed_area_find_what_is_near(client, make):
    page = client.get("search.find", near="31.785, 35.235")
    assert page.find(class_="understood")


def test_coordinates_far_from_everywhere_are_unknown(client):
    page = client.get("search.find", near="-60.0, -140.0")
    assert "We know no place" in page.find("main").text


@pytest.mark.parametrize(
    ("lon", "lat", "country", "said"),
    [
        (35.235, 31.785, "IL", None),
        (74.80, 34.08, "IN", None),
        (-11.67, 26.74, "MA", None),
        (35.17, 32.10, "PS", "State of Palestine"),
        (36.09, 32.07, "JO", "Jordan"),
    ],
)
def test_a_place_is_said_to_be_where_the_outlines_have_it(db, lon, lat, country, said):
    """GeoNames gives places to whoever administers them."""
    found = gazetteer.find_place("Zarqa")
    names = {code: country_name(code) for code in ("IL", "IN", "MA", "PS", "JO")}
    moved = replace(found, lon=lon, lat=lat, country=country)
    for words in (str(found_place(moved)), place_query(moved)):
        assert [name for name in names.values() if name in words] == ([said] if said else [])


def test_a_listing_abroad_does_not_take_the_name_of_a_country(make):
    texas = Point(lon=32.58, lat=0.31)
    make.published(
        sites=(
            site(
                1,
                country="UG",
                point=texas,
                place=place("x", country="UG", point=texas, admin1=None),
            ),
        )
    )
    found = find(Criteria(near="فلسطين"), on=DAY).understood.place
    assert found.place_id == "country:PS"


def test_an_area_of_several_regions_is_looked_for_in_all_of_them(db):
    regions = ("SD.47", "SD.49", "SD.55", "SD.60", "SD.61")
    where, understood = Understanding(DAY)(Criteria(near="Darfur"))
    assert (where.regions, where.around, understood.radius_km) == (regions, None, None)
    where, _ = Understanding(DAY)(Criteria(near="Darfur", region=("SD.55", "SD.42")))
    assert (where.regions, where.nowhere) == (("SD.55",), False)
    assert Understanding(DAY)(Criteria(near="Darfur", region=("SD.42",)))[0].nowhere


def test_kosovo_is_found_as_a_whole(db):
    where, understood = Understanding(DAY)(Criteria(near="Kosovo"))
    assert where.countries == ("XK",)
    assert understood.place.name == "Kosovo (UN Security Council resolution 1244)"


@pytest.mark.parametrize(
    ("near", "said"),
    [
        ("Al Quds, IL", "In Al Quds (region)."),
        ("Golan", "Near Golan (region), within 50 km."),
        ("Darfur", "In Darfur (region, Sudan)."),
        ("Taipei", "In Taipei (region, Taiwan (Province of China))."),
    ],
)
def test_no_country_is_said_where_it_is_not_agreed(client, near, said):
    words = client.get("search.find", near=near).select_one(".understood").text
    assert said in "".join(letter for letter in words if letter.isprintable())


def test_a_region_called_as_its_country_is_not_said_twice(db):
    found = replace(gazetteer.find_place("Zarqa"), lon=121.5, lat=25.0, country="TW")
    assert place_query(replace(found, region_name="Taiwan")) == "Zarqa, Taiwan (Province of China)"


def test_the_usual_distance_is_that_of_the_place(client):
    options = client.get("search.find", near="Golan").select("#within option")
    assert [(one["value"], one.has_attr("selected")) for one in options if "50" in one.text] == [
        ("", True)
    ]
    assert "25" in [one["value"] for one in options]


def test_no_village_abroad_is_said_beside_a_country(db):
    understood = Understanding(DAY)(Criteria(near="Jordan"))[1]
    assert understood.place.place_id == "country:JO"
    assert understood.other_places == ()
    georgia = Understanding(DAY)(Criteria(near="Georgia"))[1]
    assert "region:US.GA" in {place.place_id for place in georgia.other_places}


def test_no_country_is_offered_around_a_place_that_has_none_agreed(client, make):
    make.published(name="Bread", sites=(site(1, country="SD"),))
    page = client.get("search.find", near="Abyei", q="bread")
    offered = [link["href"] for link in page.select(".wider a")]
    assert offered
    assert not any("country=SD" in href for href in offered)

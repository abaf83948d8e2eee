"""What lies in view: numbers, and words that only become text in the browser."""

import pytest

from directory.organisations.document import Point
from directory.search.on_the_map import MOST_NAMED
from tests.making import site, words

HOSTILE = "${alert(1)}</script><img src=x onerror=alert(1)>`"


def places(client, path="/en/map/places.json", **asked):
    answer = client.ask(path, **asked)
    assert answer.mimetype == "application/json"
    return answer.get_json()


def test_a_place_says_who_is_there_and_how_roughly(client, make):
    found = make.published(sites=(site(precision="neighbourhood"),))
    (place,) = places(client)["places"]
    assert (place["lon"], place["lat"], place["precision"]) == (36.105, 32.075, "neighbourhood")
    assert place["rough"].startswith("Somewhere within about 1 km")
    assert place["label"] == "The Bread Cooperative"
    assert place["organisations"] == [
        {
            "name": {"words": "The Bread Cooperative", "language": "en"},
            "kind": "Cooperative",
            "url": f"/en/organisations/{found.public_id}/the-bread-cooperative",
        }
    ]


def test_a_name_is_given_in_the_language_of_the_page(client, make):
    make.published(names=(*words("Bread"), *words("خبز", "ar")), sites=(site(),))
    (place,) = places(client, "/ar/map/places.json")["places"]
    assert place["organisations"][0]["name"] == {"words": "خبز", "language": "ar"}


def test_hostile_names_stay_words(client, make):
    make.published(name=HOSTILE, sites=(site(),))
    answer = client.ask("maps.places")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.get_json()["places"][0]["label"] == HOSTILE


def test_many_at_one_point_are_counted_and_the_list_is_named(client, make):
    for number in range(MOST_NAMED + 2):
        make.published(name=f"Shop {number:02}", sites=(site(number),))
    (place,) = places(client)["places"]
    assert place["label"] == "22 organisations"
    assert place["more"] == "and 2 more: see the list"


def test_a_cluster_says_both_numbers_and_where_it_lies(client, make):
    make.published(sites=(site(1), site(2, point=Point(lon=36.25, lat=32.2))))
    (cluster,) = places(client, view="2/0/0/3/3")["clusters"]
    assert cluster["label"] == "1 organisation at 2 places: show closer"
    assert (cluster["west"], cluster["east"]) == (36.10123, 36.25)


@pytest.mark.parametrize(
    "view", ["", "x", "99/1/2/3/4", "5/9/9/1/1", "-1/0/0/0/0", "1/2/3/4/5" * 99]
)
def test_any_view_is_answered(client, make, view):
    make.published(sites=(site(),))
    assert set(places(client, view=view)) == {"places", "clusters", "said"}

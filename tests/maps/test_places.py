"""What lies in view: numbers, and words that only become text in the browser."""

from datetime import timedelta

import pytest

from directory.organisations.document import Point
from directory.search.on_the_map import MOST_NAMED
from tests.making import DAY, service, site, words

HOSTILE = "${alert(1)}</script><img src=x onerror=alert(1)>`"


def places(client, path="maps.places", **asked):
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
            "needs": [],
            "url": f"/en/organisations/{found.public_id}/the-bread-cooperative",
        }
    ]


def test_a_place_says_what_it_is_for_and_first_what_was_asked(client, make):
    here, there = site(1), site(2, point=Point(lon=36.25, lat=32.2))
    offered = (
        service("vocational_training", sites=(here.id,)),
        service("meals_community_kitchen", sites=(here.id,)),
        service("job_placement", sites=(there.id,)),
    )
    make.published(sites=(here, there), services=offered)

    def needs(**asked):
        found = places(client, view="12/2456/1656/2466/1668", **asked)["places"]
        return {place["lon"]: place["organisations"][0]["needs"] for place in found}

    assert needs() == {36.10123: ["learn", "food"], 36.25: ["work"]}
    assert needs(need="food") == {36.10123: ["food", "learn"]}


def test_what_may_not_be_said_at_a_place_is_no_need_of_it(client, make):
    here = site()
    closed = service("complaints_psea", sites=(here.id,))
    later = service("job_placement", sites=(here.id,), valid_from=DAY + timedelta(days=4000))
    shut = service(
        "meals_community_kitchen", sites=(here.id,), operational_status="temporarily_closed"
    )
    make.published(sites=(here,), services=(closed, later, shut))
    assert [one["organisations"][0]["needs"] for one in places(client)["places"]] == [[]]
    assert "safety" not in client.ask("maps.script").text


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


@pytest.mark.parametrize("view", ["", "99/1/2/3/4", "5/9/9/1/1"])
def test_any_view_is_answered(client, make, view):
    make.published(sites=(site(),))
    assert set(places(client, view=view)) == {"places", "clusters", "said"}

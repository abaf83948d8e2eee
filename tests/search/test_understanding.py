"""What the words of a place are taken for."""

from directory.gazetteer import queries as gazetteer
from directory.organisations.document import Point
from directory.search.criteria import Criteria
from directory.search.queries import find
from tests.making import DAY, place, site


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


def test_a_place_is_understood_once_for_all_the_wider_questions(make, monkeypatch):
    asked = []

    def counted(text, **narrowed):
        asked.append((text, narrowed.get("country")))
        return find_places(text, **narrowed)

    find_places = gazetteer.find_places
    monkeypatch.setattr(gazetteer, "find_places", counted)
    make.published(sites=(site(),))
    criteria = Criteria(q="nosuchword", near="Zarqa", access=("free",), kind="association")
    assert find(criteria, on=DAY).wider
    assert asked == [("Zarqa", None)]

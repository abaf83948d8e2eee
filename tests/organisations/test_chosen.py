"""What documents keep of the gazetteer: a region that it has lost keeps the name it had."""

from directory.organisations.chosen import KnownPlaces, as_known
from directory.organisations.document import ServedArea
from tests.making import document, service, uid

GONE = "JO.99"


def serving(**facts):
    area = ServedArea(id=uid("a"), country="JO", region=GONE, **facts)
    return document(services=(service("childcare", areas=(area,)),))


def area_of(standing):
    known, _unknown = as_known(serving(), standing=standing, places=KnownPlaces())
    return known.services[0].areas[0]


def test_a_region_that_left_the_gazetteer_keeps_the_name_that_stood_before(db):
    before = serving(region_name="Old Valley", region_names={"ar": "الوادي"})
    kept = area_of([before])
    assert (kept.region_name, kept.region_names) == ("Old Valley", {"ar": "الوادي"})
    assert area_of([]).region_name is None


def test_nobody_names_a_region_but_the_gazetteer(db):
    false = serving(region_name="Mine")
    known, _unknown = as_known(false, standing=[], places=KnownPlaces())
    assert known.services[0].areas[0].region_name is None

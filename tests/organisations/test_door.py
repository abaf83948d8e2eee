"""The door: what is believed of nobody, what may never be stored, what cannot be so."""

from decimal import Decimal

import pytest

from directory.errors import Invalid
from directory.extensions import transaction
from directory.gazetteer.countries import all_countries
from directory.gazetteer.queries import find_place
from directory.organisations import operations
from directory.organisations.chosen import chosen_place
from directory.organisations.document import (
    Address,
    Affiliation,
    Fee,
    Membership,
    Money,
    Point,
    ServedArea,
)
from directory.organisations.door import admit
from directory.organisations.operations import Origin
from tests.making import (
    AT,
    DAY,
    contact,
    document,
    middle_of,
    place,
    service,
    site,
    uid,
    words,
)

SAFE = service("safe_accommodation", sites=(uid("site/1"),))
REGION_ALONE = {"precision": "country", "point": None, "place": None}


def refusals(found, **facts):
    with pytest.raises(Invalid) as refused:
        admit(found, on=DAY, **facts)
    return str(refused.value.message).splitlines()


def area(**facts):
    return service(areas=(ServedArea(id=uid("area"), **facts),))


@pytest.fixture
def zarqa(db):
    return chosen_place(find_place("Zarqa", country="JO"))


# what only others can say


def test_a_place_is_what_the_gazetteer_says_and_nothing_else(zarqa):
    false = zarqa.model_copy(
        update={"kind": "city", "population": 9_000_000, "name": "Our house", "names": {}}
    )
    let_in = admit(document(sites=(site(place=false),)), on=DAY)
    assert let_in.sites[0].place == zarqa


def test_a_place_that_no_gazetteer_knows_is_refused(zarqa):
    unknown = zarqa.model_copy(update={"id": "geonames:0"})
    assert refusals(document(sites=(site(place=unknown),))) == [
        "sites, entry 1, place: the gazetteer does not know this place: choose again"
    ]


def test_a_place_of_an_older_gazetteer_stays_as_it_was_but_nothing_of_it_may_be_changed(zarqa):
    older = zarqa.model_copy(update={"population": 17, "gazetteer": "2019"})
    gone = zarqa.model_copy(update={"id": "geonames:0", "gazetteer": "2019"})
    standing = document(sites=(site(1, place=older), site(2, place=gone)))
    assert admit(standing, on=DAY, standing=(standing,)) == standing
    more = gone.model_copy(update={"population": 5_000_000})
    assert refusals(document(sites=(site(2, place=more),)), standing=(standing,))
    anew = zarqa.model_copy(update={"population": 5_000_000, "gazetteer": "2019"})
    let_in = admit(document(sites=(site(1, place=anew),)), on=DAY, standing=(standing,))
    assert let_in.sites[0].place == zarqa


def test_nobody_confirms_a_union_for_it(db):
    body = Affiliation(id=uid("union"), name="Union of Bakers", confirmed=True)
    claimed = document(parent=body, federations=(body.model_copy(update={"id": uid("other")}),))
    let_in = admit(claimed, on=DAY)
    assert not let_in.parent.confirmed
    assert not let_in.federations[0].confirmed
    assert admit(claimed, on=DAY, standing=(claimed,)) == claimed
    renamed = document(parent=body.model_copy(update={"name": "Union of Millers"}))
    assert not admit(renamed, on=DAY, standing=(claimed,)).parent.confirmed


def test_what_is_stored_is_what_was_let_in(make, people, zarqa):
    false = zarqa.model_copy(update={"population": 9_000_000})
    with transaction():
        revision = operations.propose(
            document(sites=(site(place=false),)), origin=Origin(person=people.amina), at=AT
        )
    assert revision.document.sites[0].place == zarqa


# what may never be stored


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        (
            {"sites": (site(1, **REGION_ALONE | {"point": middle_of("JO")}),)},
            "sites, entry 1, point",
        ),
        ({"sites": (site(1, **REGION_ALONE | {"address": Address(lines=("1 St",))}),)}, "address"),
        ({"sites": (site(1, **REGION_ALONE | {"directions": words("Left")}),)}, "directions"),
        ({"sites": (site(1, **REGION_ALONE | {"p_code": "JO01"}),)}, "p_code"),
        ({"sites": (site(1, **REGION_ALONE | {"place": place()}),)}, "place"),
        (
            {
                "sites": (
                    site(1, **REGION_ALONE),
                    site("other", **REGION_ALONE | {"place": place()}),
                )
            },
            "sites, entry 2, place",
        ),
        ({"contacts": (contact("visit", "Bread Street 1"),)}, "contacts, entry 1"),
        ({"contacts": (contact("postal", "Box 1", public=False),)}, "contacts, entry 1"),
        (
            {"services": (SAFE, area(polygon=((36, 32), (36.1, 32), (36.1, 32.1), (36, 32))))},
            "services, entry 2, areas, entry 1, polygon",
        ),
    ],
    ids=str,
)
def test_with_a_safe_place_nothing_says_where_anything_is(db, facts, where):
    given = {"sites": (site(1, **REGION_ALONE),), "services": (SAFE,)} | facts
    (said,) = refusals(document(**given))
    assert where in said
    assert "safe place" in said
    admit(document(**given | {"services": given["services"][1:]}), on=DAY)


def test_a_safe_place_may_be_known_by_its_region(db):
    wide = place("Zarqa", id="region:JO.17", kind="region", population=None)
    found = document(
        sites=(site(1, **REGION_ALONE | {"place": wide, "precision": "admin1"}),),
        services=(SAFE,),
        contacts=(contact(),),
    )
    (known,) = admit(found, on=DAY).sites
    assert known.place.kind == "region"


LGBT = {"audiences": ("lgbtiq_persons",)}


@pytest.mark.parametrize(
    "facts",
    [
        {"sites": (site(country="UG"),), "services": (service(**LGBT),)},
        {"services": (service(areas=(ServedArea(id=uid("area"), country="UG"),), **LGBT),)},
    ],
    ids=["site", "area"],
)
def test_a_term_that_endangers_in_a_country_is_never_stored_for_it(db, facts):
    assert any("may not be stored" in said for said in refusals(document(**facts)))
    admit(document(sites=(site(),), services=(service(**LGBT),)), on=DAY)


# what cannot be so

LABEL_OF_JORDAN = Point(lon=all_countries()["JO"].lon, lat=all_countries()["JO"].lat)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"sites": (site(country="XX", place=None, point=None, precision="country"),)}, "“XX”"),
        ({"sites": (site(place=place(country="LB")),)}, "another country"),
        ({"sites": (site(point=None),)}, "without a point"),
        ({"sites": (site(point=Point(lon=2.35, lat=48.86)),)}, "far outside"),
        ({"sites": (site(point=Point(lon=36.95, lat=29.2), country="LB", place=None),)}, "far"),
        ({"sites": (site(point=Point(lon=32.07, lat=36.1)),)}, "probably longitude 36.1, latitude"),
        ({"sites": (site(point=Point(lon=-36.1, lat=32.07)),)}, "minus sign"),
        ({"sites": (site(point=Point(lon=0, lat=0)),)}, "zero, in the sea"),
        ({"sites": (site(point=LABEL_OF_JORDAN),)}, "precision: this point is the middle"),
        ({"services": (area(country="ZZ"),)}, "“ZZ”"),
        ({"services": (service(nationalities=("JO", "QQ")),)}, "nationalities, entry 2"),
        ({"services": (area(country="JO", region="NOPE"),)}, "no such region"),
        ({"services": (area(country="LB", region="JO.15"),)}, "no such region"),
        ({"services": (area(country="JO", region="x y\n:"),)}, "no such region"),
        ({"services": (area(polygon=((0, 0), (1, 1), (1, 0), (0, 1), (0, 0))),)}, "outline"),
        ({"services": (area(polygon=((0, 0), (1, 1), (2, 2), (0, 0))),)}, "outline"),
        (
            {"membership": Membership(dues=Money(amount=Decimal(1), currency="ZZZ"))},
            "membership, dues, currency: “ZZZ”",
        ),
        (
            {"services": (service(fee=Fee(price=Money(amount=Decimal(1), currency="FRF"))),)},
            "services, entry 1, fee, price, currency",
        ),
    ],
    ids=str,
)
def test_what_cannot_be_so_is_refused(db, facts, said):
    assert any(said in line for line in refusals(document(**facts)))


def test_a_point_that_was_let_in_before_stays(db):
    before = document(sites=(site(point=LABEL_OF_JORDAN),))
    assert admit(before, on=DAY, standing=[before]) == before


@pytest.mark.parametrize(
    "facts",
    [
        {"sites": (site(country="XK", place=None, point=None, precision="country"),)},
        {"sites": (site(country="FJ"),)},
        {"sites": (site(point=LABEL_OF_JORDAN, precision="country"),)},
        {"sites": (site(country="UA", place=None, point=Point(lon=34.1, lat=44.95)),)},
        {"membership": Membership(dues=Money(amount=Decimal(1), currency="SLE"))},
    ],
    ids=str,
)
def test_what_is_rare_is_let_in(db, facts):
    assert admit(document(**facts), on=DAY) == document(**facts)


def test_a_region_served_is_called_what_the_gazetteer_calls_it(db):
    told = area(country="JO", region="JO.15", region_name="12 Secret Street")
    found = admit(document(services=(told,)), on=DAY).services[0].areas[0]
    assert (found.region_name, found.region_names["ar"]) == ("Al Mafraq", "محافظة المفرق")
    nameless = area(country="JO", region_name="12 Secret Street")
    assert admit(document(services=(nameless,)), on=DAY).services[0].areas[0].region_name is None


def test_everything_is_told_at_once(db):
    wrong = document(
        kind="conglomerate",
        sites=(site(1), site(2, role="castle", point=None)),
        services=(SAFE,),
    )
    said = refusals(wrong)
    assert "kind: “conglomerate” is not a term of the list sse_entity_kind" in said
    assert "sites, entry 2, role: “castle” is not a term of the list location_role" in said
    assert any(line.startswith("sites, entry 2, precision") for line in said)
    assert any(line.startswith("sites, entry 1, point") for line in said)


def test_thousands_of_wrong_things_are_not_all_read_to_somebody(db):
    said = refusals(document(services=tuple(service("castle", n) for n in range(120))))
    assert said[-1] == "and 70 more like these"
    assert len(said) == 51

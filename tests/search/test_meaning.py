"""What find means: unchanged when the engine behind it changes."""

from datetime import date

import pytest
from sqlalchemy import update
from werkzeug.datastructures import MultiDict

from directory.extensions import transaction
from directory.organisations.document import (
    Area,
    Consent,
    Fee,
    Hours,
    Membership,
    Point,
    RequiredDocument,
    ServedArea,
)
from directory.organisations.public_tables import PublicPlaceRow
from directory.search.criteria import Criteria
from directory.search.on_the_map import within
from directory.search.queries import find
from directory.search.window import Window
from tests.making import DAY, MAFRAQ, ZAATARI, place, service, site, uid, words

FREE = Fee(type="free")
PAID = Fee(type="fixed_fee")
NO_PAPERS = (RequiredDocument(document="none"),)
ELSEWHERE = Point(lon=36.12345, lat=32.05432)
UGANDA = Point(lon=32.58, lat=0.31)
KAMPALA = {
    "country": "UG",
    "point": UGANDA,
    "place": place("Kampala", country="UG", point=UGANDA, admin1=None),
}


def names(criteria: Criteria, on: date = DAY) -> list[str]:
    return [card.listing.names[0].words for card in find(criteria, on=on).cards]


def test_nothing_asked_finds_everything_with_exact_totals(make):
    for number in range(23):
        make.published(
            name=f"Cooperative {number:02}",
            sites=(site(1), site(2, point=ELSEWHERE), site(3)) if number % 2 else (),
        )
    results = find(Criteria(), on=DAY)
    assert (results.organisations, results.places, results.without_place) == (23, 22, 12)
    assert (len(results.cards), results.pages) == (20, 2)
    rest = find(Criteria(page=2), on=DAY)
    assert len({card.public_id for card in (*results.cards, *rest.cards)}) == 23


def test_free_child_care_is_never_paid_child_care_beside_free_advice(make):
    here, there = site(1), site(2)
    make.published(
        name="Paid care, free training",
        sites=(here, there),
        services=(
            service("childcare", fee=PAID, sites=(here.id,)),
            service("vocational_training", fee=FREE, sites=(here.id,)),
        ),
    )
    make.published(
        name="Free care", sites=(site(3), site(4)), services=(service("childcare", fee=FREE),)
    )
    assert names(Criteria(need=("childcare",), fee=("free",))) == ["Free care"]
    assert names(Criteria(need=("children_school",), fee=("free",))) == ["Free care"]
    assert len(names(Criteria(need=("childcare",)))) == 2


def test_all_filters_hold_for_one_service_at_one_site(make):
    zarqa, camp = site(1), site(2, place=ZAATARI, point=Point(lon=36.3284, lat=32.2931))
    make.published(
        name="Two sites",
        sites=(zarqa, camp),
        services=(
            service("childcare", 1, fee=FREE, languages=("ar",), sites=(zarqa.id,)),
            service("childcare", 2, fee=PAID, languages=("so",), sites=(camp.id,)),
        ),
    )
    care = Criteria(need=("childcare",))
    assert names(care.but(fee=("free",), language=("ar",))) == ["Two sites"]
    assert names(care.but(fee=("free",), language=("so",))) == []
    assert names(care.but(near="Zaatari", within=10, language=("so",))) == ["Two sites"]
    assert names(care.but(near="Zaatari", within=10, language=("ar",))) == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"documents": ("none",)}, ["No papers"]),
        ({"documents": ("none", "unsaid")}, ["No papers", "Walk in"]),
        ({"access": ("walk_in",)}, ["Walk in"]),
        ({"access": ("walk_in", "unsaid")}, ["Walk in", "No papers"]),
        ({"kind": ("association",)}, ["Walk in"]),
        ({"language": ("so",)}, ["No papers"]),
        ({"language": ("so", "ar")}, ["No papers"]),
        ({"country": ("UG",)}, ["Walk in"]),
        ({"country": ("UG", "JO")}, ["No papers", "Walk in"]),
        ({"country": ("JO",), "region": ("JO.90",)}, []),
        ({"women_staff": ("yes",)}, ["Walk in"]),
        ({"audience": ("women", "youth")}, ["Walk in"]),
        ({"cooperative_type": ("worker_cooperative",)}, ["No papers"]),
        ({"activity": ("education",)}, ["Walk in"]),
        ({"joining": ("yes",)}, ["No papers"]),
        ({"open": ("now",)}, ["No papers"]),
        ({"open": ("now", "unsaid")}, ["No papers", "Walk in"]),
        ({"checked": 3}, []),
        ({"need": ("money",)}, ["No papers"]),
        ({"need": ("savings", "childcare")}, ["No papers", "Walk in"]),
    ],
)
def test_each_filter(make, asked, found):
    make.published(
        name="No papers",
        sites=(site(1), site(2)),
        cooperative_type="worker_cooperative",
        membership=Membership(non_national="yes_full"),
        services=(
            service(
                "savings",
                documents=NO_PAPERS,
                languages=("so-SO",),
                sites=(uid("site/1"),),
                hours=Hours(time_zone="Asia/Amman", always_open=True),
            ),
        ),
    )
    make.published(
        name="Walk in",
        kind="association",
        sites=(site(1, **KAMPALA), site(2, **KAMPALA)),
        activities=("education",),
        services=(
            service(
                "childcare",
                access_modes=("walk_in",),
                women_staff="yes",
                audiences=("women",),
                sites=(uid("site/1"),),
            ),
        ),
    )
    assert names(Criteria(**asked)) == found


def test_a_group_is_generous_and_puts_the_unsaid_after(make):
    make.published(name="A says nothing", services=(service("childcare"),))
    make.published(
        name="B for everyone", services=(service("childcare", population_groups=("everyone",)),)
    )
    make.published(
        name="C for refugees", services=(service("childcare", population_groups=("refugees",)),)
    )
    make.published(
        name="D for hosts", services=(service("childcare", population_groups=("host_community",)),)
    )
    results = find(Criteria(for_group="left_country"), on=DAY)
    assert [c.listing.names[0].words for c in results.cards] == [
        "B for everyone",
        "C for refugees",
        "A says nothing",
    ]
    assert [c.unsaid for c in results.cards] == [(), (), ("group",)]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("bread", True),
        ("BREAD", True),
        ("brea", True),
        ("read", False),
        ("cooperative bread", True),
        ("bread cake", False),
        ("مخبز", True),
        ("تعاونيه", True),
        ("تعاونية", True),
        ("garderie", False),
        ("boulangerie", True),
        ("épargne", True),
        ("ahorro", True),
        ("zarqa", True),
        ("الادخار", True),
        ("?!…", False),
        ("🙂", False),
        ("x" * 10_000, False),
    ],
)
def test_words_find_it_in_every_language_it_speaks(make, q, found):
    make.published(
        name="The Bread Cooperative",
        names=(
            *words("The Bread Cooperative"),
            *words("تعاونيّة المخبز", "ar"),
            *words("مخبز الزرقاء", "ar"),
        ),
        summary=words("Une boulangerie de quartier", "fr"),
        sites=(site(1), site(2)),
        services=(service("savings"),),
    )
    assert bool(names(Criteria.from_args(MultiDict({"q": q})))) == found


def test_a_question_without_words_matches_nothing_and_says_so(make):
    make.published()
    results = find(Criteria(q="?!"), on=DAY)
    assert results.organisations == 0
    assert results.understood.no_words


def test_a_name_comes_before_a_service_before_a_summary(make):
    make.published(name="Alpha", summary=words("weaving for all"))
    make.published(name="Beta", services=(service("childcare", names=words("Weaving")),))
    make.published(name="Weaving Gamma")
    assert names(Criteria(q="weaving")) == ["Weaving Gamma", "Beta", "Alpha"]


def test_near_is_nearest_first_and_says_how_far(make):
    def at(name: str, lon: float) -> None:
        make.published(
            name=name,
            sites=(
                site(1, point=Point(lon=lon, lat=32.2931), place=ZAATARI),
                site(2, precision="hidden"),
            ),
        )

    at("Far", 36.55)
    at("Close", 36.35)
    at("Too far", 37.5)
    results = find(Criteria(near="Zaatari", within=25), on=DAY)
    assert [(c.listing.names[0].words, c.distance_km) for c in results.cards] == [
        ("Close", 2),
        ("Far", 21),
    ]
    assert (results.places, results.understood.radius_km) == (2, 25)
    assert results.understood.place.name == "Zaatari Refugee Camp"


def test_distance_is_told_from_the_public_place_never_the_true_one(make):
    make.published(
        name="Somewhere in Zarqa",
        sites=(
            site(1, precision="locality", point=Point(lon=36.3284, lat=32.2931)),
            site(2, precision="hidden"),
        ),
    )
    assert names(Criteria(near="Zaatari", within=10)) == []
    assert names(Criteria(near="Zarqa", within=10)) == ["Somewhere in Zarqa"]


@pytest.mark.parametrize("level", ["admin1", "admin2"])
@pytest.mark.parametrize(
    ("near", "within_km", "found"),
    [
        ("Mafraq", 5, True),  # the chief town, and its region
        ("Ruwaished", 5, True),  # 200 kilometres from it, in the region
        ("Zarqa", 100, False),  # 30 kilometres from it, in another
        ("Irbid", 100, False),
    ],
)
def test_what_is_known_to_its_region_is_anywhere_in_it_and_near_nothing(
    make, level, near, within_km, found
):
    district = Area(code="1501", name="Qasabah", point=MAFRAQ.point)
    make.published(
        name="Somewhere in Mafraq",
        sites=(
            site(1, precision=level, place=ZAATARI.model_copy(update={"admin2": district})),
            site(2, precision="hidden"),
        ),
    )
    asked = Criteria(near=near, within=within_km)
    results = find(asked, on=DAY)
    assert [(c.distance_km, c.where.precision) for c in results.cards] == [(None, level)] * found
    shown = within(asked, Window.from_text("0/0/0/0/0"), on=DAY)
    assert (results.places, shown.places) == (found, found)


def test_who_is_near_comes_before_who_is_somewhere_in_the_region(make):
    camp = {"place": ZAATARI, "point": Point(lon=36.3284, lat=32.2931)}
    make.published(
        name="A somewhere", sites=(site(1, precision="admin1", place=ZAATARI), site(2, **KAMPALA))
    )
    make.published(name="B near", sites=(site(3, **camp), site(4, **KAMPALA)))
    found = find(Criteria(near="Mafraq", within=25), on=DAY).cards
    assert [(c.listing.names[0].words, c.distance_km) for c in found] == [
        ("B near", 13),
        ("A somewhere", None),
    ]


def test_contact_only_is_found_by_country_region_and_text_only(make):
    make.published(
        name="A quiet place",
        sites=(site(1), site(2)),
        services=(
            service(
                "women_safe_space",
                sites=(uid("site/1"),),
                areas=(ServedArea(id=uid("a"), country="JO"),),
            ),
        ),
    )
    make.published(name="Other", sites=(site(3), site(4)))
    assert (
        "women_safe_space" not in Criteria.from_args(MultiDict({"need": "women_safe_space"})).need
    )
    near = find(Criteria(near="Zarqa", within=50), on=DAY)
    quiet = next(card for card in near.cards if card.listing.names[0].words == "A quiet place")
    assert quiet.services == ()
    for asked in (Criteria(q="girls"), Criteria(country=("JO",), q="quiet girls")):
        card = find(asked, on=DAY).cards[0]
        assert [s.kind for s in card.services] == ["women_safe_space"]
        assert (card.where, card.places, card.distance_km) == (None, 0, None)
    # what is given at a hidden place never stands beside a place
    beside = find(Criteria(country=("JO",), q="quiet"), on=DAY).cards[0]
    assert beside.where is None or beside.services == ()


def test_contact_only_is_not_near_a_town_of_the_country_it_serves(make):
    everywhere = (ServedArea(id=uid("a"), country="JO"),)
    for name, kind in (("Quiet", "women_safe_space"), ("Open", "childcare")):
        make.published(name=name, services=(service(kind, areas=everywhere),))
    assert names(Criteria(country=("JO",))) == ["Open", "Quiet"]
    near = find(Criteria(near="Amman"), on=DAY)
    assert near.understood.radius_km
    assert (near.organisations, near.cards[0].listing.names[0].words) == (1, "Open")


def test_what_is_closed_comes_after_and_what_is_gone_is_found_by_its_name_alone(make):
    def one(name: str, status: str, of_service: str = "active") -> None:
        make.published(
            name=f"{name} bread",
            summary=words("Ovens"),
            sites=(site(1),),
            operational_status=status,
            services=(
                service(
                    "childcare",
                    sites=(uid("site/1"),),
                    access_modes=("walk_in",),
                    operational_status=of_service,
                ),
            ),
        )

    one("Alpha", "temporarily_closed")
    one("Beta", "active", "inactive")
    one("Gamma", "active")
    one("Delta", "defunct")
    in_order = ["Gamma bread", "Alpha bread", "Beta bread"]
    assert names(Criteria(need=("childcare",), access=("walk_in",))) == in_order
    assert names(Criteria(q="ovens", near="Zarqa")) == in_order
    assert names(Criteria()) == in_order
    assert names(Criteria(q="bread")) == [*in_order, "Delta bread"]
    gone = find(Criteria(q="delta"), on=DAY)
    assert [(c.where, c.services, c.places) for c in gone.cards] == [(None, (), 0)]
    assert (gone.organisations, gone.places) == (1, 0)
    assert names(Criteria(q="delta ovens")) == []
    closed = {c.listing.names[0].words: c.closed for c in find(Criteria(), on=DAY).cards}
    assert closed == {
        "Gamma bread": {},
        "Alpha bread": {},
        "Beta bread": {"childcare": "inactive"},
    }


def test_who_comes_from_elsewhere_is_told_from_who_has_no_place(make):
    area = ServedArea(id=uid("a"), country="JO", region=MAFRAQ.code)
    make.published(
        name="Comes from Zarqa",
        sites=(site(1),),
        services=(service("childcare", sites=(uid("site/1"),), areas=(area,)),),
    )
    make.published(name="Has no place", consent=Consent(level="organisation_and_location"))
    there = find(Criteria(place="region:JO.15"), on=DAY)
    assert (there.organisations, there.places) == (1, 0)
    assert (there.without_place, there.serving) == (1, 1)
    assert there.cards[0].where is None
    everywhere = find(Criteria(), on=DAY)
    assert (everywhere.organisations, everywhere.places) == (2, 1)
    assert (everywhere.without_place, everywhere.serving) == (1, 0)


def test_places_that_nobody_can_tell_apart_are_one(make):
    rough = {"precision": "locality", "point": ELSEWHERE}
    make.published(name="Rough", sites=(site(1, **rough), site(2, precision="locality")))
    make.published(name="Fine", sites=(site(1), site(2), site(3, point=ELSEWHERE)))
    assert find(Criteria(q="rough"), on=DAY).places == 1
    assert find(Criteria(q="fine"), on=DAY).places == 2
    card = find(Criteria(q="rough", near="Zarqa"), on=DAY).cards[0]
    assert (card.places, card.where.place_name) == (1, "Zarqa")


@pytest.mark.parametrize(
    ("area", "found"),
    [
        (ServedArea(id=uid("a"), country="JO"), True),
        (ServedArea(id=uid("a"), country="JO", region=MAFRAQ.code), True),
        (ServedArea(id=uid("a"), country="JO", region="JO.02"), False),
        (ServedArea(id=uid("a"), country="KE"), False),
        (ServedArea(id=uid("a"), polygon=((36, 32), (37, 32), (37, 33), (36, 33), (36, 32))), True),
        (
            ServedArea(id=uid("a"), polygon=((38, 32), (39, 32), (39, 33), (38, 33), (38, 32))),
            False,
        ),
    ],
)
def test_a_service_is_found_in_the_area_it_serves(make, area, found):
    make.published(name="Comes to you", services=(service("vocational_training", areas=(area,)),))
    results = find(Criteria(near="Zaatari"), on=DAY)
    assert bool(results.cards) == found
    if found:
        assert (results.places, results.without_place) == (0, 1)


def test_a_service_is_shown_only_in_its_time(make):
    make.published(
        services=(
            service("childcare", valid_from=date(2026, 12, 1), valid_until=date(2026, 12, 31)),
        )
    )
    asked = Criteria(need=("childcare",))
    assert names(asked, date(2026, 11, 30)) == []
    assert names(asked, date(2026, 12, 1)) != []
    assert names(asked, date(2026, 12, 31)) != []
    assert names(asked, date(2027, 1, 1)) == []


def test_an_unknown_place_finds_nothing_and_says_so(make):
    make.published(sites=(site(),))
    results = find(Criteria(near="Xyzzyville"), on=DAY)
    assert results.organisations == 0
    assert results.understood.unknown_place == "Xyzzyville"
    assert [w.drops for w in results.wider] == []


def test_nothing_found_offers_the_next_wider_questions_that_have_answers(make):
    make.published(
        name="Paid",
        sites=(site(1), site(2)),
        services=(service("childcare", fee=PAID, sites=(uid("site/1"),)),),
    )
    asked = Criteria(need=("childcare",), fee=("free",), near="Zarqa", within=5)
    results = find(asked, on=DAY)
    assert results.organisations == 0
    assert [(w.drops, w.organisations) for w in results.wider] == [("fee", 1), ("all", 1)]
    for wider in results.wider:
        assert find(wider.criteria, on=DAY).organisations == wider.organisations


def test_withdrawn_is_found_no_more(make, people):
    from directory.extensions import transaction
    from directory.organisations import steps
    from tests.making import AT

    organisation = make.published(sites=(site(),))
    assert names(Criteria(q="bread")) != []
    with transaction():
        steps.take_listing("withdraw", organisation, actor=people.amina, at=AT)
    assert names(Criteria(q="bread")) == []


def test_hidden_services_are_found_by_nothing(make):
    make.published(
        name="Plain",
        sites=(site(1), site(2)),
        services=(service("gbv_support_referral", names=words("Zebra")), service("savings")),
    )
    assert names(Criteria(q="zebra")) == []
    assert names(Criteria(q="plain")) == ["Plain"]


def test_a_card_says_the_right_place_whatever_the_rows_are_numbered(make, db):
    make.published(sites=(site(1), site(2, place=ZAATARI, point=Point(lon=36.3284, lat=32.2931))))
    with transaction():
        db.session.execute(update(PublicPlaceRow).values(position=PublicPlaceRow.position + 7))
    card = find(Criteria(near="Zaatari", within=5), on=DAY).cards[0]
    assert card.where.place_name == "Zaatari Refugee Camp"

"""What is hidden cannot be told from what is public: non-interference, and each rule by name."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.organisations.document import (
    Consent,
    Document,
    Fee,
    Point,
    ServedArea,
    Site,
    canonical_json,
)
from directory.organisations.listing import Helpline, PublicListing
from directory.organisations.precision import NO_PLACE_ROLES, coarsest, public_place, snapped
from directory.organisations.public_services import VISIBILITY_PRECISION
from directory.organisations.public_view import (
    CONSENT_PRECISION,
    Circumstances,
    _listing_floor,
    public_view,
)
from directory.organisations.rows import rows_of
from tests.making import ZAATARI, contact, document, place, service, site, uid, words
from tests.organisations.hiding import documents, hidden_change

HELPLINE = Helpline(
    country="JO",
    name="A helpline",
    channel="hotline",
    value="110",
    checked_on=date(2026, 11, 1),
    until=date(2026, 12, 15),
)
NOTHING_ELSE = Circumstances(helplines=(HELPLINE,))


def view(found: Document) -> PublicListing:
    listing = public_view(found, NOTHING_ELSE)
    assert listing is not None
    return listing


def level_of(found: Document) -> Any:
    """Return how exactly each site is shown; as an area when the whole listing is closed."""
    floor = _listing_floor(found)
    finest = CONSENT_PRECISION[found.consent.level]

    def level(site: Site) -> str | None:
        if floor in {"contact_only", "hidden"}:
            return "admin1" if site.precision not in {"country", "hidden"} else site.precision
        shown = public_place(site, coarsest(finest, VISIBILITY_PRECISION[floor]))
        return shown.precision if shown else "hidden"

    return level


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_two_documents_that_differ_in_what_is_hidden_look_the_same(data: st.DataObject) -> None:
    found = data.draw(documents())
    other = data.draw(hidden_change(found, level_of(found)))
    assert canonical_json(view(found)) == canonical_json(view(other))
    assert rows_of(view(found)) == rows_of(view(other))


@settings(max_examples=200, deadline=None)
@given(documents())
def test_no_public_place_is_finer_than_its_level(found: Document) -> None:
    listing = view(found)
    true_points = {(s.point.lon, s.point.lat) for s in found.sites if s.point}
    places = [s.where for s in listing.sites] + [p for s in listing.services for p in s.places]
    for where in places:
        if where.precision != "exact":
            assert (where.lon, where.lat) not in true_points
        if where.precision == "neighbourhood":
            assert (where.lon, where.lat) == (snapped(where.lon or 0), snapped(where.lat or 0))
    text = canonical_json(listing)
    if not any(where.precision == "exact" for where in places):
        assert "secret" not in text
    assert "private@example.org" not in text


@pytest.mark.parametrize(
    ("precision", "shown", "lon"),
    [
        ("exact", "exact", 36.10123),
        ("neighbourhood", "neighbourhood", 36.105),
        ("locality", "locality", 36.09),
        ("admin2", "admin1", 36.09),
        ("admin1", "admin1", 36.09),
        ("country", "country", None),
    ],
)
def test_each_level_of_precision(precision: str, shown: str, lon: float | None) -> None:
    where = view(document(sites=(site(precision=precision),))).sites[0].where
    assert (where.precision, where.lon) == (shown, lon)


def test_a_hidden_site_is_not_there() -> None:
    listing = view(document(sites=(site(precision="hidden"), site(2))))
    assert [s.id for s in listing.sites] == [uid("site/2")]


def test_an_unknown_precision_shows_nothing() -> None:
    assert view(document(sites=(site(precision="sort_of"),))).sites == ()


@pytest.mark.parametrize("facts", [{"kind": "camp"}, {"population": 19_999}, {"population": None}])
def test_neighbourhood_becomes_locality_where_few_live(facts: dict[str, Any]) -> None:
    found = document(sites=(site(precision="neighbourhood", place=place(**facts)),))
    assert view(found).sites[0].where.precision == "locality"


@pytest.mark.parametrize("level", ["not_asked", "refused", "withdrawn", "whatever"])
def test_without_consent_nothing_is_public(level: str) -> None:
    assert public_view(document(consent=Consent(level=level)), Circumstances()) is None


def test_open_data_is_coarse_and_speaks_for_nobody() -> None:
    found = document(
        sites=(site(),),
        services=(service("savings"), service("childcare"), service("women_safe_space")),
        contacts=(contact(person_name="Somebody", person_agreed=True),),
        consent=Consent(level="public_register_or_open_data"),
    )
    listing = public_view(
        found.model_copy(update={"services": found.services[:2]}), Circumstances()
    )
    assert listing is not None
    assert listing.sites[0].where.precision == "locality"
    assert [s.kind for s in listing.services] == ["childcare"]
    assert listing.contacts[0].person_name is None
    assert listing.from_open_data


def test_a_single_site_takes_the_precision_of_its_sensitive_service() -> None:
    listing = view(
        document(
            sites=(site(),), services=(service("women_safe_space", sites=(uid("site/site"),)),)
        )
    )
    assert listing.sites == ()
    assert [area.region for area in listing.known_in] == ["JO.17"]
    assert listing.services[0].visibility == "contact_only"
    assert listing.services[0].sites == ()


def test_a_name_that_tells_closes_the_listing() -> None:
    listing = view(document("Safe house for women", sites=(site(), site(2))))
    assert listing.sites == ()
    assert listing.known_in != ()


def test_a_sensitive_service_among_several_sites_is_tied_to_none() -> None:
    sites = (site(1), site(2, point=Point(lon=36.2, lat=32.2)))
    safe = service("women_safe_space", sites=(sites[0].id,))
    listing = view(
        document(sites=sites, services=(safe, service("childcare", sites=(sites[0].id,))))
    )
    assert [s.where.precision for s in listing.sites] == ["exact", "exact"]
    assert (listing.services[0].sites, listing.services[0].places) == ((), ())
    assert listing.services[1].sites == (sites[0].id,)


def test_a_neighbourhood_service_has_a_place_of_its_own() -> None:
    sites = (site(1), site(2))
    listing = view(document(sites=sites, services=(service("legal_advice", sites=(sites[0].id,)),)))
    advice = listing.services[0]
    assert advice.sites == ()
    assert [p.precision for p in advice.places] == ["neighbourhood"]


def test_a_hidden_service_is_its_kind_and_a_helpline() -> None:
    found = document(
        sites=(site(1), site(2)),
        services=(service("gbv_support_referral", description=words("Come to the blue door")),),
    )
    shown = view(found).services[0]
    assert (shown.visibility, shown.helplines, shown.description) == ("hidden", (HELPLINE,), ())
    alone = public_view(found, Circumstances())
    assert alone is not None
    assert alone.services == ()


def test_what_is_never_public_is_left_out() -> None:
    found = document(
        sites=(site(1), site(2)),
        services=(
            service(
                population_groups=("refugees", "migrants_in_irregular_situation"),
                audiences=("women",),
            ),
        ),
    )
    shown = view(found).services[0]
    assert shown.population_groups == ("refugees",)
    assert shown.audiences == ("women",)


def test_an_audience_that_is_never_public_closes_its_service() -> None:
    found = document(
        sites=(site(1), site(2)),
        services=(
            service(
                "mental_health_psychosocial_support",
                audiences=("survivors_of_torture",),
                sites=(uid("site/1"),),
            ),
        ),
    )
    shown = view(found).services[0]
    assert (shown.visibility, shown.audiences, shown.sites) == ("contact_only", (), ())


@pytest.mark.parametrize(
    ("relation", "publicly", "shown"),
    [
        ("formed_by_displaced_people", True, "formed_by_displaced_people"),
        ("formed_by_displaced_people", False, None),
        ("host_led_employs_displaced", True, None),
    ],
)
def test_the_relation_to_displacement_needs_its_own_yes(
    relation: str, publicly: bool, shown: str | None
) -> None:
    found = document(displacement={"relation": relation, "say_publicly": publicly})
    assert view(found).displacement_relation == shown


def test_a_practitioner_may_ask_for_less_but_never_for_more() -> None:
    open_wide = document(
        sites=(site(1), site(2)), services=(service("women_safe_space", visibility="full"),)
    )
    assert view(open_wide).services[0].visibility == "contact_only"
    closed = document(
        sites=(site(1), site(2)), services=(service("savings", visibility="contact_only"),)
    )
    assert view(closed).services[0].visibility == "contact_only"


def test_a_polygon_is_coarse() -> None:
    ring = tuple((36 + x / 1000, 32 + (x % 7) / 1000) for x in range(1000)) + (
        (36.5, 33.0),
        (36.0, 32.0),
    )
    found = document(
        services=(service(areas=(ServedArea(id=uid("area"), country="JO", polygon=ring),)),)
    )
    polygon = view(found).services[0].areas[0].polygon
    assert polygon is not None
    assert len(polygon) <= 200
    assert all(round(x, 2) == x and round(y, 2) == y for x, y in polygon)


def test_an_address_goes_where_the_place_goes() -> None:
    found = document(
        sites=(site(precision="locality", place=ZAATARI),),
        contacts=(contact("postal", "12 Secret Street"), contact()),
    )
    assert [c.channel for c in view(found).contacts] == ["phone"]


def test_consent_for_the_organisation_only_says_no_more_than_the_country() -> None:
    found = document(
        sites=(site(1), site(2)),
        services=(
            service("women_safe_space", sites=(uid("site/1"),)),
            service(
                areas=(ServedArea(id=uid("a"), country="JO", region="JO.15", region_name="Mafraq"),)
            ),
        ),
        consent=Consent(level="organisation_only"),
    )
    text = canonical_json(view(found))
    assert "JO.15" not in text
    assert "JO.17" not in text
    assert {s.where.precision for s in view(found).sites} == {"country"}


def test_that_displaced_people_are_members_needs_their_yes() -> None:
    found = document(governance={"displaced_members": "over_three_quarters"})
    assert view(found).governance.displaced_members == "not_stated"


def test_a_virtual_site_has_no_place() -> None:
    found = document(sites=(site(role="virtual"),), services=(service(fee=Fee(type="free")),))
    assert "virtual" in NO_PLACE_ROLES
    assert view(found).sites[0].where.precision == "country"


def test_a_service_ends_the_day_after_its_last() -> None:
    found = document(services=(service(valid_until=date(2026, 12, 31)),))
    assert view(found).services[0].shows_until == date(2027, 1, 1)


def test_the_country_of_a_hidden_service_or_site_is_not_said() -> None:
    found = document(
        sites=(site(1), site(2, country="LB", precision="hidden")),
        services=(
            service("gbv_support_referral", areas=(ServedArea(id=uid("a"), country="UG"),)),
            service("childcare"),
        ),
    )
    assert view(found).countries == ("JO",)


def test_what_is_contact_only_says_neither_hours_nor_region_beyond_its_consent_nor_polygon() -> (
    None
):
    ring = ((36.0, 32.0), (36.5, 32.0), (36.5, 32.5), (36.0, 32.0))
    found = document(
        sites=(site(1), site(2)),
        services=(
            service(
                "women_safe_space",
                hours={"time_zone": "Asia/Amman", "always_open": True},
                areas=(
                    ServedArea(id=uid("a"), country="JO", polygon=ring),
                    ServedArea(id=uid("b"), country="JO", region="JO.15"),
                ),
            ),
        ),
    )
    shown = view(found).services[0]
    assert shown.hours is None
    assert [area.polygon for area in shown.areas] == [None, None]
    assert {area.region for area in shown.known_in} == {None, "JO.15"}
    only = view(found.model_copy(update={"consent": Consent(level="organisation_only")})).services[
        0
    ]
    assert [area.region for area in only.known_in] == [None]
    assert [area.region for area in only.areas] == [None]


def test_neither_order_nor_number_of_coarse_places_tells_the_sites() -> None:
    far = site(3, point=Point(lon=36.5, lat=32.5))
    near, beside = site(1), site(2, point=Point(lon=36.10999, lat=32.07001))
    one = document(
        sites=(far, near, beside),
        services=(service("legal_advice", sites=(far.id, near.id, beside.id)),),
    )
    other = document(
        sites=(near, beside, far), services=(service("legal_advice", sites=(near.id, far.id)),)
    )
    assert view(one).services[0].places == view(other).services[0].places
    assert len(view(one).services[0].places) == 2
    quiet = service("women_safe_space", sites=(far.id, near.id, beside.id))
    assert (
        len(view(document(sites=(far, near, beside), services=(quiet,))).services[0].known_in) == 1
    )


def test_a_registration_status_that_is_for_reviewers_is_not_stated() -> None:
    found = document(registration={"status": "suspended_by_registrar", "number": "7"})
    assert view(found).registration.status == "not_stated"


def test_open_data_never_says_that_displaced_people_are_members() -> None:
    found = document(
        governance={"displaced_members": "over_three_quarters"},
        displacement={"relation": "formed_by_displaced_people", "say_publicly": True},
        consent=Consent(level="public_register_or_open_data"),
    )
    listing = view(found)
    assert (listing.governance.displaced_members, listing.displacement_relation) == (
        "not_stated",
        None,
    )

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
    Link,
    Point,
    ServedArea,
    canonical_json,
)
from directory.organisations.listing import PublicListing
from directory.organisations.public_view import Circumstances, public_view
from directory.organisations.rows import rows_of
from tests.making import ZAATARI, contact, document, place, service, site, uid, words
from tests.organisations.expected import (
    NOWHERE,
    contact_told,
    is_nobodys,
    place_told,
    site_level,
)
from tests.organisations.hiding import documents, hidden_change


def view(found: Document) -> PublicListing:
    listing = public_view(found, Circumstances())
    assert listing is not None
    return listing


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_two_documents_that_differ_in_what_is_hidden_look_the_same(data: st.DataObject) -> None:
    found = data.draw(documents())
    other = data.draw(hidden_change(found))
    if is_nobodys(found):
        assert public_view(found, Circumstances()) is public_view(other, Circumstances()) is None
        return
    assert canonical_json(view(found)) == canonical_json(view(other))
    assert rows_of(view(found)) == rows_of(view(other))


@settings(max_examples=400, deadline=None)
@given(documents().filter(lambda found: not is_nobodys(found)))
def test_each_site_is_told_as_exactly_as_the_rules_allow(found: Document) -> None:
    expected = [(s.id, place_told(s, site_level(found, s))) for s in found.sites]
    shown = [(s.id, (s.where.precision, s.where.lon, s.where.lat)) for s in view(found).sites]
    assert shown == [(key, told) for key, told in expected if told is not None]


@settings(max_examples=400, deadline=None)
@given(documents().filter(lambda found: not is_nobodys(found)))
def test_nothing_hidden_is_written_anywhere(found: Document) -> None:
    text = canonical_json(view(found)) + repr(rows_of(view(found)))
    for at in found.sites:
        assert at.address
        level = site_level(found, at)
        may_name = level == "exact" or (at.role in NOWHERE and level == "country")
        assert (at.address.lines[0] in text) <= (level == "exact")
        assert (at.names[0].words in text) <= may_name
        assert at.point
        assert (str(round(at.point.lon, 5)) in text) <= (level == "exact")
    for contact_of in found.contacts:
        assert (contact_of.value in text) == contact_told(found, contact_of)


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
    assert listing.services == ()
    assert listing.contacts[0].person_name is None
    assert listing.from_open_data


def test_a_register_says_what_somebody_is_and_offers_and_no_more() -> None:
    found = document(
        summary=words("A summary"),
        description=words("Ask for Somebody"),
        founded_year=2001,
        membership={"how_to_join": words("Bring your passport")},
        governance={"members": "50_to_199"},
        form="refugee_led_organisation",
        displacement={"relation": "formed_by_displaced_people", "say_publicly": True},
        federations=({"id": uid("f"), "name": "A union"},),
        services=(
            service(
                description=words("Ask for Somebody", key="service"),
                names=words("Sewing"),
                population_groups=("refugees",),
                documents=({"document": "none"},),
                status_check="not_asked",
                languages=("ar",),
            ),
        ),
        consent=Consent(level="public_register_or_open_data"),
    )
    text = canonical_json(view(found))
    for word in ("summary", "Somebody", "2001", "passport", "50_to_199", "refugee", "union"):
        assert word not in text
    shown = view(found).services[0]
    assert (shown.names[0].words, shown.languages) == ("Sewing", ("ar",))
    assert (shown.documents, shown.status_check, shown.description) == ((), "not_stated", ())


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


def test_a_site_where_something_is_closed_is_only_an_area() -> None:
    sites = (site(1), site(2, point=Point(lon=36.2, lat=32.2)))
    safe = service("women_safe_space", sites=(sites[0].id,))
    listing = view(
        document(sites=sites, services=(safe, service("childcare", sites=(sites[0].id,))))
    )
    assert [s.id for s in listing.sites] == [sites[1].id]
    assert [area.region for area in listing.known_in] == ["JO.17"]
    for shown in listing.services:
        assert (shown.sites, [area.region for area in shown.known_in]) == ((), ["JO.17"])


@pytest.mark.parametrize(
    "facts",
    [
        {"operational_status": "defunct"},
        {"valid_until": date(2001, 1, 1)},
        {"valid_from": date(2190, 1, 1)},
        {"sites": ()},
    ],
    ids=["defunct", "ended", "not-begun", "says-no-site"],
)
def test_what_was_closed_stays_off_the_map(facts: dict[str, Any]) -> None:
    sites = (site(1), site(2, point=Point(lon=36.2, lat=32.2)))
    safe = service("women_safe_space", **{"sites": (sites[0].id,), **facts})
    assert sites[0].id not in {s.id for s in view(document(sites=sites, services=(safe,))).sites}


@pytest.mark.parametrize("precision", ["hidden", "country", "admin1"])
def test_a_second_site_that_is_nowhere_does_not_make_two(precision: str) -> None:
    sites = (site(1), site(2, precision=precision))
    safe = service("women_safe_space", sites=(sites[1].id,))
    assert view(document(sites=sites, services=(safe,))).sites == ()


def test_a_site_whose_name_tells_is_only_an_area() -> None:
    named = site(2, names=words("Women's shelter", key="name"))
    assert [s.id for s in view(document(sites=(site(1), named))).sites] == [uid("site/1")]


def test_a_closed_virtual_site_says_no_region() -> None:
    found = document(
        sites=(site(role="virtual"),), services=(service("women_safe_space", online=True),)
    )
    assert [(a.country, a.region) for a in view(found).known_in] == [("JO", None)]


def test_a_contact_that_only_a_hidden_service_has_is_not_shown() -> None:
    line, other = contact(), contact(value="+96200000999")
    found = document(
        sites=(site(1), site(2)),
        contacts=(line, other),
        services=(service("gbv_support_referral", contacts=(line.id,)), service("savings")),
    )
    assert [c.id for c in view(found).contacts] == [other.id]


@pytest.mark.parametrize("channel", ["visit", "postal"])
def test_an_address_is_not_shown_beside_something_closed(channel: str) -> None:
    way = contact(channel, "12 Known Street")
    shown = document(sites=(site(1), site(2)), contacts=(way,))
    assert [c.value for c in view(shown).contacts] == ["12 Known Street"]
    for services in (
        (service("women_safe_space", online=True),),
        (service("gbv_support_referral", sites=(uid("site/1"),)), service("savings")),
    ):
        assert view(shown.model_copy(update={"services": services})).contacts == ()


def test_who_offers_only_what_is_hidden_by_kind_has_no_page_at_all() -> None:
    for kind in ("safe_accommodation", "gbv_support_referral"):
        only = document(services=(service(kind, online=True),))
        assert public_view(only, Circumstances()) is None
    asked = document(services=(service("savings", visibility="hidden"),))
    assert view(asked).services == ()


def test_of_somebody_with_one_place_and_a_hidden_service_only_the_country_is_told() -> None:
    found = document(
        sites=(site(),), services=(service("gbv_support_referral"), service("savings"))
    )
    listing = view(found)
    assert (listing.sites, listing.countries) == ((), ("JO",))
    assert [(a.country, a.region) for a in listing.known_in] == [("JO", None)]


@pytest.mark.parametrize("role", ["virtual", "postal_only", "mobile_site"])
def test_a_site_that_is_no_place_makes_no_second_one(role: str) -> None:
    safe = service("women_safe_space", sites=(uid("site/2"),))
    found = document(sites=(site(1), site(2, role=role)), services=(safe,))
    assert uid("site/1") not in {s.id for s in view(found).sites}


@pytest.mark.parametrize(
    "url",
    [
        "https://maps.google.com/?q=32.29,36.32",
        "https://www.google.com/maps/@32.07456,36.10123,17z",
        "https://osm.org/?mlat=32.07456&mlon=36.10123",
        "https://example.org/?at=32.07456%2C36.10123",
        "https://plus.codes/8G3QXW2X+22",
    ],
)
def test_a_link_to_a_map_is_shown_only_where_every_place_is(url: str) -> None:
    link = Link(id=uid("link"), url=url)
    found = document(sites=(site(1), site(2)), links=(link,), contacts=(contact("website", url),))
    assert (view(found).links, len(view(found).contacts)) == ((link,), 1)
    closed = found.model_copy(update={"services": (service("women_safe_space", online=True),)})
    assert (view(closed).links, view(closed).contacts) == ((), ())


def test_a_telephone_with_dots_is_no_point_on_a_map() -> None:
    found = document(
        sites=(site(precision="locality"),), contacts=(contact(value="06.55 12.34.56"),)
    )
    assert len(view(found).contacts) == 1


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
    assert view(found).sites == ()
    open_only = found.model_copy(update={"services": found.services[1:]})
    assert {s.where.precision for s in view(open_only).sites} == {"country"}


def test_that_displaced_people_are_members_needs_their_yes() -> None:
    found = document(governance={"displaced_members": "over_three_quarters"})
    assert view(found).governance.displaced_members == "not_stated"


def test_a_virtual_site_has_no_place() -> None:
    found = document(sites=(site(role="virtual"),), services=(service(fee=Fee(type="free")),))
    assert view(found).sites[0].where.precision == "country"


def test_the_country_of_a_hidden_service_or_site_is_not_said() -> None:
    found = document(
        sites=(site(1), site(2, country="LB", precision="hidden")),
        services=(
            service("gbv_support_referral", areas=(ServedArea(id=uid("a"), country="UG"),)),
            service("childcare"),
        ),
    )
    assert view(found).countries == ("JO",)


def test_the_edge_of_the_world_has_a_cell() -> None:
    where = (
        view(document(sites=(site(precision="neighbourhood", point=Point(lon=180, lat=90)),)))
        .sites[0]
        .where
    )
    assert (where.lon, where.lat) == (179.995, 89.995)


def test_the_time_zone_of_hours_does_not_tell_more_than_the_country() -> None:
    hours = {"time_zone": "Asia/Amman", "always_open": True}
    found = document(
        sites=(site(precision="country", hours=hours), site(2)),
        services=(service(sites=(uid("site/site"),), hours=hours),),
    )
    assert (view(found).sites[0].hours, view(found).services[0].hours) == (None, None)


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

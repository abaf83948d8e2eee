"""The services of a public listing: each as openly as its visibility and its places allow."""

from datetime import date

from directory.organisations.document import Consent, Document, ServedArea, canonical_json
from directory.organisations.listing import PublicListing
from directory.organisations.public_view import Circumstances, public_view
from directory.organisations.rows import rows_of
from tests.making import ZAATARI, document, service, site, uid, words


def view(found: Document) -> PublicListing:
    listing = public_view(found, Circumstances())
    assert listing is not None
    return listing


def test_a_neighbourhood_service_makes_its_site_one() -> None:
    sites = (site(1), site(2))
    listing = view(document(sites=sites, services=(service("legal_advice", sites=(sites[0].id,)),)))
    assert [s.where.precision for s in listing.sites] == ["neighbourhood", "exact"]
    assert listing.services[0].sites == (sites[0].id,)


def test_a_hidden_service_is_on_nobodys_page() -> None:
    sites = (site(1), site(2), site(3, place=ZAATARI, point=None, precision="locality"))
    hidden = service("gbv_support_referral", sites=(sites[2].id,), description=words("Blue door"))
    shown = view(document(sites=sites, services=(hidden, service("savings"))))
    assert [s.kind for s in shown.services] == ["savings"]
    assert [s.id for s in shown.sites] == [sites[0].id, sites[1].id]
    text = canonical_json(shown) + repr(rows_of(shown))
    for word in ("gbv", "Blue door", "Zaatari", "JO.15", "hidden"):
        assert word not in text


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


def test_a_service_ends_the_day_after_its_last() -> None:
    found = document(services=(service(valid_until=date(2026, 12, 31)),))
    assert view(found).services[0].shows_until == date(2027, 1, 1)


def test_what_is_contact_only_says_neither_hours_nor_region_beyond_its_consent_nor_polygon() -> (
    None
):
    ring = ((36.0, 32.0), (36.5, 32.0), (36.5, 32.5), (36.0, 32.0))
    found = document(
        sites=(site(1), site(2)),
        services=(
            service(
                "women_safe_space",
                online=True,
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
    assert [(area.region, area.polygon) for area in shown.areas] == [("JO.15", None)]
    assert {area.region for area in shown.known_in} == {None, "JO.15"}
    only = view(found.model_copy(update={"consent": Consent(level="organisation_only")})).services[
        0
    ]
    assert [area.region for area in only.known_in] == [None]
    assert only.areas == ()


def test_the_number_of_sites_of_a_closed_service_is_not_told() -> None:
    found = (site(1), site(2), site(3))
    quiet = service("women_safe_space", sites=tuple(s.id for s in found))
    assert len(view(document(sites=found, services=(quiet,))).services[0].known_in) == 1


def test_an_area_that_may_not_be_drawn_is_left_out_and_not_widened() -> None:
    ring = ((36.0, 32.0), (36.5, 32.0), (36.5, 32.5), (36.0, 32.0))
    drawn = ServedArea(id=uid("a"), country="JO", polygon=ring)
    narrow = ServedArea(id=uid("b"), country="JO", region="JO.15")
    offered = (service(areas=(drawn, narrow)),)
    open_wide = view(document(sites=(site(1),), services=offered)).services[0]
    assert [a.polygon is not None for a in open_wide.areas] == [True, False]
    coarse = view(document(sites=(site(1, precision="locality"),), services=offered)).services[0]
    assert [(a.country, a.region, a.polygon) for a in coarse.areas] == [("JO", "JO.15", None)]
    assert [a.country for a in coarse.known_in] == ["JO"]
    only = document(services=offered, consent=Consent(level="organisation_only"))
    assert view(only).services[0].areas == ()
    assert [(a.country, a.region) for a in view(only).services[0].known_in] == [("JO", None)]


def test_an_outline_that_crosses_itself_or_is_flat_is_not_drawn() -> None:
    for ring in (
        ((36.0, 32.0), (37.0, 33.0), (37.0, 32.0), (36.0, 33.0), (36.0, 32.0)),
        ((36.0, 32.0), (37.0, 32.0), (36.5, 32.0), (36.0, 32.0)),
    ):
        area = ServedArea.model_construct(
            id=uid("a"), country="JO", region=None, region_name=None, polygon=ring
        )
        shown = service().model_copy(update={"areas": (area,)})
        found = document().model_copy(update={"services": (shown,)})
        assert view(found).services[0].areas == ()


def test_a_service_whose_name_tells_is_closed() -> None:
    told = service("vocational_training", names=words("Sewing for survivors of violence"))
    found = document(
        sites=(site(1), site(2)),
        services=(told.model_copy(update={"sites": (uid("site/1"),)}),),
    )
    assert [s.id for s in view(found).sites] == [uid("site/2")]
    assert view(found).services[0].visibility == "contact_only"

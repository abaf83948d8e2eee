"""Pairs of documents that differ only in what precision or visibility hides."""

from typing import Any

from hypothesis import strategies as st

from directory.organisations.document import (
    Address,
    Area,
    Document,
    Point,
    RequiredDocument,
    Service,
    Site,
)
from directory.organisations.precision import snapped
from tests.making import MAFRAQ, ZARQA, contact, document, place, service, site, words

FAR = st.floats(min_value=34.0, max_value=40.0, allow_nan=False).map(lambda x: round(x, 6))
IN_CELL = st.floats(min_value=0.0005, max_value=0.0095).map(lambda x: round(x, 5))
PRECISIONS = ("exact", "neighbourhood", "locality", "admin2", "admin1", "country", "hidden")
VISIBILITIES = ("full", "neighbourhood", "contact_only", "hidden")
KINDS = (
    "vocational_training",
    "legal_advice",
    "women_safe_space",
    "gbv_support_referral",
    "savings",
)
DISTRICT = Area(code="JO-ZA-1", name="Zarqa district", point=Point(lon=36.1, lat=32.1))
SECRET = st.text(alphabet="abcdefghij ", min_size=1, max_size=12).map(
    lambda t: f"secret {t}".strip()
)


@st.composite
def open_sites(draw: Any, number: int) -> Site:
    """Draw a site of any precision in a town that is large enough for neighbourhoods."""
    return site(
        number,
        precision=draw(st.sampled_from(PRECISIONS)),
        role=draw(st.sampled_from(("service_point", "branch", "head_office"))),
        point=Point(lon=draw(FAR), lat=draw(FAR.map(lambda x: x - 4))),
        place=place(admin1=draw(st.sampled_from((MAFRAQ, ZARQA))), admin2=DISTRICT),
        address=Address(lines=(draw(SECRET),)),
        directions=words(draw(SECRET), key=f"directions/{number}"),
    )


@st.composite
def open_services(draw: Any, number: int, sites: list[Site]) -> Service:
    """Draw a service of any kind and visibility at some of the sites."""
    return service(
        draw(st.sampled_from(KINDS)),
        key=number,
        visibility=draw(st.sampled_from((None, *VISIBILITIES))),
        sites=tuple(s.id for s in sites if draw(st.booleans())),
        population_groups=("refugees",),
        documents=(RequiredDocument(document="none"),),
        languages=("ar",),
    )


@st.composite
def documents(draw: Any) -> Document:
    """Draw a document with one to three sites and up to three services that share them."""
    sites = [draw(open_sites(n)) for n in range(draw(st.integers(1, 3)))]
    services = [draw(open_services(n, sites)) for n in range(draw(st.integers(0, 3)))]
    return document(
        sites=tuple(sites),
        services=tuple(services),
        contacts=(contact(), contact("email", "private@example.org", public=False)),
    )


@st.composite
def hidden_change(draw: Any, found: Document, level_of: Any) -> Document:
    """Draw the same document with other values wherever the public level hides them."""
    sites = tuple(draw(_other_site(s, level_of(s))) for s in found.sites)
    services = tuple(draw(_other_service(s, found)) for s in found.services)
    private = contact("email", "other@example.org", public=False).model_copy(
        update={"id": found.contacts[1].id}
    )
    return found.model_copy(
        update={"sites": sites, "services": services, "contacts": (found.contacts[0], private)}
    )


@st.composite
def _other_site(draw: Any, found: Site, level: str | None) -> Site:
    changes: dict[str, Any] = {}
    assert found.place is not None
    assert found.point is not None
    if level != "exact":
        changes["address"] = Address(lines=(draw(SECRET),), postcode="12345")
        changes["directions"] = words(draw(SECRET), key="other directions")
        changes["p_code"] = draw(SECRET)
        changes["names"] = words(draw(SECRET), key="other name")
    if level == "neighbourhood":
        changes["point"] = Point(
            lon=round(snapped(found.point.lon) - 0.005 + draw(IN_CELL), 6),
            lat=round(snapped(found.point.lat) - 0.005 + draw(IN_CELL), 6),
        )
    if level in {"locality", "admin2", "admin1", "country", "hidden", None}:
        changes["point"] = Point(lon=draw(FAR), lat=draw(FAR) - 4)
    if level in {"admin2", "admin1", "country", "hidden", None}:
        changes["place"] = found.place.model_copy(
            update={
                "id": draw(SECRET),
                "name": draw(SECRET),
                "point": Point(lon=draw(FAR), lat=1.0),
            }
        )
    if level in {"country", "hidden"}:
        changes["place"] = place(draw(SECRET), admin1=draw(st.sampled_from((MAFRAQ, ZARQA))))
    if level == "hidden":
        changes["country"] = draw(st.sampled_from(("JO", "LB", "UG")))
    return found.model_copy(update=changes)


@st.composite
def _other_service(draw: Any, found: Service, whole: Document) -> Service:
    from directory.organisations.sensitivity import visibility

    if visibility(found) != "hidden":
        return found
    return found.model_copy(
        update={
            "description": words(draw(SECRET), key="hidden service"),
            "sites": tuple(s.id for s in whole.sites if draw(st.booleans())),
            "languages": ("so",),
            "documents": (),
            "population_groups": ("migrants_in_irregular_situation",),
        }
    )

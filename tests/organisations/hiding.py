"""Documents of every sort, and the same documents with other values wherever they are hidden."""

from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from directory.organisations.document import (
    Address,
    Area,
    Consent,
    Contact,
    Document,
    Hours,
    Link,
    Point,
    ServedArea,
    Service,
    Site,
)
from tests.making import MAFRAQ, ZAATARI, ZARQA, contact, document, place, service, site, uid, words
from tests.organisations.expected import (
    AREA,
    CONSENT,
    FINE_TO_COARSE,
    KIND,
    NOWHERE,
    OPEN_TO_CLOSED,
    cell,
    contact_told,
    openness,
    site_level,
)

ROLES = ("service_point", "branch", "head_office", "virtual", "mobile_site")
LON = st.floats(min_value=34.0, max_value=40.0, allow_nan=False).map(lambda x: round(x, 6))
LAT = st.floats(min_value=29.0, max_value=34.0, allow_nan=False).map(lambda x: round(x, 6))
IN_CELL = st.floats(min_value=-0.0045, max_value=0.0045).map(lambda x: round(x, 5))
POINTS = st.builds(Point, lon=LON, lat=LAT)
DISTRICT = Area(code="JO-ZA-1", name="Zarqa district", point=Point(lon=36.1, lat=32.1))
SECRET = st.text(alphabet="abcdefghij", min_size=4, max_size=12).map(lambda t: f"secret{t}")
RING = ((36.0, 32.0), (36.5, 32.0), (36.5, 32.5), (36.0, 32.0))
OTHER_RING = ((35.0, 31.0), (35.5, 31.0), (35.5, 31.5), (35.0, 31.0))
HOURS = Hours(time_zone="Asia/Amman", always_open=True)
OTHER_HOURS = Hours(time_zone="Asia/Beirut", always_open=True)
BETRAYING = ("rape@example.org", "womensshelter@example.org", "other@example.org")
NAMED, PRIVATE, WAY, QUIET = "+96200000123", "mail@example.org", "1 Known Street", "+96200000999"


@st.composite
def sites(draw: Any, number: int) -> Site:
    """Draw a site of any precision and role, in a large town, a small one or a camp."""
    towns = (
        place(admin1=draw(st.sampled_from((MAFRAQ, ZARQA))), admin2=DISTRICT),
        place("Small town", population=4_000, admin2=DISTRICT),
        ZAATARI.model_copy(update={"admin2": DISTRICT}),
    )
    return site(
        number,
        precision=draw(st.sampled_from(FINE_TO_COARSE)),
        role=draw(st.sampled_from(ROLES)),
        point=Point(lon=draw(LON) + number * 10 + 0.001234, lat=draw(LAT)),
        place=draw(st.sampled_from(towns)),
        address=Address(lines=(f"secretstreet{number}",)),
        directions=words(draw(SECRET), key=f"directions/{number}"),
        names=words(f"secretname{number}", key=f"site name/{number}"),
        hours=draw(st.sampled_from((None, HOURS))),
    )


@st.composite
def services(draw: Any, number: int, found: list[Site]) -> Service:
    """Draw a service of any kind and visibility at some of the sites, at none, or online."""
    ring = ServedArea(id=uid(f"area/{number}"), country="JO", polygon=RING)
    region = ServedArea(id=uid(f"region/{number}"), country="JO", region="JO.15")
    return service(
        draw(st.sampled_from(sorted(KIND))),
        key=number,
        visibility=draw(st.sampled_from((None, *OPEN_TO_CLOSED))),
        audiences=draw(st.sampled_from(((), (), ("women",), ("survivors_of_torture",)))),
        operational_status=draw(st.sampled_from(("active", "active", "inactive", "defunct"))),
        sites=tuple(s.id for s in found if draw(st.booleans())),
        areas=draw(st.sampled_from(((), (ring,), (region,)))),
        contacts=draw(st.sampled_from(((), (contact(value=QUIET).id,)))),
        online=draw(st.booleans()),
        population_groups=("refugees",),
        languages=("ar",),
    )


@st.composite
def documents(draw: Any) -> Document:
    """Draw a document with one to four sites and up to four services that share them."""
    at = [draw(sites(n)) for n in range(draw(st.integers(1, 4)))]
    offered = [draw(services(n, at)) for n in range(draw(st.integers(0, 4)))]
    return document(
        sites=tuple(at),
        services=tuple(offered),
        contacts=(
            contact(value=NAMED),
            contact("email", PRIVATE, public=False),
            contact("visit", WAY),
            contact(value=QUIET),
        ),
        links=(Link(id=uid("link"), url="https://example.org"),),
        consent=Consent(level=draw(st.sampled_from(sorted(CONSENT)))),
    )


@st.composite
def hidden_change(draw: Any, found: Document) -> Document:
    """Draw the same document with other values wherever the rules hide them."""
    levels = {one.id: site_level(found, one) for one in found.sites}
    changed = {
        "sites": tuple(draw(_other_site(one, levels[one.id])) for one in found.sites),
        "services": tuple(draw(_other_service(one, found)) for one in found.services),
        "contacts": tuple(draw(_other_contact(one, found)) for one in found.contacts),
    }
    return found.model_copy(update=changed)


@st.composite
def _other_site(draw: Any, found: Site, level: str) -> Site:
    changes: dict[str, Any] = {}
    if level != "exact":
        changes |= {
            "address": Address(lines=(draw(SECRET),), postcode="12345"),
            "directions": words(draw(SECRET), key="other directions"),
            "p_code": draw(SECRET),
        }
    if level != "exact" and found.role not in NOWHERE:
        changes["names"] = words(draw(SECRET), key="other name")
    if level == AREA:
        changes |= {"hours": OTHER_HOURS, "languages": ("so",), "closed_until": None}
    return found.model_copy(update=changes | draw(_elsewhere(found, level)))


@st.composite
def _elsewhere(draw: Any, found: Site, level: str) -> dict[str, Any]:
    assert found.point
    assert found.place
    changes: dict[str, Any] = {}
    if level == "neighbourhood":
        changes["point"] = Point(
            lon=round(cell(found.point.lon) + draw(IN_CELL), 6),
            lat=round(cell(found.point.lat) + draw(IN_CELL), 6),
        )
    if level in {"locality", "admin2", "admin1", "country", "hidden", AREA}:
        changes["point"] = draw(POINTS)
    if level in {"admin2", "admin1", "country", "hidden", AREA}:
        changes["place"] = found.place.model_copy(
            update={"id": draw(SECRET), "name": draw(SECRET), "point": draw(POINTS)}
        )
    if level in {"country", "hidden"}:
        elsewhere = draw(st.sampled_from((MAFRAQ, ZARQA)))
        changes["place"] = changes["place"].model_copy(update={"admin1": elsewhere})
        if found.role not in NOWHERE:
            changes["hours"] = OTHER_HOURS if found.hours else None
    if level == "hidden" and found.precision == "hidden":
        changes["country"] = draw(st.sampled_from(("JO", "LB", "UG")))
    return changes


@st.composite
def _other_service(draw: Any, found: Service, whole: Document) -> Service:
    changes: dict[str, Any] = {}
    groups = ("refugees", "migrants_in_irregular_situation")
    changes["population_groups"] = draw(st.sampled_from((found.population_groups, groups)))
    if openness(found) == "hidden":
        changes |= {
            "description": words(draw(SECRET), key="hidden service"),
            "languages": ("so",),
            "first_contact": words(draw(SECRET), key="first contact"),
            "hours": OTHER_HOURS,
            "areas": tuple(a.model_copy(update={"polygon": OTHER_RING}) for a in found.areas),
            "sites": draw(_moved(found, whole)),
        }
    if openness(found) == "contact_only":
        changes["hours"] = draw(st.sampled_from((HOURS, OTHER_HOURS)))
        changes["areas"] = tuple(
            a.model_copy(update={"polygon": OTHER_RING}) if a.polygon else a for a in found.areas
        )
    return found.model_copy(update=changes)


@st.composite
def _moved(draw: Any, found: Service, whole: Document) -> tuple[UUID, ...]:
    """A hidden service may move between sites of which nothing is said anyway."""
    free = {one.id for one in whole.sites if _is_nowhere_without(one, whole)}
    if not set(found.sites) <= free or not found.sites:
        return found.sites
    return tuple(draw(st.sets(st.sampled_from(sorted(free)), min_size=1)))


def _is_nowhere_without(one: Site, whole: Document) -> bool:
    others = tuple(other for other in whole.services if openness(other) != "hidden")
    without = whole.model_copy(update={"services": others})
    return site_level(without, one) == "hidden"


@st.composite
def _other_contact(draw: Any, found: Contact, whole: Document) -> Contact:
    if not contact_told(whole, found):
        return found.model_copy(update={"value": draw(st.sampled_from(BETRAYING))})
    return found.model_copy(update={"person_name": draw(SECRET)})

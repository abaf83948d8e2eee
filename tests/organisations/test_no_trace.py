"""A change of what is hidden leaves no trace: in rows, pages, order, numbers or times."""

from datetime import timedelta

import pytest

from directory.extensions import transaction
from directory.organisations import operations, steps
from directory.organisations.document import Address, Document, Point
from directory.organisations.operations import Origin
from directory.organisations.queries import newest_change
from directory.organisations.rebuild import snapshot
from tests.making import (
    AT,
    MAFRAQ,
    contact,
    document,
    middle_of,
    place,
    service,
    site,
    uid,
    words,
)

ELSEWHERE = Point(lon=36.3, lat=32.4)
SAME_CELL = Point(lon=36.10999, lat=32.07001)


SAFE = service("women_safe_space", sites=(uid("site/1"),))
SAFE_AT_BOTH = service("women_safe_space", sites=(uid("site/1"), uid("site/2")))
ADVICE = service("legal_advice", sites=(uid("site/1"),))
LINE = contact(value="+96200000999")


def hidden(at: str, **facts):
    return service("gbv_support_referral", sites=(uid(at),), **facts)


def pair(name: str, before: Document, after: Document):
    return pytest.param(before, after, id=name)


def with_sites(*sites, **facts) -> Document:
    return document(sites=sites, **facts)


PAIRS = [
    pair(
        f"site-{precision}",
        with_sites(site(1, precision=precision), site(2)),
        with_sites(
            site(1, precision=precision, address=Address(lines=("12 Secret St",)), **changed),
            site(2),
        ),
    )
    for precision, changed in {
        "neighbourhood": {"point": SAME_CELL, "names": words("Secret house")},
        "locality": {"point": ELSEWHERE, "directions": words("Behind the secret wall")},
        "admin2": {"point": ELSEWHERE, "place": place("Secret town")},
        "admin1": {"point": ELSEWHERE, "place": place("Secret town", point=ELSEWHERE)},
        "country": {"point": ELSEWHERE, "place": place("Secret town", admin1=MAFRAQ)},
        "hidden": {
            "point": middle_of("LB"),
            "place": place("Secret town", country="LB"),
            "country": "LB",
            "languages": ("so",),
        },
    }.items()
] + [
    pair(
        "site-of-a-contact-only-service",
        with_sites(site(1), site(2), site(3), services=(SAFE,)),
        with_sites(
            site(1, point=ELSEWHERE, names=words("Secret house")),
            site(2),
            site(3),
            services=(SAFE,),
        ),
    ),
    pair(
        "site-of-a-neighbourhood-service",
        with_sites(site(1), site(2), services=(ADVICE,)),
        with_sites(
            site(1, point=SAME_CELL, names=words("Secret house")), site(2), services=(ADVICE,)
        ),
    ),
    pair(
        "hidden-service",
        with_sites(
            site(1),
            site(2),
            contacts=(contact(), LINE),
            services=(hidden("site/1", contacts=(LINE.id,)),),
        ),
        with_sites(
            site(1),
            site(2),
            contacts=(contact(), LINE.model_copy(update={"value": "+96200000777"})),
            services=(
                hidden(
                    "site/1", contacts=(LINE.id,), description=words("Secret"), languages=("so",)
                ),
            ),
        ),
    ),
    pair(
        "hidden-service-at-another-closed-site",
        with_sites(site(1), site(2), site(3), services=(SAFE_AT_BOTH, hidden("site/1"))),
        with_sites(site(1), site(2), site(3), services=(SAFE_AT_BOTH, hidden("site/2"))),
    ),
    pair(
        "closed-listing-of-one-site",
        with_sites(site(1), services=(service("women_safe_space", sites=(uid("site/1"),)),)),
        with_sites(
            site(1, point=ELSEWHERE, address=Address(lines=("12 Secret St",))),
            services=(service("women_safe_space", sites=(uid("site/1"),)),),
        ),
    ),
    pair(
        "private-contact-and-unsaid-relation",
        document(contacts=(contact(), contact("email", "a@example.org", public=False))),
        document(
            contacts=(
                contact(person_name="Secret Person"),
                contact("email", "secret@example.org", public=False),
            ),
            displacement={"relation": "formed_by_displaced_people"},
        ),
    ),
    pair(
        "never-public-groups",
        with_sites(site(1), site(2), services=(service(population_groups=("refugees",)),)),
        with_sites(
            site(1),
            site(2),
            services=(service(population_groups=("refugees", "migrants_in_irregular_situation")),),
        ),
    ),
]


def pages(client, organisation) -> list[str]:
    asked = [
        f"/en/organisations/{organisation.public_id}/the-bread-cooperative",
        f"/ar/organisations/{organisation.public_id}/the-bread-cooperative",
        "/en/find",
        "/en/find?near=Zarqa&within=5",
        "/en/find?near=Zaatari&within=50",
        "/en/find?country=LB",
        "/en/find?q=secret",
        "/en/find?need=legal",
        "/en/find?q=safe+space&near=Zarqa",
        "/ar/find?country=JO",
    ]
    answers = [client.ask(path) for path in asked]
    return [f"{a.status_code} {a.headers.get('ETag')} {a.text}" for a in answers]


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_nobody_can_tell(make, people, client, before, after, monkeypatch):
    monkeypatch.setattr("directory.clock.now", lambda: AT)
    organisation = make.published(before)
    other = make.published(name="Another one", sites=(site(9),))
    seen = (snapshot(), newest_change(), pages(client, organisation))
    later = AT + timedelta(days=1)
    with transaction():
        origin = Origin(person=people.amina)
        revision = operations.propose(
            after,
            origin=origin,
            organisation=organisation,
            base=organisation.current,
            at=later,
        )
        steps.take("submit", revision, actor=people.amina, at=later)
        steps.take("accept", revision, actor=people.ben, at=later, note="Looked at.")
    assert organisation.current is revision
    assert (snapshot(), newest_change(), pages(client, organisation)) == seen
    assert other.public_id

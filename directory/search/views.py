"""Find: what and where in, organisations out. Everything a reader chose stands in the address."""

from collections.abc import Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from directory import clock
from directory.access.guards import public
from directory.gazetteer.queries import edition
from directory.i18n.babel import current_tag
from directory.organisations.listing import PublicService
from directory.organisations.queries import newest_change
from directory.organisations.said import FREE, NO_PAPERS, WALK_IN, of_service
from directory.search import boxes, queries
from directory.search.also import also
from directory.search.asking import ask
from directory.search.chips import chips
from directory.search.criteria import DEFAULT_RADIUS, RADII, Criteria
from directory.search.moments import this_quarter
from directory.search.results import Card, Results
from directory.search.safety import never_about_violence
from directory.search.where import usual_radius
from directory.web.conditional import conditional
from directory.web.pagination import pager

bp = Blueprint("search", __name__)

FACTS = (("fee", FREE), ("documents", NO_PAPERS), ("access", WALK_IN))
"""What a card says of services, as far as it holds for all of them."""


@bp.get("/<lang:lang>/find")
@public
@never_about_violence
@conditional(newest_change, edition, this_quarter)
def find() -> ResponseReturnValue:
    """Show the organisations that answer the reader's criteria."""
    asked = ask(request.args, on=clock.today())
    criteria = asked.criteria
    results = queries.find(criteria, on=clock.today())
    return render_template(
        "search/find.html",
        asked=asked,
        criteria=criteria,
        results=results,
        also=also(asked, results, on=clock.today()),
        pager=pager(criteria.page, results.pages),
        here=criteria.to_args(),
        canonical=criteria.to_args(shared=True),
        legends=boxes.LEGENDS,
        boxes=_boxes(criteria, results),
        chips=chips(criteria.but(), results.understood.place, current_tag()),
        facts_of=facts_of,
        languages_of=languages_of,
        named=boxes.named,
    )


def facts_of(services: Sequence[PublicService]) -> list[boxes.Words]:
    """Return what holds for every one of the services that answer: free, no papers, walk in."""
    said = [of_service(service, ()) for service in services]
    return [
        boxes.words_of(name, value, current_tag())
        for name, value in FACTS
        if said and all(value in each.get(name, ()) for each in said)
    ]


def languages_of(card: Card) -> list[str]:
    """Return the languages spoken by who answers: in the services, else on the phone."""
    of_services = [tag for s in card.services for tag in (*s.languages, *s.interpretation)]
    of_contacts = [tag for contact in card.listing.contacts for tag in contact.languages]
    return list(dict.fromkeys(of_services or of_contacts))


def _boxes(criteria: Criteria, results: Results) -> dict[str, object]:
    """Return what the boxes of the form offer."""
    asked, place = (criteria, results.counts, current_tag()), results.understood.place
    return {
        "needs": boxes.needs_box(*asked),
        "countries": boxes.countries_box(*asked),
        "regions": boxes.regions_box(*asked),
        "ticks": boxes.ticks(*asked),
        "facets": boxes.boxes(*asked),
        "checks": boxes.checks_box(criteria, results.counts),
        "groups": boxes.groups_box(*asked),
        "radii": RADII,
        "usual_radius": usual_radius(place) if place else DEFAULT_RADIUS,
        "radius": results.understood.radius_km or DEFAULT_RADIUS,
    }

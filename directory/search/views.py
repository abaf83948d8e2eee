"""Find: what and where in, organisations out. Everything a reader chose stands in the address."""

from collections.abc import Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from directory import clock
from directory.access.guards import public
from directory.gazetteer.queries import edition
from directory.i18n.babel import current_tag
from directory.organisations.listing import PublicService
from directory.organisations.queries import newest_change
from directory.organisations.rows import FREE, NO_PAPERS, WALK_IN
from directory.search import choices, queries, readings
from directory.search.criteria import (
    ACCESS,
    DEFAULT_RADIUS,
    RADII,
    Criteria,
    needs,
)
from directory.search.results import Card
from directory.search.safety import never_about_violence
from directory.vocabulary.terms import terms
from directory.web.conditional import conditional
from directory.web.pagination import pager

bp = Blueprint("search", __name__)

ACCESS_LABELS = {"free": _("Free"), "no-papers": _("No papers asked"), "walk-in": _("Walk in")}


@bp.get("/<lang:lang>/find")
@public
@never_about_violence
@conditional(newest_change, edition)
def find() -> ResponseReturnValue:
    """Show the organisations that answer the reader's criteria."""
    typed = Criteria.from_args(request.args)
    criteria = readings.read(typed, on=clock.today())
    results = queries.find(criteria, on=clock.today())
    return render_template(
        "search/find.html",
        typed=typed,
        criteria=criteria,
        results=results,
        pager=pager(criteria.page, results.pages),
        here=criteria.to_args(),
        canonical=criteria.to_args(shared=True),
        boxes=_boxes(criteria),
        facts_of=facts_of,
        languages_of=languages_of,
        access_labels=ACCESS_LABELS,
    )


def facts_of(services: Sequence[PublicService]) -> list[LazyString]:
    """Return what holds for every one of the services that answer: free, no papers, walk in."""
    facts = {
        "free": lambda s: s.fee.type in FREE,
        "no-papers": lambda s: any(paper.document in NO_PAPERS for paper in s.documents),
        "walk-in": lambda s: bool(WALK_IN & set(s.access_modes)),
    }
    return [ACCESS_LABELS[code] for code in ACCESS if services and all(map(facts[code], services))]


def languages_of(card: Card) -> list[str]:
    """Return the languages spoken by who answers: in the services, else on the phone."""
    of_services = [tag for s in card.services for tag in (*s.languages, *s.interpretation)]
    of_contacts = [tag for contact in card.listing.contacts for tag in contact.languages]
    return list(dict.fromkeys(of_services or of_contacts))


def _boxes(criteria: Criteria) -> dict[str, object]:
    """Return what the boxes of the form offer."""
    possible = needs()
    return {
        "needs": [need.code for need in terms("public_need") if need.code in possible],
        "kinds_of_need": choices.kinds_beside(criteria.need, possible),
        "countries": choices.countries_offered(current_tag()),
        "languages": choices.languages_offered(current_tag()),
        "kinds": [kind.code for kind in terms("sse_entity_kind")],
        "groups": [group.code for group in terms("public_group") if group.code != "any"],
        "radii": RADII,
        "usual_radius": DEFAULT_RADIUS,
        "radius": criteria.within or DEFAULT_RADIUS,
    }

"""The filters that readers choose values of, as a table; several values of one mean any of them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from directory.organisations.said import FREE, NO_PAPERS, YES
from directory.vocabulary.terms import codes_where, vocabulary

UNSAID = "unsaid"
"""The value of what does not say: never filtered out in silence, and shown after."""
NOW, HOURS = "now", "hours"
LANGUAGE = re.compile("[a-z]{2,3}")


@dataclass(frozen=True)
class Facet:
    """One filter: its name in addresses, its field of an offer, and the values there can be.

    `values` None: any that something has. `of_service`: all such filters must hold for one service
    at one site. `always_said`: nothing leaves it out, so that there is no “does not say”.
    """

    name: str
    field: str
    values: Callable[[], tuple[str, ...]] | None
    list_code: str = ""
    of_service: bool = True
    always_said: bool = False

    def allows(self, value: str) -> bool:
        """Tell whether somebody can ask for the value."""
        if value == UNSAID:
            return not self.always_said
        return value in self.values() if self.values else bool(LANGUAGE.fullmatch(value))


def _terms(list_code: str) -> Callable[[], tuple[str, ...]]:
    return lambda: tuple(vocabulary()[list_code])


def _audiences() -> tuple[str, ...]:
    """Return those that may be a filter (docs/protection.md, 3), in their order."""
    public = codes_where("specific_audience", "public", "filter")
    return tuple(code for code in vocabulary()["specific_audience"] if code in public)


FACETS = (
    Facet("fee", "fee", lambda: (FREE,)),
    Facet("documents", "documents", lambda: (NO_PAPERS,)),
    Facet("open", HOURS, lambda: (NOW,)),
    Facet("women_staff", "women_staff", lambda: (YES,)),
    Facet("access", "access", _terms("access_mode"), "access_mode"),
    Facet("language", "language", None),
    Facet("audience", "audience", _audiences, "specific_audience"),
    Facet(
        "kind",
        "entity_kind",
        _terms("sse_entity_kind"),
        "sse_entity_kind",
        of_service=False,
        always_said=True,
    ),
    Facet(
        "cooperative_type",
        "cooperative_type",
        _terms("cooperative_type"),
        "cooperative_type",
        of_service=False,
    ),
    Facet(
        "activity", "activity", _terms("economic_activity"), "economic_activity", of_service=False
    ),
    Facet("joining", "joining", lambda: (YES,), of_service=False),
)
BY_NAME = {facet.name: facet for facet in FACETS}

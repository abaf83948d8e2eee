"""What was found: one page of organisations, both exact totals, and what was understood."""

from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from directory.gazetteer.queries import PlaceFound
from directory.organisations.listing import PublicListing, PublicPlace, PublicService
from directory.organisations.rows import Spot
from directory.search.criteria import Criteria

PAGE_SIZE = 20
Counts: TypeAlias = dict[str, dict[str, int]]
"""By filter and value how many organisations would answer; what nothing has is left out."""


@dataclass(frozen=True)
class Totals:
    """The exact totals of an answer."""

    organisations: int
    places: int
    without_place: int
    serving: int


@dataclass(frozen=True)
class Answering:
    """A service that answers, and what tells its public place apart, if that is there."""

    service: UUID | None
    spot: Spot | None


@dataclass(frozen=True)
class Hit:
    """An organisation that an engine found, with what answers: the nearest first."""

    public_id: str
    slug: str
    listing_json: str
    places: int
    nearest: float | None
    """Metres."""
    unsaid: bool
    """Whether each offer that answers leaves something unsaid that was asked."""
    score: int
    answering: tuple[Answering, ...]


@dataclass(frozen=True)
class Card:
    """One organisation on the page of results.

    `services` are those that answer the question (all shown ones when none was asked for).
    `where` is the nearest or first public place; `distance_km` counts from that public place,
    never from a truer one. `unsaid` are the fields asked for of which nothing it offers says
    anything.
    """

    public_id: str
    slug: str
    listing: PublicListing
    services: tuple[PublicService, ...]
    where: PublicPlace | None
    places: int
    distance_km: int | None = None
    unsaid: tuple[str, ...] = ()

    @property
    def closed(self) -> dict[str, str]:
        """The kinds of service that nobody here gives now, each with its `operational_status`."""
        given = {one.kind for one in self.services if one.operational_status == "active"}
        return {one.kind: one.operational_status for one in self.services if one.kind not in given}


@dataclass(frozen=True)
class Understood:
    """How the question was read.

    `place` is what `near` was taken for and `radius_km` how far around it (None for a country
    or region, which are taken whole); `other_places` are further places of that name;
    `unknown_place` holds the words that no place answers to; `no_words` that `q` said nothing.
    """

    place: PlaceFound | None = None
    radius_km: int | None = None
    other_places: tuple[PlaceFound, ...] = ()
    unknown_place: str = ""
    no_words: bool = False


@dataclass(frozen=True)
class Unsaid:
    """How many more would answer, were those shown that say nothing of a filter."""

    criteria: Criteria
    name: str
    organisations: int


@dataclass(frozen=True)
class Wider:
    """A wider question that does have answers; `drops` names the field it lets go or widens."""

    criteria: Criteria
    drops: str
    organisations: int


@dataclass(frozen=True)
class Results:
    """The answer to one question, the same for everyone.

    `without_place` counts the organisations that have none of these places; `serving` those of
    them that are elsewhere or nowhere on the map and serve people where it was asked.
    """

    cards: tuple[Card, ...]
    organisations: int
    places: int
    without_place: int
    serving: int
    page: int
    pages: int
    understood: Understood
    counts: Counts | None = None
    """None while the database answers, which would take long to count."""
    unsaid: tuple[Unsaid, ...] = ()
    wider: tuple[Wider, ...] = ()

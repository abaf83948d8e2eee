"""From the words of a place to where to look."""

from dataclasses import dataclass, field
from datetime import date

from flask import has_request_context, request
from sqlalchemy import select

from directory.errors import NotFound
from directory.extensions import db
from directory.gazetteer import queries as gazetteer
from directory.gazetteer.countries import key_of
from directory.gazetteer.queries import PlaceFound
from directory.gazetteer.typed import read_coordinates
from directory.organisations.public_tables import (
    PublicOffer,
    PublicOrganisation,
    PublicPlaceRow,
    PublicPoint,
)
from directory.organisations.queries import shown_on
from directory.search.criteria import Criteria, says_nothing
from directory.search.filters import is_here, offer_shown_on
from directory.search.results import Understood
from directory.search.where import Where, is_taken_whole, usual_radius, where_is

OTHERS = 5
RIVAL = 4
"""A namesake with a fourth of the people is as likely meant."""
LARGE = 100_000
"""People of a town that is said beside a country of the same name."""
MILLIONS = 2_000_000
"""People that a city must be compared with where a country has the same name."""


@dataclass(frozen=True)
class Understanding:
    """Says where to look; asks the gazetteer once for the same words, however many questions."""

    on: date
    known: dict[tuple[str, str, str | None], list[PlaceFound]] = field(default_factory=dict)

    def __call__(self, criteria: Criteria) -> tuple[Where, Understood]:
        """Return where to look, and how the question was read."""
        no_words = bool(criteria.q) and says_nothing(criteria.q)
        chosen = Where(criteria.country, criteria.region)
        if not criteria.near and not criteria.place:
            return chosen, Understood(no_words=no_words)
        found = self._places(criteria)
        if not found:
            unknown = criteria.near or criteria.place
            return Where(nowhere=True), Understood(unknown_place=unknown, no_words=no_words)
        place = found[0]
        words = criteria.near
        others = tuple(other for other in found[1:] if _is_worth_saying(other, place, words))
        radius = None if is_taken_whole(place) else criteria.within or usual_radius(place)
        understood = Understood(place, radius, others, no_words=no_words)
        return where_is(place, radius, chosen), understood

    def _places(self, criteria: Criteria) -> list[PlaceFound]:
        asked = (criteria.near, criteria.place, criteria.one_country)
        if asked not in self.known:
            self.known[asked] = _places(criteria, self.on)
        return self.known[asked]


def understanding(on: date) -> Understanding:
    """Return what understands all questions of one request, so that each place is found once."""
    if not has_request_context():
        return Understanding(on)
    found: Understanding = request.environ.setdefault(f"{__name__} {on}", Understanding(on))
    return found


def _places(criteria: Criteria, on: date) -> list[PlaceFound]:
    found = _places_called(criteria.near, criteria.one_country, on) if criteria.near else []
    if not criteria.place:
        return found
    try:
        chosen = gazetteer.get_place(criteria.place)
    except NotFound:
        return found
    return [chosen, *(place for place in found if place.place_id != chosen.place_id)]


def _places_called(words: str, country: str | None, on: date) -> list[PlaceFound]:
    """Return the places of that name; of namesakes one where something is shown comes first.

    Coordinates mean the nearest place that has a name.
    """
    point = read_coordinates(words)
    if point is not None:
        near = gazetteer.place_near(*point)
        return [near] if near else []
    found = gazetteer.find_places(words, country=country, limit=OTHERS + 1)
    namesakes = [place for place in found if place.is_namesake and _rivals(place, found[0])]
    if len(namesakes) > 1:
        likely = (place for place in namesakes if _shows_something(place, on))
        likeliest = next(likely, namesakes[0])
        found.sort(key=lambda place: place is not likeliest)
    return found


def _is_worth_saying(other: PlaceFound, first: PlaceFound, words: str) -> bool:
    """Tell whether somebody may mean another place.

    No village called like a country, and none that was once called like a town.
    """
    if first.is_guess or is_taken_whole(other) or (other.population or 0) >= LARGE:
        return True
    asked = key_of(words.partition(",")[0])
    is_called_so = any(asked in key_of(name) for name in (other.name, *other.names.values()))
    return is_called_so and first.kind != "country"


def _rivals(place: PlaceFound, first: PlaceFound) -> bool:
    """Tell whether people may mean this namesake as well as the best known one.

    A village abroad where something happens to be listed is not what they mean by a country or a
    city; a city of the same name may be (عمان is Oman and Amman).
    """
    known = MILLIONS if first.kind == "country" else first.population or 0
    return place is first or (place.population or 0) >= known / RIVAL


def _shows_something(place: PlaceFound, on: date) -> bool:
    radius = None if is_taken_whole(place) else usual_radius(place)
    offers = (
        select(PublicOffer.id)
        .join(PublicOrganisation, PublicOrganisation.id == PublicOffer.organisation_id)
        .outerjoin(PublicPlaceRow, PublicPlaceRow.id == PublicOffer.place_id)
        .outerjoin(PublicPoint, PublicPoint.id == PublicOffer.place_id)
        .where(is_here(where_is(place, radius, Where())), shown_on(on), *offer_shown_on(on))
    )
    return db.session.scalar(offers.limit(1)) is not None

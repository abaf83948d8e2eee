"""The other floor of an answer: reading the rows that it shows, raw, without any page."""

import re
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import Select, func, select

from benchmarks.world.asking import Answer
from directory.extensions import db
from directory.organisations.public_tables import (
    PublicChange,
    PublicOffer,
    PublicOrganisation,
    PublicPlaceRow,
)
from directory.search.criteria import Criteria
from directory.search.window import Window

Statement = Select[*tuple[Any, ...]]
Raw = Callable[[Answer], Statement]
LONGEST = 1500
"""Milliseconds after which no more rows are read."""
ADDRESS = re.compile(r"/organisations/([0-9a-z]{10})/")


class Arguments:
    """The arguments of an address, as `Criteria` asks for them."""

    def __init__(self, question: str) -> None:
        self.given = parse_qs(urlsplit(question).query)

    def getlist(self, key: str) -> list[str]:
        """Return the values of an argument."""
        return self.given.get(key, [])


def listed(answer: Answer) -> Statement:
    """Return the statement that reads the listings of a page by their ids."""
    ids = sorted(set(ADDRESS.findall(answer.words)))
    row = PublicOrganisation
    found: Statement = select(row.public_id, row.slug, row.listing_json)
    return found.where(row.public_id.in_(ids))


def in_view(answer: Answer) -> Statement:
    """Return the statement that reads the points that a map counts."""
    given = Arguments(answer.question)
    criteria = Criteria.from_args(given)
    west, south, east, north = Window.from_text(given.getlist("view")[0]).bounds
    place = PublicPlaceRow
    found: Statement = select(place.id, place.lon, place.lat)
    found = found.where(place.lon.between(west, east), place.lat.between(south, north))
    if not criteria.need:
        return found
    kinds = PublicOffer.service_kind.in_(sorted(criteria.kinds_asked))
    return found.join(PublicOffer, PublicOffer.place_id == place.id).where(kinds).distinct()


def newest(_answer: Answer) -> Statement:
    """Return the statement that tells whether anything has changed."""
    return select(func.max(PublicChange.number))


def milliseconds(raw: Raw, answers: Sequence[Answer]) -> float:
    """Return how long reading the rows of an answer usually takes, while there is time."""
    times: list[float] = []
    for answer in answers:
        if sum(times) > LONGEST:
            break
        statement = raw(answer)
        start = time.perf_counter()
        db.session.execute(statement).all()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)

"""Asking for helplines."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select

from directory.extensions import db
from directory.helplines.models import CountryHelpline


def helplines_of(countries: Iterable[str]) -> Sequence[CountryHelpline]:
    """Return the helplines of the countries, whether or not their check ran out."""
    return db.session.scalars(
        select(CountryHelpline)
        .where(CountryHelpline.country.in_(sorted(countries)))
        .order_by(CountryHelpline.country, CountryHelpline.name, CountryHelpline.id)
    ).all()


def checked_helplines(*, on: date) -> Sequence[CountryHelpline]:
    """Return every helpline whose check still counts on that day, by country and name."""
    return db.session.scalars(
        select(CountryHelpline)
        .where(CountryHelpline.until > on)
        .order_by(CountryHelpline.country, CountryHelpline.name, CountryHelpline.id)
    ).all()

"""Asking for helplines."""

from collections.abc import Iterable, Sequence
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from directory.errors import NotFound
from directory.extensions import db
from directory.helplines.models import CountryHelpline

IN_ORDER = (CountryHelpline.country, CountryHelpline.name, CountryHelpline.id)


def get_helpline(number: int) -> CountryHelpline:
    """Return a helpline by its number; raises NotFound."""
    found = db.session.get(CountryHelpline, number)
    if found is None:
        raise NotFound(_("There is no helpline %(number)s.", number=number))
    return found


def all_helplines() -> Sequence[CountryHelpline]:
    """Return every helpline, also those whose check ran out, by country and name."""
    return db.session.scalars(select(CountryHelpline).order_by(*IN_ORDER)).all()


def helplines_of(countries: Iterable[str]) -> Sequence[CountryHelpline]:
    """Return the helplines of the countries, whether or not their check ran out."""
    return db.session.scalars(
        select(CountryHelpline)
        .where(CountryHelpline.country.in_(sorted(countries)))
        .order_by(*IN_ORDER)
    ).all()


def checked_helplines(*, on: date) -> Sequence[CountryHelpline]:
    """Return every helpline whose check still counts on that day, by country and name."""
    return db.session.scalars(
        select(CountryHelpline).where(CountryHelpline.until > on).order_by(*IN_ORDER)
    ).all()

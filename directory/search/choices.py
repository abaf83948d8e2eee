"""What the boxes of the filters offer while nobody has counted: the database alone answers."""

from sqlalchemy import select

from directory.extensions import db
from directory.organisations.public_tables import PublicOffer, PublicOfferArea


def countries_somewhere() -> list[str]:
    """Return the countries in which something is offered."""
    codes = db.session.scalars(select(PublicOffer.country).union(select(PublicOfferArea.country)))
    return [code for code in codes if code]

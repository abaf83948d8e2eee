"""What decides beside the document: the last check, and the helplines of its countries."""

from sqlalchemy import select

from directory.extensions import db
from directory.helplines.queries import helplines_of
from directory.organisations.document import Document
from directory.organisations.listing import Checked, Helpline
from directory.organisations.models import Check, Organisation
from directory.organisations.public_view import Circumstances
from directory.organisations.sensitivity import visibility


def circumstances_of(organisation: Organisation, document: Document) -> Circumstances:
    """Return the circumstances of a document as they stand now."""
    last = db.session.scalar(
        select(Check)
        .where(Check.organisation_id == organisation.id)
        .order_by(Check.checked_on.desc(), Check.id.desc())
        .limit(1)
    )
    return Circumstances(
        checked=Checked(method=last.method, on=last.checked_on, by=last.by_words) if last else None,
        helplines=_helplines(document)
        if any(visibility(s) == "hidden" for s in document.services)
        else (),
    )


def _helplines(document: Document) -> tuple[Helpline, ...]:
    countries = {site.country for site in document.sites}
    countries |= {
        area.country for service in document.services for area in service.areas if area.country
    }
    return tuple(
        Helpline(
            country=h.country,
            name=h.name,
            channel=h.channel,
            value=h.value,
            checked_on=h.checked_on,
            until=h.until,
        )
        for h in helplines_of(countries)
    )

"""Keeping the helplines."""

from datetime import date, datetime, timedelta

from directory.accounts.models import Person
from directory.errors import Invalid
from directory.extensions import db
from directory.gazetteer.queries import get_country
from directory.helplines.models import CountryHelpline
from directory.jobs.operations import enqueue
from directory.vocabulary.terms import rules, term

REFRESH_JOB = "organisations.refresh_country"


def add_helpline(
    *,
    country: str,
    name: str,
    channel: str,
    value: str,
    checked_on: date,
    first: Person,
    second: Person,
    at: datetime,
) -> CountryHelpline:
    """Add a helpline that two people checked, and have the country's listings made anew.

    Raises Invalid when one person stands for both or the day lies ahead, NotFound for an
    unknown country or channel.
    """
    if first.id == second.id:
        raise Invalid("A helpline is checked by two people.")
    if checked_on > at.date():
        raise Invalid("A check cannot lie in the future.")
    get_country(country)
    term("contact_channel", channel)
    days = next(
        r["due_days"] + r["stale_days_after_due"]
        for r in rules()["freshness_rule"]
        if r["kind"] == "helpline_crisis"
    )  # fmt: skip - one row of the table
    helpline = CountryHelpline(
        country=country,
        name=name,
        channel=channel,
        value=value,
        checked_on=checked_on,
        until=checked_on + timedelta(days=days),
        checked_by_id=first.id,
        second_by_id=second.id,
    )
    db.session.add(helpline)
    enqueue(REFRESH_JOB, {"country": country}, at=at)
    return helpline

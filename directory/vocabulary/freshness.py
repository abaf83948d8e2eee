"""How long a check counts, by the table `freshness_rule`."""

from datetime import date, timedelta

from directory.vocabulary.terms import rules

FACTS = "organisation_facts"
HELPLINE = "helpline_crisis"


def counts_until(kind: str, checked_on: date) -> date:
    """Return the first day on which a check of that day counts no more."""
    rule = next(row for row in rules()["freshness_rule"] if row["kind"] == kind)
    return checked_on + timedelta(days=rule["due_days"] + rule["stale_days_after_due"])

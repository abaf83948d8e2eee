"""Which of several checks the public is told of."""

from datetime import timedelta

import pytest

from directory.extensions import transaction
from directory.organisations import operations
from directory.organisations.publication import public_listing
from tests.making import AT, DAY


@pytest.fixture
def told(make, people):
    """Record checks, each a method and how many days ago, and return what the public is told."""

    def record(*checks):
        organisation = make.published()
        for method, days_ago in checks:
            with transaction():
                operations.record_check(
                    organisation,
                    method=method,
                    on=DAY - timedelta(days=days_ago),
                    by_words="field_officer",
                    actor=people.ben,
                    at=AT,
                )
        found = public_listing(organisation).checked
        return found and (found.method, (DAY - found.on).days)

    return record


@pytest.mark.parametrize(
    ("checks", "shown"),
    [
        ((), None),
        ((("phone_call_back", 3),), ("phone_call_back", 3)),
        ((("site_visit", 100), ("still_correct_link", 1)), ("site_visit", 100)),
        ((("still_correct_link", 1), ("site_visit", 100)), ("site_visit", 100)),
        ((("phone_call_back", 1), ("federation_attested", 2)), ("phone_call_back", 1)),
        ((("federation_attested", 2), ("phone_call_back", 1)), ("phone_call_back", 1)),
        ((("site_visit", 424), ("still_correct_link", 0)), ("site_visit", 424)),
        ((("site_visit", 425), ("still_correct_link", 0)), ("still_correct_link", 0)),
        ((("site_visit", 600),), ("site_visit", 600)),
    ],
)
def test_the_strongest_check_that_still_counted_is_told(told, checks, shown):
    assert told(*checks) == shown

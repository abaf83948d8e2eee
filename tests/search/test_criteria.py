"""Criteria: clamped, total, and back into a URL."""

from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from directory.search.criteria import FORMER, RADII, Criteria, needs

NAMES = (
    "q",
    "near",
    "place",
    "within",
    "need",
    "for",
    "language",
    "access",
    "fee",
    "documents",
    "open",
    "women_staff",
    "audience",
    "kind",
    "cooperative_type",
    "activity",
    "joining",
    "checked",
    "region",
    "country",
    "organisation",
    "page",
    "odd",
)
LIKELY = st.sampled_from(
    (
        *sorted(needs()),
        *FORMER,
        "walk_in",
        "unsaid",
        "none",
        "now",
        "yes",
        "women",
        "girls",
        "JO.16",
        "left_country",
        "JO",
        "ar",
        "0123456789",
        "cooperative",
        "25",
        "-1",
        "0",
    )
)
ARGS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.one_of(LIKELY, st.text(max_size=300))), max_size=12
)


def as_sent(criteria):
    """Return the arguments as a browser sends them: text only."""
    query = urlencode(criteria.to_args(), doseq=True)
    return MultiDict(parse_qsl(query))


@given(ARGS)
def test_any_arguments_are_understood_and_come_back_the_same(pairs):
    criteria = Criteria.from_args(MultiDict(pairs))
    assert Criteria.from_args(as_sent(criteria)) == criteria
    assert criteria.within in (0, *RADII)
    assert criteria.page >= 1
    assert len(criteria.q) <= 200


def test_links_of_before_ask_the_same_as_ever():
    criteria = Criteria.from_args(MultiDict({"access": "free,no-papers,walk-in"}))
    assert (criteria.fee, criteria.documents, criteria.access) == (
        ("free",),
        ("none",),
        ("walk_in",),
    )


def test_audiences_that_may_be_no_filter_are_none():
    args = MultiDict({"audience": "women,girls,survivors_of_torture,single_parents"})
    assert Criteria.from_args(args).audience == ("women",)


def test_the_group_goes_into_no_shared_link():
    criteria = Criteria.from_args(MultiDict({"for": "left_country", "q": "x"}))
    assert criteria.to_args()["for"] == "left_country"
    assert "for" not in criteria.to_args(shared=True)


def test_sensitive_kinds_and_the_safety_tile_are_no_needs():
    args = MultiDict(
        [
            ("need", "safety"),
            ("need", "women_safe_space"),
            ("need", "emergency_shelter"),
            ("need", "savings"),
        ]
    )
    assert Criteria.from_args(args).need == ("savings",)
    assert "emergency_shelter" not in Criteria(need=("home",)).kinds_asked


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("قالی\u200cباف", "قالی\u200cباف"),
        ("b\u200blue \u2067needle", "blue needle"),
        ("two\x00hands", "two hands"),
    ],
)
def test_signs_that_nobody_sees_part_no_word(typed, understood):
    assert Criteria.from_args(MultiDict({"q": typed})).q == understood

"""Merging three ways: what only one side changed is kept, what both changed is told."""

import pytest

from directory.organisations.merging import merge

BASE = {
    "name": "A",
    "year": 1,
    "sites": [{"id": "x", "role": "a"}, {"id": "y", "role": "b"}],
    "codes": ["k"],
}


def changed(**fields):
    return {**BASE, **fields}


@pytest.mark.parametrize(
    ("ours", "theirs", "merged"),
    [
        (changed(name="B"), changed(year=2), changed(name="B", year=2)),
        (changed(name="B"), changed(name="B"), changed(name="B")),
        (changed(codes=["k", "l"]), BASE, changed(codes=["k", "l"])),
        (BASE, changed(codes=[]), changed(codes=[])),
        (
            changed(sites=[{"id": "x", "role": "a"}]),
            changed(sites=[{"id": "x", "role": "c"}, {"id": "y", "role": "b"}]),
            changed(sites=[{"id": "x", "role": "c"}]),
        ),
        (
            changed(sites=[*BASE["sites"], {"id": "o"}]),
            changed(sites=[*BASE["sites"], {"id": "t"}]),
            changed(sites=[*BASE["sites"], {"id": "o"}, {"id": "t"}]),
        ),
        (
            {k: v for k, v in BASE.items() if k != "year"},
            BASE,
            {k: v for k, v in BASE.items() if k != "year"},
        ),
    ],
)
def test_what_one_side_changed_is_kept(ours, theirs, merged):
    assert merge(BASE, ours, theirs) == (merged, [])


@pytest.mark.parametrize(
    ("ours", "theirs", "where"),
    [
        (changed(name="B"), changed(name="C"), ["/name"]),
        (changed(codes=["l"]), changed(codes=["m"]), ["/codes"]),
        (
            changed(sites=[{"id": "x", "role": "p"}, BASE["sites"][1]]),
            changed(sites=[{"id": "x", "role": "q"}, BASE["sites"][1]]),
            ["/sites/x/role"],
        ),
        (
            changed(sites=[BASE["sites"][1]]),
            changed(sites=[{"id": "x", "role": "q"}, BASE["sites"][1]]),
            ["/sites/x"],
        ),
    ],
)
def test_what_both_changed_is_a_conflict_and_ours_is_kept(ours, theirs, where):
    merged, conflicts = merge(BASE, ours, theirs)
    assert conflicts == where
    assert merged == ours


def test_without_a_base_the_same_part_in_two_wordings_is_a_conflict():
    assert merge({}, {"name": "A"}, {"name": "B"})[1] == ["/name"]

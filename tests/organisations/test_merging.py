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


WHOLE = {
    "fee": {"type": "fixed", "price": {"amount": "5", "currency": "JOD"}},
    "hours": {"time_zone": "Asia/Amman", "rows": [{"weekdays": [1], "opens": "08:00"}]},
}


@pytest.mark.parametrize(
    ("before", "ours", "theirs"),
    [
        (
            {"contacts": [{"id": "c", "value": "1", "person_name": "A"}]},
            {"contacts": [{"id": "c", "value": "2", "person_name": "A"}]},
            {"contacts": [{"id": "c", "value": "1", "person_name": "B"}]},
        ),
        (
            {"consent": {"level": "organisation_only"}},
            {"consent": {"level": "organisation_only", "expires_on": "2027-01-01"}},
            {"consent": {"level": "organisation_and_location"}},
        ),
        (
            {"services": [{"id": "s", **WHOLE}]},
            {"services": [{"id": "s", **WHOLE, "fee": {"type": "free"}}]},
            {"services": [{"id": "s", **WHOLE, "fee": {**WHOLE["fee"], "note": ["x"]}}]},
        ),
        (
            {"sites": [{"id": "x", "hours": WHOLE["hours"]}]},
            {"sites": [{"id": "x", "hours": {**WHOLE["hours"], "time_zone": "Asia/Dubai"}}]},
            {"sites": [{"id": "x", "hours": {**WHOLE["hours"], "rows": []}}]},
        ),
        (
            {"sites": [{"id": "x", "point": {"lon": 1, "lat": 1}}]},
            {"sites": [{"id": "x", "point": {"lon": 2, "lat": 1}}]},
            {"sites": [{"id": "x", "point": {"lon": 1, "lat": 2}}]},
        ),
        (
            {"services": [{"id": "s", "kind": "childcare", "sites": ["x"]}]},
            {"services": [{"id": "s", "kind": "childcare", "sites": ["x", "y"]}]},
            {"services": [{"id": "s", "kind": "women_safe_space", "sites": ["x"]}]},
        ),
        (
            {"services": [{"id": "s", "names": ["A"], "visibility": "contact_only"}]},
            {"services": [{"id": "s", "names": ["B"], "visibility": "contact_only"}]},
            {"services": [{"id": "s", "names": ["A"]}]},
        ),
        (
            {"sites": [{"id": "x", "precision": "locality", "point": {"lon": 1, "lat": 1}}]},
            {"sites": [{"id": "x", "precision": "locality", "point": {"lon": 2, "lat": 2}}]},
            {"sites": [{"id": "x", "precision": "exact", "point": {"lon": 1, "lat": 1}}]},
        ),
    ],
)
def test_a_small_value_is_taken_whole_or_not_at_all(before, ours, theirs):
    merged, conflicts = merge(before, ours, theirs)
    assert len(conflicts) == 1
    assert merged == ours


def test_fields_of_one_service_and_of_one_site_are_merged():
    base = {"sites": [{"id": "x", "country": "JO", "role": "office"}]}
    ours = {"sites": [{"id": "x", "country": "LB", "role": "office"}]}
    theirs = {"sites": [{"id": "x", "country": "JO", "role": "shop", "languages": ["ar"]}]}
    both = {"sites": [{"id": "x", "country": "LB", "role": "shop", "languages": ["ar"]}]}
    assert merge(base, ours, theirs) == (both, [])
    base = {"services": [{"id": "s", "kind": "childcare", "fee": {"type": "free"}}]}
    ours = {"services": [{"id": "s", "kind": "school", "fee": {"type": "free"}}]}
    theirs = {"services": [{"id": "s", "kind": "childcare", "languages": ["ar"]}]}
    both = {"services": [{"id": "s", "kind": "school", "languages": ["ar"]}]}
    assert merge(base, ours, theirs) == (both, [])

"""The file of a document: read whatever wrote it, or told what is wrong, never a failure."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from directory.errors import Invalid
from directory.organisations.document import Document, canonical_json
from directory.organisations.door import admit
from directory.organisations.reading import read_file
from directory.web.misfits import misfits
from tests.making import DAY, contact, document, place, service, site

WHOLE = document(
    "Coopérative du pain",
    sites=(site(),),
    services=(service("savings"),),
    contacts=(contact(),),
)
TEXT = canonical_json(WHOLE)


def refused(content: bytes) -> str:
    with pytest.raises(Invalid) as found:
        read_file(content)
    return str(found.value.message)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_text_in_utf_8_is_read_with_a_mark_or_without(encoding):
    assert read_file(TEXT.encode(encoding)) == WHOLE


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-32"])
def test_other_text_is_told(encoding):
    assert "UTF-8" in refused(TEXT.encode(encoding))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1, column 1"),
        ('{\n "kind": }', "line 2, column 10"),
        ('{"kind": "a", "kind": "b", "names": [{"id": 1, "id": 2}]}', "“kind” stands twice"),
        ('{"names": [{"id": 1, "id": 2}]}', "“id” stands twice"),
        ('{"founded_year": NaN}', "“NaN”"),
        (f'{{"founded_year": {"9" * 5000}}}', "no number"),
        ("[" * 200_000, "too deep"),
        ('{"k\u202e\\u001bind": 1, "k\u202e\\u001bind": 1}', "“kind” stands twice"),
    ],
    ids=range(8),
)
def test_what_nobody_can_mean_is_told(text, said):
    assert said in refused(text.encode())


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        ["9999-12-31", "2026-02-30", "08:00Z", "00:00", "Europe/Paris", "JO", "en", "savings"]
    ),
    st.uuids().map(str),
)
NAMES = st.one_of(
    st.text(max_size=10),
    st.sampled_from(
        [name for part in (Document, *{type(p) for p in (site(), service(), contact(), place())})
         for name in part.model_fields]
    ),
)  # fmt: skip
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=6)),
    max_leaves=30,
)


def _paths(value, path=()):
    yield path
    entries = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, entry in entries:
        yield from _paths(entry, (*path, key))


@st.composite
def nearly_right(draw):
    """Draw a right document in which one thing, anywhere, is anything."""
    data = json.loads(TEXT)
    path = draw(st.sampled_from([path for path in _paths(data) if path]))
    inside = data
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = draw(ANYTHING)
    return data


@settings(max_examples=300, deadline=None)
@given(data=st.one_of(ANYTHING, nearly_right()))
def test_whatever_is_thrown_at_the_door_is_let_in_or_told(app, data):
    with app.app_context():
        try:
            let_in = admit(read_file(json.dumps(data).encode()), on=DAY)
        except ValidationError as error:
            said = misfits(error)
        except Invalid as error:
            said = [str(error.message)]
        else:
            said = ["let in"]
            assert Document.model_validate_json(canonical_json(let_in)) == let_in
    assert said
    assert not any("Input should" in line or "Value error" in line for line in said)
    assert not any(ch < " " and ch != "\n" for line in said for ch in line)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_whatever_the_bytes_are(content):
    with pytest.raises((Invalid, ValidationError)):
        read_file(content)

"""What must come first for what people type, in thirty languages: a table that any engine obeys.

`data/queries.csv`: `first` is what must come first, one of several where a bar stands between:
the slug of an invented organisation (of the demonstration, or of `data/listings.json`);
`service:…` or `tile:…`, any that gives such a service; `need:…`, the question is understood as
that need, or as a kind of it; `any`; `nothing`. `data/places.csv`: what and where a line of words
is parted into. Rows that fail say why: always (`strict`), or until the index mends them
(`perhaps`).
"""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from directory.access.permissions import Role
from directory.accounts.operations import add_person
from directory.demonstration import operations as demonstration
from directory.demonstration.building import part_id
from directory.demonstration.documents import demonstration as documents
from directory.extensions import db, transaction
from directory.gazetteer.queries import find_place
from directory.organisations.chosen import chosen_place
from directory.organisations.document import ChosenPlace, Text
from directory.organisations.models import Organisation
from directory.search.criteria import Criteria
from directory.search.queries import find
from directory.search.readings import read
from directory.search.results import Results
from directory.vocabulary.terms import need_of_kind
from tests.making import AT, DAY, Make, middle_of, place, service, site, uid

DATA = Path(__file__).parent / "data"
TOO_LONG = {
    "<x, 10 000 times>": "x" * 10_000,
    "<word , 2 000 times>": "word " * 2_000,
    "<blue needle, then 9 989 blanks>": "blue needle" + " " * 9_989,
}


def rows(name: str) -> list[Any]:
    """Return the rows of a table as cases, with the marks of those that fail."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [
            pytest.param(row, id=f"{number}: {row['query']}", marks=marks(row))
            for number, row in enumerate(csv.DictReader(file), start=2)
        ]


def marks(row: Mapping[str, str]) -> list[pytest.MarkDecorator]:
    """Return how a row fails; the note says why."""
    assert row["fails"] in {"", "strict", "perhaps"}
    assert not row["fails"] or row["note"]
    if not row["fails"]:
        return []
    return [pytest.mark.xfail(strict=row["fails"] == "strict", reason=row["note"])]


@pytest.fixture(scope="module")
def keys(db_of_module: object) -> dict[str, str]:
    """All invented organisations, loaded once: the slug of each public id."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demonstration, "_choose", choose)
        demonstration.load(at=AT, progress=lambda batches, label: batches)
    slugs = {part_id(one.slug, "organisation"): one.slug for one in documents(choose)}
    slugs |= listings()
    found = db.session.execute(select(Organisation.uuid, Organisation.public_id))
    return {public_id: slugs[uuid] for uuid, public_id in found}


def choose(words: str, country: str) -> ChosenPlace:
    """Villages that the small gazetteer of the tests lacks lie in the middle of their country."""
    found = find_place(words, country=country)
    if found is not None:
        return chosen_place(found)
    return place(words, country=country, point=middle_of(country), admin1=None)


def listings() -> dict[UUID, str]:
    """Publish the listings of this table's own; return the key of each."""
    with transaction():
        people = SimpleNamespace(
            amina=add_person(handle="amina", name="Amina", roles={Role.PRACTITIONER: []}, at=AT),
            ben=add_person(handle="ben", name="Ben", roles={Role.REVIEWER: []}, at=AT),
        )
    make = Make(people)
    given = json.loads((DATA / "listings.json").read_text(encoding="utf-8"))["listings"]
    return {make.published(**facts(key, one)).uuid: key for key, one in given.items()}


def facts(key: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a document says, of the short way in which the file says it."""
    country = given["country"]
    there = place(country=country, point=middle_of(country), admin1=None)
    return {
        "names": texts(f"{key}/names", given["names"]),
        "summary": texts(f"{key}/summary", given["summary"]),
        "sites": (site(key, country=country, place=there),),
        "services": tuple(service(kind, key) for kind in given["services"]),
    }


def texts(key: str, given: Mapping[str, str]) -> tuple[Text, ...]:
    """Return a text in its languages."""
    return tuple(
        Text(id=uid(f"{key}/{tag}"), language=tag, words=words) for tag, words in given.items()
    )


def asked(row: Mapping[str, str]) -> Criteria:
    """Return the question as a reader's address asks it."""
    words = TOO_LONG.get(row["query"], row["query"])
    arguments = parse_qsl(row.get("arguments", ""))
    return Criteria.from_args(MultiDict([("q", words), *arguments]))


def tiles_of(understood: Criteria) -> list[str]:
    """Return the needs that a question is understood as, those of its kinds among them."""
    return list(dict.fromkeys(need_of_kind().get(need, need) for need in understood.need))


def comes_first(expected: str, understood: Criteria, results: Results, slug: str) -> bool:
    """Tell whether what was expected came first."""
    what, _, code = expected.partition(":")
    kinds = {one.kind for one in results.cards[0].listing.services} if results.cards else set()
    holds = {
        "nothing": results.organisations == 0,
        "any": results.organisations > 0,
        "need": code in tiles_of(understood) and results.organisations > 0,
        "service": code in kinds,
        "tile": code in {need_of_kind()[kind] for kind in kinds},
    }
    return holds.get(what, slug == expected)


@pytest.mark.parametrize("row", rows("queries.csv"))
def test_what_is_meant_comes_first(keys, row):
    understood = read(asked(row), on=DAY).criteria
    results = find(understood, on=DAY)
    slug = keys[results.cards[0].public_id] if results.cards else ""
    ways = row["first"].split("|")
    assert any(comes_first(way, understood, results, slug) for way in ways), (slug, understood)


@pytest.mark.parametrize("row", rows("places.csv"))
def test_what_and_where_are_both_right(keys, row):
    understood = read(asked(row), on=DAY).criteria
    ways = row["what"].split("|")
    assert (understood.near, find_place(understood.near).place_id) == (row["where"], row["place"])
    assert understood.q in ways or f"need:{','.join(tiles_of(understood))}" in ways


def test_the_table_is_as_large_as_it_was_promised():
    with (DATA / "queries.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert len({(row["query"], row["arguments"]) for row in table}) == len(table) >= 300
    assert len({row["language"] for row in table}) >= 25


def test_every_slug_of_the_table_is_an_organisation(keys):
    with (DATA / "queries.csv").open(encoding="utf-8", newline="") as file:
        named = {way for row in csv.DictReader(file) for way in row["first"].split("|")}
    slugs = {way for way in named if ":" not in way} - {"any", "nothing"}
    assert slugs <= set(keys.values())

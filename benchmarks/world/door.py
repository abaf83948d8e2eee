"""A sample of the invented world through the real door: its public rows must be the same."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy import select

from benchmarks.world.chance import AT
from benchmarks.world.generator import SOURCE, Invented, World
from directory.access.permissions import Role
from directory.accounts.models import Person
from directory.accounts.operations import add_person
from directory.accounts.queries import find_person
from directory.extensions import transaction
from directory.organisations import operations, steps
from directory.organisations.door import registers_on
from directory.organisations.operations import Origin
from directory.organisations.public_tables import PublicOrganisation
from directory.organisations.publication import empty, refresh
from directory.organisations.rebuild import TABLES, ReadRows

BATCH = 50
PEOPLE = {"bench-practitioner": Role.PRACTITIONER, "bench-reviewer": Role.REVIEWER}
OWN_COLUMNS = 2
"""The last columns of an organisation, of this very publishing: number and time of its change."""

Found = dict[str, list[str]]
Tables = Mapping[str, ReadRows]


class _OnlyLooked(Exception):
    """Takes back what went through the door."""


def sample(organisations: int, size: int) -> list[int]:
    """Return the numbers of so many organisations, evenly among all."""
    step = max(1, organisations // max(1, size))
    return list(range(1, organisations + 1, step))[:size]


def differing(world: World, numbers: list[int], *, progress: Any, words: bool = True) -> list[int]:
    """Return the numbers of which the door writes other public rows than stand there.

    Each batch goes through proposing, submitting and accepting in a transaction that is taken
    back; a document that the door refuses raises Invalid. Without `words` their table is passed
    over.
    """
    tables = {name: rows for name, rows in TABLES.items() if words or name != "public_words"}
    batches = [numbers[start : start + BATCH] for start in range(0, len(numbers), BATCH)]
    found: list[int] = []
    for batch in progress(batches, label="Through the door"):
        with suppress(_OnlyLooked), transaction():
            found += _differing([world.organisation(number) for number in batch], tables)
            raise _OnlyLooked
    return found


def _differing(batch: list[Invented], tables: Tables) -> list[int]:
    loaded = {invented.number: _rows(invented, tables) for invented in batch}
    uuids = [invented.uuid for invented in batch]
    empty(select(PublicOrganisation.id).where(PublicOrganisation.uuid.in_(uuids)))
    author, reviewer = (_person(handle, role) for handle, role in PEOPLE.items())
    registers = registers_on(AT.date())
    for invented in batch:
        revision = operations.propose(
            invented.document,
            origin=Origin(person=author, source=SOURCE),
            uuid=invented.uuid,
            at=AT,
            registers=registers,
        )
        steps.take("submit", revision, actor=author, at=AT)
        steps.take("accept", revision, actor=reviewer, at=AT, note="Invented.")
        if invented.checked:
            operations.record_check(
                revision.organisation,
                method=invented.checked.method,
                on=invented.checked.on,
                by_words=invented.checked.by,
                actor=reviewer,
                at=AT,
            )
            refresh(revision.organisation, at=AT)
    return [one.number for one in batch if loaded[one.number] != _rows(one, tables)]


def _rows(invented: Invented, tables: Tables) -> Found:
    """Return the rows of an organisation by table, without what is of this very publishing."""
    belongs = PublicOrganisation.uuid == invented.uuid
    return {name: sorted(map(repr, _plain(name, rows(belongs)))) for name, rows in tables.items()}


def _plain(name: str, rows: Iterable[list[Any]]) -> Iterable[list[Any]]:
    own = OWN_COLUMNS if name == PublicOrganisation.__tablename__ else 0
    return (row[1 : len(row) - own] for row in rows)  # the first is the public id


def _person(handle: str, role: Role) -> Person:
    return find_person(handle) or add_person(handle=handle, name=handle, roles={role: []}, at=AT)

"""The invented organisations come through the same door as real ones, on an empty database."""

import pytest
from sqlalchemy import func, select

from directory.clock import now, today
from directory.demonstration import operations
from directory.demonstration.documents import DemonstrationOrganisation, demonstration
from directory.gazetteer.queries import find_place
from directory.organisations.chosen import chosen_place
from directory.organisations.document import ChosenPlace
from directory.organisations.models import Check, Revision
from directory.organisations.public_tables import PublicOrganisation
from directory.organisations.stages import RevisionStage
from directory.search import queries as search
from directory.search.criteria import Criteria
from tests.making import middle_of, place


@pytest.fixture(autouse=True)
def villages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Places that the small gazetteer of the tests lacks lie in the middle of their country."""

    def choose(words: str, country: str) -> ChosenPlace:
        found = find_place(words, country=country)
        if found is not None:
            return chosen_place(found)
        return place(words, country=country, point=middle_of(country), admin1=None)

    monkeypatch.setattr(operations, "_choose", choose)


def given() -> list[DemonstrationOrganisation]:
    return list(demonstration(operations._choose))


def test_every_one_is_accepted_checked_and_found(db):
    count = operations.load(at=now(), progress=lambda batches, label: batches)
    found = given()
    assert count == len(found)
    stages = {
        str(stage): number
        for stage, number in db.session.execute(
            select(Revision.stage, func.count()).group_by(Revision.stage)
        )
    }
    waiting = sum(one.waiting for one in found)
    assert stages == {
        RevisionStage.SUBMITTED.value: waiting,
        RevisionStage.ACCEPTED.value: count - waiting,
    }
    checks = sum(bool(one.check) for one in found)
    assert db.session.scalar(select(func.count()).select_from(Check)) == checks
    assert search.count(Criteria(), on=today())[0].organisations > count / 2
    shown = select(func.count()).where(PublicOrganisation.checked_on.is_not(None))
    assert db.session.scalar(shown) > checks / 2  # the pages say who checked


def test_what_is_there_already_stays(db):
    operations.load(at=now(), progress=lambda batches, label: batches)
    assert operations.load(at=now(), progress=lambda batches, label: batches) == 0
    assert operations.is_loaded()

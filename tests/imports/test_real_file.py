"""The real file: organisations drawn from it are found again, by name and by place."""

import csv
import random

import pytest

from directory.config import ROOT
from directory.imports.profiles import get_profile
from directory.search.criteria import Criteria
from directory.search.queries import find
from tests.imports.conftest import AT, Import

FILE = ROOT.parent / "shared/data/coops/coops-uk-2023q2-sea-standard.csv"
DRAWN = 25
BESIDE = 275
"""Further rows that are imported so that there is something to search among."""

pytestmark = pytest.mark.skipif(
    not FILE.is_file(), reason=f"the real file is not on this machine: {FILE}"
)


def drawn() -> tuple[list[str], list[dict[str, str]]]:
    """Return header and rows drawn from the whole file, always the same."""
    with FILE.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
        header = list(reader.fieldnames or ())
    assert len(rows) == 7387
    return header, random.Random(2023).sample(rows, DRAWN + BESIDE)  # noqa: S311 - a draw, no secret


@pytest.fixture
def imported(bring: Import) -> list[dict[str, str]]:
    """The first rows drawn, after they and the others were imported and published."""
    header, rows = drawn()
    path = bring.folder / "drawn.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(rows)
    run = bring(path, profile=get_profile("coops-uk-2023q2"), publish=True)
    assert run.rows_read == run.accepted + run.accepted_with_warnings == len(rows)
    assert run.refused == 0
    assert run.published == len(rows)
    return rows[:DRAWN]


def test_organisations_are_found_by_name_and_place(bring, imported):
    by_place = 0
    for row in imported:
        organisation = bring.organisation(row["Identifier"], source="coops_uk")
        name = organisation.current.document.names[0].words
        cards = find(Criteria(q=name), on=AT.date()).cards
        assert organisation.public_id in [card.public_id for card in cards], name
        if organisation.current.document.sites[0].place is not None:
            near = find(Criteria(q=name, near=row["Locality"], country=("GB",)), on=AT.date()).cards
            assert organisation.public_id in [card.public_id for card in near], row["Locality"]
            by_place += 1
    assert by_place >= 12  # the gazetteer of the tests has only towns of 15 000 people and more


def test_every_row_of_the_file_can_be_taken(bring):
    run = bring(FILE, profile=get_profile("coops-uk-2023q2"), dry_run=True)
    assert run.rows_read == 7387 == run.accepted + run.accepted_with_warnings
    assert run.refused == 0

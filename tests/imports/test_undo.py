"""A run is taken back as a whole; what people did since stays."""

import pytest
from sqlalchemy import func, select

from directory.errors import Conflict, Forbidden, Gone
from directory.extensions import transaction
from directory.imports import operations
from directory.imports.models import ImportDeed, RunStage
from directory.imports.queries import get_run, undone_counts
from directory.imports.report import summary
from directory.organisations import steps
from directory.organisations.models import Organisation, Revision, StepTaken
from directory.organisations.public_tables import PublicOrganisation
from directory.organisations.queries import get_listing
from directory.organisations.rebuild import drifted
from tests.imports.conftest import AT
from tests.imports.test_runs import change_by_a_person, count


def undo(run, handle="dina"):
    operations.undo_run(run.id, handle=handle, at=AT)
    return get_run(run.id)


def test_proposals_that_wait_are_taken_back(bring, people, db):
    run = bring("harbour.csv")
    with transaction():
        steps.take("accept", bring.revision("H1"), actor=people.ben, at=AT)
    assert undo(run).stage == RunStage.UNDONE
    assert undone_counts(run.id) == {"taken_back": 4, "left": 1}
    assert bring.organisation("H1").stage == "published"
    assert bring.revision("H2").stage == "taken_back"


def test_what_the_run_published_is_withdrawn_with_a_reason(bring, db):
    run = bring("harbour.csv", publish=True)
    public_id = bring.organisation("H1").public_id
    undo(run)
    assert undone_counts(run.id) == {"withdrawn": 5}
    assert count(db, PublicOrganisation) == 0
    with pytest.raises(Gone):
        get_listing(public_id, on=AT.date())
    assert set(
        db.session.scalars(select(StepTaken.reason).where(StepTaken.step == "withdraw"))
    ) == {"cannot_verify"}
    assert drifted() == []


def test_what_stood_before_the_run_stands_again(bring, edited, db):
    bring("harbour.csv", publish=True)
    before = bring.organisation("H1").current.document
    run = bring(edited("harbour.csv", **{"Net Menders": "Rope Makers"}), publish=True)
    undo(run)
    assert undone_counts(run.id) == {"restored": 1}
    assert bring.organisation("H1").current.document == before
    assert count(db, PublicOrganisation) == 5
    assert drifted() == []
    assert bring("harbour.csv", publish=True).unchanged == 5


def test_what_people_changed_since_stays(bring, edited, people):
    first = bring("harbour.csv", publish=True)
    change_by_a_person(people, bring.organisation("H1"), founded_year=1999)
    undo(first)
    assert undone_counts(first.id) == {"left": 1, "withdrawn": 4}
    assert bring.organisation("H1").current.document.founded_year == 1999
    assert bring.organisation("H1").stage == "published"


def test_a_merge_that_the_run_made_is_undone_to_what_the_person_had(bring, edited, people):
    bring("harbour.csv", publish=True)
    change_by_a_person(people, bring.organisation("H1"), founded_year=1999)
    run = bring(edited("harbour.csv", **{"Net Menders": "Rope Makers"}), publish=True)
    undo(run)
    now = bring.organisation("H1").current.document
    assert (now.founded_year, now.names[0].words) == (1999, "Net Menders Cooperative")


def test_after_undoing_the_same_file_comes_in_again(bring, db):
    undo(bring("harbour.csv", publish=True))
    run = bring("harbour.csv", publish=True)
    assert (run.published, run.kept_unpublished) == (5, 0)
    assert count(db, PublicOrganisation) == 5
    assert count(db, Organisation) == 5
    assert drifted() == []
    undo(run)
    assert count(db, PublicOrganisation) == 0


def test_after_undoing_proposals_the_same_file_proposes_again(bring, db):
    undo(bring("harbour.csv"))
    run = bring("harbour.csv")
    assert run.proposed == 5
    assert count(db, Organisation) == 5
    assert bring.revision("H1").stage == "submitted"


def test_a_changed_row_comes_again_after_undoing(bring, edited):
    bring("harbour.csv", publish=True)
    changed = edited("harbour.csv", **{"Net Menders": "Rope Makers"})
    undo(bring(changed, publish=True))
    assert bring(changed, publish=True).published == 1
    name = bring.organisation("H1").current.document.names[0].words
    assert name == "Rope Makers Cooperative"


def test_undoing_goes_on_where_it_was_cut_off(bring, db, monkeypatch):
    run = bring("harbour.csv", publish=True)
    monkeypatch.setattr("directory.imports.undoing.AT_ONCE", 2)

    def cut_off(things, **_):
        for number, thing in enumerate(things):
            if number == 2:
                raise KeyboardInterrupt
            yield thing

    with pytest.raises(KeyboardInterrupt):
        operations.undo_run(run.id, handle="dina", at=AT, progress=cut_off)
    assert get_run(run.id).stage == RunStage.UNDOING
    assert 0 < count(db, PublicOrganisation) < 5
    with pytest.raises(Conflict):
        bring("harbour.csv")
    undo(run)
    assert count(db, PublicOrganisation) == 0


def test_what_left_nothing_cannot_be_undone(bring):
    run = bring("harbour.csv", dry_run=True)
    with pytest.raises(Conflict):
        undo(run)
    done = undo(bring("harbour.csv"))
    with pytest.raises(Conflict):
        undo(done)


def test_only_those_who_may_import_may_undo(bring, db):
    run = bring("harbour.csv")
    with pytest.raises(Forbidden):
        undo(run, handle="ben")
    statement = select(func.count()).select_from(ImportDeed).where(ImportDeed.undone != "")
    assert db.session.scalar(statement) == 0


def test_the_command(bring, runner, db):
    run = bring("harbour.csv", publish=True)
    result = runner.invoke(args=["directory", "import-undo", str(run.id), "--as", "dina"])
    assert result.exit_code == 0
    assert "listings withdrawn:" in result.output
    stages = set(db.session.scalars(select(Revision.stage)))
    assert stages == {"accepted"}


def test_a_changed_row_brings_an_undone_listing_back_until_it_is_undone_too(bring, edited, db):
    undo(bring("harbour.csv", publish=True))
    run = bring(edited("harbour.csv", **{"Net Menders": "Rope Makers"}), publish=True)
    assert (run.published, count(db, PublicOrganisation)) == (5, 5)
    undo(run)
    assert undone_counts(run.id) == {"withdrawn": 5}
    assert count(db, PublicOrganisation) == 0
    assert drifted() == []


def names(bring):
    return bring.organisation("H1").current.document.names[0].words


@pytest.fixture
def three(bring, edited):
    """Three runs: each said something else of the first organisation."""
    texts = ("Net Menders", "Rope Makers", "Sail Makers")
    return [bring(edited("harbour.csv", **{"Net Menders": words}), publish=True) for words in texts]


def test_undoing_never_brings_back_what_a_run_said_that_was_undone_itself(bring, edited, db):
    first = bring("harbour.csv", publish=True)
    changed = edited("harbour.csv", **{"Net Menders": "Rope Makers"})
    second = bring(changed, publish=True)
    undo(first)
    assert undone_counts(first.id) == {"replaced": 1, "withdrawn": 4}
    undo(second)
    assert undone_counts(second.id) == {"withdrawn": 1}
    assert count(db, PublicOrganisation) == 0
    assert drifted() == []


@pytest.mark.parametrize("first", [True, False])
def test_whichever_run_came_back_is_what_stands_again(bring, edited, db, first):
    old = edited("harbour.csv")
    changed = edited("harbour.csv", **{"Net Menders": "Rope Makers"})
    for run in [bring(text, publish=True) for text in (old, changed)]:
        undo(run)
    bring(old if first else changed, publish=True)
    assert names(bring) == ("Net Menders" if first else "Rope Makers") + " Cooperative"
    assert count(db, PublicOrganisation) == 5


def test_the_newest_run_that_still_stands_is_restored_and_can_be_undone(bring, three, db):
    undo(three[1])
    assert undone_counts(three[1].id) == {"replaced": 1}
    undo(three[2])
    assert names(bring) == "Net Menders Cooperative"
    undo(three[0])
    assert undone_counts(three[0].id) == {"withdrawn": 5}
    assert count(db, PublicOrganisation) == 0
    assert drifted() == []


def test_runs_undone_in_turn_leave_nothing(bring, three, db):
    for run, stands in zip(reversed(three), ("Rope", "Net", ""), strict=True):
        undo(run)
        assert not stands or names(bring).startswith(stands)
    assert count(db, PublicOrganisation) == 0
    assert "another run" not in "\n".join(summary(three[0]))


def test_what_another_run_accepted_is_said_to_be_so(bring, runner):
    run = bring("harbour.csv")
    bring("harbour.csv", publish=True)
    result = runner.invoke(args=["directory", "import-undo", str(run.id), "--as", "dina"])
    assert "left as they are: another run accepted something since:" in result.output

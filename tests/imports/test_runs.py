"""Runs: proposed or published, the same again, changed, in conflict, and who may."""

import pytest
from sqlalchemy import func, select

from directory.access.permissions import Role
from directory.accounts.operations import add_person
from directory.errors import Conflict, Forbidden, Invalid
from directory.extensions import transaction
from directory.imports import staging
from directory.imports.models import ImportRow, ImportRun, RunStage
from directory.imports.operations import undo_run
from directory.imports.profiles import Profile
from directory.imports.report import summary
from directory.journal import operations as journal
from directory.organisations import operations, steps
from directory.organisations.models import Organisation, Revision
from directory.organisations.operations import Origin
from directory.organisations.public_tables import PublicOrganisation
from directory.organisations.publication import public_listing
from directory.organisations.queries import newest_change
from directory.organisations.rebuild import drifted, snapshot
from tests.imports.conftest import AT, DATA
from tests.imports.test_rows import expected


def count(db, model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def change_by_a_person(people, organisation: Organisation, **facts: object) -> Revision:
    """Amina proposes a change of the accepted document, Ben accepts it."""
    document = organisation.current.document.model_copy(update=facts)
    with transaction():
        revision = operations.propose(
            document,
            origin=Origin(person=people.amina),
            organisation=organisation,
            base=organisation.current,
            at=AT,
        )
        steps.take("submit", revision, actor=people.amina, at=AT)
        steps.take("accept", revision, actor=people.ben, at=AT)
    return revision


def test_without_publish_everything_waits_for_a_reviewer(bring, db):
    run = bring("harbour.csv")
    assert (run.stage, run.proposed, run.published) == (RunStage.DONE, 5, 0)
    assert set(db.session.scalars(select(Revision.stage))) == {"submitted"}
    assert set(db.session.scalars(select(Organisation.stage))) == {"never_published"}
    assert (count(db, PublicOrganisation), newest_change()) == (0, 0)


def test_a_proposal_of_a_run_belongs_to_nobody(bring, people, db):
    """So that whoever ran the import may decide about it, and nobody keeps the organisation."""
    bring("harbour.csv")
    revision = bring.revision("H1")
    assert revision.author_id is None
    assert revision.organisation.team == []
    with transaction():
        steps.take("accept", revision, actor=people.dina, at=AT)


def test_publish_makes_it_public_in_the_name_of_the_person(bring, people, db):
    run = bring("harbour.csv", publish=True)
    assert (run.published, run.kept_unpublished) == (5, 0)
    assert count(db, PublicOrganisation) == 5
    assert bring.organisation("H1").current.decided_by_id == people.dina.id
    listing = public_listing(bring.organisation("H1"))
    assert listing.from_open_data
    assert listing.sites[0].where.precision == "locality"
    assert listing.sites[0].address is None
    assert drifted() == []
    assert journal.verify().lines == 16  # five submitted, accepted and published, one run


def test_a_dry_run_changes_nothing_and_foretells(bring, db):
    before = snapshot()
    run = bring("harbour.csv", publish=True, dry_run=True)
    assert (run.stage, run.proposed, run.published) == (RunStage.CHECKED, 5, 5)
    assert count(db, Organisation) == 0
    assert (snapshot(), newest_change()) == (before, 0)
    real = bring("harbour.csv", publish=True)
    for name in ("rows_read", "accepted", "accepted_with_warnings", "refused", "published"):
        assert getattr(run, name) == getattr(real, name)


@pytest.mark.parametrize("again", [False, True])
def test_the_same_file_again_changes_nothing(bring, db, again):
    bring("defects.csv", publish=True)
    before = snapshot(), newest_change(), count(db, Revision), journal.verify().lines
    run = bring("defects.csv", publish=again)
    assert (run.proposed, run.unchanged, run.published) == (0, 49, 0)
    assert run.rows_read == run.accepted + run.accepted_with_warnings + run.refused
    after = snapshot(), newest_change(), count(db, Revision), journal.verify().lines - 1
    assert after == before


def test_a_new_gazetteer_moves_nothing(bring, db, monkeypatch):
    bring("harbour.csv", publish=True)
    before = snapshot()
    monkeypatch.setattr("directory.imports.places._called", lambda *_: [])
    run = bring("harbour.csv", publish=True)
    assert (run.unchanged, snapshot()) == (5, before)


def test_a_profile_that_reads_the_same_changes_nothing(bring, profile):
    bring("harbour.csv", publish=True)
    other = profile.model_copy(update={"title": "The same under another title"})
    run = bring("harbour.csv", profile=Profile.model_validate(other.model_dump()))
    assert (run.proposed, run.unchanged) == (0, 5)


def test_what_was_imported_first_can_be_published_later(bring, db):
    bring("harbour.csv")
    run = bring("harbour.csv", publish=True)
    assert (run.proposed, run.unchanged, run.published) == (0, 5, 5)
    assert count(db, Revision) == count(db, PublicOrganisation) == 5


def test_what_a_reviewer_declined_is_not_published_by_repeating(bring, people, db):
    bring("harbour.csv")
    with transaction():
        steps.take("decline", bring.revision("H1"), actor=people.ben, at=AT, note="Unknown here")
    run = bring("harbour.csv", publish=True)
    assert (run.published, run.kept_unpublished) == (4, 1)
    assert bring.codes(run)[2] == ["kept_decided"]


def test_a_changed_row_is_proposed_on_the_last_revision_of_the_source(bring, edited, db):
    bring("harbour.csv", publish=True)
    first = bring.revision("H1")
    run = bring(edited("harbour.csv", **{"Net Menders": "Rope Makers"}), publish=True)
    assert (run.proposed, run.unchanged, run.published) == (1, 4, 1)
    second = bring.revision("H1")
    assert (second.base_id, second.number) == (first.id, 2)
    assert bring.organisation("H1").current.document.names[0].words == "Rope Makers Cooperative"
    assert drifted() == []


def test_what_a_person_changed_is_never_overwritten(bring, edited, people):
    bring("harbour.csv", publish=True)
    organisation = bring.organisation("H1")
    change_by_a_person(people, organisation, founded_year=1999, activities=("fishing",))
    run = bring(edited("harbour.csv", **{"Net Menders": "Rope Makers"}), publish=True)
    assert run.published == 1
    now = bring.organisation("H1").current.document
    assert now.names[0].words == "Rope Makers Cooperative"
    assert (now.founded_year, now.activities) == (1999, ("fishing",))
    again = bring(edited("harbour.csv", **{"Net Menders": "Rope Makers"}), publish=True)
    assert (again.proposed, again.published) == (0, 0)


def test_a_conflict_waits_for_a_reviewer(bring, edited, people):
    bring("harbour.csv", publish=True)
    organisation = bring.organisation("H1")
    change_by_a_person(people, organisation, activities=("fishing",))
    run = bring(edited("harbour.csv", **{"10200": "10100"}), publish=True)
    assert (run.proposed, run.published, run.kept_unpublished) == (1, 0, 1)
    assert bring.codes(run)[2] == ["kept_conflict"]
    assert run.accepted_with_warnings >= 1
    assert bring.revision("H1").stage == "submitted"
    assert bring.organisation("H1").current.document.activities == ("fishing",)


def test_a_later_row_takes_the_place_of_one_that_waits(bring, edited, people):
    bring("harbour.csv", publish=True)
    bring(edited("harbour.csv", **{"Net Menders": "Rope Makers"}))
    waiting = bring.revision("H1")
    bring(edited("harbour.csv", **{"Net Menders": "Rope Makers", "10200": "10100"}))
    latest = bring.revision("H1")
    assert waiting.stage == "taken_back"
    assert latest.base_id == waiting.base_id
    with transaction():
        steps.take("accept", latest, actor=people.ben, at=AT)
    now = bring.organisation("H1").current.document
    assert (now.names[0].words, now.activities) == ("Rope Makers Cooperative", ("food_processing",))


def test_what_may_not_be_published_is_kept_with_its_reason(bring, db):
    run = bring("services.csv", publish=True)
    wanted = {row: codes for row, codes in expected(DATA / "services.csv", ",").items() if codes}
    told = (
        (row, [c for c in codes if c != "point_stacked"]) for row, codes in bring.codes(run).items()
    )
    found = {row: codes for row, codes in told if codes}
    assert found == wanted  # all of them stand at one point, which is told of each
    assert (run.published, run.kept_unpublished) == (1, 7)
    assert count(db, PublicOrganisation) == 1
    assert bring.revision("S3").stage == "submitted"


def test_an_import_never_brings_back_what_its_keepers_withdrew(bring, people, edited, db):
    bring("harbour.csv", publish=True)
    with transaction():
        steps.take_listing(
            "withdraw", bring.organisation("H1"), actor=people.ben, at=AT, reason="own_request"
        )
    run = bring(edited("harbour.csv", **{"Net Menders": "Rope Makers"}), publish=True)
    assert bring.codes(run)[2] == ["kept_stage"]
    assert count(db, PublicOrganisation) == 4


@pytest.mark.parametrize(("handle", "publish"), [("amina", False), ("ben", False), ("root", True)])
def test_only_those_who_may(bring, people, db, handle, publish):
    with transaction():
        add_person(handle="root", name="Root", roles={Role.ADMINISTRATOR: []}, at=AT)
    with pytest.raises(Forbidden):
        bring("harbour.csv", handle=handle, publish=publish)
    assert count(db, ImportRun) == 0
    if handle == "root":
        assert bring("harbour.csv", handle="root").proposed == 5


def test_publishing_needs_a_basis_of_consent(bring, profile):
    other = profile.model_copy(update={"consent": "not_asked"})
    with pytest.raises(Invalid):
        bring("harbour.csv", profile=other, publish=True)
    assert bring("harbour.csv", profile=other).proposed == 5


def test_without_a_gazetteer_nothing_is_imported(bring, monkeypatch):
    monkeypatch.setattr("directory.imports.operations.loaded_version", lambda: None)
    with pytest.raises(Conflict):
        bring("harbour.csv")


def test_an_unlawful_document_is_refused_and_stops_nobody(bring, profile):
    table = profile.tables["trade"].model_copy(update={"values": {"10": "no_such_work"}})
    other = profile.model_copy(update={"tables": {**profile.tables, "trade": table}})
    run = bring("harbour.csv", profile=other)
    assert (run.refused, run.proposed) == (1, 4)
    assert bring.codes(run)[2] == ["not_lawful"]


def test_the_command_runs_and_reports(bring, runner, db):
    file = bring.write((DATA / "harbour.csv").read_bytes())
    words = ["directory", "import", str(file), "--source", "coops-uk-2023q2", "--as", "dina"]
    assert "needs:" in runner.invoke(args=words).output


def cut_off(after: int, label: str = "Applying"):
    """Return a progress that stops the command after so many steps."""

    def progress(things, **options):
        for number, thing in enumerate(things):
            if number == after and options["label"] == label:
                raise KeyboardInterrupt
            yield thing

    return progress


def test_the_same_command_goes_on_with_the_run_that_was_cut_off(bring, db, monkeypatch):
    monkeypatch.setattr("directory.imports.applying.AT_ONCE", 2)
    with pytest.raises(KeyboardInterrupt):
        bring("harbour.csv", publish=True, progress=cut_off(2))
    assert 0 < count(db, PublicOrganisation) < 5
    run = bring("harbour.csv", publish=True)
    assert (run.stage, run.published) == (RunStage.DONE, 5)
    assert count(db, ImportRun) == 1


def test_a_run_that_was_cut_off_is_ended_before_another_of_its_source(bring, edited, monkeypatch):
    monkeypatch.setattr("directory.imports.applying.AT_ONCE", 2)
    with pytest.raises(KeyboardInterrupt):
        bring("harbour.csv", progress=cut_off(2))
    for options in ({"publish": True}, {"dry_run": True}):
        with pytest.raises(Conflict):
            bring("harbour.csv", **options)
    with pytest.raises(Conflict):
        bring(edited("harbour.csv", **{"Net Menders": "Rope Makers"}))


def test_what_was_cut_off_while_only_looking_is_given_up(bring, edited, db, monkeypatch):
    monkeypatch.setattr("directory.imports.applying.AT_ONCE", 2)
    with pytest.raises(KeyboardInterrupt):
        bring("harbour.csv", dry_run=True, progress=cut_off(2, "Checking"))
    bring(edited("harbour.csv", **{"Net Menders": "Rope Makers"}))
    stages = db.session.scalars(select(ImportRun.stage).order_by(ImportRun.id)).all()
    assert stages == [RunStage.ABANDONED, RunStage.DONE]
    assert set(db.session.scalars(select(ImportRow.run_id))) == {
        db.session.scalar(select(func.max(ImportRun.id)))
    }


LEFT_OUT = "Left out by this file, not changed:"


def left_out(run) -> list[str]:
    return [line.split()[-1] for line in summary(run) if line.startswith(LEFT_OUT)]


def test_what_a_newer_file_leaves_out_is_counted_and_stays(bring, db):
    first = bring("harbour.csv", publish=True)
    shorter = "\n".join((DATA / "harbour.csv").read_text(encoding="utf-8").splitlines()[:4])
    assert left_out(first) == []
    for options in ({"dry_run": True}, {"publish": True}):
        assert left_out(bring(shorter, **options)) == ["3"]
    assert count(db, PublicOrganisation) == 5
    assert left_out(bring("harbour.csv", publish=True)) == []
    assert left_out(first) == []


def test_what_only_a_run_brought_that_was_undone_is_not_left_out(bring):
    first = bring("harbour.csv", publish=True)
    undo_run(first.id, handle="dina", at=AT)
    assert left_out(bring("Id,Name,Country,Town\nH9,Net Loft,GB,Leeds\n")) == []


def test_long_rows_are_written_before_many_are_held(bring, monkeypatch):
    monkeypatch.setattr(staging, "MOST_LETTERS", 100)
    written = []
    keep = staging._Batch.write
    monkeypatch.setattr(
        staging._Batch, "write", lambda self: (written.append(len(self.rows)), keep(self))
    )
    rows = [f"L{n},{'Long name ' * 5}{n} Cooperative,coop,GB\n" for n in range(6)]
    assert bring("Id,Name,Sort,Country\n" + "".join(rows)).rows_read == 6
    assert max(written) == 2

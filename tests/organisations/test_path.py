"""The path of an organisation: proposed, submitted, accepted, public, withdrawn, gone."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.errors import Conflict, Forbidden, Gone, Invalid, NotFound
from directory.extensions import transaction
from directory.journal import operations as journal
from directory.journal.models import JournalLine
from directory.organisations import operations, steps
from directory.organisations.models import Revision, StepTaken
from directory.organisations.operations import Origin
from directory.organisations.public_tables import PublicChange, PublicOrganisation
from directory.organisations.publication import refresh
from directory.organisations.queries import Moved, get_listing, newest_change
from directory.organisations.rebuild import drifted, organisation_ids, rebuild, snapshot
from tests.making import AT, DAY, contact, document, service, site, words


def changes(db):
    return db.session.execute(
        select(PublicChange.number, PublicChange.deed).order_by(PublicChange.number)
    ).all()


def _fail_after(_step):
    raise ZeroDivisionError


def test_from_proposal_to_gone(make, people, db):
    draft = make.draft(sites=(site(),))
    public_id = draft.organisation.public_id
    with pytest.raises(NotFound):
        get_listing(public_id, on=DAY)
    with transaction():
        steps.take("submit", draft, actor=people.amina, at=AT)
    with pytest.raises(NotFound):
        get_listing(public_id, on=DAY)
    with transaction():
        steps.take("accept", draft, actor=people.ben, at=AT)
    found = get_listing(public_id, on=DAY)
    assert found.listing.names[0].words == "The Bread Cooperative"
    assert found.slug == "the-bread-cooperative"
    with transaction():
        steps.take_listing(
            "withdraw", draft.organisation, actor=people.amina, at=AT, reason="own_request"
        )
    with pytest.raises(Gone):
        get_listing(public_id, on=DAY)
    assert [deed for _, deed in changes(db)] == ["published", "withdrawn"]
    assert journal.verify().lines == 4


def test_a_rebuild_says_the_same_and_revives_nothing(make, people, db):
    make.published(sites=(site(),), services=(service("savings", languages=("ar", "en")),))
    gone = make.published(name="Gone again")
    with transaction():
        steps.take_listing("withdraw", gone, actor=people.ben, at=AT)
    before, numbers = snapshot(), changes(db)
    assert drifted() == []
    with transaction():
        assert rebuild(organisation_ids(), at=AT) == 1
    assert (snapshot(), changes(db)) == (before, [*numbers, (4, "rebuilt")])
    with pytest.raises(Gone):
        get_listing(gone.public_id, on=DAY)


def test_a_hidden_change_leaves_no_trace_in_public(make, db):
    organisation = make.published(
        contacts=(contact(), contact("email", "a@example.org", public=False))
    )
    before, newest = snapshot(), newest_change()
    make.changed(
        organisation,
        document(contacts=(contact(), contact("email", "b@example.org", public=False))),
    )
    assert (snapshot(), newest_change()) == (before, newest)
    assert organisation.current.number == 2


def test_drift_is_noticed(make, db):
    organisation = make.published()
    with transaction():
        row = db.session.scalar(select(PublicOrganisation))
        row.listing_json = row.listing_json.replace("Bread", "Cake")
    public_id = organisation.public_id
    assert drifted() == [public_id]


def test_nobody_accepts_what_they_proposed(make, people, db):
    with transaction():
        revision = operations.propose(document(), origin=Origin(person=people.ben), at=AT)
        steps.take("submit", revision, actor=people.ben, at=AT)
    with pytest.raises(Forbidden), transaction():
        steps.take("accept", revision, actor=people.ben, at=AT)


def test_a_reviewer_decides_only_about_their_country(make, people):
    revision = make.submitted(sites=(site(country="UG"),))
    with pytest.raises(Forbidden), transaction():
        steps.take("accept", revision, actor=people.jo, at=AT)
    in_jordan = make.submitted(sites=(site(),))
    with transaction():
        steps.take("accept", in_jordan, actor=people.jo, at=AT)


def test_chidi_the_stranger_may_do_nothing_with_it(make, people):
    revision = make.submitted()
    for step in ("accept", "return", "decline", "take_back"):
        with pytest.raises(Forbidden), transaction():
            steps.take(step, revision, actor=people.chidi, at=AT, note="because")


def test_ben_returns_a_submission_only_with_a_note(make, people):
    revision = make.submitted()
    with pytest.raises(Invalid), transaction():
        steps.take("return", revision, actor=people.ben, at=AT)
    with transaction():
        steps.take("return", revision, actor=people.ben, at=AT, note="Where is it?")
    assert revision.stage == "returned"


def test_a_step_that_is_not_open_is_a_conflict(make, people):
    revision = make.draft()
    with pytest.raises(Conflict), transaction():
        steps.take("accept", revision, actor=people.ben, at=AT)


def test_suspended_is_gone_and_comes_back(make, people, db):
    organisation = make.published()
    with transaction():
        steps.take_listing(
            "suspend", organisation, actor=people.ben, at=AT, note="A report", reason="fraud_report"
        )
    with pytest.raises(Gone):
        get_listing(organisation.public_id, on=DAY)
    with transaction():
        steps.take_listing("reinstate", organisation, actor=people.ben, at=AT, note="Cleared")
    assert get_listing(organisation.public_id, on=DAY)
    assert db.session.scalars(select(StepTaken.step)).all() == [
        "submit",
        "accept",
        "publish",
        "suspend",
        "reinstate",
    ]


def test_accepting_a_change_does_not_revive_a_withdrawn_listing(make, people):
    organisation = make.published()
    with transaction():
        steps.take_listing("withdraw", organisation, actor=people.amina, at=AT)
    make.changed(organisation, document("Another name"))
    with pytest.raises(Gone):
        get_listing(organisation.public_id, on=DAY)


def test_two_changes_of_different_fields_are_merged(make, people, db):
    organisation = make.published()
    base = organisation.current
    with transaction():
        first = operations.propose(
            document(founded_year=1999),
            origin=Origin(person=people.amina),
            organisation=organisation,
            base=organisation.current,
            at=AT,
        )
        steps.take("submit", first, actor=people.amina, at=AT)
        second = operations.propose(
            document(summary=words("Bakes bread.")),
            origin=Origin(person=people.chidi),
            organisation=organisation,
            base=organisation.current,
            at=AT,
        )
        steps.take("submit", second, actor=people.chidi, at=AT)
    assert first.base_id == second.base_id == base.id
    with transaction():
        steps.take("accept", first, actor=people.ben, at=AT)
    with transaction():
        steps.take("accept", second, actor=people.ben, at=AT)
    now = organisation.current.document
    assert (now.founded_year, now.summary[0].words) == (1999, "Bakes bread.")
    assert second.stage == "superseded"


def test_two_changes_of_the_same_field_are_a_conflict(make, people):
    organisation = make.published()
    with transaction():
        first = operations.propose(
            document(founded_year=1999),
            origin=Origin(person=people.amina),
            organisation=organisation,
            base=organisation.current,
            at=AT,
        )
        steps.take("submit", first, actor=people.amina, at=AT)
        second = operations.propose(
            document(founded_year=2001),
            origin=Origin(person=people.chidi),
            organisation=organisation,
            base=organisation.current,
            at=AT,
        )
        steps.take("submit", second, actor=people.chidi, at=AT)
    with transaction():
        steps.take("accept", first, actor=people.ben, at=AT)
    with pytest.raises(Conflict), transaction():
        steps.take("accept", second, actor=people.ben, at=AT)
    assert organisation.current.document.founded_year == 1999


def test_one_open_draft_for_a_team(make, people):
    draft = make.draft()
    with pytest.raises(Conflict), transaction():
        operations.propose(
            document(), origin=Origin(person=people.amina), organisation=draft.organisation, at=AT
        )


def test_a_failed_step_leaves_nothing_behind(make, people, db):
    revision = make.submitted()
    lines = db.session.query(JournalLine).count()
    with pytest.raises(ZeroDivisionError), transaction():
        _fail_after(steps.take("accept", revision, actor=people.ben, at=AT))
    assert db.session.get(Revision, revision.id).stage == "submitted"
    assert newest_change() == 0
    assert db.session.query(JournalLine).count() == lines


def test_consent_that_ran_out_takes_the_listing_away_by_itself(make):
    organisation = make.published(
        consent={"level": "organisation_only", "expires_on": DAY + timedelta(days=30)}
    )
    assert get_listing(organisation.public_id, on=DAY + timedelta(days=29))
    with pytest.raises(Gone):
        get_listing(organisation.public_id, on=DAY + timedelta(days=30))


def test_an_id_read_out_on_the_phone_leads_to_the_listing(make, db):
    organisation = make.published()
    with transaction():
        row = db.session.scalar(select(PublicOrganisation))
        row.public_id = "0a1b2c3d4e"
    with pytest.raises(Moved) as moved:
        get_listing("Oa1B2c3D4e", on=DAY)
    assert moved.value.public_id == "0a1b2c3d4e"
    assert organisation.public_id != "0a1b2c3d4e"


def test_a_check_is_said_in_public(make, people):
    organisation = make.published()
    with transaction():
        operations.record_check(
            organisation,
            method="phone_call_back",
            on=DAY,
            by_words="the country reviewer",
            actor=people.ben,
            at=AT,
        )
        refresh(organisation, at=AT)
    checked = get_listing(organisation.public_id, on=DAY).listing.checked
    assert (checked.method, checked.by) == ("phone_call_back", "the country reviewer")


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        ({"kind": "conglomerate"}, "kind"),
        ({"kind": "cooperative", "form": "limited"}, "form"),
        ({"kind": "cooperative", "services": (service("dragon_riding"),)}, "services, entry 1"),
        (
            {
                "kind": "cooperative",
                "services": (service("savings", visibility="trained_referrers_only"),),
            },
            "services, entry 1",
        ),
    ],
)
def test_unknown_and_retired_terms_are_refused(make, facts, where):
    with pytest.raises(Invalid) as refused:
        make.draft(**facts)
    assert where in str(refused.value.message)


def test_what_a_country_forbids_is_not_stored(make):
    with pytest.raises(Invalid):
        make.draft(
            sites=(site(country="UG"),),
            services=(service("savings", audiences=("lgbtiq_persons",)),),
        )


def test_a_safe_place_is_never_written_down(make):
    found = site()
    with pytest.raises(Invalid):
        make.draft(sites=(found,), services=(service("safe_accommodation", sites=(found.id,)),))


def test_the_journal_notices_a_changed_line(make, db):
    make.published()
    with transaction():
        db.session.query(JournalLine).filter_by(number=2).update({"about": "0" * 64})
    with pytest.raises(Conflict):
        journal.verify()


def test_a_rebuild_is_numbered_so_that_no_cache_keeps_what_was_before(make, runner):
    make.published()
    before = newest_change()
    assert runner.invoke(args=["directory", "rebuild"]).exit_code == 0
    assert newest_change() == before + 1


def test_a_listing_step_takes_only_a_reason_of_the_list(make, people):
    organisation = make.published()
    with pytest.raises(NotFound), transaction():
        steps.take_listing("withdraw", organisation, actor=people.ben, at=AT, reason="boredom")

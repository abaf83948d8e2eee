"""Steps, bases and who may take them: what is decided is what stands, and leaves its trace."""

from itertools import count

import pytest
from sqlalchemy import select

from directory.errors import Conflict, Forbidden, Invalid
from directory.extensions import transaction
from directory.journal.models import JournalLine
from directory.organisations import operations, steps
from directory.organisations.document import ServedArea, canonical_json, digest
from directory.organisations.models import Revision, StepTaken, TeamMember
from directory.organisations.operations import Origin
from tests.making import AT, DAY, document, service, site, uid, words

YEARS = count(1800)


def proposed(person, organisation, found=None, *, base=None, submit=True):
    """Return a proposal of a person, from the accepted revision unless told otherwise."""
    with transaction():
        revision = operations.propose(
            found or document(founded_year=next(YEARS)),
            origin=Origin(person=person),
            organisation=organisation,
            base=base or organisation.current,
            at=AT,
        )
        if submit:
            steps.take("submit", revision, actor=person, at=AT)
    return revision


def take(step, revision, person, note=""):
    with transaction():
        return steps.take(step, revision, actor=person, at=AT, note=note)


def traces(db):
    found = select(StepTaken.step, StepTaken.left, StepTaken.reached).order_by(StepTaken.id)
    return [tuple(row) for row in db.session.execute(found)]


def deeds(db):
    return db.session.scalars(select(JournalLine.deed).order_by(JournalLine.number)).all()


def test_a_change_says_what_it_started_from(make, people):
    organisation = make.published()
    with pytest.raises(Invalid, match="number 1"), transaction():
        operations.propose(
            document("Other"), origin=Origin(person=people.amina), organisation=organisation, at=AT
        )


def test_a_new_organisation_starts_from_no_revision(make, people):
    base = make.published().current
    with pytest.raises(Invalid, match="name it"), transaction():
        operations.propose(document("New"), origin=Origin(person=people.amina), base=base, at=AT)


def test_a_change_starts_from_an_accepted_revision_of_the_same_organisation(make, people):
    organisation, other = make.published(), make.published()
    waiting = proposed(people.chidi, organisation)
    for base in (other.current, waiting):
        with pytest.raises(Invalid, match="no accepted revision"):
            proposed(people.chidi, organisation, base=base)
    declined = proposed(people.chidi, organisation)
    take("decline", declined, people.ben, "No.")
    with pytest.raises(Invalid, match="no accepted revision"):
        proposed(people.chidi, organisation, base=declined)


def test_a_change_from_an_older_revision_does_not_undo_what_was_accepted_since(make, people):
    organisation = make.published(founded_year=1990)
    first = organisation.current
    make.changed(organisation, document(founded_year=2000))
    stale = proposed(people.chidi, organisation, document(founded_year=1990), base=first)
    take("accept", stale, people.ben)
    assert organisation.current.document.founded_year == 2000
    clashing = proposed(people.chidi, organisation, document(founded_year=1991), base=first)
    with pytest.raises(Conflict, match="founded_year"):
        take("accept", clashing, people.ben)


def test_the_document_is_read_anew_when_the_row_was(make, db):
    revision = make.draft(founded_year=1990)
    assert revision.document is revision.document
    text = canonical_json(document(founded_year=2001))
    with transaction():
        db.session.query(Revision).update({"document_json": text, "document_digest": digest(text)})
    assert revision.document.founded_year == 2001


def test_what_others_propose_the_team_neither_submits_nor_takes_back(make, people):
    organisation = make.published()
    draft = proposed(people.chidi, organisation, submit=False)
    for step in ("submit", "take_back"):
        with pytest.raises(Forbidden):
            take(step, draft, people.amina)
    assert take("submit", draft, people.chidi).reached == "submitted"
    assert take("take_back", draft, people.chidi).reached == "taken_back"


def test_the_team_takes_back_what_one_of_it_proposed(make, people):
    organisation = make.published()
    with transaction():
        organisation.team.append(TeamMember(person_id=people.dina.id))
    of_amina = proposed(people.amina, organisation)
    assert take("take_back", of_amina, people.dina).reached == "taken_back"


ABROAD = {
    "site": {"sites": (site(country="UG"),)},
    "area": {
        "sites": (site(),),
        "services": (service(areas=(ServedArea(id=uid("area"), country="UG"),)),),
    },
}


@pytest.mark.parametrize("where", ABROAD)
def test_a_country_that_is_entered_or_left_has_a_say(make, people, where):
    entered = make.published(sites=(site(),))
    left = make.published(**ABROAD[where])
    for organisation, facts in ((entered, ABROAD[where]), (left, {"sites": (site(),)})):
        revision = proposed(people.chidi, organisation, document(**facts))
        with pytest.raises(Forbidden):
            take("accept", revision, people.jo)
        assert take("accept", revision, people.ben).reached == "accepted"


def test_a_reviewer_of_all_its_countries_decides(make, people):
    within = make.published(sites=(site(),))
    revision = proposed(people.chidi, within, document("Moved", sites=(site(2),)))
    assert take("accept", revision, people.jo).reached == "accepted"


def test_every_move_leaves_a_trace_and_a_line(make, people, db):
    organisation = make.published()
    make.changed(organisation, document("Other"))
    assert traces(db) == [
        ("submit", "draft", "submitted"),
        ("accept", "submitted", "accepted"),
        ("publish", "never_published", "published"),
        ("submit", "draft", "submitted"),
        ("supersede", "accepted", "superseded"),
        ("accept", "submitted", "accepted"),
    ]
    assert deeds(db) == [
        f"{'listing' if step == 'publish' else 'revision'}.{step}" for step, *_ in traces(db)
    ]


def test_a_merged_proposal_leads_to_the_one_it_became(make, people, db):
    organisation = make.published()
    base = organisation.current
    make.changed(organisation, document(founded_year=1999))
    revision = proposed(people.chidi, organisation, document(summary=words("Bread.")), base=base)
    taken = take("accept", revision, people.ben)
    assert taken.revision_id == organisation.current_revision_id != revision.id
    assert revision.stage == "superseded"
    assert not revision.was_accepted
    together = organisation.current
    assert (together.author_id, together.decided_by_id) == (people.chidi.id, people.ben.id)
    last = db.session.scalars(select(StepTaken).where(StepTaken.revision_id == revision.id)).all()
    assert (last[-1].step, last[-1].note) == ("supersede", f"Merged into {together.number}.")


def test_a_check_leaves_a_line(make, people, db):
    organisation = make.published()
    with transaction():
        operations.record_check(
            organisation, method="site_visit", on=DAY, by_words="us", actor=people.ben, at=AT
        )
    assert deeds(db)[-1] == "check.record"


@pytest.mark.parametrize("year", [1950, 2030])
def test_a_check_is_of_a_day_that_can_be(make, people, year):
    organisation = make.published()
    with pytest.raises(Invalid), transaction():
        operations.record_check(
            organisation,
            method="site_visit",
            on=DAY.replace(year=year),
            by_words="us",
            actor=people.ben,
            at=AT,
        )


@pytest.mark.parametrize(
    "by_words", ["", "  ", "a\0b", "a\nb", "a\u2028b", "\u202eus", "\u200d", "x" * 121]
)
def test_who_checked_is_said_in_plain_words(make, people, by_words):
    organisation = make.published()
    with pytest.raises(Invalid), transaction():
        operations.record_check(
            organisation, method="site_visit", on=DAY, by_words=by_words, actor=people.ben, at=AT
        )


def test_a_note_holds_no_sign_that_a_database_cannot_keep(make, people):
    with pytest.raises(Invalid):
        take("decline", make.submitted(), people.ben, "a\0b")


def test_nobody_in_particular_proposes_nothing(db):
    with pytest.raises(Forbidden), transaction():
        operations.propose(document(), origin=Origin(), at=AT)
    with pytest.raises(Forbidden), transaction():
        operations.propose(document(), origin=Origin(source="somewhere"), at=AT)


def test_a_run_that_was_allowed_once_proposes(db):
    with transaction():
        operations.propose(document(), origin=Origin(source="one"), at=AT, allowed=True)


def test_returning_never_gives_a_team_two_open_drafts(make, people):
    organisation = make.published()
    first = proposed(people.amina, organisation)
    second = proposed(people.amina, organisation, submit=False)
    with pytest.raises(Conflict, match=f"number {second.number}"):
        take("return", first, people.ben, "Where?")
    take("take_back", second, people.amina)
    assert take("return", first, people.ben, "Where?").reached == "returned"


def test_parts_that_do_not_fit_together_any_more_are_a_conflict(make, people):
    shop = site()
    before = document(sites=(shop, site(2)))
    organisation = make.published(before)
    base = organisation.current
    make.changed(organisation, document(sites=(site(2),)))
    uses = document(sites=(shop, site(2)), services=(service(sites=(shop.id,)),))
    revision = proposed(people.chidi, organisation, uses, base=base)
    with pytest.raises(Conflict, match="do not fit together"):
        take("accept", revision, people.ben)


def test_an_uuid_is_given_to_one_organisation_only(make, people):
    taken = make.published().uuid
    with pytest.raises(Conflict), transaction():
        operations.propose(document(), origin=Origin(person=people.amina), uuid=taken, at=AT)

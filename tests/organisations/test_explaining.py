"""What somebody who decides is told, as the command line prints it."""

import json
from types import SimpleNamespace

import pytest

from directory.extensions import transaction
from directory.organisations import operations, steps
from directory.organisations.document import canonical_json
from directory.organisations.operations import Origin
from tests.making import AT, contact, document, service, site, uid, words


@pytest.fixture
def told(runner, people):
    """Call a command that must succeed and return its lines; `told.wrong` one that must not."""

    def call(*typed, code=0):
        result = runner.invoke(args=["directory", *map(str, typed)])
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result.output.splitlines()

    return SimpleNamespace(lines=call, wrong=lambda *typed: " ".join(call(*typed, code=1)))


@pytest.fixture
def file(tmp_path):
    def write(found):
        path = tmp_path / "document.json"
        path.write_text(canonical_json(found), encoding="utf-8")
        return path

    return write


def proposed(person, organisation, found, *, base=None):
    with transaction():
        revision = operations.propose(
            found,
            origin=Origin(person=person),
            organisation=organisation,
            base=base or organisation.current,
            at=AT,
        )
        steps.take("submit", revision, actor=person, at=AT)
    return revision


def test_what_waits_is_listed_the_longest_waiting_first(told, make, people):
    first = make.submitted(name="Bread", sites=(site(),)).organisation.public_id
    second = make.submitted(name="Milk", sites=(site(country="UG"),)).organisation.public_id
    make.published(name="Not this one")
    bread, milk, count = told.lines("waiting")
    assert bread.split()[:2] == [first, "1"]
    assert bread.endswith("from amina  JO  Bread")
    assert milk.endswith("  UG  Milk")
    assert count == "2 of 2 that wait."
    assert told.lines("waiting", "--country", "ug") == [milk, "1 of 1 that wait."]
    assert told.lines("waiting", "--most", 1) == [bread, "1 of 2 that wait."]
    assert "not the code of a country" in told.wrong("waiting", "--country", "ZZ")
    assert second


def test_what_was_returned_waits_from_its_last_submission(told, make, people):
    bread, milk = make.submitted(name="Bread"), make.submitted(name="Milk")
    with transaction():
        steps.take("return", bread, actor=people.ben, at=AT, note="When are you open?")
    with transaction():
        steps.take("submit", bread, actor=people.amina, at=AT)
    ids = [line.split()[0] for line in told.lines("waiting")[:2]]
    assert ids == [milk.organisation.public_id, bread.organisation.public_id]


def test_a_body_that_would_leave_a_country_waits_there_too(told, make, people):
    organisation = make.published(sites=(site(precision="country", place=None, point=None),))
    proposed(people.chidi, organisation, document(sites=()))
    assert told.lines("waiting", "--country", "JO")[-1] == "1 of 1 that wait."


def test_a_revision_is_shown_with_what_it_changes_and_what_the_public_would_see(told, make, people):
    here = site(1, precision="locality")
    organisation = make.published(sites=(here, site(2)))
    found = document(
        founded_year=1999,
        sites=(here, site(2)),
        services=(service("savings"), service("gbv_support_referral")),
        contacts=(contact(), contact("email", "a@example.org", public=False)),
    )
    proposed(people.chidi, organisation, found)
    text = "\n".join(told.lines("show", organisation.public_id, "--revision", 2))
    assert f"{organisation.public_id} 2: submitted\nfrom chidi, started from number 1" in text
    assert "submit by chidi" in text
    assert "founded_year: nothing → 1999" in text
    assert f'services/{uid("service/savings/")}/kind: nothing → "savings"' in text
    assert f"service gbv_support_referral {found.services[1].id}: nothing instead of full" in text
    assert f"contact phone {found.contacts[0].id}: public\n" in text
    assert f"contact email {found.contacts[1].id}: nothing\n" in text
    assert json.loads(text[text.index("\n{") :])["founded_year"] == 1999


def test_the_note_of_a_return_is_told(told, make):
    revision = make.submitted()
    public_id = revision.organisation.public_id
    told.lines("revision", "return", public_id, 1, "--as", "ben", "--note", "When are you open?")
    shown = told.lines("show", public_id, "--revision", 1)
    assert any(line.endswith("return by ben: When are you open?") for line in shown)
    assert "undecided: number 1, returned" in told.lines("show", public_id)


def test_a_proposal_that_can_not_be_merged_says_so(told, make, people):
    organisation = make.published()
    base = organisation.current
    make.changed(organisation, document(founded_year=1999))
    proposed(people.chidi, organisation, document(founded_year=2000), base=base)
    shown = told.lines("show", organisation.public_id, "--revision", 3)
    assert any("cannot be accepted as it is" in line and "founded_year" in line for line in shown)


def test_a_change_names_its_base_on_the_command_line(told, make, file):
    organisation = make.published()
    public_id = organisation.public_id
    shown = told.lines("show", public_id)
    assert f"accepted: number 1, digest {organisation.current.document_digest}" in shown
    words_ = ("propose", file(document("Other")), "--as", "amina", "--organisation", public_id)
    assert "number 1" in told.wrong(*words_)
    assert "no revision 7" in told.wrong(*words_, "--base", 7)
    assert told.lines(*words_, "--base", 1) == [f"{public_id} 2"]
    assert "no accepted revision" in told.wrong(*words_, "--base", 2)


def test_accepting_tells_what_the_public_does_not_see(told, make):
    quiet = make.submitted(consent={"level": "not_asked"}).organisation.public_id
    said = told.lines("revision", "accept", quiet, 1, "--as", "ben")
    assert said[0] == f"{quiet} 1: accepted"
    assert said[1:] == ["not shown in public: the consent 'not_asked' lets nothing be published"]
    assert told.lines("show", quiet)[0].endswith("published, not shown in public")
    near = make.submitted(consent={"level": "organisation_only"}, sites=(site(1), site(2)))
    said = told.lines("revision", "accept", near.organisation.public_id, 1, "--as", "ben")
    assert [line.split()[0] for line in said[1:]] == ["site", "site"]
    assert all(line.endswith("country instead of exact") for line in said[1:])


def test_accepting_what_was_withdrawn_tells_that_it_stays_away(told, make, people):
    organisation = make.published()
    with transaction():
        steps.take_listing("withdraw", organisation, actor=people.ben, at=AT)
    proposed(people.chidi, organisation, document("Other"))
    said = told.lines("revision", "accept", organisation.public_id, 2, "--as", "ben")
    assert said[1:] == ["not shown in public: the listing stands at withdrawn"]


def test_a_merged_acceptance_tells_its_number(told, make, people):
    organisation = make.published()
    base = organisation.current
    make.changed(organisation, document(founded_year=1999))
    proposed(people.chidi, organisation, document(summary=words("Bread.")), base=base)
    said = told.lines("revision", "accept", organisation.public_id, 3, "--as", "ben")
    assert said[1:] == ["accepted as number 4, merged with what was accepted since"]


def test_a_public_id_is_read_as_people_write_it(told, make, db):
    organisation = make.published()
    with transaction():
        organisation.public_id = "0a1b2c3d4e"
    assert told.lines("show", "OA1B2C3D4E")[0].startswith("0a1b2c3d4e: published")
    assert told.lines("listing", "withdraw", "oAIb2c3d4e", "--as", "ben") == [
        "0a1b2c3d4e: withdrawn"
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--on", "1950-01-01", "--by", "us"), "twenty years"),
        (("--on", "2190-01-01", "--by", "us"), "future"),
        (("--on", "2026-11-01", "--by", ""), "Who checked"),
        (("--on", "2026-11-01", "--by", "\u202eus"), "Who checked"),
    ],
)
def test_an_odd_check_is_told_plainly(told, make, options, said):
    public_id = make.published().public_id
    words_ = ("check", "record", public_id, "--method", "site_visit", "--as", "ben")
    assert said in told.wrong(*words_, *options)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("nora", "--name", "Nora", "--role", "reviewer:ZZ"), "ZZ"),
        (("nora", "--name", "Nora", "--role", "reviewer:"), "not the code of a country"),
        (("No Ra", "--name", "Nora"), "A handle has small letters"),
        (("nora", "--name", "\u202eNora"), "A name stands on one line"),
    ],
)
def test_an_odd_person_is_told_plainly(told, typed, said):
    assert said in told.wrong("person", "add", *typed)

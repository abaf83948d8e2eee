"""The whole path on the command line, as a named person would walk it."""

import json

import pytest

from directory.extensions import transaction
from directory.organisations.document import canonical_json
from directory.organisations.queries import get_listing, get_organisation
from tests.making import DAY, document, service, site


@pytest.fixture
def file(tmp_path):
    found = document(sites=(site(1), site(2)), services=(service("vocational_training"),))
    path = tmp_path / "bread.json"
    path.write_text(canonical_json(found), encoding="utf-8")
    return path


def run(runner, *words):
    result = runner.invoke(args=["directory", *map(str, words)])
    return result.exit_code, result.output.strip()


def test_propose_submit_accept_public_withdrawn_gone(runner, people, file, client):
    code, found = run(runner, "propose", file, "--as", "amina")
    assert code == 0
    public_id, number = found.split()
    assert run(runner, "revision", "submit", public_id, number, "--as", "amina") == (
        0,
        f"{public_id} 1: submitted",
    )
    assert run(runner, "revision", "accept", public_id, number, "--as", "ben") == (
        0,
        f"{public_id} 1: accepted",
    )
    listing = get_listing(public_id, on=DAY)
    page = client.get(f"/en/organisations/{public_id}/{listing.slug}")
    assert "The Bread Cooperative" in page.get_text()
    assert run(runner, "listing", "withdraw", public_id, "--as", "amina") == (
        0,
        f"{public_id}: withdrawn",
    )
    client.get(f"/en/organisations/{public_id}/{listing.slug}", status=410)
    assert run(runner, "rebuild") == (0, "Rebuilding\nRebuilt: 0 listings published.")
    client.get(f"/ar/organisations/{public_id}/{listing.slug}", status=410)


def test_a_check_recorded_is_public_at_once(runner, people, make):
    public_id = make.published().public_id
    code, _ = run(
        runner,
        "check",
        "record",
        public_id,
        "--method",
        "phone_call_back",
        "--on",
        DAY,
        "--by",
        "the reviewer",
        "--as",
        "ben",
    )
    assert code == 0
    assert get_listing(public_id, on=DAY).listing.checked.by == "the reviewer"


@pytest.mark.parametrize("by", ["Layla 0791234567", "layla@example.org", "<b>me</b>"])
def test_who_checked_is_a_role_and_no_way_to_a_person(runner, people, make, by):
    words = ("--method", "site_visit", "--on", DAY, "--by", by, "--as", "ben")
    code, output = run(runner, "check", "record", make.published().public_id, *words)
    assert (code, "is a role" in output) == (1, True)


def test_what_was_never_accepted_is_not_checked(runner, people, make):
    public_id = make.submitted().organisation.public_id
    words = ("--method", "site_visit", "--on", DAY, "--by", "country_reviewer", "--as", "ben")
    code, output = run(runner, "check", "record", public_id, *words)
    assert (code, "nothing to check" in output) == (1, True)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "conglomerate"}, "conglomerate"),
        ({"names": []}, "names"),
        ({"sites": [{"id": "x"}]}, "sites, entry 1, id"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_document_is_told_plainly(runner, people, file, change, said):
    data = json.loads(file.read_text(encoding="utf-8")) | change
    file.write_text(json.dumps(data), encoding="utf-8")
    code, output = run(runner, "propose", file, "--as", "amina")
    assert code == 1
    assert said in output
    assert "Traceback" not in output


def test_all_that_is_wrong_is_told_at_once_with_the_way_to_it(runner, people, file):
    data = json.loads(file.read_text(encoding="utf-8"))
    data["services"][0] |= {"fee": {"price": {"amount": "much", "currency": "JOD"}}, "online": 7}
    data["membership"] = {"dues_months": 0}
    file.write_text(json.dumps(data), encoding="utf-8")
    code, output = run(runner, "propose", file, "--as", "amina")
    assert code == 1
    assert output.removeprefix("Error: ").splitlines() == [
        "membership, dues_months: at least 1 is needed here",
        "services, entry 1, fee, price, amount: a number is needed here",
        "services, entry 1, online: only true or false can stand here",
    ]


@pytest.mark.parametrize(("encoding", "code"), [("utf-8-sig", 0), ("latin-1", 1), ("utf-16", 1)])
def test_a_file_is_read_as_other_programs_write_it_or_told(runner, people, file, encoding, code):
    text = file.read_text(encoding="utf-8").replace("Bread", "Blé")
    file.write_bytes(text.encode(encoding))
    found, output = run(runner, "propose", file, "--as", "amina")
    assert found == code
    assert ("UTF-8" in output) == bool(code)
    assert "Traceback" not in output


def test_what_is_no_json_is_told_plainly(runner, people, tmp_path):
    path = tmp_path / "broken.json"
    path.write_text("{", encoding="utf-8")
    code, output = run(runner, "propose", path, "--as", "amina")
    assert code == 1
    assert "Traceback" not in output


def test_an_unknown_person_organisation_or_permission_is_told_plainly(runner, people, make, file):
    assert "no person" in run(runner, "propose", file, "--as", "zoe")[1]
    assert "no organisation" in run(runner, "listing", "withdraw", "nobody1234", "--as", "ben")[1]
    public_id = make.published().public_id
    code, output = run(runner, "listing", "withdraw", public_id, "--as", "chidi")
    assert (code, output) == (1, "Error: You may not do this.")


def test_people_are_added_with_roles(runner, db):
    assert run(runner, "person", "add", "nora", "--name", "Nora", "--role", "reviewer:jo")[0] == 0
    assert "already" in run(runner, "person", "add", "nora", "--name", "Nora")[1]
    assert (
        "not a role" in run(runner, "person", "add", "omar", "--name", "Omar", "--role", "king")[1]
    )


def test_show_rebuild_check_and_journal(runner, make):
    public_id = make.published().public_id
    assert f"{public_id}: published" in run(runner, "show", public_id)[1]
    assert run(runner, "rebuild", "--check") == (0, "0 listings differ.")
    assert run(runner, "journal")[0] == 0
    assert get_organisation(public_id).stage == "published"


def test_the_schema_is_written(runner, db, tmp_path):
    assert run(runner, "schema", tmp_path / "schema.json")[0] == 0
    assert json.loads((tmp_path / "schema.json").read_text(encoding="utf-8"))["title"] == "Document"


def test_every_timed_deed_runs(db, make):
    from directory.timetable import TIMETABLE

    make.published()
    for timed in TIMETABLE:
        timed.run()
    with transaction():
        pass

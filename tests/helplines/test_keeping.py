"""Helplines: added, renewed and removed by those who may, and sound."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.clock import today
from directory.extensions import transaction
from directory.helplines.models import CountryHelpline
from directory.helplines.reaching import CHANNELS
from directory.journal import operations as journal
from directory.journal.models import JournalLine
from directory.organisations.contact_links import contact_link
from directory.vocabulary.terms import vocabulary

COUNTS = 43
"""Days for which a check counts, the day itself aside."""


@pytest.fixture
def tell(runner, people):
    """Give a command about helplines: its exit code and what it said."""

    def run(*words):
        result = runner.invoke(args=["directory", "helpline", *words])
        return result.exit_code, result.output.strip()

    return run


@pytest.fixture
def add(tell):
    """Add a helpline that is right but for what is said."""

    def run(country="JO", days_ago=0, **facts):
        given = {"name": "A line", "value": "+96200000199", "as": "dina", "second": "eli"}
        options = {**given, **facts, "checked-on": str(today() - timedelta(days=days_ago))}
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        return tell("add", country, *words)

    return run


def kept(db):
    db.session.expire_all()
    rows = db.session.scalars(select(CountryHelpline).order_by(CountryHelpline.id)).all()
    return [(row.id, row.name, row.channel, row.value) for row in rows]


@pytest.mark.parametrize(
    ("country", "facts", "said"),
    [
        ("ZZ", {}, "There is no country with the code “ZZ”."),
        ("JO", {"name": "  "}, "The name of a helpline stands on one line"),
        ("JO", {"name": "A\nline"}, "The name of a helpline stands on one line"),
        ("JO", {"name": "x" * 201}, "The name of a helpline stands on one line"),
        ("JO", {"value": ""}, "A number is written with + and"),
        ("JO", {"value": "javascript:alert(1)"}, "A number is written with + and"),
        ("JO", {"value": "+962"}, "A number is written with + and"),
        ("JO", {"value": "*#21#"}, "A number is written with + and"),
        ("JO", {"channel": "whatsapp", "value": "110"}, "A number is written here with +"),
        ("JO", {"channel": "website", "value": "javascript:alert(1)"}, "begins with https://"),
        ("JO", {"channel": "website", "value": "http://help.example"}, "begins with https://"),
        ("JO", {"channel": "website", "value": "https://a@help.example"}, "begins with https://"),
        ("JO", {"channel": "email", "value": "desk@help.example?body=x"}, "An e-mail address"),
        ("JO", {"channel": "postal", "value": "Box 1"}, "not reached by “postal”"),
        ("JO", {"channel": "pigeon"}, "“pigeon” is not a term"),
        ("JO", {"as": "ben"}, "You may not do this."),
        ("JO", {"second": "ben"}, "The second person may not keep helplines"),
        ("JO", {"second": "dina"}, "two people"),
        ("JO", {"second": "nobody"}, "no person with the handle"),
        ("JO", {"days_ago": -1}, "future"),
        ("JO", {"days_ago": COUNTS + 1}, "counts no more"),
    ],
)
def test_what_does_not_hold_is_said_and_not_kept(add, db, country, facts, said):
    code, output = add(country, **facts)
    assert (code, said in output) == (1, True), output
    assert kept(db) == []


@pytest.mark.parametrize(
    ("channel", "value"),
    [
        ("hotline", "110"),
        ("hotline", "*9191"),
        ("hotline", "+962 6 500-0000"),
        ("sms", "116 111"),
        ("whatsapp", "+962 79 123 4567"),
        ("website", "https://help.example/chat"),
        ("telegram", "@help_line"),
        ("email", "desk@help.example"),
    ],
)
def test_what_holds_is_kept_and_reached(add, db, channel, value):
    assert add(channel=channel, value=value, days_ago=COUNTS)[0] == 0
    assert [row[2:] for row in kept(db)] == [(channel, value)]
    assert contact_link(channel, value, ("JO",)).href


def test_every_channel_is_one_of_the_vocabulary():
    assert set(CHANNELS) <= set(vocabulary()["contact_channel"])


def test_the_same_number_is_one_helpline(add, tell, db):
    add()
    code, output = add(value="+962 0000-0199", name="Another name")
    assert (code, "already: renew that one" in output) == (1, True)
    assert add("KE")[0] == 0
    add(value="110")
    number = kept(db)[2][0]
    words = ("--checked-on", str(today()), "--as", "dina", "--second", "eli")
    assert tell("renew", str(number), "--value", "+96200000199", *words)[0] == 1
    assert tell("renew", str(number), *words)[0] == 0


def test_a_helpline_is_renewed_under_another_name_and_removed(add, tell, db):
    add(days_ago=COUNTS)
    ((number, *_),) = kept(db)
    words = ("--checked-on", str(today()), "--as", "eli", "--second", "dina")
    assert tell("renew", str(number), "--name", "Ear", *words)[0] == 0
    assert kept(db) == [(number, "Ear", "hotline", "+96200000199")]
    assert tell("remove", str(number), "--as", "ben") == (1, "Error: You may not do this.")
    assert tell("remove", str(number), "--as", "dina")[0] == 0
    assert kept(db) == []
    deeds = db.session.scalars(select(JournalLine.deed).order_by(JournalLine.number)).all()
    assert [deed for deed in deeds if deed.startswith("helpline")] == [
        "helpline.add",
        "helpline.renew",
        "helpline.remove",
    ]
    assert journal.verify().lines == len(deeds)


@pytest.mark.parametrize(
    "words",
    [
        ("remove", "99", "--as", "dina"),
        ("renew", "99", "--checked-on", "2026-01-01", "--as", "dina", "--second", "eli"),
    ],
)
def test_an_unknown_helpline_is_told(tell, words):
    assert tell(*words) == (1, "Error: There is no helpline 99.")


def test_the_list_says_which_are_not_shown(add, tell, db):
    add()
    with transaction():
        db.session.scalar(select(CountryHelpline)).until = today()
    assert "NOT SHOWN" in tell("list")[1]


@pytest.mark.parametrize("number", ["0", "-1", "999999999999999999999"])
@pytest.mark.parametrize(
    "words",
    [
        "helpline renew {} --checked-on 2026-01-01 --as dina --second eli",
        "helpline remove {} --as dina",
        "job again {}",
        "import-run {}",
        "import-undo {} --as dina",
    ],
)
def test_a_number_that_nothing_can_have_is_told(runner, db, words, number):
    found = runner.invoke(args=["directory", *words.format(number).split()])
    assert found.exit_code == 2
    assert isinstance(found.exception, SystemExit)

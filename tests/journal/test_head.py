"""A journal that was kept before it had a head gets one that fits, and keeps its lines."""

from flask_migrate import downgrade, upgrade

from directory.extensions import db as database
from directory.extensions import transaction
from directory.journal import operations as journal
from tests.database.test_migrations import fresh  # noqa: F401 - a fixture
from tests.making import AT


def test_the_head_stands_at_the_last_line(fresh):  # noqa: F811 - the fixture of that name
    upgrade(directory=fresh)
    with transaction():
        for number in range(3):
            journal.write(deed=f"deed.{number}", thing="t", about="", person=None, at=AT)
    before = journal.verify()
    database.session.remove()
    downgrade(directory=fresh, revision="0004")
    upgrade(directory=fresh)
    assert journal.verify() == before
    with transaction():
        journal.write(deed="after", thing="t", about="", person=None, at=AT)
    assert journal.verify().lines == 4

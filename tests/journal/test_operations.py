"""The journal notices whatever was done to it, and says where it ends."""

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from directory.errors import Conflict
from directory.extensions import db as database
from directory.extensions import transaction
from directory.journal import operations as journal
from directory.journal.models import JournalHead, JournalLine
from tests.making import AT

FORGED = "f" * 64


@pytest.fixture
def lines(db):
    """Three lines."""
    with transaction():
        return [
            journal.write(deed=f"deed.{n}", thing="t", about="0" * 64, person=None, at=AT)
            for n in (1, 2, 3)
        ]


def test_an_empty_journal_holds(db):
    assert journal.verify() == (0, journal.START)


def test_it_tells_where_it_ends(lines):
    assert journal.verify() == lines[-1]


@pytest.mark.parametrize(
    "harm",
    [
        update(JournalLine).where(JournalLine.number == 2).values(about=FORGED),
        update(JournalLine).where(JournalLine.number == 3).values(chain=FORGED),
        delete(JournalLine).where(JournalLine.number == 1),
        delete(JournalLine).where(JournalLine.number == 2),
        delete(JournalLine).where(JournalLine.number == 3),
        delete(JournalLine),
        delete(JournalHead),
        update(JournalHead).values(chain=FORGED),
        update(JournalHead).values(lines=2),
        update(JournalHead).values(lines=4),
    ],
)
def test_every_harm_is_noticed(db, lines, harm):
    with transaction():
        db.session.execute(harm)
    with pytest.raises(Conflict, match="journal"):
        journal.verify()


def _write_and_fail():
    journal.write(deed="x", thing="t", about="", person=None, at=AT)
    database.session.execute(insert(JournalHead).values(id=1, lines=0, chain=""))


def test_a_line_that_was_rolled_back_leaves_nothing(db, lines):
    with pytest.raises(IntegrityError), transaction():
        _write_and_fail()
    assert journal.verify() == lines[-1]
    assert db.session.scalar(select(JournalHead.lines)) == 3

"""Writing the journal and proving that nobody changed it."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select

from directory.database.locks import take_turn
from directory.errors import Conflict
from directory.extensions import db
from directory.journal.models import JournalLine

START = "0" * 64
PAGE = 500


def write(*, deed: str, thing: str, about: str, person: UUID | None, at: datetime) -> JournalLine:
    """Append one line; `about` is a digest, never a value. Call last: it holds a lock."""
    take_turn(db.session(), "journal")
    last = db.session.scalar(select(JournalLine).order_by(JournalLine.number.desc()).limit(1))
    line = JournalLine(
        number=last.number + 1 if last else 1,
        at=at,
        person=person,
        deed=deed,
        thing=thing,
        about=about,
        previous=last.chain if last else START,
    )
    line.chain = _chain(line)
    db.session.add(line)
    db.session.flush()
    return line


def verify() -> int:
    """Return how many lines the journal has; raises Conflict at the first that does not follow."""
    previous, count = START, 0
    while lines := _lines_after(count):
        for line in lines:
            count += 1
            if line.number != count or line.previous != previous or line.chain != _chain(line):
                raise Conflict(
                    f"The journal was changed: line {line.number} does not follow the last."
                )
            previous = line.chain
    return count


def _lines_after(number: int) -> Sequence[JournalLine]:
    return db.session.scalars(
        select(JournalLine)
        .where(JournalLine.number > number)
        .order_by(JournalLine.number)
        .limit(PAGE)
    ).all()


def _chain(line: JournalLine) -> str:
    parts = (
        line.previous,
        str(line.number),
        line.at.astimezone(UTC).isoformat(),
        str(line.person),
        line.deed,
    )
    return hashlib.sha256("\n".join((*parts, line.thing, line.about)).encode()).hexdigest()

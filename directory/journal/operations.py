"""Writing the journal and proving that nobody changed it.

Each line holds the chain of the line before it, and the head, a row of its own, how many lines
there are and the chain of the last. So a line that was changed, left out, put in between or cut
off at the end is noticed. Whoever can write both tables can still make a whole new journal that
holds: against that, note down now and then what `flask directory journal` prints, elsewhere.
"""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import insert, select, update

from directory.database.locks import hold
from directory.errors import Conflict
from directory.extensions import Model, db
from directory.journal.models import JournalHead, JournalLine

START = "0" * 64
PAGE = 500
# several lines are written for each organisation of an import: the tables are spoken to directly
LINES, HEAD = (Model.metadata.tables[m.__tablename__] for m in (JournalLine, JournalHead))


class Head(NamedTuple):
    """Where the journal ends: how many lines it has, and the chain of the last."""

    lines: int
    chain: str


def write(*, deed: str, thing: str, about: str, person: UUID | None, at: datetime) -> Head:
    """Append one line and return the new end; `about` is a digest, never a value.

    Holds the lock of all writing.
    """
    hold(db.session())
    head = _head()
    line = JournalLine(
        number=head.lines + 1,
        at=at,
        person=person,
        deed=deed,
        thing=thing,
        about=about,
        previous=head.chain,
    )
    line.chain = _chain(line)
    columns = LINES.columns.keys()
    db.session.execute(insert(LINES), {name: getattr(line, name) for name in columns})
    db.session.execute(update(HEAD), {"lines": line.number, "chain": line.chain})
    return Head(line.number, line.chain)


def verify() -> Head:
    """Return where the journal ends; raises Conflict where a line does not follow or is missing."""
    head = _head()  # read first: what is written meanwhile comes after it
    reached = Head(0, START)
    while lines := _lines_after(reached.lines):
        for line in lines:
            reached = _followed(reached, line)
            if reached.lines == head.lines and reached.chain != head.chain:
                raise Conflict(_("The journal was changed: it does not lead to its own end."))
    if reached.lines < head.lines:
        raise Conflict(
            _(
                "The journal was cut: it had %(lines)s lines, %(left)s are left.",
                lines=head.lines,
                left=reached.lines,
            )
        )
    if reached.lines > _head().lines:
        raise Conflict(_("The journal was changed: it has lines that nobody wrote."))
    return reached


def _followed(last: Head, line: JournalLine) -> Head:
    if (line.number, line.previous, line.chain) != (last.lines + 1, last.chain, _chain(line)):
        raise Conflict(
            _(
                "The journal was changed: line %(number)s does not follow the last.",
                number=line.number,
            )
        )
    return Head(line.number, line.chain)


def _head() -> Head:
    row = db.session.execute(select(HEAD.c.lines, HEAD.c.chain)).one_or_none()
    if row is None:
        raise Conflict(_("The journal was changed: nobody knows where it ends."))
    return Head(*row)


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

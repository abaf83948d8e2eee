"""Keeping the helplines: each change is checked by two people and journalled."""

import hashlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from datetime import date, datetime

from flask_babel import gettext as _

from directory.access.permissions import Permission
from directory.access.policy import can, demand
from directory.accounts.models import Person
from directory.database.locks import hold
from directory.errors import Invalid
from directory.extensions import db
from directory.gazetteer.queries import get_country
from directory.helplines.models import CountryHelpline
from directory.helplines.queries import helplines_of
from directory.helplines.reaching import demand_reachable, told_apart
from directory.i18n.plain import is_plain
from directory.journal import operations as journal
from directory.vocabulary.freshness import HELPLINE, counts_until
from directory.vocabulary.terms import term

LONGEST_NAME = 200


@dataclass(frozen=True)
class Line:
    """What a helpline is: the country it is for, its name, and how it is reached."""

    country: str
    name: str
    channel: str
    value: str


@dataclass(frozen=True)
class TwoPeople:
    """Who called a helpline, and on which day; `first` answers for it."""

    first: Person
    second: Person
    on: date


def add_helpline(line: Line, check: TwoPeople, *, at: datetime) -> CountryHelpline:
    """Add a helpline that two people checked; *Help and contacts* shows it at once.

    Raises Forbidden for the first, Invalid for what does not hold, NotFound for an unknown
    country or channel.
    """
    _demand_checked(check, at)
    hold(db.session())
    _demand_sound(line)
    helpline = CountryHelpline(country=line.country)
    _write_down(helpline, line, check)
    db.session.add(helpline)
    db.session.flush()
    _follow("helpline.add", helpline, actor=check.first, at=at)
    return helpline


def renew_helpline(
    helpline: CountryHelpline, changes: Mapping[str, str], check: TwoPeople, *, at: datetime
) -> None:
    """Note that two people called a helpline again, and what has changed; as `add_helpline`.

    `changes` are fields of a `Line`; what is not among them stays as the last writer left it.
    """
    _demand_checked(check, at)
    hold(db.session(), helpline)
    line = replace(line_of(helpline), **changes)
    _demand_sound(line, besides=helpline.id)
    _write_down(helpline, line, check)
    db.session.flush()
    _follow("helpline.renew", helpline, actor=check.first, at=at)


def remove_helpline(helpline: CountryHelpline, *, actor: Person, at: datetime) -> None:
    """Take a helpline away at once: one person is enough. Raises Forbidden."""
    demand(actor, Permission.HELPLINE_KEEP)
    hold(db.session(), helpline)
    db.session.delete(helpline)
    db.session.flush()
    _follow("helpline.remove", helpline, actor=actor, at=at)


def line_of(helpline: CountryHelpline) -> Line:
    """Return what a helpline is, without who checked it."""
    return Line(helpline.country, helpline.name, helpline.channel, helpline.value)


def _demand_checked(check: TwoPeople, at: datetime) -> None:
    demand(check.first, Permission.HELPLINE_KEEP)
    if check.first.id == check.second.id:
        raise Invalid(_("A helpline is checked by two people."))
    if not can(check.second, Permission.HELPLINE_KEEP):
        raise Invalid(_("The second person may not keep helplines: name one who may."))
    if check.on > at.date():
        raise Invalid(_("A check cannot lie in the future."))
    if counts_until(HELPLINE, check.on) <= at.date():
        raise Invalid(_("A check of that day counts no more: call the helpline again."))


def _demand_sound(line: Line, *, besides: int | None = None) -> None:
    get_country(line.country)
    if not is_plain(line.name, most=LONGEST_NAME):
        raise Invalid(
            _(
                "The name of a helpline stands on one line of at most %(most)s letters, "
                "without invisible signs.",
                most=LONGEST_NAME,
            )
        )
    demand_reachable(term("contact_channel", line.channel).code, line.value)
    for other in helplines_of([line.country]):
        is_same = _reached(line_of(other)) == _reached(line)
        if is_same and other.id != besides:
            raise Invalid(
                _("This is helpline %(number)s already: renew that one.", number=other.id)
            )


def _reached(line: Line) -> tuple[str, str]:
    return line.channel, told_apart(line.channel, line.value)


def _write_down(helpline: CountryHelpline, line: Line, check: TwoPeople) -> None:
    helpline.name, helpline.channel, helpline.value = line.name, line.channel, line.value
    helpline.checked_on, helpline.until = check.on, counts_until(HELPLINE, check.on)
    helpline.checked_by_id, helpline.second_by_id = check.first.id, check.second.id


def _follow(deed: str, helpline: CountryHelpline, *, actor: Person, at: datetime) -> None:
    facts = (*astuple(line_of(helpline)), helpline.checked_on, helpline.second_by_id)
    journal.write(
        deed=deed,
        thing=f"helpline/{helpline.id}",
        about=hashlib.sha256(repr(facts).encode()).hexdigest(),
        person=actor.uuid,
        at=at,
    )

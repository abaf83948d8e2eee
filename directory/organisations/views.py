"""The page of one organisation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from directory import clock
from directory.access.guards import public
from directory.organisations import queries
from directory.organisations.document.membership import MembersBand, ShareBand
from directory.organisations.document.places import Accessibility
from directory.organisations.listing import PublicListing, PublicService, PublicSite
from directory.organisations.opening import OpeningState, open_now
from directory.organisations.queries import ListingFound, Moved, newest_change
from directory.organisations.sensitivity import is_quiet, shipped_rules
from directory.vocabulary.terms import codes_where, need_of_kind, vocabulary
from directory.web.conditional import conditional, this_minute

bp = Blueprint("organisations", __name__)

SAID_BY_ITSELF = frozenset({"self_declared", "still_correct_link"})
"""Methods of `verification_method` in which nobody but the organisation looked."""

MEMBERS = {
    MembersBand.UP_TO_49: _("Fewer than 50 members"),
    MembersBand.FROM_50_TO_199: _("50 to 199 members"),
    MembersBand.FROM_200_TO_999: _("200 to 999 members"),
    MembersBand.FROM_1000_TO_4999: _("1,000 to 4,999 members"),
    MembersBand.FROM_5000: _("5,000 members or more"),
}
SHARES = {
    ShareBand.UNDER_QUARTER: _("less than a quarter"),
    ShareBand.QUARTER_TO_HALF: _("a quarter to a half"),
    ShareBand.HALF_TO_THREE_QUARTERS: _("a half to three quarters"),
    ShareBand.OVER_THREE_QUARTERS: _("more than three quarters"),
}
ACCESSIBILITY = {
    Accessibility.STEP_FREE: _("No steps"),
    Accessibility.ACCESSIBLE_TOILET: _("Toilet for wheelchair users"),
    Accessibility.SIGN_LANGUAGE: _("Sign language"),
    Accessibility.HEARING_LOOP: _("Hearing loop"),
    Accessibility.PRAM_SPACE: _("Room for a pram"),
    Accessibility.QUIET_ROOM: _("Quiet room"),
}


@bp.get("/<lang:lang>/organisations/<public_id>/<words>")
@public
@conditional(newest_change, this_minute)
def profile(public_id: str, words: str) -> ResponseReturnValue:
    """Show everything a person needs before they go there."""
    found = queries.get_listing(public_id, on=clock.today())
    if words != found.slug:
        return _moved_to(found.public_id, found.slug)
    return render_template(
        "organisations/profile.html",
        profile=Profile(found, clock.now()),
        members=MEMBERS,
        shares=SHARES,
        accessibility=ACCESSIBILITY,
    )


@bp.get("/<lang:lang>/organisations/<public_id>")
@public
def by_id(public_id: str) -> ResponseReturnValue:
    """Send the reader on to the address with words."""
    found = queries.get_listing(public_id, on=clock.today())
    return _moved_to(found.public_id, found.slug)


@bp.errorhandler(Moved)
def moved(answer: Moved) -> ResponseReturnValue:
    """Follow a listing to the public id it has now."""
    return redirect(url_for("organisations.by_id", public_id=answer.public_id), 301)


@dataclass(frozen=True)
class Profile:
    """A listing as it stands at one moment."""

    found: ListingFound
    at: datetime

    @property
    def listing(self) -> PublicListing:
        """What may be shown."""
        return self.found.listing

    @cached_property
    def services(self) -> list[PublicService]:
        """The services that are shown today."""
        return list(self._shown_today())

    @property
    def ways_in(self) -> list[list[PublicService]]:
        """The services, those with the same rules for coming in taken together."""
        groups: dict[str, list[PublicService]] = {}
        for service in self.services:
            groups.setdefault(_rules_of_entry(service), []).append(service)
        return list(groups.values())

    @property
    def notices(self) -> list[str]:
        """What to beware of, by the kinds of service that are offered."""
        needed = {notice for service in self.services for notice in _notices(service.kind)}
        return [code for code in vocabulary()["notice"] if code in needed]

    @property
    def is_sensitive(self) -> bool:
        """Whether having looked here may put a reader at risk."""
        kinds = {service.kind for service in self.listing.services}
        return not kinds.isdisjoint(shipped_rules().sensitive_kinds)

    @property
    def has_map(self) -> bool:
        """Whether something of it stands on the map, and asking for that is no danger."""
        return not self.is_quiet and any(site.where.lon is not None for site in self.listing.sites)

    @property
    def is_quiet(self) -> bool:
        """Whether the browser's history should not keep the name (docs/protection.md, 10)."""
        return is_quiet(self.listing)

    @property
    def status_is_shared(self) -> bool:
        """Whether some service tells the authorities who came."""
        return any(s.status_check == "shared_with_authorities" for s in self.services)

    @property
    def is_checked(self) -> bool:
        """Whether somebody besides the organisation looked."""
        checked = self.listing.checked
        return checked is not None and checked.method not in SAID_BY_ITSELF

    @property
    def is_registered(self) -> bool:
        """Whether *registered* may be said without *it says*: number, register and day known."""
        registration, checked = self.listing.registration, self.listing.checked
        is_known = bool(registration.number and registration.register_name)
        return is_known and checked is not None and checked.method == "official_register"

    def site(self, site_id: UUID) -> PublicSite:
        """Return a site of the listing."""
        return next(site for site in self.listing.sites if site.id == site_id)

    def opening(self, site: PublicSite) -> OpeningState:
        """Return whether a site is open."""
        return open_now(site.hours, self.at, site.closed_until)

    def opening_of(self, service: PublicService) -> OpeningState:
        """Return whether a service with hours of its own is open."""
        return open_now(service.hours, self.at)

    def _shown_today(self) -> Iterator[PublicService]:
        today = self.at.date()
        for service in self.listing.services:
            begun = service.shows_from is None or service.shows_from <= today
            if begun and (service.shows_until is None or today < service.shows_until):
                yield service


def _moved_to(public_id: str, words: str) -> ResponseReturnValue:
    return redirect(url_for("organisations.profile", public_id=public_id, words=words), 301)


def _notices(kind: str) -> Iterator[str]:
    tile = vocabulary()["public_need"].get(need_of_kind().get(kind, ""))
    if tile and "notice" in tile.facts:
        yield tile.facts["notice"]
    if kind in codes_where("service_kind", "lure_risk"):
        yield "job_safety"
    if kind in codes_where("service_kind", "money_held"):
        yield "money_safety"


def _rules_of_entry(service: PublicService) -> str:
    """What a service asks of people who come; equal texts mean equal rules."""
    return repr(
        (
            service.population_groups,
            service.audiences,
            service.documents,
            service.status_check,
            service.nationality_rule,
            service.nationalities,
            service.access_modes,
        )
    )  # fmt: skip  # a list of names

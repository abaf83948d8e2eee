"""What somebody who decides must know: what a proposal changes, and what the public will see."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from directory.accounts.models import Person
from directory.errors import Conflict
from directory.extensions import db
from directory.i18n.choosing import choose
from directory.organisations.beside import betrayals
from directory.organisations.circumstances import circumstances_of
from directory.organisations.document import Document, canonical_json
from directory.organisations.listing import PublicListing
from directory.organisations.models import Organisation, Revision
from directory.organisations.public_view import public_view
from directory.organisations.publication import public_listing
from directory.organisations.queries import open_revisions, steps_of
from directory.organisations.sensitivity import names_a_hidden_provider
from directory.organisations.stages import UNDECIDED, ListingStage
from directory.organisations.steps import as_accepted

NOTHING, NOBODY, NOT_SHOWN = "nothing", "nobody", "not shown in public"


def told_of_organisation(organisation: Organisation, *, on: date) -> Iterator[str]:
    """Yield where an organisation stands, what is held back, and which revisions are undecided."""
    held = held_back(organisation, on=on)
    shown = "not shown" if held and held[0].startswith(NOT_SHOWN) else "shown"
    yield f"{organisation.public_id}: {organisation.stage}, {shown} in public"
    yield from held
    if organisation.current is not None:
        current = organisation.current
        yield f"accepted: number {current.number}, digest {current.document_digest}"
    for revision in open_revisions(organisation):
        yield f"undecided: number {revision.number}, {revision.stage}"


def told_of_revision(revision: Revision) -> Iterator[str]:
    """Yield who proposed a revision, what became of it, what it changes, what would be public."""
    organisation, current = revision.organisation, revision.organisation.current
    base = db.session.get(Revision, revision.base_id) if revision.base_id else None
    yield f"{organisation.public_id} {revision.number}: {revision.stage}"
    yield f"from {came_from(revision)}, started from {f'number {base.number}' if base else NOTHING}"
    yield f"digest {revision.document_digest}"
    for step, handle in steps_of(revision):
        note = f": {step.note}" if step.note else ""
        yield f"{step.at:%Y-%m-%d %H:%M} {step.step} by {handle or NOBODY}{note}"
    document = revision.document
    if revision.stage in UNDECIDED:
        try:
            document = as_accepted(revision)
        except Conflict as error:
            yield f"cannot be accepted as it is: {error.message}"
    changed = differences(current.document if current else None, document)
    yield f"{len(changed)} fields differ from what is accepted"
    yield from (f"  {line}" for line in changed)
    found = betrayals(document)
    yield from (f"leads to a place that is not shown: {line}" for line in found)
    yield "the public would see"
    yield from (f"  {line}" for line in seen_by_public(organisation, document))


def told_of_acceptance(revision: Revision, *, on: date) -> Iterator[str]:
    """Yield under which number a revision was accepted, if merged, and what of it is not shown."""
    organisation, current = revision.organisation, revision.organisation.current
    if current is not None and current is not revision:
        yield f"accepted as number {current.number}, merged with what was accepted since"
    yield from held_back(organisation, on=on)


def told_of_waiting(revision: Revision) -> str:
    """Return the line of a revision in the list of those that wait."""
    since = max(step.at for step, _handle in steps_of(revision)).date()
    name = choose(revision.document.names, "en")
    where = f"{revision.organisation.public_id} {revision.number}"
    countries = ",".join(sorted(revision.countries)) or "-"
    return f"{where}  since {since}  from {came_from(revision)}  {countries}  {name and name.words}"


def came_from(revision: Revision) -> str:
    """Return the handle of the author, or the source and its run."""
    author = db.session.get(Person, revision.author_id) if revision.author_id else None
    if author is not None:
        return author.handle
    run = f" (run {revision.run_id})" if revision.run_id else ""
    return f"{revision.source or NOBODY}{run}"


def differences(before: Document | None, after: Document) -> list[str]:
    """Return a line for each field that differs, by its path; parts are named by their ids."""
    was = dict(_facts(before)) if before else {}
    will_be = dict(_facts(after))
    return [
        f"{path}: {was.get(path, NOTHING)} → {will_be.get(path, NOTHING)}"
        for path in sorted({*was, *will_be})
        if was.get(path) != will_be.get(path)
    ]


def seen_by_public(organisation: Organisation, document: Document) -> list[str]:
    """Return a line for the consent, each site, service and public contact, were this accepted."""
    listing = public_view(document, circumstances_of(organisation))
    if listing is None:
        return [_withheld(document)]
    return [line for line, _asked, _shown in _shown(document, listing)]


def held_back(organisation: Organisation, *, on: date) -> list[str]:
    """Return why the public does not see an organisation, or what of it is not seen as asked."""
    reason = _why_not_shown(organisation, on=on)
    if reason is not None:
        return [f"{NOT_SHOWN}: {reason}"]
    listing, current = public_listing(organisation), organisation.current
    if listing is None or current is None:
        return []
    return [line for line, asked, shown in _shown(current.document, listing) if asked != shown]


def _why_not_shown(organisation: Organisation, *, on: date) -> str | None:
    if organisation.current is None:
        return "nothing was accepted yet"
    if organisation.stage != ListingStage.PUBLISHED:
        return f"the listing stands at {organisation.stage}"
    listing = public_listing(organisation)
    if listing is None:
        return _withheld(organisation.current.document)
    if listing.shows_until is not None and listing.shows_until <= on:
        return f"the consent ended on {listing.shows_until}"
    return None


def _withheld(document: Document) -> str:
    if names_a_hidden_provider(document):
        return "all it offers is hidden by its kind, so not even its name is shown"
    return f"the consent {document.consent.level!r} lets nothing be published"


def _shown(document: Document, listing: PublicListing) -> Iterator[tuple[str, str, str]]:
    """Yield a line, what was asked for and what is shown, for everything that can be held back."""
    places = {site.id: site.where.precision for site in listing.sites}
    levels = {service.id: service.visibility for service in listing.services}
    reached = {contact.id: "public" for contact in listing.contacts}
    for site in document.sites:
        yield _line("site", site.role, site.id, site.precision, places)
    for service in document.services:
        yield _line("service", service.kind, service.id, service.visibility or "full", levels)
    for contact in document.contacts:
        asked = "public" if contact.public else NOTHING
        yield _line("contact", contact.channel, contact.id, asked, reached)


def _line(
    what: str, kind: str, key: UUID, asked: str, found: dict[UUID, str]
) -> tuple[str, str, str]:
    shown = found.get(key, NOTHING)
    wish = "" if shown == asked else f" instead of {asked}"
    return f"{what} {kind} {key}: {shown}{wish}", asked, shown


def _facts(document: Document) -> Iterator[tuple[str, str]]:
    yield from _leaves(json.loads(canonical_json(document)), "")


def _leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, entry in value.items():
            yield from _leaves(entry, f"{path}/{name}" if path else name)
    elif isinstance(value, list) and all(isinstance(e, dict) and "id" in e for e in value):
        for entry in value:
            rest = {name: fact for name, fact in entry.items() if name != "id"}
            yield from _leaves(rest, f"{path}/{entry['id']}")
    else:
        yield path, json.dumps(value, ensure_ascii=False)

"""Organisations on the command line: propose, decide, withdraw, check, rebuild."""

import json
from datetime import datetime
from pathlib import Path
from typing import IO

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from directory.accounts.queries import get_person
from directory.clock import now, today
from directory.errors import Invalid
from directory.extensions import db, transaction
from directory.gazetteer.countries import is_country
from directory.organisations import operations, publication, steps
from directory.organisations.beside import betrayals
from directory.organisations.document import Document, canonical_json
from directory.organisations.explaining import (
    told_of_acceptance,
    told_of_organisation,
    told_of_revision,
    told_of_waiting,
)
from directory.organisations.operations import Origin
from directory.organisations.queries import get_organisation, get_revision, waiting_revisions
from directory.organisations.reading import read_file
from directory.organisations.rebuild import (
    BATCH,
    drifted,
    organisation_ids,
    orphans,
    remove_orphans,
)
from directory.organisations.rebuild import rebuild as rebuild_rows
from directory.organisations.stages import LISTING_STEPS, REVISION_STEPS, RevisionStage
from directory.web.command_errors import told_plainly
from directory.web.progress import progress

acting = click.option("--as", "handle", required=True, help="The handle of the person who acts.")
noting = click.option("--note", default="", help="Why.")
NUMBER = click.IntRange(1, 2**31 - 1)

check = AppGroup("check", help="Checks of organisations.")


@click.command()
@click.argument("file", type=click.File("rb"))
@acting
@click.option(
    "--organisation", "public_id", help="Propose a change to this one instead of a new one."
)
@click.option("--base", type=NUMBER, help="The accepted revision that the change started from.")
@told_plainly
def propose(file: IO[bytes], handle: str, public_id: str | None, base: int | None) -> None:
    """Propose the document in FILE (JSON, docs/document.schema.json) as a draft revision."""
    document = read_file(file.read())
    if base and not public_id:
        raise click.UsageError("--base goes with --organisation.")
    with transaction():
        organisation = get_organisation(public_id) if public_id else None
        revision = operations.propose(
            document,
            origin=Origin(person=get_person(handle)),
            organisation=organisation,
            base=get_revision(organisation, base) if organisation and base else None,
            at=now(),
        )
        found = f"{revision.organisation.public_id} {revision.number}"
        doubts = betrayals(revision.document)
    click.echo(found)
    for line in doubts:
        click.echo(f"This would lead to a place that is not shown: {line}", err=True)


@click.command()
@click.argument("step", type=click.Choice(list(REVISION_STEPS)))
@click.argument("public_id")
@click.argument("number", type=NUMBER)
@acting
@noting
@told_plainly
def revision(step: str, public_id: str, number: int, handle: str, note: str) -> None:
    """Take STEP with revision NUMBER of an organisation."""
    with transaction():
        organisation = get_organisation(public_id)
        found = get_revision(organisation, number)
        taken = steps.take(step, found, actor=get_person(handle), at=now(), note=note)
        told = [f"{organisation.public_id} {number}: {taken.reached}"]
        if taken.reached == RevisionStage.ACCEPTED:
            told += told_of_acceptance(found, on=today())
    click.echo("\n".join(told))


@click.command()
@click.argument("step", type=click.Choice(list(LISTING_STEPS)))
@click.argument("public_id")
@acting
@noting
@click.option("--reason", help="Code of stage_reason.")
@told_plainly
def listing(step: str, public_id: str, handle: str, note: str, reason: str | None) -> None:
    """Take STEP with the listing of an organisation."""
    with transaction():
        organisation = get_organisation(public_id)
        taken = steps.take_listing(
            step, organisation, actor=get_person(handle), at=now(), note=note, reason=reason
        )
        told = f"{organisation.public_id}: {taken.reached}"
    click.echo(told)


@check.command("record")
@click.argument("public_id")
@click.option("--method", required=True, help="Code of verification_method.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), required=True)
@click.option(
    "--by", "by_words", required=True, help="Who: a code of the list checker, or words of a role."
)
@acting
@told_plainly
def record(public_id: str, method: str, day: datetime, by_words: str, handle: str) -> None:
    """Record a check; the public page says it at once."""
    with transaction():
        organisation = get_organisation(public_id)
        operations.record_check(
            organisation,
            method=method,
            on=day.date(),
            by_words=by_words,
            actor=get_person(handle),
            at=now(),
        )
        publication.refresh(organisation, at=now())
        told = f"{organisation.public_id}: checked on {day.date()}"
    click.echo(told)


@click.command()
@click.option("--country", help="Only those that speak of this country (two letters).")
@click.option("--most", type=NUMBER, default=100, show_default=True, help="How many to list.")
@told_plainly
def waiting(country: str | None, most: int) -> None:
    """List the revisions that wait for a decision, the longest waiting first."""
    code = country.upper() if country else None
    if code and not is_country(code):
        raise Invalid(_("“%(code)s” is not the code of a country, such as JO.", code=code))
    found, count = waiting_revisions(country=code, most=most)
    for revision in found:
        click.echo(told_of_waiting(revision))
    click.echo(f"{len(found)} of {count} that wait.")


@click.command()
@click.argument("public_id")
@click.option("--revision", "number", type=NUMBER, help="Show this revision and what it changes.")
@told_plainly
def show(public_id: str, number: int | None) -> None:
    """Print where an organisation or one of its revisions stands, and its document."""
    organisation = get_organisation(public_id)
    revision = get_revision(organisation, number) if number else organisation.current
    told = told_of_organisation(organisation, on=today())
    if number and revision:
        told = told_of_revision(revision)
    for line in told:
        click.echo(line)
    if revision is not None:
        text = canonical_json(revision.document)
        click.echo(json.dumps(json.loads(text), ensure_ascii=False, indent=2))


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Only tell what differs.")
def rebuild(only_check: bool) -> None:
    """Make the public zone anew from the working zone."""
    if only_check:
        found, lost = drifted(), orphans()
        click.echo(f"{len(found)} listings differ. {' '.join(found[:20])}".strip())
        if lost:
            click.echo(f"{lost} public rows belong to nothing.")
        raise SystemExit(1 if found or lost else 0)
    ids = organisation_ids()
    batches = [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]
    count = 0
    for batch in progress(batches, label="Rebuilding"):
        with transaction():
            count += rebuild_rows(batch, at=now())
        db.session.expunge_all()
    with transaction():
        remove_orphans(at=now())
    click.echo(f"Rebuilt: {count} listings published.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path), default="docs/document.schema.json")
def schema(file: Path) -> None:
    """Write the JSON Schema of the document."""
    text = json.dumps(Document.model_json_schema(), indent=1, ensure_ascii=False, sort_keys=True)
    file.write_text(text + "\n", encoding="utf-8")
    click.echo(f"Wrote {file}.")

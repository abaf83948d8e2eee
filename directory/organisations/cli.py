"""Organisations on the command line: propose, decide, withdraw, check, rebuild."""

import json
from datetime import datetime
from pathlib import Path
from typing import IO

import click
from flask.cli import AppGroup

from directory.accounts.queries import get_person
from directory.clock import now
from directory.extensions import db, transaction
from directory.organisations import operations, publication, steps
from directory.organisations.document import Document, canonical_json
from directory.organisations.operations import Origin
from directory.organisations.queries import get_organisation, get_revision
from directory.organisations.rebuild import BATCH, drifted, organisation_ids, say_rebuilt
from directory.organisations.rebuild import rebuild as rebuild_rows
from directory.organisations.stages import LISTING_STEPS, REVISION_STEPS
from directory.web.command_errors import told_plainly
from directory.web.progress import progress

acting = click.option("--as", "handle", required=True, help="The handle of the person who acts.")
noting = click.option("--note", default="", help="Why.")

check = AppGroup("check", help="Checks of organisations.")


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8"))
@acting
@click.option(
    "--organisation", "public_id", help="Propose a change to this one instead of a new one."
)
@told_plainly
def propose(file: IO[str], handle: str, public_id: str | None) -> None:
    """Propose the document in FILE (JSON, docs/document.schema.json) as a draft revision."""
    document = Document.model_validate_json(file.read())
    with transaction():
        revision = operations.propose(
            document,
            origin=Origin(person=get_person(handle)),
            organisation=get_organisation(public_id) if public_id else None,
            at=now(),
        )
        found = f"{revision.organisation.public_id} {revision.number}"
    click.echo(found)


@click.command()
@click.argument("step", type=click.Choice(list(REVISION_STEPS)))
@click.argument("public_id")
@click.argument("number", type=int)
@acting
@noting
@told_plainly
def revision(step: str, public_id: str, number: int, handle: str, note: str) -> None:
    """Take STEP with revision NUMBER of an organisation."""
    with transaction():
        found = get_revision(get_organisation(public_id), number)
        taken = steps.take(step, found, actor=get_person(handle), at=now(), note=note)
        reached = taken.reached
    click.echo(f"{public_id} {number}: {reached}")


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
        reached = taken.reached
    click.echo(f"{public_id}: {reached}")


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
    click.echo(f"{public_id}: checked on {day.date()}")


@click.command()
@click.argument("public_id")
@told_plainly
def show(public_id: str) -> None:
    """Print where an organisation stands and its accepted document."""
    organisation = get_organisation(public_id)
    shown = publication.public_listing(organisation) is not None
    click.echo(f"{public_id}: {organisation.stage}, {'shown' if shown else 'not shown'} in public")
    if organisation.current is not None:
        text = canonical_json(organisation.current.document)
        click.echo(json.dumps(json.loads(text), ensure_ascii=False, indent=2))


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Only tell what differs.")
def rebuild(only_check: bool) -> None:
    """Make the public zone anew from the working zone."""
    if only_check:
        found = drifted()
        click.echo(f"{len(found)} listings differ. {' '.join(found[:20])}".strip())
        raise SystemExit(1 if found else 0)
    ids = organisation_ids()
    batches = [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]
    count = 0
    for batch in progress(batches, label="Rebuilding"):
        with transaction():
            count += rebuild_rows(batch)
        db.session.expunge_all()
    with transaction():
        say_rebuilt(at=now())
    click.echo(f"Rebuilt: {count} listings published.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path), default="docs/document.schema.json")
def schema(file: Path) -> None:
    """Write the JSON Schema of the document."""
    text = json.dumps(Document.model_json_schema(), indent=1, ensure_ascii=False, sort_keys=True)
    file.write_text(text + "\n", encoding="utf-8")
    click.echo(f"Wrote {file}.")

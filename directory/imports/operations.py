"""Running an import and taking one back: who may, what goes on, and where it ended."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from flask_babel import gettext as _
from sqlalchemy import update

from directory.access.permissions import Permission
from directory.access.policy import demand
from directory.accounts.models import Person
from directory.accounts.queries import get_person
from directory.database.locks import take_turn
from directory.errors import Conflict, Invalid
from directory.extensions import db, transaction
from directory.gazetteer.queries import loaded_version
from directory.imports.applying import apply_rows
from directory.imports.files import digest_of_all, files_of
from directory.imports.models import ImportRun, RunStage
from directory.imports.opening import BrokenFile, file_digest
from directory.imports.places import Places
from directory.imports.points import RememberedGround
from directory.imports.profiles import Profile
from directory.imports.proposing import Orders
from directory.imports.queries import (
    count_deeds_to_undo,
    count_staged_keys,
    get_run,
    unfinished_runs,
)
from directory.imports.staging import TICK, forget_rows, stage_rows
from directory.imports.undoing import undo_deeds
from directory.journal import operations as journal
from directory.organisations.chosen import KnownPlaces
from directory.organisations.door import registers_on
from directory.organisations.publication import refresh_public_statistics

OPEN_DATA = "public_register_or_open_data"
"""The only consent (code of `publication_consent`) that a run may publish on."""
CAN_BE_UNDONE = frozenset({RunStage.DONE, RunStage.APPLYING, RunStage.UNDOING})


class Progress(Protocol):
    """Passes things on and shows how far the work is."""

    def __call__(
        self, things: Iterable[None], *, label: str, length: int | None = None
    ) -> Iterable[None]:
        """Return the same things."""


def import_file(
    path: Path,
    profile: Profile,
    *,
    handle: str,
    at: datetime,
    publish: bool = False,
    dry_run: bool = False,
    wordings: Mapping[str, Path] | None = None,
    progress: Progress | None = None,
) -> int:
    """Import a file, or go on with the run of it that was cut off; return the id of the run.

    `wordings` are files that say the same in other languages, by language; they are read in the
    same run. Commits as it goes. Raises BrokenFile when a file cannot be read to its end: then
    nothing but the run itself is left behind.
    """
    _demand_permissions(profile, handle, publish=publish)
    files = files_of(profile, path, wordings or {})
    name = ", ".join(file.path.name for file in files)
    try:
        digest = digest_of_all([file_digest(file.path) for file in files])
    except BrokenFile as error:
        _break(_begin(name, "", profile, handle, at, publish=publish, dry_run=dry_run), error, at)
        raise
    run_id = _unfinished(digest, profile, publish=publish, dry_run=dry_run)
    if run_id is None:
        run_id = _begin(name, digest, profile, handle, at, publish=publish, dry_run=dry_run)
        try:
            ticks = stage_rows(run_id, files, profile)
            length = sum(file.path.stat().st_size // TICK + 1 for file in files)
            _go_through(ticks, progress, label=_("Reading"), length=length)
        except BrokenFile as error:
            _break(run_id, error, at)
            raise
    orders = _orders(run_id, profile, handle, at, publish=publish, dry_run=dry_run)
    label = _("Checking") if dry_run else _("Applying")
    length = count_staged_keys(run_id)
    _go_through(apply_rows(run_id, orders), progress, label=label, length=length)
    return run_id


def finish(run_id: int, *, at: datetime) -> None:
    """Say that a run has come to its end."""
    run = get_run(run_id)
    stage, deed = (RunStage.CHECKED, "") if run.dry_run else (RunStage.DONE, "run")
    _move(run_id, RunStage.APPLYING, stage, deed=deed, at=at)
    if run.publish and not run.dry_run:
        with transaction():
            refresh_public_statistics()


def undo_run(run_id: int, *, handle: str, at: datetime, progress: Progress | None = None) -> None:
    """Take back everything a run did that nobody has changed since; can be called again."""
    person = get_person(handle)
    demand(person, Permission.IMPORT_RUN)
    run = get_run(run_id)
    if run.dry_run or run.stage not in CAN_BE_UNDONE:
        raise Conflict(
            _(
                "Run %(run)s stands at “%(stage)s”: it left nothing to undo.",
                run=run_id,
                stage=run.stage,
            )
        )
    _move(run_id, RunStage(run.stage), RunStage.UNDOING)
    deeds = undo_deeds(run_id, lambda: get_person(handle), at)
    _go_through(deeds, progress, label=_("Taking back"), length=count_deeds_to_undo(run_id))
    forget_rows(run_id, only_staged=True)
    _move(run_id, RunStage.UNDOING, RunStage.UNDONE, deed="undo", at=at, handle=handle)


def _demand_permissions(profile: Profile, handle: str, *, publish: bool) -> None:
    person = get_person(handle)
    demand(person, Permission.IMPORT_RUN)
    if publish:
        demand(person, Permission.IMPORT_PUBLISH)
        if profile.consent != OPEN_DATA:
            raise Invalid(
                _(
                    "The source “%(name)s” names no basis of consent to publish on.",
                    name=profile.name,
                )
            )
    if loaded_version() is None:
        raise Conflict(
            _("The gazetteer is not loaded; run “flask directory prepare” before an import.")
        )


def _unfinished(digest: str, profile: Profile, *, publish: bool, dry_run: bool) -> int | None:
    """Return the run that this very command began and did not end, or None.

    What was cut off while reading, or while only looking, left no trace and is begun anew.
    """
    for run in unfinished_runs(profile.source):
        facts = (run.file_digest, run.profile_digest, run.publish, run.dry_run)
        same = facts == (digest, profile.digest, publish, dry_run)
        if same and run.stage == RunStage.APPLYING:
            return run.id
        if run.stage == RunStage.UNDOING or (run.stage == RunStage.APPLYING and not run.dry_run):
            raise Conflict(
                _(
                    "Run %(run)s of this source was cut off: first repeat its command, or undo it.",
                    run=run.id,
                )
            )
        number, stage = run.id, RunStage(run.stage)
        _move(number, stage, RunStage.ABANDONED)
        forget_rows(number)
    return None


def _begin(
    file_name: str,
    digest: str,
    profile: Profile,
    handle: str,
    at: datetime,
    *,
    publish: bool,
    dry_run: bool,
) -> int:
    with transaction():
        run = ImportRun(
            source=profile.source,
            profile=profile.name,
            profile_digest=profile.digest,
            file_name=file_name[:300],
            file_digest=digest,
            person_id=get_person(handle).id,
            stage=RunStage.READING,
            dry_run=dry_run,
            publish=publish,
            started_at=at,
        )
        db.session.add(run)
        db.session.flush()
        return run.id


def _break(run_id: int, error: BrokenFile, at: datetime) -> None:
    """Keep the run with the one sentence, and nothing of what it had read."""
    forget_rows(run_id)
    with transaction():
        db.session.execute(
            update(ImportRun)
            .where(ImportRun.id == run_id)
            .values(
                stage=RunStage.BROKEN,
                trouble=str(error.message),
                finished_at=at,
                rows_read=0,
                refused=0,
            )
        )


def _orders(
    run_id: int, profile: Profile, handle: str, at: datetime, *, publish: bool, dry_run: bool
) -> Callable[[], Orders]:
    known = KnownPlaces(ground=RememberedGround())
    registers = replace(registers_on(at.date()), places=known)
    places = Places(known)

    def orders() -> Orders:
        return Orders(
            run_id=run_id,
            profile=profile,
            person=get_person(handle),
            at=at,
            publish=publish,
            dry_run=dry_run,
            registers=registers,
            places=places,
        )

    return orders


def _move(
    run_id: int,
    leaves: RunStage,
    reaches: RunStage,
    *,
    deed: str = "",
    at: datetime | None = None,
    handle: str | None = None,
) -> None:
    """Move a run from one stage to the next; a deed that ends it goes into the journal."""
    with transaction():
        take_turn(db.session(), f"import_run_{run_id}")
        run = get_run(run_id)
        if run.stage != leaves:
            raise Conflict(_("Another command has taken run %(run)s over.", run=run_id))
        run.stage = reaches
        run.finished_at = at or run.finished_at
        db.session.flush()
        if deed and at is not None:
            person: Any = get_person(handle) if handle else db.session.get(Person, run.person_id)
            journal.write(
                deed=f"import.{deed}",
                thing=f"import/{run.id}",
                about=run.file_digest,
                person=person.uuid,
                at=at,
            )


def _go_through(
    steps: Iterator[None], progress: Progress | None, *, label: str, length: int
) -> None:
    for _step in progress(steps, label=label, length=length) if progress else steps:
        pass

"""An import in a process of its own, so that it can be killed: prepare, import, tell the state."""

import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from flask_migrate import upgrade
from sqlalchemy import select

from directory import create_app
from directory.access.permissions import Role
from directory.accounts.operations import add_person
from directory.clock import now
from directory.extensions import db, transaction
from directory.gazetteer import operations as gazetteer
from directory.imports import applying, operations, staging
from directory.imports.models import ImportedOrganisation, ImportFinding, ImportRun
from directory.imports.profiles import read_profile
from directory.organisations.models import Organisation, Revision
from directory.organisations.public_tables import PublicOrganisation
from directory.organisations.rebuild import drifted
from directory.vocabulary import operations as vocabulary
from tests.small_gazetteer import small_cities

DATA = Path(__file__).parent / "data"
AT_ONCE = 5


def prepare() -> None:
    """Make the database ready, with Dina."""
    upgrade(directory="migrations")
    with transaction():
        vocabulary.load(db.session())
        roles: dict[Role, list[str]] = {Role.COORDINATOR: []}
        add_person(handle="dina", name="Dina", roles=roles, at=now())
    gazetteer.load(population=15000, cities=(c for c in small_cities() if c["countrycode"] == "GB"))


def run(file: str, dies: str) -> None:
    """Import a file; `dies` says where the process kills itself: reading, within, between."""
    applying.AT_ONCE, staging.BATCH = AT_ONCE, 10
    if dies == "within":
        _die_after(applying._Batch, "keep", 12)
    if dies == "reading":
        _die_after(staging._Batch, "write", 2)
    profile = read_profile(DATA / "harbour.json")
    progress = _dying if dies == "between" else None
    run_id = operations.import_file(
        Path(file), profile, handle="dina", at=now(), publish=True, progress=progress
    )
    operations.finish(run_id, at=now())


def tell() -> dict[str, Any]:
    """Return everything that two runs of the same file have in common."""
    run = db.session.scalars(select(ImportRun).order_by(ImportRun.id.desc())).first()
    assert run is not None
    counts = ("rows_read", "accepted", "accepted_with_warnings", "refused", "proposed", "published")
    return {
        "stage": run.stage,
        "counts": {name: getattr(run, name) for name in counts},
        "findings": sorted(
            [f.row_number, f.code, f.message]
            for f in db.session.scalars(select(ImportFinding).where(ImportFinding.run_id == run.id))
        ),
        "organisations": {
            known.foreign_id: _organisation(known)
            for known in db.session.scalars(select(ImportedOrganisation))
        },
        "drifted": drifted(),
    }


def _organisation(known: ImportedOrganisation) -> list[Any]:
    organisation = db.session.get(Organisation, known.organisation_id)
    assert organisation is not None
    revisions = db.session.execute(
        select(Revision.number, Revision.stage, Revision.document_digest)
        .where(Revision.organisation_id == organisation.id)
        .order_by(Revision.number)
    )
    listing = db.session.scalar(
        select(PublicOrganisation.listing_json).where(PublicOrganisation.uuid == organisation.uuid)
    )
    return [str(organisation.uuid), organisation.stage, [list(r) for r in revisions], listing]


def _die_after(owner: Any, name: str, calls: int) -> None:
    """Let the process kill itself at the end of the so-manieth call of a method."""
    real, left = getattr(owner, name), [calls]

    def dying(self: Any, *args: Any) -> Any:
        result = real(self, *args)
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, dying)


def _dying(things: Iterable[None], *, label: str, length: int | None = None) -> Iterator[None]:
    for number, thing in enumerate(things, start=1):
        if label == "Applying" and number == 2 * AT_ONCE:
            os.kill(os.getpid(), signal.SIGKILL)
        yield thing


if __name__ == "__main__":
    with create_app({"DEMONSTRATION": False}).app_context():
        if sys.argv[1] == "prepare":
            prepare()
        else:
            run(sys.argv[1], sys.argv[2])
            json.dump(tell(), sys.stdout)

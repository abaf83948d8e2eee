"""What a run does to one organisation: propose what its rows say, where they say something new."""

from dataclasses import dataclass, field
from datetime import datetime

from directory.accounts.models import Person
from directory.errors import Invalid
from directory.extensions import db
from directory.imports.building import Built
from directory.imports.findings import Finding, note
from directory.imports.models import ImportDeed, ImportedOrganisation
from directory.imports.places import Places
from directory.imports.profiles import Profile
from directory.organisations import steps
from directory.organisations.document import Document, canonical_json, digest
from directory.organisations.door import Registers, admit
from directory.organisations.ids import derived_id
from directory.organisations.models import Organisation, Revision
from directory.organisations.operations import Origin, propose
from directory.organisations.stages import UNDECIDED, RevisionStage


@dataclass(frozen=True)
class Orders:
    """What a run was told to do, and by whom."""

    run_id: int
    profile: Profile
    person: Person
    at: datetime
    publish: bool
    dry_run: bool
    registers: Registers
    places: Places


@dataclass
class Subject:
    """One organisation of a run: its rows, what is known of it, and what is done to it."""

    key: str
    built: Built
    document: Document
    content: str
    """Digest of the cells and the profile."""
    known: ImportedOrganisation | None
    revision: Revision | None
    """The last one of the source; after proposing, the new one."""
    deed: ImportDeed
    proposed: bool = False
    findings: list[Finding] = field(default_factory=list)

    @property
    def organisation(self) -> Organisation | None:
        """The organisation, once there is one."""
        return self.revision.organisation if self.revision else None


def propose_changes(orders: Orders, subject: Subject) -> bool:
    """Propose the document of a subject unless it says nothing new.

    Returns False, and refuses the rows, when the document is unlawful.
    """
    try:
        unchanged = _is_unchanged(orders, subject)
    except Invalid as error:
        subject.built.refuse(note("not_lawful", reason=str(error.message).replace("\n", "; ")))
        return False
    if unchanged:
        if subject.known and not orders.dry_run:
            subject.known.content_digest = subject.content
        return True
    subject.proposed = True
    if not orders.dry_run:
        _propose(orders, subject)
    return True


def _is_unchanged(orders: Orders, subject: Subject) -> bool:
    known, revision = subject.known, subject.revision
    if known is not None and revision is not None and known.content_digest == subject.content:
        return True  # whatever became of it, the source says nothing new
    before = (revision.document,) if revision is not None else ()
    admitted = admit(subject.document, on=orders.at.date(), standing=before, by=orders.registers)
    if revision is None or revision.stage == RevisionStage.TAKEN_BACK:
        return False
    return revision.document_digest in {
        digest(canonical_json(document)) for document in (subject.document, admitted)
    }


def _propose(orders: Orders, subject: Subject) -> None:
    source, known = orders.profile.source, subject.known
    revision = propose(
        subject.document,
        origin=Origin(source=source, run_id=orders.run_id),
        at=orders.at,
        organisation=subject.organisation,
        base=_base(orders, subject),
        uuid=derived_id(source, subject.key, "organisation"),
        registers=orders.registers,
        allowed=True,
    )
    steps.take("submit", revision, actor=orders.person, at=orders.at, allowed=True)
    subject.revision, subject.deed.proposed_id = revision, revision.id
    if known is None:
        db.session.add(
            ImportedOrganisation(
                source=source,
                foreign_id=subject.key,
                organisation_id=revision.organisation_id,
                revision_id=revision.id,
                content_digest=subject.content,
            )
        )
    else:
        known.revision_id, known.content_digest = revision.id, subject.content


def _base(orders: Orders, subject: Subject) -> Revision | None:
    """Return the revision that the new one starts from: the last one of the source.

    While that one waits undecided, the new one takes its place and starts where it started;
    otherwise what it proposed would be taken for something that stands already.
    """
    last = subject.revision
    if last is None:
        return None
    subject.deed.earlier_id = last.id
    has_no_start = last.base_id is None and last.organisation.current is not None
    if has_no_start or last.stage not in UNDECIDED:
        return last
    steps.take("take_back", last, actor=orders.person, at=orders.at, allowed=True)
    return db.session.get(Revision, last.base_id) if last.base_id else None

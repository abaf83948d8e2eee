"""The working zone: organisations, their revisions, what was decided, what was checked."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.database.types import Moment
from directory.extensions import Model
from directory.organisations.document import Document
from directory.organisations.lifting import read_document
from directory.organisations.stages import ListingStage, RevisionStage


def _one_of(column: str, codes: type[ListingStage] | type[RevisionStage]) -> str:
    listed = ", ".join(f"'{code.value}'" for code in codes)
    return f"{column} IN ({listed})"


class Organisation(Model):
    """The root: ids that never change, who keeps it, where its listing stands."""

    __tablename__ = "organisations"
    __table_args__ = (CheckConstraint(_one_of("stage", ListingStage), name="stage"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    public_id: Mapped[str] = mapped_column(String(10), unique=True)
    stage: Mapped[str] = mapped_column(String(20), default=ListingStage.NEVER_PUBLISHED)
    # no foreign key: SQLite cannot add one to close the circle with revisions.organisation_id
    current_revision_id: Mapped[int | None]
    last_public_change: Mapped[int | None]
    last_public_change_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(Moment)

    current: Mapped["Revision | None"] = relationship(
        primaryjoin="foreign(Organisation.current_revision_id) == Revision.id", post_update=True
    )
    team: Mapped[list["TeamMember"]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    @property
    def countries(self) -> frozenset[str]:
        """The countries the accepted document speaks of."""
        return self.current.document.countries if self.current else frozenset()

    @property
    def author_id(self) -> None:
        """An organisation has keepers, no author."""
        return None

    @property
    def is_by_team(self) -> bool:
        """An organisation was not proposed by its team, it has one."""
        return False

    def has_in_team(self, actor: Any) -> bool:
        """Tell whether the actor keeps the organisation."""
        return any(member.person_id == actor.id for member in self.team)


class TeamMember(Model):
    """A person who keeps an organisation: owner or editor."""

    __tablename__ = "team_members"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    part: Mapped[str] = mapped_column(String(20), default="editor")


class Revision(Model):
    """One whole document that somebody proposed, and what was decided about it."""

    __tablename__ = "revisions"
    __table_args__ = (
        UniqueConstraint("organisation_id", "number"),
        CheckConstraint(_one_of("stage", RevisionStage), name="stage"),
        Index("ix_revisions_source", "organisation_id", "source", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    number: Mapped[int]
    stage: Mapped[str] = mapped_column(String(20), default=RevisionStage.DRAFT)
    schema_number: Mapped[int]
    document_json: Mapped[str] = mapped_column(Text)
    document_digest: Mapped[str] = mapped_column(String(64))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    source: Mapped[str | None] = mapped_column(String(64))
    run_id: Mapped[int | None] = mapped_column(index=True)
    base_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(Moment)

    organisation: Mapped[Organisation] = relationship(foreign_keys=[organisation_id])

    __mapper_args__ = {"version_id_col": version}

    @property
    def document(self) -> Document:
        """The document, lifted to today's schema."""
        text = self.document_json
        kept: tuple[str, Document] | None = vars(self).get("_read")
        if kept is None or kept[0] != text:
            kept = vars(self)["_read"] = text, read_document(text)
        return kept[1]

    @property
    def countries(self) -> frozenset[str]:
        """The countries it speaks of, and those it would leave: all have a say in it."""
        return self.organisation.countries.union(self.document.countries)

    @property
    def is_by_team(self) -> bool:
        """Whether somebody who keeps the organisation proposed it."""
        return any(member.person_id == self.author_id for member in self.organisation.team)

    @property
    def was_accepted(self) -> bool:
        """Whether it is, or once was, what the directory holds of the organisation."""
        is_kept = self.stage in {RevisionStage.ACCEPTED, RevisionStage.SUPERSEDED}
        return is_kept and self.decided_at is not None

    def has_in_team(self, actor: Any) -> bool:
        """Tell whether the actor keeps the organisation."""
        return self.organisation.has_in_team(actor)


class StepTaken(Model):
    """One step that was taken: from where to where, by whom, why."""

    __tablename__ = "steps_taken"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"))
    step: Mapped[str] = mapped_column(String(20))
    left: Mapped[str] = mapped_column(String(20))
    reached: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str | None] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(Moment)


class Check(Model):
    """A check of an organisation: how, when, by whom in role words."""

    __tablename__ = "checks"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    method: Mapped[str] = mapped_column(String(64))
    checked_on: Mapped[date]
    by_words: Mapped[str] = mapped_column(String(120))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class Alias(Model):
    """An old public id: where it leads now, or nowhere."""

    __tablename__ = "aliases"

    public_id: Mapped[str] = mapped_column(String(10), primary_key=True)
    leads_to: Mapped[str | None] = mapped_column(String(10))

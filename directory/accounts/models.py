"""People and their roles."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.access.permissions import Role
from directory.database.types import Moment
from directory.extensions import Model

EVERYWHERE = "*"


class Person(Model):
    """Somebody who acts; named on the command line by a handle."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    handle: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(Moment)
    roles: Mapped[list["PersonRole"]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    def has_role(self, role: Role, countries: frozenset[str] = frozenset()) -> bool:
        """Tell whether the person holds a role everywhere, or in every one of the countries."""
        held = {row.country for row in self.roles if row.role == role}
        return EVERYWHERE in held or (bool(countries) and countries <= held)


class PersonRole(Model):
    """A role of a person, in one country or everywhere (`*`)."""

    __tablename__ = "person_roles"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(40), primary_key=True)
    country: Mapped[str] = mapped_column(String(2), primary_key=True, default=EVERYWHERE)

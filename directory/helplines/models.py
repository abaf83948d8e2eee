"""A helpline that two people checked."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from directory.extensions import Model


class CountryHelpline(Model):
    """A helpline of a country, shown until `until`, as the freshness rule counts from the check."""

    __tablename__ = "helplines"
    __table_args__ = (CheckConstraint("checked_by_id <> second_by_id", name="checked_by_two"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    country: Mapped[str] = mapped_column(String(2), index=True)
    name: Mapped[str] = mapped_column(String(200))
    channel: Mapped[str] = mapped_column(String(64))
    value: Mapped[str] = mapped_column(String(300))
    checked_on: Mapped[date]
    until: Mapped[date]
    checked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    second_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))

"""Every invented organisation as a whole document, with its check and whether it waits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from directory.demonstration.building import ChoosePlace, DocumentBuilder, part_id
from directory.demonstration.rows import country_files, phrases, review_file
from directory.organisations.document import Document

__all__ = [
    "ChoosePlace",
    "DemonstrationCheck",
    "DemonstrationOrganisation",
    "demonstration",
    "part_id",
]


@dataclass(frozen=True)
class DemonstrationCheck:
    """How (code of `verification_method`), when and by whom an organisation was checked."""

    method: str
    on: date
    by: str


@dataclass(frozen=True)
class DemonstrationOrganisation:
    """One invented organisation, its check if any, and whether it is left waiting for review."""

    slug: str
    document: Document
    check: DemonstrationCheck | None
    waiting: bool


def demonstration(choose_place: ChoosePlace) -> Iterator[DemonstrationOrganisation]:
    """Yield every invented organisation, in the order of the files and of their rows."""
    shared, review, files = phrases(), review_file(), country_files()
    bodies = {slug: row.names["en"] for file in files for slug, row in file.organisations.items()}
    for file in files:
        for slug, row in file.organisations.items():
            check = review.checks.get(slug)
            builder = DocumentBuilder(slug, row, file, shared, bodies, choose_place)
            yield DemonstrationOrganisation(
                slug=slug,
                document=builder.document(),
                check=DemonstrationCheck(check.method, check.on, check.by) if check else None,
                waiting=slug in review.waiting,
            )

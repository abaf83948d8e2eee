"""Where a revision and a listing can stand, and the lawful steps between, as two tables."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from directory.access.permissions import Permission

Stage = TypeVar("Stage", bound=StrEnum)


class RevisionStage(StrEnum):
    """Where a proposed revision stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    SUPERSEDED = "superseded"
    TAKEN_BACK = "taken_back"


UNDECIDED = frozenset({RevisionStage.DRAFT, RevisionStage.SUBMITTED, RevisionStage.RETURNED})


class ListingStage(StrEnum):
    """Where the listing of an organisation stands."""

    NEVER_PUBLISHED = "never_published"
    PUBLISHED = "published"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"


@dataclass(frozen=True)
class Step(Generic[Stage]):
    """A lawful move: where from, where to, which permission, whether a note must be given."""

    name: str
    leaves: frozenset[Stage]
    reaches: Stage
    needs: Permission
    note_required: bool = False


def _table(*steps: Step[Stage]) -> dict[str, Step[Stage]]:
    return {step.name: step for step in steps}


R, L, P = RevisionStage, ListingStage, Permission

REVISION_STEPS = _table(
    Step("submit", frozenset({R.DRAFT, R.RETURNED}), R.SUBMITTED, P.REVISION_EDIT),
    Step("return", frozenset({R.SUBMITTED}), R.RETURNED, P.REVISION_DECIDE, note_required=True),
    Step("accept", frozenset({R.SUBMITTED}), R.ACCEPTED, P.REVISION_DECIDE),
    Step("decline", frozenset({R.SUBMITTED}), R.DECLINED, P.REVISION_DECIDE, note_required=True),
    Step("take_back", frozenset({R.DRAFT, R.SUBMITTED, R.RETURNED}), R.TAKEN_BACK, P.REVISION_EDIT),
)
SUPERSEDE = Step("supersede", frozenset({R.ACCEPTED, R.SUBMITTED}), R.SUPERSEDED, P.REVISION_DECIDE)
"""Taken by itself when another revision is accepted, or this one as merged with another."""

LISTING_STEPS = _table(
    Step("suspend", frozenset({L.PUBLISHED}), L.SUSPENDED, P.LISTING_SUSPEND, note_required=True),
    Step(
        "reinstate", frozenset({L.SUSPENDED}), L.PUBLISHED, P.LISTING_REINSTATE, note_required=True
    ),
    Step("withdraw", frozenset({L.PUBLISHED, L.SUSPENDED}), L.WITHDRAWN, P.LISTING_WITHDRAW),
    Step(
        "restore",
        frozenset({L.WITHDRAWN, L.ARCHIVED}),
        L.PUBLISHED,
        P.LISTING_REINSTATE,
        note_required=True,
    ),
    Step(
        "archive",
        frozenset({L.PUBLISHED, L.SUSPENDED, L.WITHDRAWN}),
        L.ARCHIVED,
        P.LISTING_ARCHIVE,
        True,
    ),
)
PUBLISH = Step("publish", frozenset({L.NEVER_PUBLISHED}), L.PUBLISHED, P.REVISION_DECIDE)
"""Taken by itself when the first revision of an organisation is accepted."""

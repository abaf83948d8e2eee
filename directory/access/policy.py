"""The table of who may do what: any clause, all of whose rules hold."""

from collections.abc import Callable
from typing import Any

from directory.access import rules
from directory.access.permissions import Permission
from directory.errors import Forbidden

Rule = Callable[[Any, Any], bool]

POLICY: dict[Permission, list[list[Rule]]] = {
    Permission.REVISION_PROPOSE: [[rules.is_somebody]],
    Permission.REVISION_EDIT: [[rules.is_author], [rules.is_in_team, rules.is_by_team]],
    Permission.REVISION_DECIDE: [[rules.is_reviewer, rules.is_not_author, rules.is_not_in_team]],
    Permission.LISTING_WITHDRAW: [[rules.is_in_team], [rules.is_reviewer]],
    Permission.LISTING_SUSPEND: [[rules.is_reviewer]],
    Permission.LISTING_REINSTATE: [[rules.is_reviewer, rules.is_not_in_team]],
    Permission.LISTING_ARCHIVE: [[rules.is_reviewer]],
    Permission.CHECK_RECORD: [[rules.is_reviewer, rules.is_not_in_team]],
    Permission.IMPORT_RUN: [[rules.is_coordinator], [rules.is_administrator]],
    Permission.IMPORT_PUBLISH: [[rules.is_coordinator]],
    Permission.HELPLINE_KEEP: [[rules.is_coordinator]],
}


def can(actor: rules.Actor | None, permission: Permission, thing: Any = None) -> bool:
    """Tell whether the actor may do it to the thing; raises KeyError for one not in the table."""
    if actor is None:
        return False
    return any(all(rule(actor, thing) for rule in clause) for clause in POLICY[permission])


def demand(actor: rules.Actor | None, permission: Permission, thing: Any = None) -> None:
    """Raise Forbidden unless the actor may do it to the thing."""
    if not can(actor, permission, thing):
        raise Forbidden

"""Who may enter a view: every route says it, and a house test fails on silence."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])

GUARD = "guard"
"""The mark a guard leaves on the view; `directory.web.headers` reads it."""
PUBLIC = "public"


def public(view: View) -> View:
    """Let everyone in: the answer is the same for all, so it may touch no session and no person."""
    setattr(view, GUARD, PUBLIC)
    return view


def guard_of(view: Callable[..., Any]) -> str | None:
    """Return which guard stands before a view."""
    found: str | None = getattr(view, GUARD, None)
    return found

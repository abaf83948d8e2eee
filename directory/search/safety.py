"""Words of violence are never searched: whoever asks them is led to help (protection, 10)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory.organisations.telling import tells_of_violence
from directory.search.criteria import Arguments, Criteria, asks_for_safety
from directory.vocabulary.violence import asks_about_violence
from directory.web.headers import NO_STORE

View = TypeVar("View", bound=Callable[..., Any])


def never_about_violence(view: View) -> View:
    """Guard a view of an answer: who asks about violence gets *Help and contacts* instead."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        if is_about_violence(request.args):
            return _to_the_safe_page()
        found: ResponseReturnValue = view(*args, **kwargs)
        return found

    return answer  # type: ignore[return-value]  # the same view, guarded


def is_about_violence(args: Arguments) -> bool:
    """Tell whether a question asks about violence, by its words or for a sensitive kind."""
    criteria = Criteria.from_args(args)
    return asks_for_safety(args) or any(map(speaks_of_violence, (criteria.q, criteria.near)))


def speaks_of_violence(text: str) -> bool:
    """Tell whether words ask about violence or tell of it."""
    return asks_about_violence(text) or tells_of_violence(text)


def _to_the_safe_page() -> ResponseReturnValue:
    """Nothing that was asked goes along, and no cache keeps that it was."""
    response = redirect(url_for("pages.safe"), 303)
    response.headers["Cache-Control"] = NO_STORE
    return response

"""Words of violence are never searched: whoever asks them is led to help (protection, 10)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory.organisations.telling import tells_of_violence
from directory.search.criteria import Criteria, asks_for_safety
from directory.vocabulary.violence import asks_about_violence
from directory.web.headers import NO_STORE

View = TypeVar("View", bound=Callable[..., Any])


def never_about_violence(view: View) -> View:
    """Guard a view of an answer: who asks about violence gets *Help and contacts* instead."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        criteria = Criteria.from_args(request.args)
        if asks_for_safety(request.args) or _is_about_violence(criteria.q, criteria.near):
            return _to_the_safe_page()
        found: ResponseReturnValue = view(*args, **kwargs)
        return found

    return answer  # type: ignore[return-value]  # the same view, guarded


def _is_about_violence(*texts: str) -> bool:
    return any(asks_about_violence(text) or tells_of_violence(text) for text in texts)


def _to_the_safe_page() -> ResponseReturnValue:
    """Nothing that was asked goes along, and no cache keeps that it was."""
    response = redirect(url_for("pages.safe"), 303)
    response.headers["Cache-Control"] = NO_STORE
    return response

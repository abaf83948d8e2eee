"""Answering *nothing has changed*, or as before, ahead of any search."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, make_response, request

from directory import clock
from directory.web.assets import assets
from directory.web.headers import GROUP
from directory.web.kept import kept_answers

View = Callable[..., Any]
Fact = Callable[[], object]


def conditional(*facts: Fact) -> Callable[[View], View]:
    """Answer 304 to whoever already has this page, and others as before, while `facts` hold.

    The address with its arguments, the day and what all pages are made of are always among the
    facts; a view adds what else its page depends on, such as the newest public change.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(*args: Any, **kwargs: Any) -> Response:
            tag = _tag(facts)
            if tag in request.if_none_match.as_set(include_weak=True):
                response = Response(status=304)
            else:
                response = kept_answers().get(tag) or make_response(view(*args, **kwargs))
            if response.status_code in (200, 304):
                # weak: the same page in another compression is still the same page
                response.set_etag(tag, weak=True)
            if response.status_code == 200 and GROUP not in request.args:
                kept_answers().keep(tag, response)
            return response

        return answer

    return decorate


def this_minute() -> str:
    """Return the minute, for pages that say what is open now."""
    return clock.now().isoformat(timespec="minutes")


def _tag(facts: tuple[Fact, ...]) -> str:
    asked = sorted(request.args.items(multi=True))
    known = [request.path, asked, assets().edition, clock.today(), *(fact() for fact in facts)]
    return hashlib.sha256(repr(known).encode()).hexdigest()[:20]

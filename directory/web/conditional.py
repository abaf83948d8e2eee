"""Answering *nothing has changed* ahead of any search; what holds so long may be given again."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, make_response, request

from directory import clock
from directory.web.assets import assets
from directory.web.headers import GROUP
from directory.web.kept import FACTS, Fact, Facts

View = Callable[..., Any]


def conditional(*facts: Fact) -> Callable[[View], View]:
    """Answer 304 to whoever already has this page, while `facts` hold.

    The address with its arguments, the day and what all pages are made of are always among the
    facts; a view adds what else its page depends on, such as the newest public change. Nothing else
    of a request may change the page, but for whether it is packed (`kept.py`).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(*args: Any, **kwargs: Any) -> Response:
            found = Facts.now((clock.today, _edition, *facts))
            if GROUP not in request.args:
                request.environ[FACTS] = found
            tag = _tag(found)
            if tag in request.if_none_match.as_set(include_weak=True):
                response = Response(status=304)
            else:
                response = make_response(view(*args, **kwargs))
            if response.status_code in (200, 304):
                # weak: the same page in another compression is still the same page
                response.set_etag(tag, weak=True)
            return response

        return answer

    return decorate


def this_minute() -> str:
    """Return the minute, for pages that say what is open now."""
    return clock.now().isoformat(timespec="minutes")


def _edition() -> str:
    return assets().edition


def _tag(facts: Facts) -> str:
    asked = sorted(request.args.items(multi=True))
    return hashlib.sha256(repr((request.path, asked, facts.known)).encode()).hexdigest()[:20]

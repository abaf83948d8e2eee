"""Answers that a process gives again ahead of the application, as long as their facts hold.

An answer is known by its address and by what its reader can unpack; nothing else of a request may
change a page that is `conditional`. It is kept as it went out: packed, and with all its headers.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock
from typing import Any, Self

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.datastructures import Headers
from werkzeug.http import parse_etags, unquote_etag

MOST_BYTES = 16_000_000
"""Of all answers that a process keeps."""
LARGEST = 400_000
"""Bytes of one answer."""
EXTENSION = "kept_answers"
FACTS = "directory.facts"
"""Where a view says in its request what the answer depends on."""
OF_A_BODY = frozenset({"content-type", "content-length", "content-encoding"})

Fact = Callable[[], object]
Environ = dict[str, Any]


@dataclass(frozen=True)
class Facts:
    """What an answer depends on besides its address, and how it was when the answer was begun."""

    asked: tuple[Fact, ...]
    known: tuple[object, ...]

    @classmethod
    def now(cls, asked: tuple[Fact, ...]) -> Self:
        """Ask each."""
        return cls(asked, tuple(fact() for fact in asked))

    def hold(self) -> bool:
        """Tell whether all is as it was."""
        return all(fact() == known for fact, known in zip(self.asked, self.known, strict=True))


@dataclass(frozen=True)
class Answer:
    """An answer as it went out."""

    facts: Facts
    headers: Headers
    body: bytes

    def give(self, environ: Environ, start: Any) -> Iterable[bytes]:
        """Send it; without its body to who has it already, or asks for the headers alone."""
        tag, _ = unquote_etag(self.headers["ETag"])
        if tag in parse_etags(environ.get("HTTP_IF_NONE_MATCH")).as_set(include_weak=True):
            start("304 NOT MODIFIED", [one for one in self.headers if _is_of_all(*one)])
            return ()
        start("200 OK", list(self.headers))
        return () if environ["REQUEST_METHOD"] == "HEAD" else (self.body,)


@dataclass
class KeptAnswers:
    """Answers by what was asked; the oldest go first."""

    most: int = MOST_BYTES
    held: int = 0
    known: OrderedDict[bytes, Answer] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def get(self, asked: bytes) -> Answer | None:
        """Return the answer of before."""
        with self.lock:
            if asked in self.known:
                self.known.move_to_end(asked)
            return self.known.get(asked)

    def keep(self, asked: bytes, answer: Answer) -> None:
        """Keep an answer, instead of an older one to the same."""
        with self.lock:
            older = self.known.pop(asked, None)
            self.held += len(answer.body) - (len(older.body) if older else 0)
            self.known[asked] = answer
            while self.held > self.most:
                self.held -= len(self.known.popitem(last=False)[1].body)

    def forget(self) -> None:
        """Give nothing again that was answered before."""
        with self.lock:
            self.known.clear()
            self.held = 0


class Ahead:
    """Stands before the application: gives again what is kept, and keeps what it answers."""

    def __init__(self, app: Flask) -> None:
        self.app, self.answered = app, app.wsgi_app

    @property
    def kept(self) -> KeptAnswers:
        """The answers that this process keeps."""
        found: KeptAnswers = self.app.extensions[EXTENSION]
        return found

    def __call__(self, environ: Environ, start: Any, /) -> Iterable[bytes]:
        """Answer one request."""
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD"):
            return self.answered(environ, start)
        asked = _asked(environ)
        found = self.kept.get(asked)
        if found and self._holds(found):
            return found.give(environ, start)
        if method == "HEAD":
            return self.answered(environ, start)
        return self._kept(asked, environ, start)

    def _holds(self, answer: Answer) -> bool:
        try:
            with self.app.app_context():
                return answer.facts.hold()
        except SQLAlchemyError:
            return False  # the application says what is wrong

    def _kept(self, asked: bytes, environ: Environ, start: Any) -> Iterable[bytes]:
        """Answer by the application; what it may give again is kept."""
        begun: list[tuple[str, Headers]] = []

        def begin(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            begun[:] = [(status, Headers(headers))]
            return start(status, headers, *error)

        sent = self.answered(environ, begin)
        status, headers = begun[0]
        size = int(headers.get("Content-Length", LARGEST + 1))
        if FACTS not in environ or not status.startswith("200") or size > LARGEST:
            return sent
        body = b"".join(sent)
        getattr(sent, "close", bool)()
        self.kept.keep(asked, Answer(environ[FACTS], headers, body))
        return (body,)


def init_app(app: Flask) -> None:
    """Let this process keep answers; done again, it begins anew."""
    app.extensions[EXTENSION] = KeptAnswers()
    if not isinstance(app.wsgi_app, Ahead):
        app.wsgi_app = Ahead(app)  # type: ignore[assignment, method-assign]


def _asked(environ: Environ) -> bytes:
    """Return what tells a request from others; nobody can read from it what was searched."""
    parts = (
        environ.get(name, "") for name in ("PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT_ENCODING")
    )
    return sha256(repr(tuple(parts)).encode()).digest()  # a path may hold any character


def _is_of_all(name: str, _: str) -> bool:
    return name.lower() not in OF_A_BODY

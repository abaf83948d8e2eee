"""Whole answers that are kept as long as the facts of their ETag hold; the oldest go first."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from flask import Flask, Response, current_app

MOST_BYTES = 16_000_000
"""Of all answers that a process keeps."""
LARGEST = 400_000
"""Bytes of one answer."""
EXTENSION = "kept_answers"


@dataclass
class KeptAnswers:
    """Answers by their ETag, which names everything that they depend on."""

    most: int = MOST_BYTES
    bytes: int = 0
    known: OrderedDict[str, Response] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def get(self, tag: str) -> Response | None:
        """Return a copy of the answer of before."""
        with self.lock:
            found = self.known.get(tag)
            if found is None:
                return None
            self.known.move_to_end(tag)
        return _copy(found)

    def keep(self, tag: str, answer: Response) -> None:
        """Keep a copy of an answer; one that is a file or very long is not kept."""
        if answer.is_streamed or answer.direct_passthrough:
            return
        size = len(answer.get_data())
        if size > LARGEST:
            return
        with self.lock:
            if tag not in self.known:
                self.known[tag] = _copy(answer)
                self.bytes += size
            while self.bytes > self.most:
                self.bytes -= len(self.known.popitem(last=False)[1].get_data())


def init_app(app: Flask) -> None:
    """Let this process keep answers."""
    app.extensions[EXTENSION] = KeptAnswers()


def kept_answers() -> KeptAnswers:
    """Return the answers that this process keeps."""
    found: KeptAnswers = current_app.extensions[EXTENSION]
    return found


def _copy(answer: Response) -> Response:
    """Return the same answer anew: what is done to it afterwards is not done to the other."""
    return Response(answer.get_data(), answer.status_code, answer.headers.copy())

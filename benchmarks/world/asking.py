"""One client with one kept connection, and what it cost to be answered."""

import socket
import statistics
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle

import brotli  # type: ignore[import-untyped]

PATIENCE = 30
"""Seconds until an answer is given up."""
LEAST = 5
"""Questions that are asked though the time is over."""
LONGEST = 4
"""Times the time, after which nothing more is asked."""
CONNECTIONS = 6
"""So many that each process of the server is asked by some."""
FEW = 10
"""Questions that are asked over and over."""
DRAWS = 300
"""Draws without a new question, after which there are no more."""
KEPT = 20
"""Answers whose rows are read raw beside."""
BROWSER = "Accept: */*\r\nAccept-Encoding: gzip, br\r\nUser-Agent: benchmark\r\n"
UNPACKED: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "br": brotli.decompress,
    "gzip": lambda body: zlib.decompress(body, 31),
}


@dataclass(frozen=True)
class Answer:
    """What came back to one question."""

    question: str
    status: int
    body: bytes
    etag: str
    encoding: str
    length: int
    """Bytes on the wire, headers too."""

    @property
    def words(self) -> str:
        """The body as a browser would read it."""
        return UNPACKED[self.encoding](self.body).decode()


@dataclass
class Measured:
    """The times of many answers in milliseconds, and a few of the answers."""

    times: list[float] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Answers in a second, one after the other."""
        return 1000 / statistics.mean(self.times)

    @property
    def p50(self) -> float:
        """Half of the answers took no longer."""
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        """All but a twentieth took no longer."""
        return sorted(self.times)[int(0.95 * (len(self.times) - 1) + 0.5)]

    @property
    def bytes(self) -> float:
        """The usual length of an answer."""
        return statistics.median(self.lengths)


class Client:
    """Asks over one connection; a plain socket, so that the client is no part of the time."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_error: object) -> None:
        self.connection.close()

    def ask(self, question: str, *, etag: str = "") -> Answer:
        """Return the answer; raises TimeoutError when it takes too long."""
        known = f"If-None-Match: {etag}\r\n" if etag else ""
        head = f"GET {question} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{BROWSER}{known}\r\n"
        self.connection.sendall(head.encode("ascii"))
        return self._answer(question)

    def _answer(self, question: str) -> Answer:
        found = b""
        while (end := found.find(b"\r\n\r\n")) < 0:
            found += self._more()
        first, *lines = found[:end].decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value.strip() for name, _, value in (x.partition(":") for x in lines)
        }
        status = int(first.split()[1])
        size = 0 if status == 304 else int(headers["content-length"])
        parts, rest = [found[end + 4 :]], size - (len(found) - end - 4)
        while rest > 0:
            parts.append(self._more())
            rest -= len(parts[-1])
        return Answer(
            question=question,
            status=status,
            body=b"".join(parts),
            etag=headers.get("etag", ""),
            encoding=headers.get("content-encoding", ""),
            length=end + 4 + size,
        )

    def _more(self) -> bytes:
        found = self.connection.recv(1 << 18)
        if not found:
            raise ConnectionError("The server has hung up.")
        return found


def again(draw: Callable[[], str], port: int) -> Iterator[str]:
    """Return the same few questions over and over, which every process was asked before."""
    questions = [draw() for _ in range(FEW)]
    for _ in range(CONNECTIONS):
        with Client(port) as client:
            for question in questions:
                client.ask(question)
    return cycle(questions)


def fresh(draw: Callable[[], str], asked: set[str]) -> Iterator[str]:
    """Yield questions that were not asked before, until hardly any are left."""
    missed = 0
    while missed < DRAWS:
        question = draw()
        if question in asked:
            missed += 1
            continue
        missed = 0
        asked.add(question)
        yield question


def measure(
    port: int, questions: Iterator[str], *, seconds: float, expected: int = 200
) -> Measured:
    """Ask until the seconds are over; with 304 expected each is asked before, uncounted."""
    found = Measured()
    with Client(port) as client:
        begun = time.perf_counter()
        for question in questions:
            answer, milliseconds = _asked(client, question, is_known=expected == 304)
            found.times.append(milliseconds)
            if answer.status != expected:
                raise RuntimeError(f"{question} was answered with {answer.status}.")
            found.lengths.append(answer.length)
            if len(found.answers) < KEPT:
                found.answers.append(answer)
            gone = time.perf_counter() - begun
            if gone > (seconds if len(found.times) >= LEAST else seconds * LONGEST):
                break
    return found


def _asked(client: Client, question: str, *, is_known: bool) -> tuple[Answer, float]:
    """Ask, and once more where a known page has just turned: some say the minute they are of."""
    etag = client.ask(question).etag if is_known else ""
    answer, milliseconds = _timed(client, question, etag)
    if is_known and answer.etag != etag:
        answer, milliseconds = _timed(client, question, answer.etag)
    return answer, milliseconds


def _timed(client: Client, question: str, etag: str) -> tuple[Answer, float]:
    start = time.perf_counter()
    answer = client.ask(question, etag=etag)
    return answer, (time.perf_counter() - start) * 1000

"""The real web server on loopback, with the settings of `setup.serve`, for as long as needed."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from benchmarks.world.asking import Client
from setup.serve import answers, is_free

DIRECTORY, EMPTY = "directory:create_app()", "benchmarks.world.empty:empty_app()"
SECONDS_TO_START, SECONDS_TO_END = 60, 5
PATIENT = ("--keep-alive", "60")
"""A client that a busy machine holds up for seconds still has its connection."""
LOWEST, HIGHEST = 20_000, 32_000
"""Ports that no system gives to outgoing connections, which would take a free one away."""
WARMED_BY = 12
"""Connections, so many that each process is asked by some."""


class Server:
    """The server of an application, with what warms its processes."""

    def __init__(self, application: str, *first: str) -> None:
        self.application, self.first = application, first
        self.port = _free_port()

    def __enter__(self) -> "Server":
        environment = os.environ | {"HOST": "127.0.0.1", "PORT": str(self.port)}
        words = ["gunicorn", "-c", "python:setup.gunicorn_settings", *PATIENT, self.application]
        self.process = subprocess.Popen(  # noqa: S603 - our own server
            [sys.executable, "-m", *words],
            env=environment | {"DEMONSTRATION": "no"},
            start_new_session=True,
        )
        self._wait()
        for _ in range(WARMED_BY):
            with Client(self.port) as client:
                for question in self.first:
                    client.ask(question)
        return self

    def __exit__(self, *_error: object) -> None:
        """End it; whatever it is still busy with ends too."""
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(SECONDS_TO_END)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def restart(self) -> None:
        """End it and start it again: what was given up goes on in it, and would disturb."""
        self.__exit__()
        self.__enter__()

    def workers(self) -> list[int]:
        """Return the numbers of its processes that answer."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(each) for each in listed.read_text(encoding="ascii").split()]

    def _wait(self) -> None:
        end = time.monotonic() + SECONDS_TO_START
        while not answers(f"http://127.0.0.1:{self.port}/"):
            if self.process.poll() is not None or time.monotonic() > end:
                self.__exit__()
                raise RuntimeError("The web server did not start.")
            time.sleep(0.1)


def _free_port() -> int:
    ports = random.sample(range(LOWEST, HIGHEST), 100)
    return next(port for port in ports if is_free("127.0.0.1", port))

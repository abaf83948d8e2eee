"""Starts the web server and the worker beside it; they live and end together."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from types import FrameType

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared with, not bound
COMMANDS = {
    "web server": ("gunicorn", "-c", "python:setup.gunicorn_settings", "directory:create_app()"),
    "worker": ("flask", "--app", "directory", "directory", "work"),
}
SECONDS_TO_END = 35  # gunicorn gives requests 30 to finish


class Servers:
    """The two processes, and the signals that have asked them to end."""

    def __init__(self, environment: dict[str, str]) -> None:
        """Start both, out of reach of the terminal's Ctrl-C, which is passed on instead."""
        self.signals: list[int] = []
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask)
        self.processes = {
            name: subprocess.Popen(
                [sys.executable, "-m", *words], env=environment, start_new_session=True
            )
            for name, words in COMMANDS.items()
        }

    def run(self, url: str) -> int:
        """Wait until one dies or a signal comes, end both, and return the exit code."""
        announced = False
        while not self.signals and not (ended := self._ended()):
            if not announced and answers(url):
                print(f"The directory is at {url}", flush=True)
                announced = True
            time.sleep(0.1)
        self._end()
        if self.signals:
            return 0
        name, code = ended[0]
        sys.stderr.write(f"The {name} has ended with exit code {code}; so the directory ends.\n")
        return (128 - code if code < 0 else code) or 1

    def _ended(self) -> list[tuple[str, int]]:
        codes = {name: process.poll() for name, process in self.processes.items()}
        return [(name, code) for name, code in codes.items() if code is not None]

    def _end(self) -> None:
        number = self.signals[0] if self.signals else signal.SIGTERM
        end = time.monotonic() + SECONDS_TO_END
        running = list(self.processes.values())
        for process in running:
            process.send_signal(number)
        while running := [process for process in running if process.poll() is None]:
            if time.monotonic() > end or len(self.signals) > 1:  # a second Ctrl-C is in a hurry
                for process in running:
                    os.killpg(process.pid, signal.SIGKILL)
            time.sleep(0.05)
        for process in self.processes.values():  # what a killed parent has left behind
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

    def _ask(self, number: int, _frame: FrameType | None) -> None:
        self.signals.append(number)


def is_free(host: str, port: int) -> bool:
    """Tell whether a server could listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def answers(url: str) -> bool:
    """Tell whether the web server answers its own health question."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(f"{url}health", timeout=2):
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False


def main() -> int:
    """Serve until told to stop."""
    host = os.environ.get("HOST", "127.0.0.1")
    port = os.environ.get("PORT", "8000")
    if not port.isdigit() or not is_free(host, int(port)):
        sys.stderr.write(
            f"Port {port} of {host} is in use or cannot be had. Is the directory running already?\n"
            "Another port: make run PORT=8001\n"
        )
        return 1
    near = EVERYWHERE.get(host, host)
    url = f"http://{f'[{near}]' if ':' in near else near}:{port}/"
    return Servers({"PUBLIC_URL": url.rstrip("/")} | os.environ).run(url)


if __name__ == "__main__":
    sys.exit(main())

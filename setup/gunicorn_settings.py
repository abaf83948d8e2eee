"""How gunicorn serves the directory: two processes, and no reader in any log."""

import gc
import os
from typing import Any

from gunicorn.glogging import Logger

from directory import clock
from directory.search.index.current import EXTENSION
from directory.search.warming import warm


class PrivateLog(Logger):
    """Says that something went wrong without the address or the query of whoever asked."""

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Warn; a refused request is not described."""
        if str(msg).startswith("Invalid request from"):
            msg, args = "A request that is not valid HTTP was refused.", ()
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Report an error with where it happened; the page asked for is left out."""
        if str(msg).startswith("Error handling request"):
            msg, args = "An error outside the application.", ()
        super().exception(msg, *args, **kwargs)


def post_worker_init(worker: Any) -> None:
    """Open the index in a new process, and warm it, before its first reader waits for that.

    What stands in memory then stays: it is not looked through for garbage again and again, which
    would hold up one reader in a hundred for a tenth of a second.
    """
    if EXTENSION not in worker.wsgi.extensions:
        return  # another application than ours, as a benchmark has
    try:
        with worker.wsgi.app_context():
            warm(clock.today())
    except Exception:
        worker.log.exception("The process could not be warmed; it begins cold.")
    gc.collect()
    gc.freeze()


_host = os.environ.get("HOST", "127.0.0.1")
_port = os.environ.get("PORT", "8000")

bind = f"[{_host}]:{_port}" if ":" in _host else f"{_host}:{_port}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
preload_app = False  # each process opens its own database connections
forwarder_headers = ""  # no header of a request says under which path we run
accesslog = None
loglevel = "warning"
logger_class = PrivateLog
control_socket_disable = True
proc_name = "directory"

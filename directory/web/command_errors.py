"""Errors on the command line: one clear sentence, no traceback."""

import os
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from directory.database.engine import is_unprepared
from directory.errors import DirectoryError
from directory.web.misfits import all_told, misfits

UNPREPARED = "The database is empty or of an older release: run flask directory prepare first."

P = ParamSpec("P")
R = TypeVar("R")


def told_plainly(command: Callable[P, R]) -> Callable[P, R]:
    """Turn the errors people may see into the command's own error message and exit status 1."""

    @wraps(command)
    def run(*args: P.args, **options: P.kwargs) -> R:
        try:
            return command(*args, **options)
        except ValidationError as error:
            raise click.ClickException(all_told(misfits(error))) from error
        except DirectoryError as error:
            raise click.ClickException(str(error.message)) from error
        except DBAPIError as error:
            if not is_unprepared(error):
                raise
            raise click.ClickException(UNPREPARED) from error
        except OSError as error:
            if error.filename is None:
                raise
            name = os.fspath(error.filename)
            raise click.ClickException(f"“{name}”: {error.strerror}.") from error

    return run

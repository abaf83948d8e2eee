"""Reading documents of older schemas: one function per step, applied on reading, never stored."""

import json
from collections.abc import Callable
from typing import Any

from directory.organisations.document import SCHEMA, Document

Lift = Callable[[dict[str, Any]], dict[str, Any]]

LIFTS: dict[int, Lift] = {}
"""From schema n to n + 1. A sample of every schema stands in tests/organisations/samples/."""


def read_document(text: str) -> Document:
    """Return the document of a canonical JSON text of any schema there ever was.

    Raises ValueError for a schema newer than this release knows.
    """
    data: dict[str, Any] = json.loads(text)
    number = data.get("schema_number", 1)
    if number > SCHEMA:
        raise ValueError(f"Document schema {number} is newer than this release knows ({SCHEMA}).")
    while number < SCHEMA:
        data = LIFTS[number](data)
        number = data["schema_number"]
    return Document.model_validate(data)

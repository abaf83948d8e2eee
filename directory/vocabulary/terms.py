"""The vocabulary as shipped: lists of terms and the rules that speak of them.

The files in `data/` are the truth; the tables mirror them so that codes can be checked and
joined in the database (docs/adr/0004).
"""

import json
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from directory.errors import NotFound

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Term:
    """A controlled term; `facts` holds what its list says of it (domain, default visibility …)."""

    list_code: str
    code: str
    valid_from: date
    valid_to: date | None
    facts: dict[str, Any] = field(hash=False)

    def is_valid(self, on: date) -> bool:
        """Tell whether the term may be newly used on that day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@cache
def data_file(name: str) -> dict[str, Any]:
    """Return a file of words or rules as it is shipped."""
    data: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return data


@cache
def vocabulary() -> dict[str, dict[str, Term]]:
    """Return every term by list and code, in the order of the lists."""
    lists = data_file("terms.json")["lists"]
    return {name: {row["code"]: _term(name, row) for row in rows} for name, rows in lists.items()}


def rules() -> dict[str, Any]:
    """Return the tables of rules about terms (freshness, per country, sensitive words …)."""
    return data_file("rules.json")


def terms(list_code: str, *, on: date | None = None) -> list[Term]:
    """Return the terms of a list in order; with a day, only those that may be used then."""
    found = list(_list(list_code).values())
    return [term for term in found if on is None or term.is_valid(on)]


def term(list_code: str, code: str) -> Term:
    """Return one term; raises NotFound."""
    found = _list(list_code).get(code)
    if found is None:
        raise NotFound(f"“{code}” is not a term of the list {list_code}.")
    return found


@cache
def codes_where(list_code: str, fact: str, value: Any = True) -> frozenset[str]:
    """Return the codes of a list whose fact has the value."""
    return frozenset(t.code for t in _list(list_code).values() if t.facts.get(fact) == value)


@cache
def need_of_kind() -> dict[str, str]:
    """Return the tile (`public_need`) of each service kind."""
    return {
        kind: need.code for need in terms("public_need") for kind in need.facts["service_kinds"]
    }


def _list(list_code: str) -> dict[str, Term]:
    if list_code not in vocabulary():
        raise NotFound(f"There is no list {list_code!r}.")
    return vocabulary()[list_code]


def _term(list_code: str, row: dict[str, Any]) -> Term:
    facts = {
        key: value for key, value in row.items() if key not in {"code", "valid_from", "valid_to"}
    }
    ends = row.get("valid_to")
    return Term(
        list_code=list_code,
        code=row["code"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(ends) if ends else None,
        facts=facts,
    )

"""How good the first page is: nDCG@10 of questions that were judged (docs/benchmarks.md)."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2
from pathlib import Path
from statistics import fmean

from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from directory.clock import today
from directory.extensions import db
from directory.imports.models import ImportedOrganisation
from directory.organisations.models import Organisation
from directory.organisations.public_tables import PublicOrganisation
from directory.search.also import also
from directory.search.asking import ask
from directory.search.queries import find

DATA = Path(__file__).parents[1] / "data" / "ranking.csv"
DEPTH = 10
Key = tuple[str, str]


@dataclass
class Question:
    """A question, and how well listings answer it (1 to 3), by source and the source's own key."""

    query: str
    language: str
    group: str
    grades: dict[Key, int] = field(default_factory=dict)


def questions(file: Path = DATA) -> list[Question]:
    """Return the questions that were judged."""
    found: dict[str, Question] = {}
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            asked = row["query"], row["language"], row["group"]
            one = found.setdefault(row["query"], Question(*asked))
            one.grades[row["source"], row["key"]] = int(row["grade"])
    return list(found.values())


def ndcg(gains: Sequence[int], ideal: Sequence[int]) -> float:
    """Return how near the gains of a page come to the best page there could be."""
    best = _dcg(sorted(ideal, reverse=True)[:DEPTH])
    return _dcg(gains[:DEPTH]) / best if best else 0.0


def lines(show: int) -> Iterator[str]:
    """Yield the table by group and language, then the questions that are answered worst."""
    reached = {one.query: _reached(one) for one in _at_hand(questions())}
    every = [one for one in questions() if one.query in reached]
    yield "| questions | | nDCG@10 |\n|---|---:|---:|"
    for names in ("group", "language"):
        grouped: dict[str, list[float]] = defaultdict(list)
        for one in every:
            grouped[getattr(one, names)].append(reached[one.query])
        for name, values in sorted(grouped.items()):
            yield f"| {names} {name} | {len(values)} | {fmean(values):.3f} |"
    yield f"| **all** | {len(reached)} | **{fmean(reached.values()):.3f}** |"
    for query, value in sorted(reached.items(), key=lambda item: item[1])[:show]:
        yield f"{value:.2f} {query}"


def _at_hand(every: list[Question]) -> Iterator[Question]:
    """Yield the questions that something in this register answers, with only what is in it."""
    known = public_ids()
    for one in every:
        grades: dict[Key, int] = {}
        for key, grade in one.grades.items():
            if key in known:
                same = ("", known[key])
                grades[same] = max(grade, grades.get(same, 0))
        if grades:
            yield Question(one.query, one.language, one.group, grades)


def public_ids() -> Mapping[Key, str]:
    """Return which published listing each key of a source became."""
    statement = (
        select(ImportedOrganisation.source, ImportedOrganisation.foreign_id, Organisation.public_id)
        .join(Organisation, Organisation.id == ImportedOrganisation.organisation_id)
        .join(PublicOrganisation, PublicOrganisation.public_id == Organisation.public_id)
    )
    return {(row[0], row[1]): row[2] for row in db.session.execute(statement)}


def _reached(question: Question) -> float:
    asked = ask(MultiDict([("q", question.query)]), on=today())
    found = find(asked.criteria, on=today())
    page = [found, *also(asked, found, on=today())]
    gains = [question.grades.get(("", card.public_id), 0) for part in page for card in part.cards]
    return ndcg(gains, list(question.grades.values()))


def _dcg(gains: Sequence[int]) -> float:
    return sum(((1 << gain) - 1) / log2(at + 2) for at, gain in enumerate(gains))

"""Words of the invented world: a few that all use, a long tail that hardly anybody does."""

import json
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")
FILE = Path(__file__).with_name("words.json")
TAIL = 20_000
"""Words of each language that are made of syllables."""
FALLBACK = "en"


@dataclass(frozen=True)
class Language:
    """A language, its words from the commonest to the rarest, and how many are real."""

    tag: str
    words: tuple[str, ...]
    real: int


def skewed(length: int, *, steep: float = 1.0, flat: float = 3.0) -> tuple[float, ...]:
    """Return growing sums of weights as Zipf saw them: the first is asked for most."""
    return tuple(accumulate(1 / (rank + flat) ** steep for rank in range(length)))


def draw(random: Random, things: Sequence[T], sums: Sequence[float]) -> T:
    """Return one of the things, by the sums of their weights."""
    return things[min(bisect(sums, random.random() * sums[-1]), len(things) - 1)]


@cache
def languages() -> dict[str, Language]:
    """Return every language of the world by its tag."""
    data = _data()
    return {tag: _language(tag, row) for tag, row in data["languages"].items()}


@cache
def languages_of_countries() -> dict[str, str]:
    """Return the language that organisations of a country write in; of others it is English."""
    rows = _data()["languages"].items()
    return {country: tag for tag, row in rows for country in row["countries"].split()}


@cache
def weights(language: str) -> tuple[float, ...]:
    """Return the sums of the weights of the words of a language."""
    return skewed(len(languages()[language].words))


def some_words(random: Random, language: str, count: int) -> list[str]:
    """Return words of a language as a text would have them."""
    found, sums = languages()[language].words, weights(language)
    return [draw(random, found, sums) for _ in range(count)]


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return data


def _language(tag: str, row: dict[str, str]) -> Language:
    real = row["words"].split()
    heads, tails = (part.split() for part in _data()["syllables"][row["script"]])
    random, rare = Random(tag), set(real)  # noqa: S311 - words of a benchmark
    made: list[str] = []
    while len(made) < TAIL:
        word = "".join(
            random.choice(heads) + random.choice(tails) for _ in range(random.randint(2, 4))
        )
        if word not in rare:
            rare.add(word)
            made.append(word)
    return Language(tag, (*real, *made), len(real))

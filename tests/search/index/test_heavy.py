"""Words that very many say: each word and beginning is read back as those that say it."""

import random
from pathlib import Path

import pytest
from pyroaring import BitMap

from directory.search.index import heavy
from directory.search.index.bitmaps import Bitmaps, write_bitmaps
from directory.search.index.heavy import PREFIX, Heavy

WORDS = (
    "coop",
    "cooperative",
    "cooperatives",
    "coopération",
    "corn",
    "bee",
    "bees",
    "ال",
    "النساء",
)
LEAST = 8


@pytest.fixture(scope="module")
def said() -> list[tuple[range, str]]:
    """Forty organisations with one to three offers each, and what they say."""
    chance, found, first = random.Random(7), [], 0  # noqa: S311 - words, not secrets
    for _ in range(40):
        offers = range(first, first + chance.randint(1, 3))
        found.append((offers, " ".join(chance.sample(WORDS, k=3))))
        first = offers.stop
    return found


@pytest.fixture
def written(
    said: list[tuple[range, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Bitmaps:
    """The words that at least eight of them say, read from their file."""
    monkeypatch.setattr(heavy, "HEAVY", LEAST)
    found = Heavy()
    for offers, text in said:
        found.add(offers, {"own": text})
    write_bitmaps(found.pieces(), tmp_path / "heavy")
    return Bitmaps.read(tmp_path / "heavy")


def test_what_is_kept_is_whole(said: list[tuple[range, str]], written: Bitmaps):
    for name in written.values_of("own"):
        expected = BitMap()
        for offers, text in said:
            if any(_is_meant(name, word) for word in text.split()):
                expected |= BitMap(offers)
        assert written.get("own", name) == expected, name


def test_all_that_is_said_often_is_kept_and_nothing_else(
    said: list[tuple[range, str]], written: Bitmaps
):
    beginnings = {word[:end] + PREFIX for word in WORDS for end in range(1, len(word) + 1)}
    counts = {
        name: sum(_is_meant(name, word) for _, text in said for word in text.split())
        for name in (*WORDS, *beginnings)
    }
    often = {name for name, count in counts.items() if count >= LEAST}
    assert set(written.values_of("own")) == often
    assert 5 < len(often) < len(counts)


def test_a_beginning_is_written_without_its_largest_part(written: Bitmaps):
    assert written._spans["own", "b" + PREFIX].besides == "be" + PREFIX
    start, end, _ = written._spans["own", "b" + PREFIX]
    assert not BitMap.deserialize(written._bytes[start:end])


def _is_meant(name: str, word: str) -> bool:
    return word.startswith(name.removesuffix(PREFIX)) if name.endswith(PREFIX) else word == name

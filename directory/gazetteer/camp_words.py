"""The words for a camp in the languages of its people, so that a place is found with and without.

People write *Zaatari camp*, *camp de réfugiés de Zaatari*, مخيم الزعتري or just *Zaatari*,
whatever our own list says.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from directory.gazetteer.countries import key_of
from directory.gazetteer.sources import CAMP_WORDS, read_rows
from directory.i18n.folding import ELIDED, UNSPACED

# "refugee camp Bidi Bidi settlement" has two
MOST_TAKEN = 3
SHORTEST = 2
# behind the last letter of a word in a script that is written without blanks
JOINS = re.compile(f"[{UNSPACED}]")


class Patterns(NamedTuple):
    """What finds a word for a camp at either end, and the small word that follows one in front."""

    words: frozenset[str]
    in_front: re.Pattern[str]
    behind: re.Pattern[str]
    joined: re.Pattern[str]


def without_camp_words(text: str) -> Iterator[str]:
    """Yield what may be the name itself, folded; nothing where no word for a camp is at an end."""
    words, in_front, behind, joined = _patterns()
    left = _plain(text)
    for _ in range(MOST_TAKEN):
        if left in words:
            return
        shorter = in_front.sub("", left, 1)
        if shorter != left:
            name = key_of(joined.sub("", shorter, 1))
            found = dict.fromkeys((key_of(shorter), name))
        else:
            name = key_of(behind.sub("", left, 1))
            found = {name: None}
        if name == left or not _is_name(name):
            return
        yield from found
        left = name


def _is_name(text: str) -> bool:
    """Tell whether it can be a name: *Camp 4* is none without the word."""
    return len(text) >= SHORTEST and any(letter.isalpha() for letter in text)


def _plain(text: str) -> str:
    return key_of(ELIDED.sub(r"\2", text))


@cache
def _patterns() -> Patterns:
    rows = read_rows(CAMP_WORDS)
    words = _listed(row["words"] for row in rows)
    joined = _listed(row["joined"] for row in rows)
    return Patterns(
        words=frozenset(words),
        in_front=re.compile(f"^(?:{_any(words, '{} ?', '{} ')})"),
        behind=re.compile(f"(?:{_any(words, ' ?{}', ' {}')})$"),
        joined=re.compile(f"^(?:{_any(joined, '{} ?', '{} ')})"),
    )


def _listed(cells: Iterable[str]) -> list[str]:
    """Return the words, the longest first."""
    words = {_plain(word) for cell in cells for word in cell.split("|")} - {""}
    return sorted(words, key=lambda word: (-len(word), word))


def _any(words: Iterable[str], unspaced: str, spaced: str) -> str:
    return "|".join(
        (unspaced if JOINS.match(word[-1]) else spaced).format(re.escape(word)) for word in words
    )

"""How well organisations are found by their own names, also when they are mistyped."""

import json
import random
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from directory.clock import today
from directory.extensions import db
from directory.i18n.folding import fold, words
from directory.organisations.public_tables import PublicOrganisation
from directory.search.asking import ask
from directory.search.queries import find

DRAWN = 2000
SEED = 4
FEWEST_WORDS = 3
"""Of a name of two words one dropped word leaves what many are called."""
LONG_WORD = 5
"""Letters of a word in which a slip still leaves it to be known."""
Change = Callable[[str, random.Random], str]


@dataclass(frozen=True)
class Way:
    """A way to type a name; `within` so many organisations it must be found."""

    called: str
    within: int
    change: Change
    fits: Callable[[str], bool] = lambda name: True
    is_told_apart: bool = False
    """Whether only what so many names hold at most is asked: others nobody could tell apart."""


def without_a_word(name: str, chance: random.Random) -> str:
    """Return the name without one of its words."""
    words = name.split()
    del words[chance.randrange(len(words))]
    return " ".join(words)


def without_accents(name: str, _chance: random.Random) -> str:
    """Return the name as people type it on a keyboard without accents."""
    letters = unicodedata.normalize("NFKD", name)
    return "".join(one for one in letters if not unicodedata.combining(one))


def with_a_typo(name: str, chance: random.Random) -> str:
    """Return the name with two letters swapped, or one left out or doubled, in a longer word."""
    words = name.split()
    longer = [at for at, word in enumerate(words) if len(word) >= LONG_WORD]
    at = chance.choice(longer)
    word = words[at]
    letter = chance.randrange(1, len(word) - 2)
    first, second = word[letter], word[letter + 1]
    typed = chance.choice((second + first, first, first + first + second))
    return " ".join([*words[:at], word[:letter] + typed + word[letter + 2 :], *words[at + 1 :]])


SURE = random.Random(0)  # noqa: S311 - names, not secrets
WAYS = (
    Way("its own name", 2, lambda name, _: name),
    Way("no accents", 5, without_accents, lambda name: without_accents(name, SURE) != name),
    Way("one dropped word", 5, without_a_word, lambda name: len(name.split()) >= FEWEST_WORDS),
    Way(
        "one dropped word, told apart",
        5,
        without_a_word,
        lambda name: len(name.split()) >= FEWEST_WORDS,
        is_told_apart=True,
    ),
    Way("one typo", 5, with_a_typo, lambda name: any(len(w) >= LONG_WORD for w in name.split())),
)


def lines(show: int, most: int = DRAWN) -> Iterator[str]:
    """Yield the table, then of each way some names that were not found."""
    every = names_of_all()
    drawn = random.Random(SEED).sample(every, min(most, len(every)))  # noqa: S311
    yield "| typed | must be within | names | found | % |\n|---|---:|---:|---:|---:|"
    wrong = []
    for way in WAYS:
        asked = list(_typed(way, drawn, [frozenset(words(name)) for name in every]))
        missed = [(name, typed) for name, typed in asked if not is_found(name, typed, way.within)]
        found = len(asked) - len(missed)
        share = 100 * found / max(len(asked), 1)
        yield f"| {way.called} | {way.within} | {len(asked)} | {found} | {share:.1f} |"
        wrong += [f"{way.called}: {typed!r} ({name!r})" for name, typed in missed[:show]]
    yield from wrong


def names_of_all() -> list[str]:
    """Return the first name of each organisation that is published."""
    listings = db.session.scalars(select(PublicOrganisation.listing_json))
    return sorted(json.loads(listing)["names"][0]["words"] for listing in listings)


def is_found(name: str, typed: str, within: int) -> bool:
    """Tell whether an organisation of this name is among the first, its namesakes too."""
    cards = find(ask(MultiDict([("q", typed)]), on=today()).criteria, on=today()).cards[:within]
    return any(fold(name) in {fold(text.words) for text in card.listing.names} for card in cards)


def _typed(way: Way, drawn: list[str], every: list[frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Yield each name that fits, and how it is typed."""
    chance = random.Random(SEED)  # noqa: S311
    for name in filter(way.fits, drawn):
        typed = way.change(name, chance)
        asked = frozenset(words(typed))
        if not way.is_told_apart or sum(asked <= one for one in every) <= way.within:
            yield name, typed

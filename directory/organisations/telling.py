"""Words that tell what a place is: names, addresses and handles that give a hidden service away.

The list is `sensitive_words` of the vocabulary's rules. It is matched generously: plurals,
articles and elisions do not hide a word, and a joined address (`womensshelter.org`) is read letter
by letter; a star stands for the rest of a word. A listing closed by mistake costs a pin; one open
by mistake may cost a life.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import unquote

from directory.i18n.folding import fold
from directory.vocabulary.terms import rules

LEAST_JOINED = 8
"""Letters a phrase needs to be looked for inside a joined address: *viol* is in *violin*."""
ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’ʼ`´](?=\w)", re.IGNORECASE)
POSSESSIVE = re.compile(r"['’ʼ`´]s\b", re.IGNORECASE)
CAPITALS = re.compile(r"(?<=[a-z])(?=[A-Z])")
JOINERS = re.compile("[\u200c\u200d]")
ARTICLES = ("ولل", "وال", "بال", "كال", "فال", "لل", "ال")
LEAST_AFTER_ARTICLE = 3
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Letters of scripts that part no words."""
VOWELS = frozenset("aeiouy")

REST = r"\S*"
"""What a star inside a phrase stands for."""


@dataclass(frozen=True)
class WordList:
    """A list of words of the vocabulary's rules, ready to be held against texts."""

    languages: frozenset[str]
    """Codes of the languages that the list knows."""
    spaced: re.Pattern[str]
    unspaced: re.Pattern[str]
    joined: re.Pattern[str]

    def is_in(self, text: str) -> bool:
        """Tell whether a phrase stands in a text, whatever its number, article or elision."""
        plain = _plain(text)
        words = plain.split()
        if self.spaced.search(f" {' '.join(map(_stem, words))}  {plain} "):
            return True
        return bool(UNSPACED.search(text) and self.unspaced.search(_squeezed(text)))

    def is_in_address(self, address: str) -> bool:
        """Tell whether a web or mail address or a handle holds a phrase, parted or joined.

        What follows `?` or `#` is read word by word only: letters drawn at random stand there.
        """
        host_and_path = _parted(unquote(re.split(r"[?#]", address, maxsplit=1)[0]))
        return self.is_in(_parted(unquote(address))) or bool(
            self.joined.search(_squeezed(host_and_path))
        )


@cache
def word_list(name: str) -> WordList:
    """Return a list of the rules by its name; every text is held against all its languages."""
    rule = rules()[name]
    texts = {text for found in rule["words"].values() for text in found}
    split = {_phrase(text) for text in texts} - {()}
    squeezed = {"".join(phrase).replace("*", "") for phrase in split}
    squeezed |= {_squeezed(text.replace("*", "")) for text in texts}
    return WordList(
        languages=frozenset({*rule["words"], *rule.get("same_language", ())}),
        spaced=_pattern(map(_steps, split)),
        unspaced=_pattern(phrase for phrase in squeezed if UNSPACED.search(phrase)),
        joined=_pattern(phrase for phrase in squeezed if _can_be_joined(phrase)),
    )


def tells_of_violence(text: str) -> bool:
    """Tell whether a text holds one of the sensitive words."""
    return word_list("sensitive_words").is_in(text)


def address_tells(address: str) -> bool:
    """Tell whether a web or mail address or a handle holds one of the sensitive words."""
    return word_list("sensitive_words").is_in_address(address)


def _phrase(text: str) -> tuple[str, ...]:
    """Return the words of a phrase as texts are read; stars stay where they stood."""
    if "*" not in text:
        return tuple(map(_stem, _plain(text).split()))
    return tuple("*".join(map(_plain, word.split("*"))) for word in text.split())


def _steps(phrase: tuple[str, ...]) -> Iterator[str]:
    """Yield what must follow what, in a text with a blank on either side of each word."""
    for word in phrase:
        if not word.startswith("*"):
            yield " "
        yield from word.strip("*")
        if word.endswith("*"):
            yield REST
    if not phrase[-1].endswith("*"):
        yield "(?= )"


def _pattern(phrases: Iterable[Iterable[str]]) -> re.Pattern[str]:
    """Return one pattern for all: what phrases begin with alike is looked for once."""
    tree: dict[str, Any] = {}
    for phrase in phrases:
        branch = tree
        for step in phrase:
            branch = branch.setdefault(step, {})
        branch[""] = {}
    return re.compile(_alternatives(tree) if tree else r"(?!)")


def _alternatives(tree: dict[str, Any]) -> str:
    if "" in tree:
        return ""  # a shorter phrase ends here: whatever follows, it was found
    branches = [
        (step if step in {REST, "(?= )"} else re.escape(step)) + _alternatives(rest)
        for step, rest in sorted(tree.items())
    ]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _parted(text: str) -> str:
    return re.sub(r"[^\w']+|_|\d+", " ", text)


def _stem(word: str) -> str:
    for article in ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= LEAST_AFTER_ARTICLE:
            return word.removeprefix(article)
    return word.removesuffix("s") if len(word) > LEAST_AFTER_ARTICLE else word


def _plain(text: str) -> str:
    apart = CAPITALS.sub(" ", JOINERS.sub(" ", text))
    return fold(POSSESSIVE.sub("s", ELIDED.sub(" ", apart)))


def _squeezed(text: str) -> str:
    return fold(text).replace(" ", "")


def _can_be_joined(phrase: str) -> bool:
    """Long phrases; and acronyms, which have no vowel and are part of no other word."""
    return len(phrase) >= LEAST_JOINED or (phrase.isascii() and not VOWELS & set(phrase))

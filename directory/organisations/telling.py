"""Words that tell what a place is: names, addresses and handles that give a hidden service away.

The list is `sensitive_words` of the vocabulary's rules. It is matched generously: plurals,
articles and elisions do not hide a word, and a joined address (`womensshelter.org`) is read letter
by letter. A listing closed by mistake costs a pin; one open by mistake may cost a life.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from directory.i18n.folding import fold
from directory.organisations.document import Document, Site, Text
from directory.vocabulary.terms import rules

LEAST_JOINED = 8
"""Letters a phrase needs to be looked for inside a joined address: *viol* is in *violin*."""
ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’ʼ`´](?=\w)", re.IGNORECASE)
POSSESSIVE = re.compile(r"['’ʼ`´]s\b", re.IGNORECASE)
ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال")
LEAST_AFTER_ARTICLE = 3
UNSPACED = (("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"))
VOWELS = frozenset("aeiouy")

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class _Phrases:
    """The list, in the three ways it is looked for."""

    as_words: frozenset[Phrase]
    longest: int
    unspaced: tuple[str, ...]
    joined: tuple[str, ...]


@cache
def _phrases() -> _Phrases:
    texts = [text for found in rules()["sensitive_words"]["words"].values() for text in found]
    split = {_stems(text) for text in texts} - {()}
    squeezed = {"".join(phrase) for phrase in split} | {fold(t).replace(" ", "") for t in texts}
    return _Phrases(
        as_words=frozenset(split),
        longest=max(map(len, split)),
        unspaced=tuple(sorted(p for p in squeezed if _is_unspaced(p))),
        joined=tuple(sorted(p for p in squeezed if _can_be_joined(p))),
    )


def tells_of_violence(text: str) -> bool:
    """Tell whether a text holds a phrase of the list, whatever its number, article or elision."""
    phrases = _phrases()
    stems = _stems(text)
    spans = (
        stems[start : start + length]
        for length in range(1, phrases.longest + 1)
        for start in range(len(stems) - length + 1)
    )
    if any(span in phrases.as_words for span in spans):
        return True
    unspaced = fold(text).replace(" ", "")
    return any(phrase in unspaced for phrase in phrases.unspaced)


def address_tells(address: str) -> bool:
    """Tell whether a web or mail address or a handle holds a phrase, parted or joined."""
    parted = re.sub(r"[^\w']+|_|\d+", " ", re.split(r"[?#]", address, maxsplit=1)[0])
    squeezed = fold(parted).replace(" ", "")
    return tells_of_violence(parted) or any(p in squeezed for p in _phrases().joined)


def gives_itself_away(document: Document) -> bool:
    """Tell whether what the public would read says what a hidden place is (protection 2).

    Names, summary, parent bodies, links and public contacts; never what is private, so that
    nothing private leaves a trace.
    """
    return any(map(tells_of_violence, _public_words(document))) or any(
        map(address_tells, _public_addresses(document))
    )


def name_tells(site: Site) -> bool:
    """Tell whether the name of a site says what it is."""
    return any(map(tells_of_violence, _words(site.names)))


def _public_words(document: Document) -> Iterator[str]:
    yield from _words((*document.names, *document.summary))
    yield from (body.name for body in document.federations)
    if document.parent:
        yield document.parent.name
    yield from (link.label for link in document.links if link.label)
    for contact in document.contacts:
        if contact.public:
            yield from _words(contact.label)


def _public_addresses(document: Document) -> Iterator[str]:
    yield from (link.url for link in document.links)
    yield from (contact.value for contact in document.contacts if contact.public)
    if document.governance.safeguarding_policy_url:
        yield document.governance.safeguarding_policy_url


def _words(texts: Iterable[Text]) -> Iterator[str]:
    return (text.words for text in texts)


def _stem(word: str) -> str:
    for article in ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= LEAST_AFTER_ARTICLE:
            return word.removeprefix(article)
    return word.removesuffix("s") if len(word) > LEAST_AFTER_ARTICLE else word


def _stems(text: str) -> Phrase:
    plain = fold(POSSESSIVE.sub("s", ELIDED.sub(" ", text)))
    return tuple(_stem(word) for word in plain.split())


def _can_be_joined(phrase: str) -> bool:
    """Long phrases; and acronyms, which have no vowel and are part of no other word."""
    return len(phrase) >= LEAST_JOINED or (phrase.isascii() and not VOWELS & set(phrase))


def _is_unspaced(phrase: str) -> bool:
    return any(first <= letter <= last for letter in phrase for first, last in UNSPACED)

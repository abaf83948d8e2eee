"""What people call a kind of service in everyday words, beside its label.

One file per language, so that a native speaker reads one; there are more of them than languages
of the site, because people ask in their own language.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from directory.i18n.folding import fold
from directory.i18n.locales import languages
from directory.vocabulary.labels import all_labels
from directory.vocabulary.phrases import Phrase, Said, begins, phrase, phrases, said
from directory.vocabulary.terms import DATA, codes_where, data_file, need_of_kind, terms

FOLDER = "everyday"
QUESTIONS = 256
"""Questions whose kinds are kept: each is asked several times while it is answered."""


@cache
def everyday_languages() -> tuple[str, ...]:
    """Return the languages that have a file of everyday words."""
    return tuple(sorted(file.stem for file in (DATA / FOLDER).glob("*.json")))


@cache
def everyday_words(kind: str) -> tuple[str, ...]:
    """Return the everyday words for a kind of service in the languages of the site.

    They are written beside every public service: those of all languages would be too many.
    """
    return _words(kind, [tag for tag in everyday_languages() if tag in languages()])


def needs_called(text: str) -> tuple[str, ...]:
    """Return the tiles (`public_need`) that words of a text call for, in the order of the tiles.

    Labels count as well as the everyday words of every language there is; nothing calls for the
    tile *safety*. The longest words count: a *birth certificate* is neither birth nor certificate.
    """
    needs = {need_of_kind()[kind] for kind in kinds_called(text)}
    return tuple(need.code for need in terms("public_need") if need.code in needs)


@lru_cache(maxsize=QUESTIONS)
def kinds_called(text: str) -> frozenset[str]:
    """Return the kinds of services that words of a text call for, as `needs_called` does."""
    asked = said(text)
    longest = [0] * len(asked)
    found = list(_found(asked))
    for span, _ in found:
        for at in span:
            longest[at] = max(longest[at], len(span))
    called = [kinds for span, kinds in found if any(longest[at] == len(span) for at in span)]
    return frozenset().union(*called)


def needs_meant(text: str) -> tuple[str, ...]:
    """Return what a text calls for (tiles and kinds) when no word of it says anything else.

    A tile where several of its kinds are called so, else the one kind.
    """
    asked = said(text)
    told = {at for span, _ in _found(asked) for at in span}
    return _in_short(kinds_called(text)) if asked and len(told) == len(asked) else ()


def needs_named(text: str) -> tuple[str, ...]:
    """Return the tiles or kinds that a text as a whole is a name of.

    *work* is a whole tile, and *child care* the label of a kind; *carpentry* is no more than a
    part of one kind, and better found by its words.
    """
    asked = said(text)
    whole = frozenset().union(*(kinds for span, kinds in _found(asked) if len(span) == len(asked)))
    tiles = {tile for tile, kinds in _by_tile(whole).items() if len(kinds) > 1}
    in_order = tuple(need.code for need in terms("public_need") if need.code in tiles)
    return in_order or _in_short(_labelled().get(_joined(text), frozenset()))


def _in_short(kinds: Iterable[str]) -> tuple[str, ...]:
    tiles = _by_tile(kinds)
    order = [need.code for need in terms("public_need") if need.code in tiles]
    return tuple(tile if len(tiles[tile]) > 1 else tiles[tile][0] for tile in order)


def _by_tile(kinds: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for kind in sorted(kinds):
        found.setdefault(need_of_kind()[kind], []).append(kind)
    return found


@cache
def _labelled() -> Mapping[str, frozenset[str]]:
    """Return the kinds by their labels: *child care* is written in one word and in two."""
    found: dict[str, frozenset[str]] = {}
    for kind in _open_kinds():
        for written in map(_joined, all_labels("service_kind", kind)):
            found[written] = found.get(written, frozenset()) | {kind}
    return found


def _joined(text: str) -> str:
    return "".join(phrase(text))


@cache
def words_for_services() -> Mapping[str, str]:
    """Return each word that calls for an open kind of service, folded, as it is written."""
    written = (text for kind in _open_kinds() for text in _all_words(kind))
    return {fold(word): word for text in written for word in text.split()}


def _found(asked: Said) -> Iterator[tuple[range, frozenset[str]]]:
    """Yield where in a text a phrase stands, with the kinds of services it calls for."""
    for first in frozenset().union(*asked):
        for one, kinds in _phrases().get(first, {}).items():
            for start in begins(asked, one):
                yield range(start, start + len(one)), kinds


def _words(kind: str, tags: Iterable[str]) -> tuple[str, ...]:
    in_languages = [data_file(f"{FOLDER}/{tag}.json")["words"].get(kind, ()) for tag in tags]
    return tuple(dict.fromkeys(word for words in in_languages for word in words))


@cache
def _phrases() -> Mapping[str, Mapping[Phrase, frozenset[str]]]:
    """Each phrase with the kinds it calls for, by its first word: there are thousands."""
    found: dict[str, dict[Phrase, frozenset[str]]] = {}
    for kind in _open_kinds():
        for one in phrases(_all_words(kind)):
            same = found.setdefault(one[0], {})
            same[one] = same.get(one, frozenset()) | {kind}
    return found


def _open_kinds() -> list[str]:
    closed = codes_where("service_kind", "sensitive")
    return [
        kind for kind, need in need_of_kind().items() if need != "safety" and kind not in closed
    ]


def _all_words(kind: str) -> tuple[str, ...]:
    """Return the everyday words for a kind, and its labels, in every language there is."""
    return *_words(kind, everyday_languages()), *all_labels("service_kind", kind)

"""What a reader asks for: parsed at the door, clamped, never an error, and back into a URL."""

from dataclasses import dataclass, fields, replace
from typing import Any, Protocol, Self, TypeVar
from unicodedata import category

from directory.gazetteer.typed import coarse
from directory.i18n.folding import fold
from directory.organisations.ids import read_public_id
from directory.vocabulary.terms import codes_where, need_of_kind, vocabulary

T = TypeVar("T")
LONGEST = 200
LAST_PAGE = 5_000
"""Nobody turns so many pages; what is far behind costs much to find."""
RADII = (5, 10, 25, 50, 100, 200)
"""Kilometres a reader may choose from."""
DEFAULT_RADIUS = 25
JOINERS = "\u200c\u200d"
ACCESS = ("free", "no-papers", "walk-in")


class Arguments(Protocol):
    """What `request.args` and `MultiDict` offer."""

    def getlist(self, key: str) -> list[str]: ...  # noqa: D102 - the name says it


@dataclass(frozen=True)
class Criteria:
    """One question. Every field is empty when nothing is asked of it.

    `exactly` is 1 where the words are looked for as they are, whatever they may mean.
    """

    q: str = ""
    near: str = ""
    place: str = ""
    within: int = 0
    need: tuple[str, ...] = ()
    for_group: str = ""
    language: str = ""
    access: tuple[str, ...] = ()
    kind: str = ""
    country: str = ""
    organisation: str = ""
    exactly: int = 0
    page: int = 1

    @classmethod
    def from_args(cls, args: Arguments) -> Self:
        """Return the question a URL asks; whatever cannot be understood is left out."""
        return cls(
            q=_words(args, "q"),
            near=coarse(_words(args, "near")),
            place=_words(args, "place"),
            within=_one_of(_number(args, "within"), RADII, 0),
            need=tuple(code for code in _codes(args, "need") if code in needs()),
            for_group=_one_of(_first(args, "for"), _groups(), ""),
            language=_language(args),
            access=tuple(code for code in _codes(args, "access") if code in ACCESS),
            kind=_one_of(_first(args, "kind"), tuple(vocabulary()["sse_entity_kind"]), ""),
            country=_country(args),
            organisation=read_public_id(_first(args, "organisation")) or "",
            exactly=_one_of(_number(args, "exactly"), (1,), 0),
            page=min(max(_number(args, "page"), 1), LAST_PAGE),
        )

    def to_args(self, *, shared: bool = False) -> dict[str, Any]:
        """Return the arguments of the URL that asks this; `shared` leaves the group out.

        The group is what a reader says of themselves, so it goes into no canonical or shared
        link (docs/protection.md, 4).
        """
        values = {
            NAMES.get(field.name, field.name): getattr(self, field.name)
            for field in fields(self)
            if getattr(self, field.name) != field.default
        }
        if shared:
            values.pop("for", None)
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in values.items()
        }

    def but(self, **changes: Any) -> Self:
        """Return the same question with some fields changed, from its first page."""
        return replace(self, **{"page": 1, **changes})

    @property
    def asks_of_service(self) -> bool:
        """Tell whether a filter speaks of a service, so that all must hold for one service."""
        return bool(self.need or self.for_group or self.language or self.access)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is asked at all."""
        return not self.to_args(shared=False).keys() - {"page", "exactly"}

    @property
    def kinds_asked(self) -> frozenset[str]:
        """Return the service kinds that the needs stand for."""
        found: set[str] = set()
        for code in self.need:
            found |= _kinds_of_need(code)
        return frozenset(found)


NAMES = {"for_group": "for"}


def needs() -> frozenset[str]:
    """Return what `need` may be: the tiles but *safety*, and their kinds that are not sensitive.

    Sensitive kinds are no values of `need` (docs/protection.md, 10).
    """
    return frozenset(vocabulary()["public_need"]) - {"safety"} | _open_kinds()


def asks_for_safety(args: Arguments) -> bool:
    """Tell whether a URL asks for the tile *safety* or for a sensitive kind, typed by hand."""
    closed = {"safety", *vocabulary()["service_kind"]} - needs()
    return not closed.isdisjoint(_codes(args, "need"))


def _kinds_of_need(code: str) -> frozenset[str]:
    if code in vocabulary()["public_need"]:
        return frozenset(vocabulary()["public_need"][code].facts["service_kinds"]) & _open_kinds()
    return frozenset({code})


def _open_kinds() -> frozenset[str]:
    tiled = frozenset(kind for kind, tile in need_of_kind().items() if tile != "safety")
    return tiled - codes_where("service_kind", "sensitive")


def _groups() -> tuple[str, ...]:
    return tuple(code for code in vocabulary()["public_group"] if code != "any")


def _first(args: Arguments, name: str) -> str:
    return next((value.strip() for value in args.getlist(name) if value.strip()), "")


def _words(args: Arguments, name: str) -> str:
    text = "".join(map(_shown, _first(args, name)[: LONGEST * 4]))
    return " ".join(text.split())[:LONGEST]


def _shown(letter: str) -> str:
    """Persian and Sorani spell with joiners; other signs that nobody sees part no word."""
    if letter.isprintable() or letter in JOINERS:
        return letter
    return "" if category(letter) == "Cf" else " "


def _codes(args: Arguments, name: str) -> list[str]:
    return sorted(
        {code.strip() for value in args.getlist(name) for code in value.split(",")} - {""}
    )


def _number(args: Arguments, name: str) -> int:
    text = _first(args, name)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def _one_of(value: T, allowed: tuple[T, ...], otherwise: T) -> T:
    return value if value in allowed else otherwise


def _language(args: Arguments) -> str:
    tag = _first(args, "language").split("-")[0].lower()
    return tag if tag.isascii() and tag.isalpha() and 2 <= len(tag) <= 3 else ""


def _country(args: Arguments) -> str:
    code = _first(args, "country").upper()
    return code if code.isascii() and code.isalpha() and len(code) == 2 else ""


def says_nothing(words: str) -> bool:
    """Tell whether words hold nothing that could be looked for (only blanks or punctuation)."""
    return not fold(words)

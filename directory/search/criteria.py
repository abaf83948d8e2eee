"""What a reader asks for: parsed at the door, clamped, never an error, and back into a URL."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, Protocol, Self, TypeVar
from unicodedata import category

from directory.gazetteer.typed import coarse
from directory.i18n.folding import fold
from directory.organisations.ids import read_public_id
from directory.organisations.said import FREE, NO_PAPERS, WALK_IN
from directory.search.facets import FACETS, UNSAID, Facet
from directory.vocabulary.terms import codes_where, need_of_kind, vocabulary

T = TypeVar("T")
LONGEST = 200
LAST_PAGE = 5_000
"""Nobody turns so many pages; what is far behind costs much to find."""
RADII = (5, 10, 25, 50, 100, 200)
"""Kilometres a reader may choose from."""
DEFAULT_RADIUS = 25
COUNTRY = re.compile("[A-Z]{2}")
REGION = re.compile(r"[A-Z]{2}\.[\w-]{1,20}")
JOINERS = "\u200c\u200d"
MOST_VALUES = 40
"""Values of one filter; nobody ticks more by hand."""
CHECKED_WITHIN = (1, 3, 6, 12)
"""Months a reader may choose from."""
FORMER = {
    "free": ("fee", FREE),
    "no-papers": ("documents", NO_PAPERS),
    "walk-in": ("access", WALK_IN),
}
"""What links of before, with `access`, are understood as."""


class Arguments(Protocol):
    """What `request.args` and `MultiDict` offer."""

    def getlist(self, key: str) -> list[str]: ...  # noqa: D102 - the name says it


@dataclass(frozen=True)
class Criteria:
    """One question. Every field is empty when nothing is asked of it.

    Several values of one filter mean any of them; different filters must all hold. `exactly` is 1
    where the words are looked for as they are, whatever they may mean; `checked` counts months.
    """

    q: str = ""
    near: str = ""
    place: str = ""
    within: int = 0
    need: tuple[str, ...] = ()
    for_group: str = ""
    fee: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    women_staff: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    cooperative_type: tuple[str, ...] = ()
    activity: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()
    checked: int = 0
    country: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
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
            need=_allowed(_codes(args, "need"), lambda code: code in needs()),
            for_group=_one_of(_first(args, "for"), groups(), ""),
            **_chosen(args),
            checked=_one_of(_number(args, "checked"), CHECKED_WITHIN, 0),
            country=_allowed(_countries(args), COUNTRY.fullmatch),
            region=_allowed(_codes(args, "region"), REGION.fullmatch),
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

    def less(self, name: str, value: str) -> Self:
        """Return the same question without one value of a filter."""
        left = tuple(one for one in getattr(self, name) if one != value)
        # regions are shown under their country only
        inside = {"region": ()} if name == "country" else {}
        return self.but(**{name: left, **inside})

    @property
    def filters_on(self) -> int:
        """Tell how many values of filters are chosen, words and places not counted."""
        values = [value for name, value in self.to_args().items() if name not in NO_FILTERS]
        return sum(len(value) if isinstance(value, list) else 1 for value in values)

    @property
    def asks_of_service(self) -> bool:
        """Tell whether a filter speaks of a service, so that all must hold for one service."""
        facets = any(getattr(self, facet.name) for facet in FACETS if facet.of_service)
        return bool(self.need or self.for_group or facets)

    @property
    def one_country(self) -> str | None:
        """Return the country that is asked for; None when none or several are."""
        return self.country[0] if len(self.country) == 1 else None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is asked at all."""
        return not self.to_args(shared=False).keys() - {"page", "exactly"}

    @property
    def kinds_asked(self) -> frozenset[str]:
        """Return the service kinds that the needs stand for."""
        found: set[str] = set()
        for code in self.need:
            found |= kinds_of_need(code)
        return frozenset(found)


NAMES = {"for_group": "for"}
TEXTS = frozenset({"q", "near", "place"})
"""Arguments that are words, not codes."""
NO_FILTERS = TEXTS | {"within", "organisation", "exactly", "page"}


def chosen(criteria: Criteria) -> list[tuple[Facet, tuple[str, ...]]]:
    """Return the filters of which values are chosen, with the values."""
    each = ((facet, getattr(criteria, facet.name)) for facet in FACETS)
    return [(facet, values) for facet, values in each if values]


def unsaid_fields(criteria: Criteria) -> list[str]:
    """Return the fields of which an offer may say nothing and answer: it comes after the others.

    The group is always one of them (docs/protection.md, 5).
    """
    found = [facet.field for facet, values in chosen(criteria) if UNSAID in values]
    return [*found, "group"] if criteria.for_group else found


@cache
def needs() -> frozenset[str]:
    """Return what `need` may be: the tiles but *safety*, and their kinds that are not sensitive.

    Sensitive kinds are no values of `need` (docs/protection.md, 10).
    """
    return frozenset(vocabulary()["public_need"]) - {"safety"} | _open_kinds()


def asks_for_safety(args: Arguments) -> bool:
    """Tell whether a URL asks for the tile *safety* or for a sensitive kind, typed by hand."""
    closed = {"safety", *vocabulary()["service_kind"]} - needs()
    return not closed.isdisjoint(_codes(args, "need"))


@cache
def kinds_of_need(code: str) -> frozenset[str]:
    """Return the kinds of service that a tile stands for; of a kind itself."""
    if code in vocabulary()["public_need"]:
        return frozenset(vocabulary()["public_need"][code].facts["service_kinds"]) & _open_kinds()
    return frozenset({code})


@cache
def _open_kinds() -> frozenset[str]:
    tiled = frozenset(kind for kind, tile in need_of_kind().items() if tile != "safety")
    return tiled - codes_where("service_kind", "sensitive")


@cache
def groups() -> tuple[str, ...]:
    """Return the groups that readers choose from."""
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


def _chosen(args: Arguments) -> dict[str, tuple[str, ...]]:
    """Return the values of each filter that are asked for and that there can be."""
    asked = {facet.name: set(_codes(args, facet.name)) for facet in FACETS}
    asked["language"] = {tag.split("-")[0].lower() for tag in asked["language"]}
    for former, (name, value) in FORMER.items():
        if former in asked["access"]:
            asked[name].add(value)
    return {facet.name: _allowed(sorted(asked[facet.name]), facet.allows) for facet in FACETS}


def _countries(args: Arguments) -> list[str]:
    return sorted({code.upper() for code in _codes(args, "country")})


def _allowed(codes: Iterable[str], allows: Callable[[str], object]) -> tuple[str, ...]:
    return tuple(code for code in codes if allows(code))[:MOST_VALUES]


def says_nothing(words: str) -> bool:
    """Tell whether words hold nothing that could be looked for (only blanks or punctuation)."""
    return not fold(words)

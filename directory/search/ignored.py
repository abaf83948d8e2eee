"""What of an address could not be understood: said in words, never left out in silence."""

from dataclasses import dataclass, fields

from werkzeug.datastructures import MultiDict

from directory.search.criteria import NAMES, TEXTS, Arguments, Criteria

LONGEST_SHOWN = 40
MOST_SHOWN = 5
WITHOUT_MEANING = frozenset({"", "0"})
HARMLESS = frozenset({"page", "exactly"})
"""Who gets the first page, or the usual reading, misses nothing."""


@dataclass(frozen=True)
class LeftOut:
    """A value of a filter that means nothing here, as far as it is shown."""

    name: str
    value: str


def left_out(args: Arguments) -> list[LeftOut]:
    """Return the first values that nothing was done with; what is no filter does not matter."""
    names = {NAMES.get(field.name, field.name) for field in fields(Criteria)} - HARMLESS - TEXTS
    found = [
        LeftOut(name, value[:LONGEST_SHOWN])
        for name in sorted(names)
        for value in _values(args, name)
        if Criteria.from_args(MultiDict([(name, value)])) == Criteria()
    ]
    return found[:MOST_SHOWN]


def _values(args: Arguments, name: str) -> list[str]:
    """Return what is given for a name, each value once, in order."""
    each = (code.strip() for text in args.getlist(name)[:100] for code in text.split(",")[:100])
    return [value for value in dict.fromkeys(each) if value not in WITHOUT_MEANING]

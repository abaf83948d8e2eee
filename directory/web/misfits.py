"""What does not fit a form, in plain sentences: pydantic's findings told in our own words."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from pydantic import ValidationError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

LONGEST = 60
MOST_TOLD = 50
Path = Iterable[int | str]

_NUMBER = _("a number is needed here")
_WHOLE = _("a whole number is needed here")
_YES_NO = _("only true or false can stand here")
_WORDS = _("words in quotation marks are needed here")
_LIST = _("a list in square brackets is needed here")
_FIELDS = _("fields in curly brackets are needed here")
_ONE_OF = _("only one of these can stand here: %(expected)s")
_ID = _("an id is needed here: 32 digits and letters from a to f, in groups (UUID)")
_DAY = _("there is no such day; one is written as 2026-12-31")
_TIME = _("there is no such time of day; one is written as 08:00")
_MOMENT = _("there is no such moment; one is written as 2026-12-31T08:00:00Z")

SENTENCES = {
    "missing": _("this is missing"),
    "extra_forbidden": _("nothing is known by this name"),
    "string_type": _WORDS,
    "string_too_short": _("this is empty"),
    "string_too_long": _("at most %(max_length)s letters can stand here"),
    "string_pattern_mismatch": _("this is not written in the form that is needed here"),
    "string_unicode": _("this holds characters that are none"),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "decimal_max_digits": _("at most %(max_digits)s digits can stand here"),
    "decimal_max_places": _("at most %(decimal_places)s digits can stand after the point"),
    "greater_than_equal": _("at least %(ge)s is needed here"),
    "less_than_equal": _("at most %(le)s can stand here"),
    "bool_type": _YES_NO,
    "bool_parsing": _YES_NO,
    "too_short": _("too few stand here: at least %(min_length)s"),
    "too_long": _("too many stand here: at most %(max_length)s"),
    "tuple_type": _LIST,
    "list_type": _LIST,
    "model_type": _FIELDS,
    "model_attributes_type": _FIELDS,
    "dict_type": _FIELDS,
    "enum": _ONE_OF,
    "literal_error": _ONE_OF,
    "uuid_type": _ID,
    "uuid_parsing": _ID,
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "time_type": _TIME,
    "time_parsing": _TIME,
    "datetime_type": _MOMENT,
    "datetime_parsing": _MOMENT,
    "datetime_from_date_parsing": _MOMENT,
}
"""By the type that pydantic gives a finding; `value_error` brings a sentence of our own."""
_OTHERWISE = _("this does not fit")


def misfits(error: ValidationError) -> list[str]:
    """Return everything that does not fit, each with the way to it."""
    findings = error.errors(include_url=False)
    wrong_inside = {found["loc"][:end] for found in findings for end in range(len(found["loc"]))}
    return [
        told(found["loc"], sentence(found))
        for found in findings
        # pydantic counts entries that do not fit as missing
        if found["type"] != "too_short" or found["loc"] not in wrong_inside
    ]


def sentence(found: "ErrorDetails") -> str:
    """Return what is wrong at one place, in the reader's language."""
    facts = dict(found.get("ctx", {}))
    if found["type"] == "value_error":
        return str(facts["error"])
    if "expected" in facts:
        # pydantic writes 'a', 'b' or 'c'
        facts["expected"] = ", ".join(re.findall(r"'([^']*)'", facts["expected"])) or "1"
    return str(SENTENCES.get(found["type"], _OTHERWISE)) % facts


def way_to(path: Path) -> str:
    """Return the way to a place in words: “services, entry 2, fee”; empty for the whole."""
    return ", ".join(
        gettext("entry %(number)s", number=step + 1) if isinstance(step, int) else shown(step)
        for step in path
    )


def shown(name: str) -> str:
    """Return what somebody wrote so that it can be told: short, and nothing a terminal obeys."""
    return "".join(ch for ch in name if ch.isprintable())[:LONGEST]


def told(path: Path, said: str) -> str:
    """Return the sentence with the way to what it speaks of; alone when it is the whole."""
    where = way_to(path)
    return gettext("%(where)s: %(said)s", where=where, said=said) if where else said


def all_told(lines: list[str]) -> str:
    """Return the lines as one text, and how many more there are where nobody would read them."""
    more = len(lines) - MOST_TOLD
    shown = lines[:MOST_TOLD]
    if more > 0:
        shown.append(gettext("and %(number)s more like these", number=more))
    return "\n".join(shown)

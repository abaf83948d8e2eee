"""The small values a document is made of: texts, codes, money, yes/no/not stated."""

import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

_NO_CHARACTERS = "".join(
    f"{chr(plane + 0xFFFE)}-{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
# controls break databases and terminals; tag letters say what nobody sees; noncharacters are none
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufdd0-\ufdef\U000e0000-\U000e007f" + _NO_CHARACTERS + "]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_MOST_MARKS = 3
# embeddings and overrides can reverse what follows them on a page (Unicode TR 36), and the pages
# isolate every text themselves
_REVERSING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# letters and signs by their category in Unicode, which nobody can see nevertheless
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_FORMS = {
    "code": r"^[a-z][a-z0-9_]{0,63}$",
    "country": r"^[A-Z]{2}$",
    "currency": r"^[A-Z]{3}$",
    "language": r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$",
    "day": r"^\d{4}-\d{2}-\d{2}$",
    "time": r"^\d{2}:\d{2}(:\d{2})?$",
    "moment": r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*$",
}
_SAID = {
    "code": _("a code is small letters, digits and underscores, and begins with a letter"),
    "country": _("a country is two capital letters of ISO 3166, such as JO"),
    "currency": _("a currency is three capital letters of ISO 4217, such as JOD"),
    "language": _("a language is a code such as en or ku-Arab"),
    "day": _("a day is written as year, month and day: 2026-12-31"),
    "time": _("a time of day is written as 08:00, in the time of the place, without a zone"),
    "moment": _("a moment is written as 2026-12-31T08:00:00Z"),
}
EARLIEST, LATEST = date(1800, 1, 1), date(2200, 12, 31)
"""No day of a document lies before or after: some count days from it, and calendars end."""
LONGEST_NAME = 300


def _written_as(form: str) -> BeforeValidator:
    """Refuse what is written otherwise, with a sentence of our own; values made in code pass."""
    pattern, said = re.compile(_FORMS[form], re.ASCII), _SAID[form]

    def check(value: Any) -> Any:
        if isinstance(value, (int, float)) or (
            isinstance(value, str) and not pattern.fullmatch(value)
        ):
            raise ValueError(said)
        return value

    return BeforeValidator(check)


def _in_our_time(value: Any) -> Any:
    if not EARLIEST.year <= value.year <= LATEST.year:
        raise ValueError(_("a day lies between the years 1800 and 2200"))
    return value


def _without_zone(value: time) -> time:
    if value.tzinfo is not None:
        raise ValueError(_SAID["time"])
    return value


def clean_words(value: Any) -> Any:
    """Return text in NFC with uniform line breaks and without invisible controls."""
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    text = _REVERSING.sub("", _UNWANTED.sub("", _SURROGATES.sub("", text)))
    text = unicodedata.normalize("NFC", text)
    return _without_heaps(text).strip()


def _without_heaps(text: str) -> str:
    """Keep so many marks above or below a letter as some language writes, and drop the rest.

    Marks of class 0 (of Burmese, of Thai) have a place of their own and do not pile up.
    """
    if text.isascii():
        return text
    kept, pile = [], 0
    for ch in text:
        pile = pile + 1 if unicodedata.combining(ch) or unicodedata.category(ch) == "Me" else 0
        if pile <= _MOST_MARKS:
            kept.append(ch)
    return "".join(kept)


def _one_line(value: Any) -> Any:
    """Return words as one line; what reverses a line is refused, for lines tell things apart."""
    if not isinstance(value, str):
        return value
    if _REVERSING.search(value):
        raise ValueError(_("characters that turn the direction of writing may not stand here"))
    return " ".join(clean_words(" ".join(value.split())).split())


def _visible(value: str) -> str:
    """Refuse words of which nothing can be seen: blanks, joiners, marks without a letter."""
    if not any(unicodedata.category(ch)[0] in "LNPS" and ch not in _BLANK_LETTERS for ch in value):
        raise ValueError(_("nothing that can be read stands here"))
    return value


def _lower_case_language(value: str) -> str:
    head, *rest = value.split("-")
    return "-".join([head.lower(), *rest])


class Value(BaseModel):
    """The base of everything in a document: immutable, and nothing unknown is let in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Part(Value):
    """A part that keeps its id through all revisions, so that changes can be told and merged."""

    id: UUID


Line = Annotated[
    str,
    StringConstraints(min_length=1, max_length=300),
    AfterValidator(_visible),
    BeforeValidator(_one_line),
]
ShortLine = Annotated[
    str,
    StringConstraints(min_length=1, max_length=120),
    AfterValidator(_visible),
    BeforeValidator(_one_line),
]
Words = Annotated[
    str,
    StringConstraints(min_length=1, max_length=8000),
    AfterValidator(_visible),
    BeforeValidator(clean_words),
]
Code = Annotated[str, StringConstraints(pattern=_FORMS["code"]), _written_as("code")]
Country = Annotated[str, StringConstraints(pattern=_FORMS["country"]), _written_as("country")]
Currency = Annotated[str, StringConstraints(pattern=_FORMS["currency"]), _written_as("currency")]
Language = Annotated[
    str,
    StringConstraints(pattern=_FORMS["language"]),
    _written_as("language"),
    AfterValidator(_lower_case_language),
]
Day = Annotated[date, _written_as("day"), AfterValidator(_in_our_time)]
ClockTime = Annotated[time, _written_as("time"), AfterValidator(_without_zone)]
"""A time of day by the clock on the wall there."""
Moment = Annotated[datetime, _written_as("moment"), AfterValidator(_in_our_time)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Year = Annotated[int, Field(ge=1700, le=2100)]
Age = Annotated[int, Field(ge=0, le=120)]


class Stated(StrEnum):
    """Yes, no, or nobody said."""

    YES = "yes"
    NO = "no"
    NOT_STATED = "not_stated"


class WrittenBy(StrEnum):
    """Who put the words down."""

    PERSON = "person"
    MACHINE = "machine"
    IMPORT = "import"


class Text(Part):
    """One wording in one language; a translation names the text it was made from."""

    language: Language
    words: Words
    written_by: WrittenBy = WrittenBy.PERSON
    made_from: UUID | None = None


def _as_name(value: Any) -> Any:
    """Make the words one line: a name is a text like others, in lists that nobody should break."""
    if isinstance(value, Text):
        return value.model_copy(update={"words": _one_line(value.words)})
    if isinstance(value, dict) and "words" in value:
        return {**value, "words": _one_line(value["words"])}
    return value


def _short_name(value: Text) -> Text:
    if len(value.words) > LONGEST_NAME:
        raise ValueError(_("a name has at most %(most)s letters", most=LONGEST_NAME))
    return value


Name = Annotated[Text, BeforeValidator(_as_name), AfterValidator(_short_name)]


class Money(Value):
    """An amount in a currency (ISO 4217)."""

    # nothing is nothing, also when it is written as -0
    amount: Annotated[
        Decimal, Field(ge=0, le=10_000_000_000, decimal_places=2), AfterValidator(abs)
    ]
    currency: Currency


Names = Annotated[tuple[Name, ...], Field(max_length=24)]
Texts = Annotated[tuple[Text, ...], Field(max_length=24)]
Languages = Annotated[tuple[Language, ...], Field(max_length=40)]
Codes = Annotated[tuple[Code, ...], Field(max_length=60)]

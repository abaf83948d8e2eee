"""The small values a document is made of: texts, codes, money, yes/no/not stated."""

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

# controls break databases and terminals; bidi embeddings and overrides can reverse what follows
# them on a page (Unicode TR 36), and the pages isolate every text themselves
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def clean_words(value: Any) -> Any:
    """Return text in NFC with uniform line breaks and without invisible controls."""
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(ch for ch in text if not 0xD800 <= ord(ch) <= 0xDFFF)
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text)).strip()


def _one_line(value: Any) -> Any:
    cleaned = clean_words(value)
    return " ".join(cleaned.split()) if isinstance(cleaned, str) else cleaned


def _lower_case_language(value: str) -> str:
    head, *rest = value.split("-")
    return "-".join([head.lower(), *rest])


class Value(BaseModel):
    """The base of everything in a document: immutable, and nothing unknown is let in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Part(Value):
    """A part that keeps its id through all revisions, so that changes can be told and merged."""

    id: UUID


Line = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=1, max_length=300)]
ShortLine = Annotated[
    str, BeforeValidator(_one_line), StringConstraints(min_length=1, max_length=120)
]
Words = Annotated[
    str, BeforeValidator(clean_words), StringConstraints(min_length=1, max_length=8000)
]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Language = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$"),
    AfterValidator(_lower_case_language),
]
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


class Money(Value):
    """An amount in a currency (ISO 4217)."""

    amount: Annotated[Decimal, Field(ge=0, le=10_000_000_000, decimal_places=2)]
    currency: Currency


Names = Annotated[tuple[Text, ...], Field(max_length=24)]
Texts = Annotated[tuple[Text, ...], Field(max_length=24)]
Languages = Annotated[tuple[Language, ...], Field(max_length=40)]
Codes = Annotated[tuple[Code, ...], Field(max_length=60)]

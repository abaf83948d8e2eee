"""The compact authoring format as typed rows: what `data/*.json` may say (`data/README.md`)."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

DATA = Path(__file__).parent / "data"
"""Folder of one file per country, the phrases they share, and the table of checks."""

Wording = dict[str, str] | str
"""Words by language, the original first, or "=phrase" for one of `phrases.json`."""

Phrases = dict[str, dict[str, str]]
"""Sentences that several organisations use, by name and language."""


class Row(BaseModel):
    """The base of every row: immutable, and a mistyped key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SiteRow(Row):
    """One place of work; without a country it lies in the country of the file."""

    role: str = "head_office"
    precision: str
    place: str | None = None
    country: str | None = None
    point: tuple[float, float] | None = None
    address: str | None = None
    names: Wording = {}
    directions: Wording = {}
    hours: str | None = None
    hours_note: Wording = {}
    time_zone: str | None = None
    accessibility: str = ""
    languages: str = ""
    closed_until: date | None = None


class PolygonRow(Row):
    """An area served that is drawn; the ring is closed when it is read."""

    name: str
    polygon: list[tuple[float, float]]


class ServiceRow(Row):
    """One service; its name in the row is its kind unless `kind` says another."""

    kind: str | None = None
    names: Wording = {}
    description: Wording = {}
    groups: Annotated[str, Field(alias="for")] = ""
    audience: str = ""
    access: str = ""
    documents: str = ""
    status: str = "not_stated"
    nationality: str = "not_stated"
    fee: str = "unknown"
    fee_note: Wording = {}
    age: str = ""
    languages: str = ""
    interpretation: str = ""
    women_staff: str = "not_stated"
    first: Wording = {}
    next: Wording = {}
    delay: int | None = None
    complaint: Wording = {}
    sites: str | None = None
    contacts: str = ""
    areas: list[str | PolygonRow] = []
    online: bool = False
    hours: str | None = None
    hours_note: Wording = {}
    operational: str = "active"
    valid_from: date | None = None
    until: date | None = None
    visibility: str | None = None


class MembershipRow(Row):
    """Who can join, what it costs and how one leaves."""

    classes: str = ""
    rights: str = ""
    non_national: str = "not_stated"
    conditions: str = ""
    age: int | None = None
    share: Decimal | None = None
    entry: Decimal | None = None
    dues: Decimal | None = None
    months: int | None = None
    currency: str | None = None
    yes: str = ""
    no: str = ""
    join: Wording = {}
    leave: Wording = {}


class GovernanceRow(Row):
    """Who decides; parts of a whole are written <1/4, 1/4-1/2, 1/2-3/4 or >3/4."""

    members: str = "not_stated"
    women: str = ""
    displaced: str = ""
    board: str = ""
    elected: str = "not_stated"
    meeting: date | None = None
    audit: date | None = None
    profit: Wording = {}
    complaint: Wording = {}
    safeguarding: str = "not_stated"
    policy: str | None = None


class ContactRow(Row):
    """One channel; `value` of a telephone is the short tail of an impossible number."""

    channel: str
    value: str
    languages: str = ""
    flags: str = ""
    public: bool = True
    label: Wording = {}
    person: str | None = None
    agreed: bool = False


class OrganisationRow(Row):
    """One invented organisation."""

    names: dict[str, str]
    summary: dict[str, str]
    description: dict[str, str] = {}
    kind: str
    form: str | None = None
    registration: str = "not_stated"
    founded: int | None = None
    displaced: str = "not_stated"
    activities: str = ""
    status: str = "active"
    parent: str | None = None
    member_of: list[str] = []
    membership: MembershipRow | None = None
    governance: GovernanceRow = GovernanceRow()
    contacts: dict[str, list[str] | ContactRow] = {}
    links: dict[str, str] = {}
    sites: dict[str, SiteRow] = {}
    services: dict[str, ServiceRow] = {}
    consent: str


class CountryFile(Row):
    """One file of rows with what they have in common."""

    country: str
    time_zone: str
    currency: str
    registers: dict[str, str] = {}
    organisations: dict[str, OrganisationRow]


class CheckRow(Row):
    """How, when and by whom an organisation was checked."""

    method: str
    on: date
    by: str


class ReviewFile(Row):
    """The table of checks; who is not in it was never checked."""

    checks: dict[str, CheckRow]
    waiting: list[str]


def country_files(folder: Path = DATA) -> list[CountryFile]:
    """Return the rows of every country, by file name."""
    shared = {"phrases.json", "checks.json"}
    paths = sorted(path for path in folder.glob("*.json") if path.name not in shared)
    return [CountryFile.model_validate_json(path.read_bytes()) for path in paths]


def phrases(folder: Path = DATA) -> Phrases:
    """Return the sentences that several organisations use."""
    found: Phrases = json.loads((folder / "phrases.json").read_text(encoding="utf-8"))
    return found


def review_file(folder: Path = DATA) -> ReviewFile:
    """Return the table of checks and of those left waiting."""
    return ReviewFile.model_validate_json((folder / "checks.json").read_bytes())

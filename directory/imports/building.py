"""From the rows of one id to the document of one organisation."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from pydantic import ValidationError

from directory.imports.facts import LONGEST_NAME, Facts
from directory.imports.findings import Finding, Note, note
from directory.imports.places import Places
from directory.imports.profiles import Profile
from directory.imports.rows import Row
from directory.imports.sites import SiteReader
from directory.imports.wording import read_date
from directory.organisations.document import Consent, Document, Service, Site, Source
from directory.organisations.document.values import EARLIEST, LATEST
from directory.organisations.ids import derived_id
from directory.vocabulary.terms import term
from directory.web.misfits import sentence, way_to


@dataclass
class Built:
    """The document of some rows, or None when all were refused; each row keeps its findings."""

    document: Document | None
    rows: list[Row]
    row_of_service: dict[UUID, Row] = field(default_factory=dict)

    @property
    def findings(self) -> Iterator[Finding]:
        """Everything that was found in the rows."""
        return (finding for row in self.rows for finding in row.findings)

    @property
    def first(self) -> Row:
        """The row that speaks for the organisation: the first that was not refused."""
        return next((row for row in self.rows if not row.refused), self.rows[0])

    def refuse(self, why: Note) -> None:
        """Refuse every row that was not refused yet."""
        self.document = None
        for row in self.rows:
            if not row.refused:
                row.say([why])


@dataclass
class _Good:
    """A row that can be taken: its site, and its words by table."""

    row: Row
    site: Site
    read: dict[str, str]


def build(
    profile: Profile, key: str, staged: list[tuple[int, dict[str, str]]], places: Places
) -> Built:
    """Return the document that the rows of one id make, and what was found in them."""
    rows = [Row(number, cells, profile) for number, cells in staged]
    good = _good_rows(rows, SiteReader(profile, key, places))
    built = Built(None, rows)
    if not good:
        return built
    try:
        services = _services(profile, key, good)
        built.document = _document(profile, key, good, services)
    except ValidationError as error:
        built.refuse(_misfit(error))
        return built
    built.row_of_service = {service.id: found.row for service, found in services}
    return built


def _good_rows(rows: list[Row], reader: SiteReader) -> list[_Good]:
    """Return the rows that can be taken; the others say why not."""
    good: list[_Good] = []
    seen: dict[frozenset[tuple[str, str]], Row] = {}
    sites: dict[str, _Good] = {}
    for number, row in enumerate(rows, start=1):
        first = seen.setdefault(frozenset(row.cells.items()), row)
        if first is not row and not first.refused:
            row.say([note("row_doubled", first=first.number)])
            continue
        own = row.cell(row.profile.site.key)
        part = f"site/{own}" if own else f"site#{number}"
        found = _good(row, reader, part, sites.get(part))
        if found is not None:
            sites.setdefault(part, found)
            good.append(found)
    return good


def _good(row: Row, reader: SiteReader, part: str, same_site: _Good | None) -> _Good | None:
    """Return what every row must have, or None after saying why it is refused."""
    profile = row.profile
    if not row.words(profile.organisation_name, most=LONGEST_NAME):
        row.say([note("no_name")], profile.organisation_name)
        return None
    if same_site is not None:
        if profile.service is None:
            said = note("rows_disagree", first=same_site.row.number)
            row.say([said], profile.site.key)
        return _Good(row, same_site.site, row.read_tables())
    try:
        site = reader.read(row, part)
    except ValidationError as error:
        row.say([_misfit(error)])
        return None
    return _Good(row, site, row.read_tables()) if site else None


def _misfit(error: ValidationError) -> Note:
    wrong = error.errors()[0]
    return note("does_not_fit", field=way_to(wrong["loc"]) or "document", reason=sentence(wrong))


def _services(profile: Profile, key: str, good: list[_Good]) -> list[tuple[Service, _Good]]:
    """Return the service that each row names, at the site of that row."""
    columns = profile.service
    if columns is None:
        return []
    services = []
    counted: dict[str, int] = {}
    for found in good:
        kind = found.row.code("service_kind", found.read)
        if kind is None:
            continue
        part = f"service/{kind}/{found.site.id}"
        again = counted[part] = counted.get(part, 0) + 1
        service = Service(
            id=derived_id(profile.source, key, part if again == 1 else f"{part}#{again}"),
            kind=kind,
            sites=(found.site.id,),
            valid_from=_day(found.row, columns.begins),
            valid_until=_day(found.row, columns.ends),
        )
        services.append((service, found))
    return services


def _day(row: Row, column: str | None) -> date | None:
    cell = row.cell(column)
    day = read_date(cell, row.profile.dates) if cell else None
    if day is None:
        if cell:
            row.say([note("date_unreadable", value=cell)], column)
        return None
    # registers write the year 2999 for what has no end
    return min(max(day, EARLIEST), LATEST)


def _sites(good: list[_Good]) -> tuple[Site, ...]:
    """Return each site once; where the source has ids for them, the order of rows says nothing."""
    sites = {
        found.site.id: (found.row.cell(found.row.profile.site.key), found.site) for found in good
    }
    return tuple(site for _own, site in sorted(sites.values(), key=lambda pair: pair[0]))


def _document(
    profile: Profile, key: str, good: list[_Good], services: list[tuple[Service, _Good]]
) -> Document:
    facts = Facts(profile, key, [found.row for found in good])
    first, read = good[0].row, good[0].read
    kind = facts.kind(read)
    form = first.code("form", read)
    is_cooperative = kind == "cooperative"
    return Document(
        names=facts.names(),
        summary=facts.texts("summary", profile.summary),
        description=facts.texts("description", profile.description),
        kind=kind,
        form=form if form and term("sse_entity_form", form).facts["kind"] == kind else None,
        cooperative_type=first.code("cooperative_type", read) if is_cooperative else None,
        cooperative_level=first.code("cooperative_level", read) if is_cooperative else None,
        registration=facts.registration(read),
        founded_year=facts.founded_year(),
        activities=facts.activities(read),
        operational_status=first.code("operational_status", read) or "active",
        contacts=tuple(facts.contacts(good[0].site.country)),
        sites=_sites(good),
        services=tuple(service for service, _ in services),
        consent=Consent(level=profile.consent, given_by_role=profile.source_role),
        sources=(Source(source=profile.source, foreign_id=key, licence=profile.licence),),
    )

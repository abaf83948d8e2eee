"""From the rows of one id to the document of one organisation."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from pydantic import ValidationError

from directory.i18n.folding import fold
from directory.imports.areas import read_country
from directory.imports.facts import LONGEST_NAME, Facts
from directory.imports.files import join_files
from directory.imports.findings import Finding, Note, note
from directory.imports.offers import read_services
from directory.imports.places import Places
from directory.imports.profiles import Profile
from directory.imports.rows import Good, Row
from directory.imports.sites import SiteReader
from directory.organisations.document import Consent, Document, Service, Site, Source
from directory.vocabulary.terms import term
from directory.web.misfits import sentence, way_to


@dataclass
class Built:
    """The document of some rows, or None when all were refused; each row keeps its findings."""

    document: Document | None
    rows: list[Row]
    row_of_service: dict[UUID, Row] = field(default_factory=dict)
    is_doubtful: bool = False
    """The rule that gave the kind wants somebody to look before it is published."""

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


def build(
    profile: Profile, key: str, staged: list[tuple[int, dict[str, str]]], places: Places
) -> Built:
    """Return the document that the rows of one id make, and what was found in them."""
    rows = [Row(number, cells, profile) for number, cells in staged]
    own = join_files(profile, rows)
    good = _good_rows(own, key, places)
    built = Built(None, rows)
    if not good:
        built.refuse(note("no_counterpart"))
        return built
    try:
        services = read_services(profile, key, good, places)
        built.document = _document(profile, key, good, [service for service, _ in services])
    except ValidationError as error:
        built.refuse(_misfit(error))
        return built
    rule = good[0].row.choose("kind", good[0].read)
    built.is_doubtful = rule is not None and rule.kept
    built.row_of_service = {service.id: row for service, row in services}
    return built


def _good_rows(rows: list[Row], key: str, places: Places) -> list[Good]:
    """Return the rows that can be taken; the others say why not."""
    good: list[Good] = []
    seen: dict[frozenset[tuple[str, str]], Row] = {}
    sites: dict[str, Good] = {}
    told_apart = _told_apart(rows)
    for row in rows:
        first = seen.setdefault(frozenset(row.cells.items()), row)
        if first is not row and not first.refused and row.profile.site:
            row.say([note("row_doubled", first=first.number)])
            continue
        part = _part_of_site(row, told_apart)
        found = _good(row, key, places, part, sites.get(part))
        if found is not None:
            sites.setdefault(part, found)
            good.append(found)
    return good


def _told_apart(rows: list[Row]) -> bool:
    """Tell whether an id has rows of several sites that only their words tell apart."""
    return len({_words_of_site(row) for row in rows}) > 1


def _part_of_site(row: Row, told_apart: bool) -> str:
    """Return what names a site among the others, whichever rows come and go.

    Without an id of its own the only site of an organisation stays the same wherever it moves;
    of several each is named by where it is, so that none gets the id of one that has gone.
    """
    own = row.id_of(row.profile.site.key) if row.profile.site else ""
    if own:
        return f"site/{own}"
    return f"site#{_words_of_site(row)}" if told_apart else "site#1"


def _words_of_site(row: Row) -> str:
    columns = row.profile.site
    if columns is None:
        return ""
    where = (columns.name, *columns.address, columns.locality, columns.region, columns.postcode)
    point = (columns.lon, columns.lat)
    return "/".join(fold(row.cell(column)) for column in (*where, *point))


def _why_no_name(row: Row) -> Note:
    if row.cell(row.profile.organisation_name):
        return note("name_length", most=LONGEST_NAME)
    return note("no_name_in_sheet" if "xlsx" in row.profile.formats else "no_name")


def _good(row: Row, key: str, places: Places, part: str, same_site: Good | None) -> Good | None:
    """Return what every row must have, or None after saying why it is refused."""
    profile = row.profile
    if not row.words(profile.organisation_name, most=LONGEST_NAME):
        row.say([_why_no_name(row)], profile.organisation_name)
        return None
    read = row.read_tables()
    if same_site is not None:
        if profile.service is None and profile.site is not None:
            said = note("rows_disagree", first=same_site.row.number)
            row.say([said], profile.site.key[0])
        return Good(row, same_site.country, same_site.site, read)
    if profile.site is None:
        assert profile.area is not None  # noqa: S101 - Profile demands one of the two
        country = read_country(row, profile.area.country, None)
        return Good(row, country, None, read) if country else None
    try:
        site = SiteReader(profile, key, places).read(row, part, read)
    except ValidationError as error:
        row.say([_misfit(error)])
        return None
    return Good(row, site.country, site, read) if site else None


def _misfit(error: ValidationError) -> Note:
    wrong = error.errors()[0]
    return note("does_not_fit", field=way_to(wrong["loc"]) or "document", reason=sentence(wrong))


def _sites(good: list[Good]) -> tuple[Site, ...]:
    """Return each site once; where the source has ids for them, the order of rows says nothing."""
    sites = {
        found.site.id: (found.row.id_of(found.row.profile.site.key), found.site)
        for found in good
        if found.site is not None and found.row.profile.site is not None
    }
    return tuple(site for _own, site in sorted(sites.values(), key=lambda pair: pair[0]))


def _document(profile: Profile, key: str, good: list[Good], services: list[Service]) -> Document:
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
        contacts=tuple(facts.contacts(good[0].country)),
        sites=_sites(good),
        services=tuple(services),
        consent=Consent(level=profile.consent, given_by_role=profile.source_role),
        sources=(Source(source=profile.source, foreign_id=key, licence=profile.licence),),
    )

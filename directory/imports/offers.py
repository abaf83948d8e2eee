"""From the rows of one organisation to the services that they name, at which sites and areas."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from directory.imports.areas import read_area
from directory.imports.columns import ServiceColumns
from directory.imports.facts import LONGEST_NAME
from directory.imports.findings import note
from directory.imports.places import Places
from directory.imports.profiles import Profile
from directory.imports.rows import Good, Row
from directory.imports.wording import imported_text, read_date
from directory.organisations.document import ServedArea, Service, Text
from directory.organisations.document.values import EARLIEST, LATEST
from directory.organisations.ids import derived_id


@dataclass
class _Offer:
    """One service while its rows are gathered."""

    part: str
    kind: str
    rows: list[Row] = field(default_factory=list)
    sites: dict[UUID, None] = field(default_factory=dict)
    areas: dict[tuple[str | None, str | None], ServedArea] = field(default_factory=dict)


def read_services(
    profile: Profile, key: str, good: list[Good], places: Places
) -> list[tuple[Service, Row]]:
    """Return the services that the rows name, each with the first row that names it."""
    if profile.service is None:
        return []
    offers: dict[str, _Offer] = {}
    for found in good:
        kind = found.row.code("service_kind", found.read)
        if kind is None:
            if profile.area is not None:
                found.row.say([note("no_service_of_area")])
            continue
        part = _part(profile.service, found, kind, offers)
        offer = offers.setdefault(part, _Offer(part, kind))
        if offer.kind != kind:
            found.row.say([note("rows_disagree", first=offer.rows[0].number)])
        offer.rows.append(found.row)
        if found.site is not None:
            offer.sites[found.site.id] = None
        _add_area(offer, found, derived_id(profile.source, key, part), places)
    return [(_service(profile, key, offer), offer.rows[0]) for offer in offers.values()]


def _part(columns: ServiceColumns, found: Good, kind: str, offers: dict[str, _Offer]) -> str:
    """Return what the service of a row is called among those of its organisation."""
    own = found.row.id_of(columns.key)
    if own:
        return f"service/{own}"
    if found.site is None:
        return f"service/{kind}"
    part, again = f"service/{kind}/{found.site.id}", 1
    while (part if again == 1 else f"{part}#{again}") in offers:
        again += 1
    return part if again == 1 else f"{part}#{again}"


def _add_area(offer: _Offer, found: Good, service: UUID, places: Places) -> None:
    area = read_area(found.row, found.country, service, places)
    if area is not None:
        where = (area.country, area.region)
        own = derived_id(str(service), "area", f"{area.country}/{area.region or ''}")
        offer.areas.setdefault(where, area.model_copy(update={"id": own}))


def _service(profile: Profile, key: str, offer: _Offer) -> Service:
    columns = profile.service
    assert columns is not None  # noqa: S101 - asked for services only where there are some
    begins, ends = _days(columns, offer.rows)
    return Service(
        id=derived_id(profile.source, key, offer.part),
        kind=offer.kind,
        names=tuple(_names(profile, key, offer)),
        description=tuple(_descriptions(profile, key, offer)),
        sites=tuple(offer.sites),
        areas=tuple(area for _where, area in sorted(offer.areas.items(), key=str)),
        valid_from=begins,
        valid_until=ends,
    )


def _names(profile: Profile, key: str, offer: _Offer) -> Iterator[Text]:
    columns, row = profile.service, offer.rows[0]
    own = row.words(columns.name if columns else None, most=LONGEST_NAME)
    told = [("", profile.language, own)]
    for language, column in row.wordings("service_name"):
        told.append((f"/{language}", language, row.words(column, most=LONGEST_NAME)))
    yield from _texts(profile, key, f"{offer.part}/name", told)


def _descriptions(profile: Profile, key: str, offer: _Offer) -> Iterator[Text]:
    columns, row = profile.service, offer.rows[0]
    column = columns.description if columns else None
    told = [("", profile.language, row.long_words(row.cell(column), column))]
    for language, named in row.wordings("service_description"):
        told.append((f"/{language}", language, row.long_words(row.cell(named), named)))
    yield from _texts(profile, key, f"{offer.part}/description", told)


def _texts(
    profile: Profile, key: str, part: str, told: list[tuple[str, str, str]]
) -> Iterator[Text]:
    """Yield the wordings that say something, and not the same as the first."""
    for place, (ending, language, words) in enumerate(told):
        if words and (place == 0 or words != told[0][2]):
            yield imported_text(derived_id(profile.source, key, part + ending), language, words)


def _days(columns: ServiceColumns, rows: list[Row]) -> tuple[date | None, date | None]:
    """Return the first and the last day of a service: of several rows, the widest."""
    starts = [_day(row, columns.begins) for row in rows]
    stops = [_day(row, columns.ends) or columns.ends_otherwise for row in rows]
    begins = min((day for day in starts if day), default=None)
    ends = None if None in stops else max(day for day in stops if day)
    if begins and ends and begins > ends:
        rows[0].say([note("dates_reversed")], columns.begins)
        begins = None
    return begins, ends


def _day(row: Row, column: str | None) -> date | None:
    cell = row.cell(column)
    day = read_date(cell, row.profile.dates) if cell else None
    if day is None:
        if cell:
            row.say([note("date_unreadable", value=cell)], column)
        return None
    if day < EARLIEST:
        row.say([note("date_too_early", value=cell)], column)
        return None
    # registers write the year 2999 for what has no end
    return min(day, LATEST)

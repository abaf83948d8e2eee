"""The country of a row, its first-level region, and the area that its service is given in."""

from uuid import UUID

from directory.i18n.folding import fold
from directory.imports.columns import CountryColumn, RegionColumns
from directory.imports.findings import note
from directory.imports.places import Places, country_called
from directory.imports.rows import Row
from directory.organisations.document import ServedArea

SHORT = 120


def read_country(row: Row, columns: CountryColumn, postcode_column: str | None) -> str | None:
    """Return the country of the row; refuses a row that names none."""
    # no word for nothing here: NA is Namibia
    text = row.cells.get(columns.column, "").strip() if columns.column else ""
    spelled = columns.spellings.get(text) or columns.folded.get(fold(text))
    code = spelled or (country_called(text) if text else columns.otherwise)
    if code is None:
        said = note("country_unknown", value=text) if text else note("no_country")
        row.say([said], columns.column)
        return None
    postcode = row.cell(postcode_column).upper()
    for beginning, other in columns.postcodes.items():
        rest = postcode.removeprefix(beginning)
        if rest != postcode and rest[:1].isdigit() and other != code:
            said = note("country_by_postcode", value=postcode, country=other)
            row.say([said], postcode_column)
            return other
    return code


def region_code(named: str, country: str, columns: RegionColumns, places: Places) -> str | None:
    """Return the first-level region that the row's region lies in, where it can be told."""
    if not named:
        return None
    listed = columns.region_codes.get(fold(named))
    if listed:
        return listed
    areas = [place for place in places.called(named, country) if place.is_area]
    if len(areas) == 1:
        return areas[0].region
    return columns.regions_otherwise.get(country)


def read_area(row: Row, country: str, part: UUID, places: Places) -> ServedArea | None:
    """Return the area that the service of a row is given in, where the profile has one."""
    columns = row.profile.area
    if columns is None:
        return None
    named = row.words(columns.region, most=SHORT)
    region = region_code(named, country, columns, places)
    if named and region is None:
        row.say([note("region_unknown", value=named, country=country)], columns.region)
    return ServedArea(id=part, country=country, region=region)

"""From a row to the site it speaks of: country, address, point and the place that was chosen."""

from uuid import UUID

from directory.i18n.folding import fold
from directory.imports.findings import note
from directory.imports.places import Places, country_called
from directory.imports.points import read_point
from directory.imports.profiles import Profile
from directory.imports.rows import Row
from directory.imports.wording import address_lines
from directory.organisations.document import Address, ChosenPlace, Point, Site, Text
from directory.organisations.document.values import WrittenBy
from directory.organisations.ids import derived_id

LONGEST_LINE = 300
MOST_LINES = 6
SHORT = 120


class SiteReader:
    """Reads the site of each row of one organisation."""

    def __init__(self, profile: Profile, key: str, places: Places) -> None:
        self.profile, self.key, self.places = profile, key, places
        self.columns = profile.site

    def read(self, row: Row, part: str) -> Site | None:
        """Return the site, or None after refusing the row; `part` names it among the others."""
        country = self.country(row)
        if country is None:
            return None
        point = self.point(row, country)
        return Site(
            id=self.id(part),
            role=self.columns.role,
            country=country,
            precision=self.precision(point),
            names=self.names(row, part),
            point=point,
            place=self.place(row, country, point),
            address=self.address(row),
        )

    def id(self, part: str) -> UUID:
        """Return the id of a part, the same at every import."""
        return derived_id(self.profile.source, self.key, part)

    def country(self, row: Row) -> str | None:
        """Return the country of the row; refuses a row that names none."""
        columns = self.columns.country
        # no word for nothing here: NA is Namibia
        text = row.cells.get(columns.column, "").strip() if columns.column else ""
        code = columns.spellings.get(text) or (country_called(text) if text else columns.otherwise)
        if code is None:
            row.say(
                [note("country_unknown", value=text) if text else note("no_country")],
                columns.column,
            )
            return None
        postcode = row.cell(self.columns.postcode).upper()
        for beginning, other in columns.postcodes.items():
            rest = postcode.removeprefix(beginning)
            if rest != postcode and rest[:1].isdigit() and other != code:
                said = note("country_by_postcode", value=postcode, country=other)
                row.say([said], self.columns.postcode)
                return other
        return code

    def point(self, row: Row, country: str) -> Point | None:
        """Return the point of the row."""
        columns = self.columns
        bounds = columns.bounds.get(country) or self.places.bounds_of(country)
        point, notes = read_point(
            row.cell(columns.lon), row.cell(columns.lat), country=country, bounds=bounds
        )
        row.say(notes, columns.lon)
        return point

    def precision(self, point: Point | None) -> str:
        """Return how exactly the site may be shown; nothing is exact without a point."""
        wanted = self.columns.precision
        return "locality" if wanted == "exact" and point is None else wanted

    def place(self, row: Row, country: str, point: Point | None) -> ChosenPlace | None:
        """Return the place called as the row's locality, else as its region."""
        columns = self.columns
        locality = row.words(columns.locality, most=SHORT)
        named = row.words(columns.region, most=SHORT)
        region = self.region_code(named, country)
        trouble = note("place_none")
        for name in (locality, columns.respelled.get(named, named)):
            if not name:
                continue
            place, why = self.places.choose(name, country=country, region=region, point=point)
            if place is not None:
                if locality and name != locality:
                    said = note("place_of_region", value=locality, place=place.name)
                    row.say([said], columns.locality)
                return place
            trouble = why if why and (name == locality or not locality) else trouble
        row.say([trouble], columns.locality)
        return None

    def region_code(self, named: str, country: str) -> str | None:
        """Return the first-level region that the row's region lies in, where it can be told."""
        if not named:
            return None
        listed = self.columns.region_codes.get(fold(named))
        if listed:
            return listed
        areas = [place for place in self.places.called(named, country) if place.is_area]
        if len(areas) == 1:
            return areas[0].region
        return self.columns.regions_otherwise.get(country)

    def address(self, row: Row) -> Address | None:
        """Return the address as the row writes it."""
        columns = self.columns
        lines, notes = address_lines(row.cell(columns.address))
        row.say(notes, columns.address)
        if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
            row.say([note("too_long", most=LONGEST_LINE)], columns.address)
            lines = ()
        address = Address(
            lines=lines,
            locality=row.words(columns.locality, most=SHORT) or None,
            region=row.words(columns.region, most=SHORT) or None,
            postcode=row.words(columns.postcode, most=SHORT) or None,
        )
        return address if address != Address() else None

    def names(self, row: Row, part: str) -> tuple[Text, ...]:
        """Return the own name of the site, where the source has one."""
        words = row.words(self.columns.name)
        if not words:
            return ()
        language = self.profile.language
        return (
            Text(
                id=self.id(f"{part}/name"),
                language=language,
                words=words,
                written_by=WrittenBy.IMPORT,
            ),
        )

"""From a row to the site it speaks of: country, address, point and the place that was chosen."""

from uuid import UUID

from directory.imports.areas import read_country, region_code
from directory.imports.findings import note
from directory.imports.places import AREAS, Places
from directory.imports.points import country_at, read_point
from directory.imports.profiles import Profile
from directory.imports.rows import Read, Row
from directory.imports.wording import address_lines, imported_text
from directory.organisations.document import Address, ChosenPlace, Point, Site, Text
from directory.organisations.ids import derived_id
from directory.organisations.precision import coarsest

LONGEST_LINE = 300
MOST_LINES = 6
SHORT = 120
INEXACT = frozenset({"geometry_area", "point_stacked"})
"""What was found when the file was read, and means that the point is no place."""


class SiteReader:
    """Reads the site of each row of one organisation."""

    def __init__(self, profile: Profile, key: str, places: Places) -> None:
        self.profile, self.key, self.places = profile, key, places
        assert profile.site is not None  # noqa: S101 - asked for sites only where there are some
        self.columns = profile.site

    def read(self, row: Row, part: str, words: Read) -> Site | None:
        """Return the site, or None after refusing the row.

        `part` names it among the others, `words` are those of the row's tables.
        """
        country = self.country(row)
        if country is None:
            return None
        point, most = self.point(row, country)
        site = Site(
            id=self.id(part),
            role=self.columns.role,
            country=country,
            precision=self.columns.precision,
            names=self.names(row, part),
            point=point,
            place=self.place(row, country, point, most),
            address=self.address(row),
        )
        return site.model_copy(
            update={"precision": coarsest(most, self.precision(row, words, site))}
        )

    def id(self, part: str) -> UUID:
        """Return the id of a part, the same at every import."""
        return derived_id(self.profile.source, self.key, part)

    def country(self, row: Row) -> str | None:
        """Return the country of the row: the one it names, else the one its point may tell."""
        columns = self.columns.country
        # no word for nothing here: NA is Namibia
        if not columns.by_point or row.cells.get(columns.column or "", "").strip():
            return read_country(row, columns, self.columns.postcode)
        found = country_at(row.cell(self.columns.lon), row.cell(self.columns.lat))
        if found not in columns.by_point:
            row.say([note("no_country")], columns.column)
            return None
        row.say([note("country_by_point", country=found)], columns.column)
        return found

    def point(self, row: Row, country: str) -> tuple[Point | None, str]:
        """Return the point of the row, and how exactly it may be shown at most."""
        columns = self.columns
        point, most, notes = read_point(
            row.cell(columns.lon),
            row.cell(columns.lat),
            self.places.known.ground,
            country=country,
            bounds=columns.bounds.get(country),
        )
        row.say(notes, columns.lon)
        return point, most

    def precision(self, row: Row, read: Read, site: Site) -> str:
        """Return how exactly the site may be shown: never finer than what is known of it."""
        wanted = row.code("precision", read) or self.columns.precision
        if site.place is not None and site.place.kind in AREAS:
            wanted = coarsest(wanted, "admin1")
        exact = site.point is not None and row.notes.isdisjoint(INEXACT)
        return wanted if exact else coarsest(wanted, "locality")

    def place(self, row: Row, country: str, point: Point | None, most: str) -> ChosenPlace | None:
        """Return the place called as the row's locality, else as its region, else at its point.

        `most` is how exactly the point may be shown: one that is no finer than a region tells none.
        """
        columns = self.columns
        if columns.precision == "country":
            return None
        locality = row.words(columns.locality, most=SHORT)
        named = row.words(columns.region, most=SHORT)
        region = region_code(named, country, self.columns, self.places)
        trouble = None
        wanted = columns.localities.get(locality, locality)
        for name in (wanted, columns.respelled.get(named, named)):
            if not name:
                continue
            place, why = self.places.choose(name, country=country, region=region, point=point)
            if place is not None:
                if wanted and name != wanted:
                    said = note("place_of_region", value=locality, place=place.name)
                    row.say([said], columns.locality)
                return place
            trouble = why if why and (name == wanted or not wanted) else trouble
        if trouble is None and point is not None and coarsest(most, "locality") == "locality":
            place = self.places.near(point, country)
            if place is not None:
                row.say([note("place_by_point", place=place.name)], columns.lon)
                return place
        row.say([trouble or note("place_none")], columns.locality)
        return None

    def address(self, row: Row) -> Address | None:
        """Return the address as the row writes it."""
        columns = self.columns
        column = columns.address[0] if columns.address else None
        lines, notes = address_lines(" ".join(filter(None, map(row.cell, columns.address))))
        row.say(notes, column)
        if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
            row.say([note("too_long", most=LONGEST_LINE)], column)
            lines = ()
        address = Address(
            lines=lines,
            locality=row.words(columns.locality, most=SHORT) or None,
            region=row.words(columns.region, most=SHORT) or None,
            postcode=row.words(columns.postcode, most=SHORT) or None,
        )
        return address if address != Address() else None

    def names(self, row: Row, part: str) -> tuple[Text, ...]:
        """Return the own name of the site in every language, where the source has one."""
        words = row.words(self.columns.name)
        own = [(part + "/name", self.profile.language, words)] if words else []
        further = [
            (f"{part}/name/{language}", language, row.words(column))
            for language, column in row.wordings("site_name")
        ]
        told = own + [text for text in further if text[2] and text[2] != words]
        return tuple(imported_text(self.id(name), *text) for name, *text in told)

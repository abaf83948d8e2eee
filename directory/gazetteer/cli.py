"""Places on the command line."""

import click

from directory.errors import Invalid, NotFound
from directory.gazetteer.coordinates import is_on_earth
from directory.gazetteer.countries import is_country
from directory.gazetteer.queries import (
    PlaceFound,
    PlaceOfPoint,
    country_name,
    find_places,
    has_agreed_country,
    place_of_point,
)
from directory.web.command_errors import told_plainly

GUESS = "  a guess: nothing is called so, this is only spelt like it"


@click.command("place")
@click.argument("words", required=False, default="")
@click.option("--country", help="Only in this country (two letters).")
@click.option("--lon", type=float, help="Longitude of a point, instead of words.")
@click.option("--lat", type=float, help="Latitude of a point, instead of words.")
@told_plainly
def place_command(words: str, country: str | None, lon: float | None, lat: float | None) -> None:
    """Find places by WORDS, or what lies at a point, with the ids that documents take."""
    if country and not is_country(country.upper()):
        raise Invalid(f"{country} is no country or area of ISO 3166-1.")
    if lon is not None and lat is not None and not words:
        if not is_on_earth(lon, lat):
            raise Invalid("There is no such longitude or latitude.")
        lines = _told_of_point(place_of_point(lon, lat))
    elif words and lon is None and lat is None:
        lines = [_told(place) for place in find_places(words, country=country and country.upper())]
    else:
        raise click.UsageError("Give WORDS, or both --lon and --lat.")
    if not lines:
        raise NotFound(f"There is no place called {words}.")
    click.echo("\n".join(lines))


def _told(place: PlaceFound) -> str:
    areas = (place.region_name, _country(place.country)) if has_agreed_country(place) else ()
    where = ", ".join(filter(None, (place.name, *areas)))
    doubt = GUESS if place.is_guess else ""
    return f"{place.place_id}  {where}  ({place.kind})  {place.lat:.4f} {place.lon:.4f}{doubt}"


def _country(code: str) -> str:
    return f"{country_name(code, 'en')} ({code})"


def _told_of_point(found: PlaceOfPoint) -> list[str]:
    if found.is_disputed:
        return ["Of which country this point is, the directory does not say: choose yourself."]
    if found.country is None:
        return ["This point lies in no country."]
    lines = [f"Country: {_country(found.country)}"]
    if found.region:
        codes = ", ".join(filter(None, (found.region.region, found.region.p_code)))
        doubt = "" if found.is_region_sure else ", by the nearest town"
        lines.append(f"Region: {found.region.name} ({codes}){doubt}")
    if found.nearest:
        lines.append(f"Nearest, {found.kilometres:g} km: {_told(found.nearest)}")
    return lines

"""Every country or area of ISO 3166-1, with the names the United Nations gives it."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from directory.i18n.folding import ARTICLE, fold

DATA = Path(__file__).resolve().parent / "data"
LANGUAGES = ("en", "fr", "es", "ar")


@dataclass(frozen=True)
class Country:
    """A country or area, its codes and a point inside it to put its label."""

    alpha2: str
    alpha3: str
    m49: str
    region: str
    subregion: str
    names: Mapping[str, str]
    aliases: tuple[str, ...]
    lon: float
    lat: float

    def name_in(self, locale: str) -> str:
        """Return the name in the reader's language, else in English."""
        names = self.names
        return names.get(locale) or names.get(locale.split("-")[0]) or names["en"]


# GeoNames has towns there, ISO 3166-1 and M49 have no code; the wording is that of UN documents
WITHOUT_CODE: Mapping[str, Country] = MappingProxyType(
    {
        "XK": Country(
            alpha2="XK",
            alpha3="",
            m49="",
            region="150",
            subregion="039",
            names={
                "en": "Kosovo (UN Security Council resolution 1244)",
                "fr": "Kosovo (résolution 1244 du Conseil de sécurité de l’ONU)",
                "es": "Kosovo (resolución 1244 del Consejo de Seguridad de la ONU)",
                "ar": "كوسوفو (قرار مجلس الأمن 1244)",
            },
            aliases=("Kosovo", "Kosova", "كوسوفو"),
            lon=20.9,
            lat=42.6,
        )
    }
)


@cache
def all_countries() -> Mapping[str, Country]:
    """Return every country or area by its two letters."""
    with (DATA / "countries.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["alpha2"]: _country(row) for row in csv.DictReader(file)})


def is_country(code: str) -> bool:
    """Tell whether these are the two letters of a country or area where somebody can be."""
    return code in all_countries() or code in WITHOUT_CODE


def key_of(name: str) -> str:
    """Return what a name is looked up and sorted by: folded, without the Arabic article."""
    key = fold(name)
    return key.removeprefix(ARTICLE) if len(key) > 4 else key


def _country(row: dict[str, str]) -> Country:
    return Country(
        alpha2=row["alpha2"],
        alpha3=row["alpha3"],
        m49=row["m49"],
        region=row["region"],
        subregion=row["subregion"],
        names=MappingProxyType({tag: row[tag] for tag in LANGUAGES}),
        aliases=tuple(filter(None, row["aliases"].split("|"))),
        lon=float(row["lon"]),
        lat=float(row["lat"]),
    )

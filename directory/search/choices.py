"""What the boxes of the filters offer: only what somebody here can answer to."""

from collections.abc import Iterable

from sqlalchemy import select

from directory.extensions import db
from directory.gazetteer.countries import key_of
from directory.gazetteer.queries import country_name
from directory.i18n.locales import language_name
from directory.organisations.public_tables import PublicOffer, PublicOfferArea, PublicOfferLanguage
from directory.search.index.current import remembered
from directory.vocabulary.terms import need_of_kind, terms

Choice = tuple[str, str]


def countries_offered(locale: str) -> list[Choice]:
    """Return code and name of each country in which something is offered, by name."""
    return remembered(("countries", locale), lambda: _countries(locale))


def languages_offered(locale: str) -> list[Choice]:
    """Return tag and name of each language in which something is offered, by name."""
    return remembered(("languages", locale), lambda: _languages(locale))


def kinds_beside(needs: tuple[str, ...], possible: frozenset[str]) -> dict[str, list[str]]:
    """Return, for the tile of each need chosen, the kinds it can be narrowed to."""
    tiles = dict.fromkeys(need_of_kind().get(need, need) for need in needs)
    return {
        tile.code: [kind for kind in tile.facts["service_kinds"] if kind in possible]
        for tile in terms("public_need")
        if tile.code in tiles
    }


def _countries(locale: str) -> list[Choice]:
    codes = db.session.scalars(select(PublicOffer.country).union(select(PublicOfferArea.country)))
    return _by_name((code, country_name(code, locale)) for code in codes if code)


def _languages(locale: str) -> list[Choice]:
    tags = db.session.scalars(select(PublicOfferLanguage.language).distinct())
    return _by_name((tag, language_name(tag, locale)) for tag in tags)


def _by_name(choices: Iterable[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda choice: (key_of(choice[1]), choice[0]))

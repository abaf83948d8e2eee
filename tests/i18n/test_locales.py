"""Languages, also those that CLDR has never heard of."""

import pytest

from directory.i18n.locales import cldr, direction, language_name, languages
from tests.making import words


def test_every_catalogue_is_a_language_of_the_interface():
    assert list(languages())[0] == "en"
    assert {"ar", "es", "fr"} <= set(languages())
    assert languages()["ar"].direction == "rtl"


def test_a_catalogue_that_nobody_read_says_so():
    assert languages()["ar"].machine_drafted
    assert not languages()["en"].machine_drafted


@pytest.mark.parametrize("tag", ["din", "zag", "aii", "bej", "xx", "ksw", "zz-Odd"])
def test_a_language_that_nobody_knows_breaks_nothing(tag):
    assert direction(tag) in {"ltr", "rtl"}
    assert cldr(tag)
    assert language_name(tag, "ar")


@pytest.mark.parametrize(
    ("tag", "locale", "name"),
    [
        ("ksw", "en", "S'gaw Karen"),
        ("mnw", "ar", "المون"),
        ("aii", "fr", "araméen assyrien"),
        ("prs", "es", "darí"),
        ("swc", "en", "Congo Swahili"),
        ("sw", "ar", "السواحلية"),
        ("ar-JO", "en", "Arabic"),
        ("ti", "ti-ER", "ትግርኛ"),
        ("xx", "ar", "xx"),
    ],
)
def test_languages_of_displaced_people_have_names(tag, locale, name):
    assert language_name(tag, locale) == name


def test_a_page_shows_words_in_a_language_that_cldr_lacks(make, client):
    organisation = make.published(
        summary=words("Kän kɔc", "din"), names=words("Dinka Group", "din")
    )
    page = client.get(f"/ar/organisations/{organisation.public_id}/dinka-group")
    assert "Kän kɔc" in page.get_text()
    client.get("/en/find")

"""What templates call things: in the reader's language, and without hiding where a link leads."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from directory.organisations.document.values import Money
from directory.pages.wording import link_elsewhere, sources_in_words
from directory.vocabulary.terms import vocabulary
from directory.web.templates import money
from tests.making import document, service, words
from tests.pages_client import PageClient


@pytest.fixture
def in_language(app: Flask):
    """Return what a word of the templates says in a language, as plain text."""

    def say(tag, word, *args):
        with app.test_request_context(f"/{tag}/"):
            return BeautifulSoup(word(*args), "html5lib").get_text()

    return say


@pytest.mark.parametrize(
    ("tag", "amount", "currency", "said"),
    [
        ("en", "1", "JOD", "1 Jordanian dinar"),
        ("en", "0.50", "JOD", "0.50 Jordanian dinars"),
        ("fr", "5000", "KES", "5 000 shillings kényans"),
        ("es", "20.00", "USD", "20 dólares estadounidenses"),
        ("ar", "1000", "IQD", "1,000 دينار عراقي"),
    ],
)
def test_money_is_called_by_the_name_of_its_currency(in_language, tag, amount, currency, said):
    value = Money(amount=Decimal(amount), currency=currency)
    assert in_language(tag, money, value).replace("\u202f", " ") == said


@pytest.mark.parametrize(
    ("url", "label", "shown", "href"),
    [
        ("https://www.bread.example/a/", "", "bread.example/a", "https://www.bread.example/a/"),
        ("https://evil.example/a", "www.unhcr.org", "www.unhcr.org evil.example", "https://evil.example/a"),
        ("https://evil.example/unhcr.org", "Help", "Help evil.example", "https://evil.example/unhcr.org"),
        ("https://unhcr.org@evil.example/", "unhcr.org", "https://unhcr.org@evil.example/", None),
        ("javascript:alert(1)", "Help", "javascript:alert(1)", None),
    ],
)  # fmt: skip  # a table
def test_a_label_never_hides_where_a_link_leads(app: Flask, url, label, shown, href):
    with app.test_request_context("/ar/"):
        found = BeautifulSoup(link_elsewhere(url, label), "html5lib")
    assert found.get_text() == shown
    assert [link["href"] for link in found.select("a")] == ([href] if href else [])
    assert found.select("bdi")


def test_an_invented_source_is_told_in_words(in_language):
    told = in_language("en", sources_in_words, ("demonstration", "Register of bakers, CC0"))
    assert told == "invented for a demonstration and Register of bakers, CC0"


@pytest.mark.parametrize("tag", ["ar", "es", "fr"])
def test_what_a_check_means_is_told_in_each_language(client: PageClient, tag):
    page = client.get(f"/{tag}/about")
    english = client.get("/en/about")
    for definition in english.select("dd"):
        assert definition.get_text(strip=True) not in page.get_text()
    assert len(page.select("dd")) == len(vocabulary()["verification_method"])


def test_names_in_a_row_are_parted_as_the_language_parts_them(client: PageClient, make):
    found = make.published(
        document(
            services=(
                service("food_assistance", 1, names=words("خبز", "ar")),
                service("food_assistance", 2, names=words("حليب", "ar")),
                service("literacy_numeracy", 3, access_modes=("walk_in",)),
            ),
        )
    )
    page = client.get(f"/ar/organisations/{found.public_id}/the-bread-cooperative")
    headings = [heading.get_text() for heading in page.select("section.service h3")]
    assert "خبز، حليب" in headings

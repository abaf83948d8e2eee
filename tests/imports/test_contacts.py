"""Contacts of organisations come in, those of persons never, whatever they look like."""

import pytest

from directory.imports.contacts import read_email, read_phone, read_website


def codes(notes):
    return [said.code for said in notes]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("info@bread.example", "Anna Bakery"),
        ("Office2@bread.example", "Anna Bakery"),
        ("info.leeds@bread.example", "Anna Bakery"),
        ("bakery.info@bread.example", "Anna Bakery"),
        ("hedona@hedona.example", "Hedona d.o.o."),
        ("bakers@shop.bakers.example", "Anna Bakery"),
        ("net.menders@nets.example", "Net Menders"),
        ("netmenders@gmail.com", "Net Menders"),
        ("abcde@alliance.example", "Alliance Bread Cooperatives Derby East"),
    ],
)
def test_addresses_of_posts_and_of_the_organisation_come_in(address, name):
    assert read_email(address, name, "Leeds") == (address, [])


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("paul@agents.example", "Paul Corocaran - Agent Marketing"),
        ("0791234567@gmail.com", "Net Menders"),
        ("0791234567@nets.example", "Net Menders"),
        ("maria.lopez.office@gmail.com", "Net Menders"),
        ("maria.lopez.office@nets.example", "Net Menders"),
        ("info@gmail.com", "Net Menders"),
        ("anna@bread.example", "Anna Bakery"),
        ("anna.b@bread.example", "Anna Bakery"),
        ("maria@bread.example", "Maria Bakery"),
        ("mariabakery2@gmail.com", "Maria Bakery"),
        ("anna@anna.example", "Anna Bakery"),
        ("ab@bread.example", "Anna Bakery"),
    ],
)
def test_addresses_that_may_be_a_persons_do_not(address, name):
    value, said = read_email(address, name, "Leeds")
    assert (value, codes(said)) == (None, ["email_person"])


@pytest.mark.parametrize(
    "address",
    [
        "wa.me/962791234567", "https://api.whatsapp.com/send?phone=962791234567", "tel:+96279123",
        "https://t.me/maria_lopez", "mailto:maria@bread.example", "viber://add?number=962791",
        "https://facebook.com/maria.lopez.923", "facebook.com/maria.lopez", "fb.com/maria.lopez",
        "https://www.facebook.com/maria923/", "https://www.linkedin.com/in/maria",
        "http://www.agents.example/people/paul-corcoran/", "https://bread.example/team/maria",
        "https://bread.example/Our-Team", "https://www.facebook.com/people/Maria/1000",
    ],
)  # fmt: skip  # a list of addresses
def test_pages_of_persons_are_no_websites(address):
    _, value, said = read_website(address)
    assert (value, codes(said)) == (None, ["website_person"])


@pytest.mark.parametrize(
    "address",
    [
        "https://www.facebook.com/leihladeninnsbruck", "https://www.facebook.com/pages/Nets/17",
        "https://www.facebook.com/Net-Menders-123456789012", "https://peoplesbread.example/teams",
        "https://bread.example/about-people",
    ],
)  # fmt: skip  # a list of addresses
def test_pages_of_organisations_are(address):
    assert read_website(address)[1:] == (address, [])


@pytest.mark.parametrize("cell", ["0791 234 567 call", "call (079) 1234567", "write maria@b.org !"])
def test_what_is_no_website_is_told_without_the_number_or_the_name(cell):
    _, value, said = read_website(cell)
    shown = said[0].values["value"]
    assert value is None
    assert "234" not in shown
    assert "maria" not in shown


@pytest.mark.parametrize(
    ("number", "country", "taken"),
    [
        ("(212) 555-2368", "US", False),  # nobody can tell whether it is mobile
        ("079 123 4567", "JO", False),
        ("06 461 3081", "JO", True),
    ],
)
def test_numbers_that_may_be_mobile_are_held_to_be(number, country, taken):
    value, said = read_phone(number, country, mobiles_are_official=False)
    assert (value is not None, codes(said)) == (taken, [] if taken else ["phone_person"])
    assert read_phone(number, country, mobiles_are_official=True)[0] is not None

"""Contacts reach somebody by their channel, and links lead where they say."""

import pytest

from directory.errors import Invalid
from directory.organisations.document.contacts import Link
from directory.organisations.reachable import CHANNELS, unreachable
from directory.vocabulary.terms import vocabulary
from tests.making import contact, document, uid


@pytest.mark.parametrize(
    ("channel", "value", "holds"),
    [
        ("phone", "+962 6 123-4567 ext. 12", True),
        ("phone", "(06) 123 4567", True),
        ("hotline", "110", True),
        ("hotline", "*9191", True),
        ("phone", "*#21#", False),
        ("phone", "tel:+962791234567", False),
        ("phone", "ask at the shop", False),
        ("phone", "12 Known Street", False),
        ("sms", "116 111?body=x", False),
        ("ussd_ivr", "*123#", True),
        ("whatsapp", "+962791234567", True),
        ("whatsapp", "https://wa.me/962791234567", True),
        ("whatsapp", "https://evil.example/962791234567", False),
        ("website", "https://bread.example/about", True),
        ("website", "https://bread.example:99999/", False),
        ("website", "javascript:alert(1)", False),
        ("website", "https://a@bread.example/", False),
        ("telegram", "@bread_coop", True),
        ("facebook_page", "https://facebook.com/bread", True),
        ("facebook_page", "data:text/html,x", False),
        ("email", "desk@bread.example", True),
        ("email", "desk at bread", False),
        ("visit", "Behind the mosque, blue door", True),
        ("visit", "<script>", False),
    ],
)
def test_a_contact_is_what_its_channel_needs(channel, value, holds):
    wrong = list(unreachable(document(contacts=(contact(channel, value),))))
    assert [path for path, _said in wrong] == ([] if holds else [("contacts", 0, "value")])


@pytest.mark.parametrize(
    ("label", "holds"),
    [
        ("Our shop", True),
        ("www.bread.example", True),
        ("https://bread.example/about", True),
        ("St. Mary's bakery", True),
        ("https://www.ilo.org", False),
        ("ilo.org", False),
        ("See www.ilo.org", False),
    ],
)
def test_a_link_leads_where_its_label_says(label, holds):
    link = Link(id=uid("link"), url="https://bread.example/", label=label)
    assert (list(unreachable(document(links=(link,)))) == []) is holds


def test_the_door_refuses_what_reaches_nobody(make):
    with pytest.raises(Invalid, match="contacts, entry 1, value: a number"):
        make.draft(contacts=(contact("phone", "*#21#"),))


def test_every_channel_is_one_of_the_vocabulary():
    assert set(CHANNELS) <= set(vocabulary()["contact_channel"])

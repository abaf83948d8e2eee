import pytest

from directory.organisations.contact_links import CHANNELS, contact_link, geo_link, host_of
from directory.vocabulary.terms import vocabulary


def test_every_channel_of_the_vocabulary_has_a_row():
    assert set(CHANNELS) == set(vocabulary()["contact_channel"])


@pytest.mark.parametrize(
    ("channel", "value", "countries", "shown", "href"),
    [
        ("phone", "+962 6 123 4567", ("JO",), "+962 6 123 4567", "tel:+96261234567"),
        ("mobile_phone", "0791234567", ("JO",), "+962 7 9123 4567", "tel:+962791234567"),
        ("mobile_phone", "0791234567", ("JO", "LB"), "0791234567", "tel:0791234567"),
        ("hotline", "116", ("JO",), "116", "tel:116"),
        ("hotline", "*9191", ("EG",), "*9191", "tel:*9191"),
        ("phone", "*#21#", ("JO",), "*#21#", None),
        ("sms", "*100*1#", ("JO",), "*100*1#", None),
        ("phone", "+999 0000 0000", (), "+999 0000 0000", "tel:+99900000000"),
        ("phone", "+1 000 000", ("JO",), "+1 000 000", "tel:+1000000"),
        ("whatsapp", "+99900000000", (), "+99900000000", "https://wa.me/99900000000"),
        ("phone", "+0791234567", (), "+0791234567", None),
        ("phone", "ask at the shop", ("JO",), "ask at the shop", None),
        ("sms", "+962791234567", (), "+962 7 9123 4567", "sms:+962791234567"),
        ("whatsapp", "+962791234567", (), "+962 7 9123 4567", "https://wa.me/962791234567"),
        ("whatsapp", "https://wa.me/962791234567", (), "+962 7 9123 4567", "https://wa.me/962791234567"),
        ("whatsapp", "0791234567", (), "0791234567", None),
        ("viber", "+962791234567", (), "+962 7 9123 4567", "viber://chat?number=%2B962791234567"),
        ("signal", "+962791234567", (), "+962 7 9123 4567", "https://signal.me/#p/+962791234567"),
        ("zalo", "+84912345678", (), "+84 912 345 678", "https://zalo.me/84912345678"),
        ("imo", "+962791234567", (), "+962 7 9123 4567", None),
        ("telegram", "@bread_coop", (), "@bread_coop", "https://t.me/bread_coop"),
        ("telegram", "https://t.me/bread_coop", (), "t.me/bread_coop", "https://t.me/bread_coop"),
        ("line", "@breadcoop", (), "@breadcoop", "https://line.me/R/ti/p/@breadcoop"),
        ("line", "breadcoop", (), "breadcoop", "https://line.me/R/ti/p/~breadcoop"),
        ("facebook_page", "https://www.facebook.com/bread.coop/", (), "facebook.com/bread.coop", "https://www.facebook.com/bread.coop"),
        ("facebook_page", "https://fb.com/profile.php?id=1", (), "fb.com/profile.php?id=1", None),
        ("facebook_page", "https://evil.example/bread", (), "evil.example/bread", None),
        ("facebook_messenger", "bread.coop", (), "bread.coop", "https://m.me/bread.coop"),
        ("instagram", "@bread.coop", (), "@bread.coop", "https://www.instagram.com/bread.coop"),
        ("email", "desk@bread.example", (), "desk@bread.example", "mailto:desk@bread.example"),
        ("email", "desk@bread.example?body=x", (), "desk@bread.example?body=x", None),
        ("website", "https://www.bread.example/", (), "bread.example", "https://www.bread.example/"),
        ("website", "bread.example/about", (), "bread.example/about", "https://bread.example/about"),
        ("missed_call", "+962791234567", (), "+962 7 9123 4567", None),
        ("ussd_ivr", "*123#", ("KE",), "*123#", None),
        ("visit", "Next to the mosque", (), "Next to the mosque", None),
        ("postal", "P.O. Box 1", (), "P.O. Box 1", None),
        ("contact_form", "x", (), "x", None),
    ],
)  # fmt: skip  # a table
def test_each_channel_has_its_link(
    channel: str, value: str, countries: tuple[str, ...], shown: str, href: str | None
):
    found = contact_link(channel, value, countries)
    assert (found.shown, found.href) == (shown, href)


@pytest.mark.parametrize("channel", sorted(CHANNELS))
@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)",
        "https://user@evil.example/",
        "data:text/html,x",
        'https://x.example/"><script>',
        "http://[::1",
        "//evil.example",
        "+962791234567?text=help",
        "tel:+962791234567;phone-context=evil",
        "a b\nc",
        "𝟘𝟙𝟚",
        "%00",
        "",
    ],
)
def test_nothing_odd_becomes_a_link_that_does_something_else(channel: str, value: str):
    href = contact_link(channel, value, ("JO",)).href
    if href is None:
        return
    assert href.startswith(("tel:", "sms:", "mailto:", "viber://chat?number=%2B", "https://"))
    assert not set(href) & set("\"'<> \n")
    assert "text=" not in href
    assert "user@" not in href


def test_messages_begin_empty():
    for channel in ("sms", "whatsapp"):
        href = contact_link(channel, "+962791234567").href
        assert href is not None
        assert "?" not in href
        assert "body" not in href


def test_links_to_others_are_known_as_such():
    assert contact_link("whatsapp", "+962791234567").is_web
    assert not contact_link("phone", "+962791234567").is_web


@pytest.mark.parametrize(
    ("lon", "lat", "link"),
    [
        (100.50144, 13.75398, "geo:13.75398,100.50144"),  # Bangkok
        (90.40744, 23.7104, "geo:23.71040,90.40744"),  # Dhaka
        (178.44149, -18.14161, "geo:-18.14161,178.44149"),  # Suva
        (-171.76666, -13.83333, "geo:-13.83333,-171.76666"),  # Apia
        (180, 0, "geo:0.00000,180.00000"),
        (-180, 0, "geo:0.00000,-180.00000"),
    ],
)
def test_a_map_link_says_latitude_first(lon: float, lat: float, link: str):
    assert geo_link(lon, lat) == link


@pytest.mark.parametrize(
    ("href", "host"),
    [
        ("https://www.bread.example/a", "www.bread.example"),
        ("https://bäckerei.example/", "bäckerei.example"),
        ("https://مثال.إختبار/", "مثال.إختبار"),
        ("https://pаypal.example/", "xn--pypal-4ve.example"),
        ("https://p%D0%B0ypal.example/", "xn--pypal-4ve.example"),
        ("tel:110", ""),
    ],
)
def test_a_host_that_mixes_scripts_is_shown_as_computers_write_it(href, host):
    assert host_of(href) == host

"""Names and addresses that say what a hidden place is."""

import pytest

from directory.organisations.document import Consent, Link
from directory.organisations.giveaway import gives_itself_away
from directory.organisations.telling import address_tells, tells_of_violence
from tests.making import contact, document, service, uid, words


@pytest.mark.parametrize(
    "text",
    [
        "Women's shelter",
        "Women’s Shelters of Zarqa",
        "Shelters for women",
        "SAFE HOUSES",
        "Maison d'accueil pour femmes",
        "Centre d’accueil des victimes de viol",
        "Lutte contre l'inceste",
        "Contre les violences conjugales",
        "Refugios para mujeres",
        "مأوى للنساء",
        "مركز العنف الأسري",
        "ضحايا العنف المنزلي",
        "بيت آمن للنساء",
        "บ้านพักฉุกเฉินเชียงใหม่",
        "Kituo cha ukatili wa kijinsia",
        "WomensShelter Nairobi",
        "مركز وللمعنفات",
        "خانه\u200cامن",
    ],
)
def test_a_name_tells_whatever_its_number_article_or_elision(text: str) -> None:
    assert tells_of_violence(text)


@pytest.mark.parametrize(
    "text",
    ["Violin makers", "Women's savings group", "Housing cooperative", "Grape growers", "Violette"],
)
def test_ordinary_names_do_not_tell(text: str) -> None:
    assert not tells_of_violence(text)


@pytest.mark.parametrize(
    "address",
    [
        "https://womensshelter.org",
        "https://www.women-shelter.example/contact",
        "https://facebook.com/SafeHouseAmman",
        "help@gbvcentre.org",
        "@domesticviolence_jo",
        "https://example.org/safe-house",
        "https://example.org/#/womens-shelter",
        "https://example.org/profile.php?name=womens-shelter",
        "https://example.org/women%2Dshelter",
        "https://example.org/%D8%B9%D9%86%D9%81%20%D9%85%D9%86%D8%B2%D9%84%D9%8A",
    ],
)
def test_an_address_tells_parted_or_joined(address: str) -> None:
    assert address_tells(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://violin.org",
        "https://grapegrowers.org",
        "https://example.org/?fbclid=gbvgbv",
        "+96200000123",
        "https://princessstores.org",
    ],
)
def test_ordinary_addresses_do_not_tell(address: str) -> None:
    assert not address_tells(address)


@pytest.mark.parametrize(
    "facts",
    [
        {"summary": words("A shelter for women")},
        {"links": (Link(id=uid("l"), url="https://womensshelter.org"),)},
        {"links": (Link(id=uid("l"), url="https://example.org", label="Our safe house"),)},
        {"contacts": (contact("facebook_page", "womensshelterzarqa"),)},
        {"contacts": (contact(label=words("Line for survivors of violence")),)},
        {"governance": {"safeguarding_policy_url": "https://example.org/safe-house-policy.pdf"}},
        {"parent": {"id": uid("p"), "name": "Network of women's shelters"}},
        {"federations": ({"id": uid("f"), "name": "Network of women's shelters"},)},
    ],
)
def test_every_public_word_is_read(facts: dict[str, object]) -> None:
    assert gives_itself_away(document(**facts))


def test_what_is_private_is_never_read() -> None:
    private = contact("email", "help@womensshelter.org", public=False, label=words("Safe house"))
    assert not gives_itself_away(document(contacts=(private,)))


def test_what_would_not_be_shown_is_never_read() -> None:
    line = contact("email", "help@womensshelter.org")
    hidden = service("gbv_support_referral", contacts=(line.id,))
    assert not gives_itself_away(document(contacts=(line,), services=(hidden,)))
    asked_nobody = Consent(level="public_register_or_open_data")
    assert not gives_itself_away(
        document(summary=words("A shelter for women"), consent=asked_nobody)
    )

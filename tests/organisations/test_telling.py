"""Names and addresses that say what a hidden place is."""

import pytest

from directory.organisations.document import Consent, Link
from directory.organisations.giveaway import gives_itself_away
from directory.organisations.telling import address_tells, tells_of_violence, word_list
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
    [
        "Frauenhaus Tirol e.V.", "Bezirksfrauenhaus", "Frauenhausverein", "Mädchenhaus e.V.",
        "Frauen helfen Frauen e.V. Schutzwohnung", "Beratungsstelle für Opfer häuslicher Gewalt",
        "Casa rifugio per donne maltrattate", "Centro antiviolenza", "Blijf-van-mijn-lijfhuis",
        "Vrouwenopvang Utrecht", "Ξενώνας κακοποιημένων γυναικών", "Λέσχη ΛΟΑΤΚΙ+",
        "Schronisko dla ofiar przemocy domowej", "Sigurna kuća za žene", "Сигурна кућа",
        "Ženska svetovalnica – varna hiša", "Azylový dům pro oběti násilí", "Bezpečný ženský dom",
        "Casa Abrigo Maria", "Приют для женщин", "Помощь жертвам насилия", "Притулок для жінок",
        "Kadın Sığınmaevi", "Şiddete karşı", "Bántalmazott nők", "Anyaotthon",
        "Adăpost pentru femei", "Подслон за жени", "Kvinnojouren Alla", "Skyddat boende Väst",
        "Danner krisecenter", "Oslo krisesenter", "Turvakoti ry", "خانه‌های امن زنان",
        "Stargeha jinan", "Hoyga badbaadada", "የሴቶች መጠለያ", "Nyumba Salama", "Rumah Aman",
    ],
)  # fmt: skip  # a list of names
def test_refuges_tell_in_every_language_that_has_a_list(text: str) -> None:
    assert tells_of_violence(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hausverwaltung Bewältigen", "Gewaltfreie Kommunikation eG", "Geweldig Groen", "Naturhaus",
        "Casa delle erbe", "Ξενώνας Αιγαίου", "Αγροτικός Συνεταιρισμός Λέσβου", "Dom kultury",
        "Ženski klub pletenja", "Varna kolesarska pot", "Azyl Records", "Barnby Dun Social Club",
        "Val d'Isère", "Vodafone", "Женский хор", "Kadın Kooperatifi", "Meleg leves", "Herberg",
    ],
)  # fmt: skip  # a list of names
def test_names_that_look_like_them_do_not_tell(text: str) -> None:
    assert not tells_of_violence(text)


@pytest.mark.parametrize(
    "text",
    [
        "Gemeinschaftsgarten Flüchtlingswohnheim der Volkshilfe", "Asylheim Nord", "HIV Support",
        "Notunterkunft Halle", "Refugee shelter", "Kinderschutzbund e.V.", "Orphanage of Irbid",
        "Centre d'hébergement pour demandeurs d'asile", "Centro di accoglienza", "AZC Ter Apel",
        "Asylmottaket", "Детский дом", "Прихисток",
    ],
)  # fmt: skip  # a list of names
def test_homes_of_people_who_need_quiet_are_looked_at_and_never_hidden(text: str) -> None:
    assert word_list("words_to_look_at").is_in(text)
    assert not tells_of_violence(text)


def test_every_language_of_one_list_is_known_to_the_other() -> None:
    sensitive = word_list("sensitive_words").languages
    assert sensitive >= word_list("words_to_look_at").languages
    assert sensitive >= {"ar", "bs", "de", "el", "fa", "hu", "nb", "pl", "ro", "uk"}


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
        "https://frauenhaus-tirol.example",
        "https://autonomesfrauenhaus.example",
        "info@centroantiviolenza.example",
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

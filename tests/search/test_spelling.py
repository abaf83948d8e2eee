"""Words that were mistyped, and words that nothing says: looked for otherwise, and said so."""

from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import Tag

from directory.extensions import transaction
from directory.organisations import steps
from directory.organisations.document import Text
from directory.search import queries
from directory.search.criteria import Criteria
from directory.search.index import current as index
from directory.search.readings import Reading, read
from tests.making import AT, DAY, Make, service, site, uid, words
from tests.pages_client import PageClient

NAMES = {
    "en": "Northern Weavers Cooperative",
    "fr": "Coopérative des pêcheurs de la rivière",
    "es": "Cooperativa de artesanas de la montaña",
    "pt": "Associação das costureiras unidas",
    "de": "Gemeinschaftsküche Lindenhof",
    "tr": "Kadın Dokumacılar Kooperatifi",
    "vi": "Hợp tác xã nông nghiệp",
    "pl": "Spółdzielnia piekarzy",
    "sw": "Ushirika wa wafugaji nyuki",
    "so": "Iskaashatada beeraleyda",
    "id": "Koperasi nelayan sejahtera",
    "tl": "Kooperatiba ng mangingisda",
    "ar": "تعاونية النساجات الشمالية",
    "fa": "تعاونی زنبورداران کوهستان",
    "ckb": "هەرەوەزی جوتیارانی گوند",
    "uk": "Спілка українських пекарів",
    "ru": "Кооператив садоводов",
    "el": "Συνεταιρισμός μελισσοκόμων",
    "he": "קואופרטיב האורגות",
    "am": "የሸማኔዎች ኅብረት ሥራ ማኅበር",
    "ti": "ማሕበር ሓረስቶት",
    "hy": "Գյուղացիների կոոպերատիվ",
    "ka": "მეფუტკრეების კოოპერატივი",
    "hi": "महिला बुनकर सहकारी",
    "bn": "ক্ষুদ্র কৃষক সমবায়",
}
MISTYPED = [
    ("Northern Waevers Cooperative", "en"),
    ("northren weavers", "en"),
    ("northern weevers", "en"),
    ("norhtern weavers coperative", "en"),
    ("Northern Wevers Co-opperative", "en"),
    ("cooperative des pecheuers", "fr"),
    ("pecheurs de la riviera", "fr"),
    ("coopérative des pêcheurs riivère", "fr"),
    ("cooperativa artisanas", "es"),
    ("artesanas montanha", "es"),
    ("artesnaas de la montaña", "es"),
    ("costuriras unidas", "pt"),
    ("associacao costureirras", "pt"),
    ("Gemeinschaftskueche Lindenhof", "de"),
    ("Gemeinschafstküche", "de"),
    ("gemeinschaftsküche lindenhoof", "de"),
    ("Kadın Dokumacilr", "tr"),
    ("dokumacılar koperatifi", "tr"),
    ("hợp tác xã nônng nghiệp", "vi"),
    ("spoldzielna piekarzy", "pl"),
    ("spółdzielnia piekazry", "pl"),
    ("ushirika wa wafuagji", "sw"),
    ("iskashatada beeraleyda", "so"),
    ("iskaashatada beraleyda", "so"),
    ("koperasi nelayn", "id"),
    ("kopersai nelayan sejahtera", "id"),
    ("kooperatiba ng mangigisda", "tl"),
    ("تعاونية النساجت الشمالية", "ar"),
    ("تعاونبة النساجات", "ar"),
    ("النساجات الشماالية", "ar"),
    ("تعاونی زنبوردران", "fa"),
    ("زنبورداران کوهسستان", "fa"),
    ("هەرەوەزی جوتیرانی", "ckb"),
    ("спілка україньских пекарів", "uk"),
    ("українських пекрів", "uk"),
    ("кооператив садоводв", "ru"),
    ("коператив садоводов", "ru"),
    ("συνεταιρισμος μελισοκόμων", "el"),
    ("קואופרטיב האורגגות", "he"),
    ("የሸማኔዎች ኅብርት", "am"),
    ("ማሕበር ሓረስተት", "ti"),
    ("գյուղացիների կոոպերատվ", "hy"),
    ("მეფუტკრების კოოპერატივი", "ka"),
    ("महिला बुनकरर सहकारी", "hi"),
    ("ক্ষুদ্র কৃষকক সমবায়", "bn"),
]


def publish_all(make: Make) -> dict[str, str]:
    """Publish an organisation in each language; return the name of each."""
    return {
        make.published(
            names=(Text(id=uid(f"name/{tag}"), language=tag, words=name),)
        ).public_id: tag
        for tag, name in NAMES.items()
    }


def said_in(element: Tag) -> str:
    """Return the words of an element, without signs that nobody sees."""
    return "".join(letter for letter in element.get_text() if letter.isprintable()).strip()


def test_what_was_mistyped_is_found_in_many_scripts(make: Make):
    tags = publish_all(make)
    wrong = []
    for typed, tag in MISTYPED:
        reading = read(Criteria(q=typed), on=DAY)
        cards = queries.find(reading.criteria, on=DAY).cards
        first = tags[cards[0].public_id] if cards else None
        if (first, bool(reading.corrected), reading.let_go) != (tag, True, ()):
            wrong.append((typed, first, reading))
    assert len({tag for _, tag in MISTYPED}) >= 20
    assert wrong == []


def test_the_correction_stands_as_people_write_it(make: Make):
    publish_all(make)
    assert read(Criteria(q="pecheurs de la rivierre"), on=DAY).corrected == "pecheurs de la rivière"
    assert read(Criteria(q="تعاونبة النساجات"), on=DAY).corrected == "تعاونية النساجات"


def test_of_words_that_are_as_near_what_more_say_comes_first(make: Make):
    for number in range(3):
        make.published(name=f"Sewing room {number}", sites=(site(number),))
    make.published(name="Sowing room", sites=(site(9),))
    assert read(Criteria(q="swing"), on=DAY).corrected == "Sewing"


def test_of_words_like_one_those_are_meant_that_stand_beside_the_others(make: Make):
    for number in range(3):
        make.published(name=f"Sewing room {number}", sites=(site(number),))
    make.published(name="Sowing field", sites=(site(9),))
    assert read(Criteria(q="swing field"), on=DAY).corrected == "Sowing field"


def test_a_slip_that_is_a_word_is_one_too(make: Make):
    make.published(name="Farm of the hill", sites=(site(1),))
    make.published(name="Form and paper", sites=(site(2),))
    assert read(Criteria(q="form hill"), on=DAY).corrected == "Farm hill"


@pytest.mark.parametrize(
    "q", ["Xqzzwj", "abc", "12345", "xx", "'-'", "🙂", "x" * 200, "งานงาน", "Northern-Xqzzwj-1"]
)
def test_what_is_like_nothing_is_not_corrected(make: Make, q):
    make.published(name="Bread 12346 room", sites=(site(1),))
    assert read(Criteria(q=q), on=DAY) == Reading(Criteria(q=q))


def test_nothing_is_corrected_that_finds_something(make: Make):
    make.published(name="Coperative of bakers", sites=(site(1),))
    make.published(name="Cooperative of weavers", sites=(site(2),))
    assert read(Criteria(q="coperative"), on=DAY) == Reading(Criteria(q="coperative"))


def test_no_word_becomes_a_word_of_violence(make: Make):
    make.published(name="Rape seed oil cooperative", sites=(site(1),))
    assert read(Criteria(q="rpae"), on=DAY) == Reading(Criteria(q="rpae"))


def test_a_mistyped_word_of_another_language_means_its_need(make: Make):
    make.published(
        name="Hillside",
        sites=(site(1),),
        services=(service("job_placement", sites=(uid("site/1"),)),),
    )
    assert read(Criteria(q="trabaajo"), on=DAY) == Reading(
        Criteria(need=("work",)), corrected="trabajo"
    )


def test_filters_that_leave_nothing_are_no_slip_of_the_words(make: Make):
    make.published(name="Bakery", sites=(site(1),))
    criteria = Criteria(q="bakery", country=("LB",))
    assert read(criteria, on=DAY) == Reading(criteria)
    mistyped = criteria.but(q="bakrey")
    assert read(mistyped, on=DAY) == Reading(criteria.but(q="Bakery"), corrected="Bakery")


def test_words_that_nobody_says_together_are_let_go_and_the_rarer_one_stays(make: Make):
    for number in range(3):
        make.published(name=f"Community house {number}", sites=(site(number),))
    make.published(name="Bicycle repair", sites=(site(8),))
    reading = read(Criteria(q="community bicycle"), on=DAY)
    assert reading == Reading(Criteria(q="bicycle"), let_go=("community",))


def test_a_small_word_is_not_all_that_is_left(make: Make):
    make.published(name="Bread in town", sites=(site(1),))
    assert read(Criteria(q="xqzzwj in"), on=DAY) == Reading(Criteria(q="xqzzwj in"))
    reading = read(Criteria(q="bread in Xqzzwj"), on=DAY)
    assert reading.criteria.q == "bread in"
    assert reading.let_go == ("Xqzzwj",)


def test_a_town_is_never_let_go(make: Make):
    make.published(name="Bicycle repair", sites=(site(1),))
    reading = read(Criteria(q="bicycle zzqqx Irbid"), on=DAY)
    assert (reading.let_go, reading.criteria.q) == ((), "bicycle zzqqx Irbid")


def test_the_page_says_it_and_the_reader_can_undo_it(client: PageClient, make: Make):
    make.published(name="Northern Weavers", summary=words("We weave."), sites=(site(1),))
    page = client.get("search.find", q="northern waevers")
    assert len(page.select(".card")) == 1
    assert "northern Weavers" in said_in(page.select_one(".notice"))
    assert page.select_one("[name=q]")["value"] == "northern Weavers"
    undo = page.select_one(".understood a")
    assert parse_qs(urlsplit(undo["href"]).query) == {"q": ["northern waevers"], "exactly": ["1"]}
    page = client.get(undo["href"])
    assert not page.select(".card")
    assert page.select_one("[name=q]")["value"] == "northern waevers"


@pytest.mark.parametrize("lang", ["fr", "es", "ar"])
def test_it_is_said_in_the_language_of_the_page(client: PageClient, make: Make, lang):
    make.published(name="Northern Weavers", sites=(site(1),))
    english = {
        said_in(one) for one in client.get("search.find", q="waevers xqzz").select(".notice")
    }
    said = client.get("search.find", lang=lang, q="northern waevers").select(".notice")
    let_go = client.get("search.find", lang=lang, q="weavers xqzz").select(".notice")
    assert said
    assert let_go
    assert not english & {said_in(one) for one in (*said, *let_go)}
    assert "xqzz" in said_in(let_go[0])


def test_the_map_shows_what_the_list_shows(client: PageClient, make: Make):
    make.published(name="Northern Weavers", sites=(site(1),))
    for q in ("northern waevers", "weavers xqzz"):
        shown = client.get("maps.result", q=q)
        assert shown.h1.text.strip() == client.get("search.find", q=q).h1.text.strip()
        assert said_in(shown.select_one(".notice"))


def test_while_the_database_answers_nothing_is_corrected(make: Make, monkeypatch):
    monkeypatch.setattr(index, "MOST_IN_MEMORY", 0)
    make.published(name="Northern Weavers", sites=(site(1),))
    assert read(Criteria(q="northern waevers"), on=DAY) == Reading(Criteria(q="northern waevers"))


def test_what_was_withdrawn_is_known_no_more(make: Make, people: SimpleNamespace):
    organisation = make.published(name="Northern Weavers", sites=(site(1),))
    with transaction():
        steps.take_listing("withdraw", organisation, actor=people.amina, at=AT)
    make.published(name="Bakery", sites=(site(2),))
    assert read(Criteria(q="waevers"), on=DAY) == Reading(Criteria(q="waevers"))

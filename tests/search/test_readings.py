"""What and where in one line of words."""

import pytest

from directory.organisations.document import Point
from directory.search.criteria import Criteria
from directory.search.parting import parted
from directory.search.readings import Reading, read
from tests.making import DAY, ZAATARI, place, service, site, uid, words

IRBID = Point(lon=35.85, lat=32.55)
MADABA = Point(lon=35.83, lat=31.74)
BESIDE = place("Hillside", point=MADABA)
TOLD = [
    ("jobs in Zarqa", "jobs", "Zarqa"),
    ("school near Kakuma", "school", "Kakuma"),
    ("near Kakuma school", "school", "Kakuma"),
    ("formation près de Goma", "formation", "Goma"),
    ("trabajo cerca de San José", "trabajo", "San José"),
    ("تدريب في إربد", "تدريب", "إربد"),
    ("تدريب بإربد", "تدريب", "إربد"),
    ("kazi karibu na Kakuma", "kazi", "Kakuma"),
    ("shaqo ku Dollo Ado", "shaqo", "Dollo Ado"),
    ("ሥራ በአዲስ አበባ", "ሥራ", "አዲስ አበባ"),
    ("งานในแม่สอด", "งาน", "แม่สอด"),
    ("งานที่แม่สอด", "งาน", "แม่สอด"),
    ("ការងារនៅភ្នំពេញ", "ការងារ", "ភ្នំពេញ"),
    ("မဲဆောက်မှာ အလုပ်", "အလုပ်", "မဲဆောက်"),
    ("kerja di Medan", "kerja", "Medan"),
    ("việc làm ở Hà Nội", "việc làm", "Hà Nội"),
    ("کار در تهران", "کار", "تهران"),
    ("робота у Львів", "робота", "Львів"),
    ("робота у Львові", "робота", "Львів"),
    ("школа біля Харкова", "школа", "Харків"),
    ("лікар у Варшаві", "лікар", "Варшава"),
    ("робота в Празі", "робота", "Прага"),
    ("курси в Чернівцях", "курси", "Чернівці"),
    ("работа в Одессе", "работа", "Одесса"),
    ("İstanbul'da iş", "iş", "İstanbul"),
    ("Gaziantep’teki kooperatif", "kooperatif", "Gaziantep"),
    ("Gaziantep yakınında okul", "okul", "Gaziantep"),
    ("کام لاہور میں", "کام", "لاہور"),
    ("दिल्ली में काम", "काम", "दिल्ली"),
    ("travail près d'Amman", "travail", "Amman"),
    ("travail aux alentours d’Amman", "travail", "Amman"),
    ("دکتر در نزدیکی آنکارا", "دکتر", "آنکارا"),
    ("shaqo Jijiga u dhow", "shaqo", "Jijiga"),
    ("dugsi ku yaal Kakuma", "dugsi", "Kakuma"),
    ("በአዲስ አበባ አቅራቢያ ሥራ", "ሥራ", "አዲስ አበባ"),
    ("ရန်ကုန်မှာအလုပ်", "အလုပ်", "ရန်ကုန်"),
    ("ວຽກຢູ່ໃກ້ກັບວຽງຈັນ", "ວຽກ", "ວຽງຈັນ"),
    ("សាលារៀននៅជិតភ្នំពេញ", "សាលារៀន", "ភ្នំពេញ"),
]


@pytest.mark.parametrize(("text", "what", "where"), TOLD)
def test_what_and_where_are_parted_in_many_languages(text, what, where):
    assert (what, where, True) in [tuple(way) for way in parted(text)]


def test_the_longest_small_words_part_first():
    assert next(parted("kerja di dekat Ambon"))[:2] == ("kerja", "Ambon")
    assert next(parted("งานใกล้กับแม่สอด"))[:2] == ("งาน", "แม่สอด")


def test_an_ending_alone_tells_no_place_but_may_be_one():
    assert ("iş", "istanbul", False) in [tuple(way) for way in parted("istanbulda iş")]
    assert all(way.where != "comi" for way in parted("comida"))


@pytest.mark.parametrize("text", ["", " ", "in", "!!", "word " * 40, "في", "x" * 10_000])
def test_no_text_is_parted_into_nothing(text):
    for way in parted(text):
        assert way.where.strip()
        assert way.what != text


def here(make):
    make.published(name="Bakery of the hill", sites=(site(1),), services=(service(),))
    make.published(
        name="Sewing room", sites=(site(2, point=IRBID, place=place("Irbid", point=IRBID)),)
    )
    make.published(name="Sewing and more", sites=(site(4, point=MADABA, place=BESIDE),))
    make.published(
        name="Women in Zarqa network",
        sites=(site(3, place=ZAATARI, point=None, precision="locality"),),
    )


@pytest.mark.parametrize(
    ("q", "what", "where"),
    [
        ("bakery in Zarqa", "bakery", "Zarqa"),
        ("sewing near Irbid", "sewing", "Irbid"),
        ("sewing Madaba", "sewing", "Madaba"),
        ("plumbing in Zarqa", "plumbing", "Zarqa"),
    ],
)
def test_a_place_in_the_words_is_where_to_look(make, q, what, where):
    here(make)
    assert read(Criteria(q=q), on=DAY).criteria == Criteria(q=what, near=where)


@pytest.mark.parametrize(
    "criteria",
    [
        Criteria(q="Women in Zarqa network"),
        Criteria(q="women in zarqa"),
        Criteria(q="bakery in Zarqa", near="Irbid"),
        Criteria(q="bakery in Zarqa", exactly=1),
        Criteria(q="bakery"),
        Criteria(q="in"),
        Criteria(country=("JO",)),
    ],
)
def test_names_and_what_was_said_plainly_stay(make, criteria):
    here(make)
    assert read(criteria, on=DAY).criteria == criteria


def test_the_page_says_how_it_was_read_and_the_reader_can_undo_it(client, make):
    here(make)
    page = client.get("search.find", q="bakery in Zarqa")
    assert "Bakery of the hill" in page.find("main").text
    undo = next(link for link in page.find_all("a") if "instead" in link.text)
    assert client.get(undo["href"]).h1.text == "Nothing found"
    assert page.find("a", attrs={"data-map": True})["href"] == "/en/map?q=bakery&near=Zarqa"


def test_the_map_reads_the_same_words_the_same_way(client, make):
    here(make)
    assert client.get("maps.result", q="bakery in Zarqa").h1.text == "1 organisation at 1 place"


@pytest.mark.parametrize(
    ("q", "meant"),
    [
        ("kazi", Criteria(need=("work",))),
        ("ስራ", Criteria(need=("work",))),
        ("kazi Zarqa", Criteria(need=("work",), near="Zarqa")),
        ("kazi karibu na Zarqa", Criteria(need=("work",), near="Zarqa")),
    ],
)
def test_a_need_is_understood_in_languages_nothing_is_written_in(make, q, meant):
    make.published(
        name="Bakery",
        sites=(site(1),),
        services=(service("job_placement", sites=(uid("site/1"),)),),
    )
    assert read(Criteria(q=q), on=DAY).criteria == meant
    assert read(Criteria(q=q, exactly=1), on=DAY).criteria.q == q


def test_a_need_at_a_told_place_stays_one_where_nobody_answers_it(make):
    make.published(name="Carpets", summary=words("Far away jobs in Zarqa style"))
    assert read(Criteria(q="jobs in Zarqa"), on=DAY).criteria == Criteria(
        need=("work",), near="Zarqa"
    )
    assert read(Criteria(q="carpets in Zarqa"), on=DAY).criteria == Criteria(q="carpets in Zarqa")


def test_words_that_say_more_than_a_need_are_not_left_out_in_silence(make):
    make.published(
        name="Bakery",
        sites=(site(1),),
        services=(service("job_placement", sites=(uid("site/1"),)),),
    )
    reading = read(Criteria(q="kazi xqzzy"), on=DAY)
    assert reading == Reading(Criteria(need=("work",)), let_go=("xqzzy",))


def test_a_word_for_one_kind_is_found_where_it_is_said_before_what_is_meant(make):
    make.published(name="Umeme cooperative", sites=(site(1),))
    make.published(name="Bakery", sites=(site(2),), services=(service("energy_access"),))
    assert read(Criteria(q="umeme"), on=DAY).criteria == Criteria(q="umeme")


@pytest.mark.parametrize("q", ["kazi", "ሥራ", "کار", "شغل", "jobs", "trabajo"])
def test_a_word_for_a_whole_tile_means_it_also_where_somebody_says_it(make, q):
    make.published(name=f"{q} cooperative", sites=(site(1),))
    make.published(name="Bakery", sites=(site(2),), services=(service("job_placement"),))
    assert read(Criteria(q=q), on=DAY).criteria == Criteria(need=("work",))
    assert read(Criteria(q=f"{q} cooperative"), on=DAY).criteria.q == f"{q} cooperative"


def test_the_need_is_a_chip_that_can_be_taken_off(client, make):
    make.published(
        name="Bakery",
        sites=(site(1),),
        services=(service("job_placement", sites=(uid("site/1"),)),),
    )
    page = client.get("search.find", q="kazi")
    assert page.find(class_="chips").text.strip()
    undo = next(link for link in page.find_all("a") if "instead" in link.text)
    assert client.get(undo["href"]).h1.text == "Nothing found"

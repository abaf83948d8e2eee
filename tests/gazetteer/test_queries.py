"""Finding places: what people type gives the place they mean, first."""

from dataclasses import asdict

import pytest
from sqlalchemy import delete, event

from directory.errors import NotFound
from directory.gazetteer import operations, queries
from directory.gazetteer.finding import letters_apart
from directory.gazetteer.queries import find_place, find_places
from directory.gazetteer.sources import read_rows
from tests.gazetteer.test_operations import town

FIRST = [
    ("Zaatari", "sd:zaatari-refugee-camp"),
    ("za'atari", "sd:zaatari-refugee-camp"),
    ("الزعتري", "sd:zaatari-refugee-camp"),
    ("زعتري", "sd:zaatari-refugee-camp"),
    ("مخيم الزعتري", "sd:zaatari-refugee-camp"),
    ("Azraq", "sd:azraq-refugee-camp"),
    ("Kakuma", "sd:kakuma-refugee-camp"),
    ("Kalobeyei", "sd:kalobeyei-settlement"),
    ("Hagadera", "sd:hagadera"),
    ("Ifo", "sd:ifo"),
    ("Bidi Bidi", "sd:bidi-bidi-settlement"),
    ("Bidibidi", "sd:bidi-bidi-settlement"),
    ("Nakivale", "sd:nakivale-settlement"),
    ("Mae La", "sd:mae-la"),
    ("Mae Sot", "gn:1152188"),
    ("แม่สอด", "gn:1152188"),
    ("Cox's Bazar", "gn:1336134"),
    ("Kutupalong", "sd:kutupalong"),
    ("কুতুপালং", "sd:kutupalong"),
    ("عمّان", "gn:250441"),
    ("Amman", "gn:250441"),
    ("Gaziantep", "gn:314830"),
    ("غازي عنتاب", "gn:314830"),
    ("أربيل", "gn:95446"),
    ("هەولێر", "gn:95446"),
    ("Erbil", "gn:95446"),
    ("አዲስ አበባ", "gn:344979"),
    ("Addis Ababa", "gn:344979"),
    ("Benjina", "sd:benjina"),
    ("Dollo Ado", "sd:dollo-ado"),
    ("Um Rakuba", "sd:um-rakuba"),
    ("Domiz", "sd:domiz-camp"),
    ("Bekaa", "sd:bekaa"),
    ("البقاع", "sd:bekaa"),
    ("Turkana", "region:KE.51"),
    ("London", "gn:2643743"),
    ("Jordan", "country:JO"),
    ("الأردن", "country:JO"),
    ("Jordanie", "country:JO"),
    ("Jordania", "country:JO"),
    ("Ürdün", "country:JO"),
    ("Syria", "country:SY"),
    ("سوريا", "country:SY"),
    ("UK", "country:GB"),
    ("عمان", "country:OM"),
    ("Turkey", "country:TR"),
]
NARROWED = [
    ("Zaatari, Jordan", "sd:zaatari-refugee-camp"),
    ("الزعتري، الأردن", "sd:zaatari-refugee-camp"),
    ("Mafraq, JO", "gn:250582"),
    ("Irbid, Irbid, Jordan", "gn:248946"),
    ("Hagadera, Garissa, Kenya", "sd:hagadera"),
    ("Kakuma Kenya", "sd:kakuma-refugee-camp"),
    ("Zaatari, somewhere", "sd:zaatari-refugee-camp"),
]
MISTYPED = [
    ("Zatari", "sd:zaatari-refugee-camp"),
    ("Kukuma", "sd:kakuma-refugee-camp"),
    ("Dodaab", "sd:dadaab-refugee-complex"),
    ("Zaatrai, Jordan", "sd:zaatari-refugee-camp"),
    ("Cox Bazar", "gn:1336134"),
    ("Gazientep", "gn:314830"),
]
# a word for a camp that our list does not have there, in front or behind, folded, in any language
AS_CAMP = [
    ("Zaatari camp", "sd:zaatari-refugee-camp"),
    ("Za'atari camp", "sd:zaatari-refugee-camp"),
    ("CAMP ZAATARI", "sd:zaatari-refugee-camp"),
    ("Zaatari camp, Jordan", "sd:zaatari-refugee-camp"),
    ("Zaatari camp Jordan", "sd:zaatari-refugee-camp"),
    ("refugee camp in Zaatari", "sd:zaatari-refugee-camp"),
    ("Dadaab camp", "sd:dadaab-refugee-complex"),
    ("Mae La camp", "sd:mae-la"),
    ("Mbera camp", "sd:mbera"),
    ("Doro camp", "sd:doro"),
    ("Domiz refugee camp", "sd:domiz-camp"),
    ("Nakivale refugee settlement", "sd:nakivale-settlement"),
    ("Rhino camp refugee settlement", "sd:rhino-camp"),
    ("Kakuma settlement", "sd:kakuma-refugee-camp"),
    ("camp de réfugiés de Zaatari", "sd:zaatari-refugee-camp"),
    ("Camps de refugies Dadaab", "sd:dadaab-refugee-complex"),
    ("camp d’Ifo", "sd:ifo"),
    ("campo de refugiados de Zaatari", "sd:zaatari-refugee-camp"),
    ("Lesvos camp", "sd:mavrovouni"),
    ("مخيم اللاجئين الزعتري", "sd:zaatari-refugee-camp"),
    ("المخيم الزعتري", "sd:zaatari-refugee-camp"),
    ("مخيم الزعتري للاجئين", "sd:zaatari-refugee-camp"),
    ("معسكر زمزم", "sd:zamzam"),
    ("اردوگاه بنی نجار", "sd:bani-najjar"),
    ("کەمپی دۆمیز", "sd:domiz-camp"),
    ("ኩመር ካምፕ", "sd:kumer"),
    ("የስደተኞች ካምፕ መልካዲዳ", "sd:melkadida"),
    ("መዓስከር ማይ ዓይኒ", "sd:mai-ayni"),
    ("xerada qaxootiga Dadaab", "sd:dadaab-refugee-complex"),
    ("kambi ya wakimbizi ya Nyarugusu", "sd:nyarugusu"),
    ("Inkambi y'impunzi ya Kiziba", "sd:kiziba"),
    ("Elbeyli kampı", "sd:elbeyli"),
    ("ค่ายแม่หละ", "sd:mae-la"),
    ("ค่ายบ้านใหม่ในสอย", "sd:ban-mai-nai-soi"),
    ("ဥမ်းဖျန်ဒုက္ခသည်စခန်း", "sd:umpiem-mai"),
    ("কুতুপালং শরণার্থী শিবির", "sd:kutupalong"),
    ("kamp pengungsi Bayeun", "sd:bayeun"),
    ("trại tị nạn Zaatari", "sd:zaatari-refugee-camp"),
    ("καμπ Μαλακάσα", "sd:malakasa"),
    ("Zatari camp", "sd:zaatari-refugee-camp"),
    ("Dadab camp", "sd:dadaab-refugee-complex"),
    ("Amman camp", "sd:wihdat"),
    ("Cairo camp", "gn:360630"),
]
ISLANDS = [(name, "sd:lesvos") for name in ("Lesvos", "Lesbos", "lésbos island", "Λέσβος")]


@pytest.mark.parametrize(("typed", "place_id"), FIRST + NARROWED + MISTYPED + AS_CAMP + ISLANDS)
def test_what_people_type_gives_the_place_first(db, typed, place_id):
    assert find_place(typed).place_id == place_id


@pytest.mark.parametrize(
    "typed", ["", "  ", ",,،", "!?", "%", "\x00", "\ud800", "qqqqxyz", "x" * 5000]
)
def test_what_names_no_place_finds_none(db, typed):
    assert find_places(typed) == []
    assert find_place(typed) is None


def test_every_refugee_place_is_found_with_and_without_the_word_for_a_camp(db):
    missed = []
    for row in read_rows("refugee-places.csv"):
        for typed in (f"{row['name']} camp", f"Camp {row['name']}", f"مخيم {row['name']}"):
            names = {place.place_id for place in find_places(typed, country=row["country"])}
            if row["kind"] == "camp" and row["place_id"] not in names:
                missed.append(typed)
    assert missed == []


def test_a_town_where_a_camp_was_asked_for_is_found_but_not_called_just_so(db):
    assert find_place("Irbid settlement").is_namesake
    assert not any(place.is_namesake for place in find_places("Cairo camp"))


@pytest.mark.parametrize(
    "typed",
    ["Camp 11", "Camp 1", "Camp 4", "Camp 142", "Camp 1 4", "Domiz 3", "Ifo III", "Kilo 62"],
)
def test_a_number_is_never_a_slip(db, typed):
    assert find_places(typed) == []


def test_a_slip_beside_a_number_still_is_one(db):
    assert find_place("Camp 14").place_id == "sd:hakimpara"
    assert find_place("Killo 26").place_id == "sd:kilo-26"


def test_the_camp_comes_before_the_town_beside_it(db):
    assert [place.kind for place in find_places("Kakuma")][:2] == ["camp", "town"]


def test_a_city_comes_before_the_region_named_after_it(db):
    assert [place.kind for place in find_places("Irbid")][:2] == ["city", "region"]


def test_a_refugee_place_comes_first_when_the_words_begin_its_name(db):
    assert find_place("Bar").place_id == "sd:bar-elias"
    assert find_place("Kakuma ref").place_id == "sd:kakuma-refugee-camp"


def test_the_beginning_of_a_name_is_enough_and_larger_places_come_first(db):
    found = find_places("Nairob")
    assert found[0].name == "Nairobi"
    populations = [
        place.population for place in find_places("Kis", country="KE") if place.kind == "city"
    ]
    assert populations == sorted(populations, reverse=True)


def test_a_country_narrows_and_the_limit_holds(db):
    assert {place.country for place in find_places("a", country="KE", limit=20)} == {"KE"}
    assert find_places("Kakuma", country="UG") == []
    assert find_places("Zaatari, Kenya", country="UG") == []
    assert len(find_places("a", limit=3)) == 3
    assert len(find_places("a", limit=0)) == 1
    assert len({place.place_id for place in find_places("a", limit=50)}) == 50


def test_a_place_says_what_is_known_of_it(db):
    place = find_place("Zaatari")
    assert asdict(place) == {
        "place_id": "sd:zaatari-refugee-camp",
        "name": "Zaatari Refugee Camp",
        "kind": "camp",
        "country": "JO",
        "region": "JO.15",
        "region_name": "Al Mafraq",
        "population": None,
        "lon": 36.3284,
        "lat": 32.2931,
        "precision_km": 0.5,
        "time_zone": "Asia/Amman",
        "note": None,
        "p_code": None,
        "names": {"ar": "مخيم الزعتري"},
        "region_names": {"ar": "محافظة المفرق"},
        "is_namesake": True,
        "is_guess": False,
    }
    assert place.region_in("ar-JO") == "محافظة المفرق"
    assert place.region_in("fr") == "Al Mafraq"
    assert place.name_in("ar") == "مخيم الزعتري"
    assert place.name_in("fr") == "Zaatari Refugee Camp"
    assert find_place("Azraq").note == "verify"
    assert queries.get_place("gn:250441").name_in("ar-JO") == "عمّان"


def test_a_place_is_had_by_its_id_or_not_found(db):
    assert queries.get_place("region:JO.15").kind == "region"
    assert queries.get_place("country:JO").names["fr"] == "Jordanie"
    for unknown in ("gn:0", "", "JO", "gn:1\x00", "country:\ud800", "x" * 5000):
        with pytest.raises(NotFound):
            queries.get_place(unknown)


def test_countries_are_named_in_the_language_of_the_reader(db):
    assert queries.country_name("JO", "ar") == "الأردن"
    assert queries.country_name("JO", "fr-CA") == "Jordanie"
    assert queries.country_name("PS", "so") == "State of Palestine"
    assert "1244" in queries.country_name("XK", "es")
    assert queries.country_name("ZZ", "en") == "ZZ"
    assert queries.get_country("JO").m49 == "400"
    with pytest.raises(NotFound):
        queries.get_country("XK")


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("zaatari", "zaatari", 0),
        ("zatari", "zaatari", 1),
        ("zaatrai", "zaatari", 1),
        ("kabul", "kobal", 2),
        ("", "ab", 2),
    ],
)
def test_letters_apart_are_counted(one, other, apart):
    assert letters_apart(one, other) == letters_apart(other, one) == apart


def test_a_search_asks_the_database_a_few_times_only(db):
    asked = []
    bind = db.session.get_bind()
    event.listen(bind, "before_cursor_execute", lambda *args: asked.append(args[2]))
    find_places("Zaatari, Jordan")
    assert 0 < len(asked) <= 10


def test_a_hundred_commas_ask_no_more_than_a_few(db):
    asked = []
    bind = db.session.get_bind()
    event.listen(bind, "before_cursor_execute", lambda *args: asked.append(args[2]))
    found = find_places(", ".join([*(f"odd{n}" for n in range(100)), "Zaatari", "Jordan"]))
    assert found == []
    assert 0 < len(asked) <= 30


def test_the_last_parts_are_the_ones_that_count(db):
    pasted = "House 4, Street 9, District 8, Sector B, Zaatari, Al Mafraq, Jordan"
    assert find_place(pasted) is None
    assert find_place("Zaatari, District 8, Al Mafraq, Jordan").name == "Zaatari Refugee Camp"


def test_places_that_are_called_just_so_are_told_from_those_whose_name_only_begins_so(db):
    namesakes = {p.place_id for p in find_places("عمان") if p.is_namesake}
    assert {"country:OM", "gn:250441"} <= namesakes
    assert {p.place_id for p in find_places("عمّان") if p.is_namesake} == {"gn:250441"}
    assert not any(p.is_namesake for p in find_places("Nairob"))


def test_each_filling_has_its_own_edition(db):
    from directory.extensions import transaction
    from directory.gazetteer.models import GazetteerLoad

    before = queries.edition()
    assert before
    with transaction():
        db.session.execute(delete(GazetteerLoad))
    assert queries.edition() != before


@pytest.mark.parametrize("typed", ["Irbidd", "Irbiid", "Irbd"])
def test_a_city_comes_before_its_camp_also_where_a_letter_is_wrong(db, typed):
    found = find_places(typed)
    assert [(place.place_id, place.is_guess) for place in found[:1]] == [("gn:248946", True)]
    assert "sd:irbid-camp" in [place.place_id for place in found]
    assert not find_place("Irbid").is_guess


def test_the_most_populous_of_a_name_comes_first(db):
    def city(number, name, country, population, *others):
        return town(
            number, name, countrycode=country, population=population, alternatenames=[*others]
        )

    operations.load(
        cities=[
            city(1, "Saint-Denis", "FR", 96_128),
            city(2, "Saint-Denis", "RE", 154_765),
            city(3, "São Paulo", "AO", 300_000),
            city(4, "São Paulo", "BR", 12_400_232, "Sao Paulo"),
            city(5, "São Paulo de Olivença", "BR", 13_000),
        ]
    )
    for typed, number in (
        ("Saint-Denis", 2),
        ("saint denis", 2),
        ("São Paulo", 4),
        ("sao paulo", 4),
        ("SAO PAULO", 4),
    ):
        assert find_place(typed).place_id == f"gn:{number}"

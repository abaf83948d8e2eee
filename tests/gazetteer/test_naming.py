"""Which names of a place are kept, which is shown, and how heavy each is."""

import pytest

from directory.gazetteer.naming import (
    Name,
    arabic_name,
    keyed,
    kind_of_town,
    people_weight,
    refugee_place_names,
    region_names,
    town_names,
)


@pytest.mark.parametrize(
    ("names", "arabic"),
    [
        (["امان", "عمان", "عمان شہر", "ئاممان", "عەممان"], "امان"),
        (["زرقا", "الزرقاء", "الزرقا،"], "الزرقاء"),
        (["اربیل", "هەولێر", "أربيل", "إربيل"], "أربيل"),
        (["گازی ئانتەپ", "غازي عنتاب"], "غازي عنتاب"),
        (["Amman", "아만"], None),
        ([], None),
    ],
)
def test_an_arabic_name_is_told_from_persian_and_kurdish_ones(names, arabic):
    assert arabic_name(names) == arabic


def test_our_arabic_name_of_a_town_is_the_one_to_show():
    names = list(town_names("Cúcuta", ["كوكوتا القديمة"], ["كوكوتا", "Kúkuta"]))
    assert [name.text for name in names if name.language == "ar"] == ["كوكوتا"]
    assert {"كوكوتا القديمة", "Kúkuta"} <= {name.text for name in names}


def test_names_that_nobody_types_are_left_out():
    kept = {
        name.text for name in town_names("Amman", ["AMM", "swldw", "ʿmʾn", "Philadelphia", "عمّان"])
    }
    assert kept == {"Amman", "Philadelphia", "عمّان"}


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (refugee_place_names("Kakuma Refugee Camp", "", []), "kakuma"),
        (refugee_place_names("Zaatari", "مخيم الزعتري", []), "زعتري"),
        (refugee_place_names("Kalobeyei", "", ["Kalobeyei Integrated Settlement"]), "kalobeyei"),
        (refugee_place_names("Abala", "", ["Camp Abala", "مخيم اللاجئين الأزرق"]), "ازرق"),
        (town_names("Kyaka II Refugee Camp", []), "kyaka ii"),
        (region_names("Al Mafraq", ["Mafraq Governorate", "محافظة المفرق"]), "mafraq"),
        (region_names("Al Mafraq", ["محافظة المفرق"]), "مفرق"),
    ],
)
def test_a_place_is_also_called_without_the_word_for_its_kind(names, key):
    assert key in [found for found, _ in keyed(names)]


def test_a_spelling_with_vowel_signs_stands_beside_the_plain_one():
    names = [Name("عمان"), Name("عمّان"), Name("عمان"), Name("عمّان", "ar")]
    assert [(name.text, name.language) for _, name in keyed(names)] == [
        ("عمان", None),
        ("عمّان", None),
        ("عمّان", "ar"),
    ]


@pytest.mark.parametrize(
    ("name", "population", "kind"),
    [
        ("Irbid", 569_068, "city"),
        ("Mae Sot", 44_563, "town"),
        ("Soldeu", 602, "village"),
        ("Nakivale Refugee Camp", 68_400, "camp"),
        ("White Settlement", 17_077, "town"),
    ],
)
def test_the_kind_of_a_town_follows_its_people(name, population, kind):
    assert kind_of_town(name, population) == kind


def test_more_people_weigh_more():
    assert people_weight(0) == 0
    assert people_weight(1_000) < people_weight(1_000_000) < 1000


def test_a_place_of_ours_is_shown_in_arabic_where_one_of_its_names_is():
    others = ["Kakuma", "كاكوما", "مخيم كاكوما"]
    names = list(refugee_place_names("Kakuma Refugee Camp", "", others))
    assert [name.text for name in names if name.language == "ar"] == ["كاكوما"]
    local = list(refugee_place_names("Zaatari", "مخيم الزعتري", ["الزعتري"]))
    assert {name.text for name in local if name.language == "ar"} == {"مخيم الزعتري"}

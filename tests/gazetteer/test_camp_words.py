"""The words for a camp are taken off at either end, and never what is a name itself."""

import pytest

from directory.gazetteer.camp_words import without_camp_words
from directory.gazetteer.sources import CAMP_WORDS, read_rows
from directory.i18n.folding import UNSPACED


@pytest.mark.parametrize("row", read_rows(CAMP_WORDS), ids=lambda row: row["language"])
def test_each_word_of_each_language_is_taken_off_in_front_and_behind(row):
    for words in row["words"].split("|"):
        for typed in (f"{words} Qindi", f"Qindi {words}", f"QINDI {words.upper()}"):
            assert list(without_camp_words(typed))[-1] == "qindi", typed


@pytest.mark.parametrize("row", read_rows(CAMP_WORDS), ids=lambda row: row["language"])
def test_what_joins_the_word_to_the_name_is_taken_off_too(row):
    word = row["words"].split("|")[0]
    for joined in filter(None, row["joined"].split("|")):
        assert "qindi" in without_camp_words(f"{word} {joined} Qindi"), joined


def test_in_scripts_without_blanks_the_words_stand_right_at_the_name():
    for row in read_rows(CAMP_WORDS):
        for words in row["words"].split("|"):
            if words[-1] in UNSPACED:
                assert "qindi" in without_camp_words(f"{words}Qindi"), words


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "camp",
        "Camp 4",
        "4 camp",
        "Campania",
        "Kampala",
        "Zaatari",
        "مخيمر",
        "refugee camp",
        "x",
    ],
)
def test_what_has_no_such_word_or_nothing_beside_it_is_left_alone(typed):
    assert list(without_camp_words(typed)) == []


def test_a_name_that_begins_like_a_small_word_is_kept_too():
    assert list(without_camp_words("camp de la Parada")) == ["de la parada", "parada"]
    assert "la parada" in without_camp_words("camp La Parada")
    assert list(without_camp_words("Rhino camp refugee settlement")) == ["rhino camp", "rhino"]

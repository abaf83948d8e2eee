"""Folding: what people type and what is stored meet in one shape."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from directory.i18n.folding import fold, spellings, words

ANY_TEXT = st.text(st.characters())  # lone surrogates and unassigned codes too


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Za'atari", "zaatari"),
        ("Al Za`tari", "al zatari"),
        ("Za´atari ʿAmmān", "zaatari amman"),
        ("Cox’s Bāzār", "coxs bazar"),
        ("Bidi‑Bidi_(Yumbe)", "bidi bidi yumbe"),
        ("İSTANBUL Iğdır ŞANLIURFA", "istanbul igdir sanliurfa"),
        ("STRASSE straße", "strasse strasse"),
        ("Łódź Ærø Đakovo", "lodz aero dakovo"),
        ("ＡＢＣ １２", "abc 12"),
        ("Σίσυφος", "σισυφοσ"),
        ("Ёлка Київ", "елка киів"),
        ("عَمّان", "عمان"),
        ("أربيل إربيل آربيل ٱربيل", "اربيل اربيل اربيل اربيل"),
        ("اربیل", "اربيل"),
        ("غزة غزه", "غزه غزه"),
        ("مصطفى مؤتمر بئر الزرقاء", "مصطفي موتمر بير الزرقا"),
        ("مـحـمـد", "محمد"),
        ("کابل", "كابل"),
        ("هەولێر ھەولێر", "ههولير ههولير"),
        ("٣٤ ۵۶ ๗", "34 56 7"),
        ("zero\u200bwidth\u200f", "zerowidth"),
        ("ዐዲስ ሐረር", "አዲስ ሀረር"),
        ("แม่สอด", "แม่สอด"),
        ("कुतुपालंग", "कुतुपालंग"),
        ("কুতুপালং, উখিয়া", "কুতুপালং উখিয়া"),
        ("  many \t blanks\n", "many blanks"),
        ("!?…", ""),
        ("", ""),
    ],
)
def test_a_text_has_one_plain_shape(text, folded):
    assert fold(text) == folded


@given(ANY_TEXT)
@example("\ud800")
@example("\x00 a")
@example("\u0345\u0390")
@example("ﷺ ﬃ ㎏ ½ Ⅷ")
def test_folding_twice_changes_nothing_and_nothing_makes_it_fail(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == " ".join(folded.split())
    folded.encode()  # can be stored and sent
    assert "\x00" not in folded


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Bidi Bidi", ["bidi", "bidi"]),
        ("แม่สอด", ["แม", "ม่", "่ส", "สอ", "อด"]),
        ("မြဝတီ", ["မြ", "ြဝ", "ဝတ", "တီ"]),
        ("北京市 ok", ["北京", "京市", "ok"]),
        ("京", ["京"]),
        ("camp北京market", ["camp", "北京", "market"]),
        ("カタカナ", ["カタ", "タカ", "カナ"]),
        ("---", []),
    ],
)
def test_what_is_written_without_blanks_comes_in_pairs(text, parts):
    assert words(text) == parts


@given(st.text("กขคงแ่้北京市東", min_size=2), st.data())
def test_a_part_of_unspaced_text_is_found_by_its_pairs(text, data):
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 2, len(text)))
    assert set(words(text[start:end])) <= set(words(text))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("L'atelier d'à côté", "atelier d a cote"),
        ("Société d’entraide", "societe d entraide"),
        ("تعاونية للنحالين", "نحالين"),
        ("خدمات للاجئين", "اللاجئين"),
        ("للتوفير والتسليف", "التوفير تسليف"),
        ("የቁጠባና ብድር", "የቁጠባ"),
        ("የቁጠባና ብድር", "ቁጠባ"),
        ("Women's room", "women"),
        ("The Workmen's and Women's Club", "workmen's and women's"),
        ("Baker's Co-operative Society", "cooperative society"),
        ("Bakers Cooperative Society", "co-operative"),
        ("Bakers Co-op", "coop"),
        ("The Bakers' Co-operative Society Limited", "bakers coop society ltd"),
        ("Bakers Coop", "cooperative"),
        ("Suuqa caanaha", "caano"),
        ("قالی\u200cباف", "قالی باف"),
        ("قالی\u200cباف", "قالیباف"),
        ("قالیباف", "قالی\u200cباف"),
        ("ក្ដាម", "ក្តាម"),
        ("ኣዲስ ሓኪም", "አዲስ ሀኪም"),
    ],
)
def test_words_are_found_without_what_is_joined_to_them(text, asked):
    said = {word for spelled in spellings(text) for word in spelled}
    assert all(said & set(spelled) for spelled in spellings(asked))


@pytest.mark.parametrize(
    ("text", "asked"),
    [("والدين", "دين"), ("قالی\u200cباف", "قالی بافی"), ("vitamin supplements", "vitamin c")],
)
def test_what_only_looks_joined_is_no_word_of_its_own(text, asked):
    said = {word for spelled in spellings(text) for word in spelled}
    assert not all(said & set(spelled) for spelled in spellings(asked))


@given(ANY_TEXT)
def test_no_spelling_is_empty_and_each_word_has_one(text):
    assert all(all(spelled) for spelled in spellings(text))


@given(ANY_TEXT)
def test_words_are_those_of_the_folded_text(text):
    assert words(text) == words(fold(text))

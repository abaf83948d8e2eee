"""Files in the wrong encoding are put right line by line, and say so."""

import pytest

from directory.imports.profiles import Profile
from tests.imports.conftest import DATA

HEAD = "Id,Name,Country,Town\n"


def name_of(bring, key):
    return bring.revision(key).document.names[0].words


def speaking(profile: Profile, **said: object) -> Profile:
    return Profile.model_validate(profile.model_dump() | said)


def test_mixed_encodings_in_one_file(bring):
    """One line is UTF-8, the next was written by an older machine."""
    content = (HEAD + "A1,Café Cooperative,GB,Leeds\n").encode()
    content += "A2,Crème Cooperative,GB,Leeds\n".encode("latin-1")
    run = bring(content)
    assert (name_of(bring, "A1"), name_of(bring, "A2")) == ("Café Cooperative", "Crème Cooperative")
    assert "encoding_repaired" not in bring.codes(run).get(2, [])
    assert "encoding_repaired" in bring.codes(run)[3]
    assert run.accepted_with_warnings >= 1


@pytest.mark.parametrize(
    ("language", "page", "name"),
    [
        ("ar", "cp1256", "تعاونية النسيج"),
        ("tr", "cp1254", "Şişli Kooperatifi Ağı"),
        ("th", "cp874", "สหกรณ์ Cooperative"),
        ("ru", "cp1251", "Кооператив Заря"),
        ("fr", "cp1252", "Coopérative d’Élèves"),
    ],
)
def test_the_language_of_the_source_tells_the_code_page(bring, profile, language, page, name):
    content = (HEAD + f"A1,{name},GB,Leeds\n").encode(page)
    bring(content, profile=speaking(profile, language=language))
    assert name_of(bring, "A1") == name


def test_a_profile_may_name_the_code_page(bring, profile):
    content = (HEAD + "A1,Café Cooperative,GB,Leeds\n").encode("cp850")
    bring(content, profile=speaking(profile, encoding="cp850"))
    assert name_of(bring, "A1") == "Café Cooperative"


def test_a_header_in_a_code_page_is_told_of_the_file(bring, profile):
    content = ("Id,Name,Country,Größe,Town\nA1,Net Cooperative,GB,7,Leeds\n").encode("latin-1")
    run = bring(content, profile=speaking(profile, summary="Größe"))
    assert bring.codes(run)[1] == ["header_repaired"]
    assert bring.revision("A1").document.summary[0].words == "7"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(bring, encoding):
    bring((HEAD + "A1,Café Cooperative,GB,Leeds\n").encode(encoding))
    assert name_of(bring, "A1") == "Café Cooperative"


def test_only_carriage_returns_and_a_mark(bring):
    text = (DATA / "harbour.csv").read_text(encoding="utf-8")
    plain = bring(text)
    again = bring(b"\xef\xbb\xbf" + text.replace("\n", "\r").encode())
    assert again.rows_read == plain.rows_read
    assert (again.proposed, again.unchanged) == (0, plain.proposed)


@pytest.mark.parametrize(
    ("name", "mended"),
    [
        ("CafÃ© CoopÃ©rative", "Café Coopérative"),
        ("SpÃ³Å‚dzielnia", "Spółdzielnia"),
        ("Ø¯Ø§Ø± Ø§Ù„Ø³Ù„Ø§Ù…", "دار السلام"),
    ],
)
def test_what_became_utf_8_twice_is_put_right_and_told(bring, name, mended):
    run = bring(f"{HEAD}A1,{name},GB,Leeds\n", publish=True)
    assert name_of(bring, "A1") == mended
    assert (bring.codes(run)[2][:1], run.published) == (["doubled_repaired"], 1)


@pytest.mark.parametrize("name", ["Caf\ufffd", "ãäÙãÉ ÇáÚãÇá", "Ksi¹¿ka", "ÖÐ¹úºÏ×÷Éç"])
def test_letters_that_nobody_can_put_right_wait(bring, name):
    run = bring(f"{HEAD}A1,{name},GB,Leeds\n", publish=True)
    assert "kept_letters" in bring.codes(run)[2]
    assert run.published == 0


WRITTEN = [
    ("en", "cp1252", "Café Coopérative", True),
    ("en", "cp1256", "منظمة العمال", False),
    ("en", "gb18030", "中国合作社", False),
    ("en", "cp1250", "Spółdzielnia", False),
    ("en", "cp1250", "Dębno", False),
    ("en", "cp1251", "Кооператив", False),
    ("de", "cp1252", "Größe „Nußöl“ – GmbH", True),
    ("de", "cp1254", "Şişli Ağı", False),
    ("pt", "cp1256", "العمال", False),
    ("cs", "cp1250", "Příští družstvo", True),
    ("tr", "cp1254", "Şişli Kooperatifi Ağı", True),
    ("ru", "cp1251", "Кооператив «Заря»", True),
    ("ru", "koi8-r", "Кооператив Заря", False),
    ("ru", "cp1252", "Café", False),
    ("ar", "cp1256", "منظمة العمال", True),
    ("ar", "gb18030", "中国合作社", False),
    ("el", "cp1253", "Συνεταιρισμός", True),
    ("und", "cp1252", "Café", False),
]


@pytest.mark.parametrize(("language", "page", "name", "published"), WRITTEN)
def test_a_guess_is_published_only_where_it_gives_words(
    bring, profile, language, page, name, published
):
    content = f"{HEAD}A1,{name},GB,Leeds\n".encode(page)
    run = bring(content, profile=speaking(profile, language=language), publish=True)
    assert "encoding_repaired" in bring.codes(run)[2]
    assert ("kept_letters" not in bring.codes(run)[2], run.published) == (published, int(published))


def test_what_the_profile_says_of_the_code_page_is_no_guess(bring, profile):
    content = f"{HEAD}A1,Dębno,GB,Leeds\n".encode("cp1250")
    run = bring(content, profile=speaking(profile, encoding="cp1250"), publish=True)
    assert run.published == 1

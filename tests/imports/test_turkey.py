"""Organisations in Türkiye: numbers in five formats, leftovers of HTML, a body closed since."""

import pytest

from directory.imports.profiles import get_profile
from tests.imports.conftest import DATA
from tests.imports.twice import real, twice

PROFILE = "sahana-turkey"
SOURCE = "sahana_turkey"


@pytest.fixture
def brought(bring):
    """The small file, imported and published."""
    return bring(DATA / "turkey.csv", profile=get_profile(PROFILE), publish=True)


def document(bring, key):
    return bring.revision(key, source=SOURCE).document


def test_leftovers_of_html_are_taken_out_and_a_dash_is_none(bring, brought):
    assert document(bring, "Ağ Onarım Derneği").description[0].words == "Ağları onarır."
    assert "tags" in bring.codes(brought)[2]
    assert document(bring, "Yelken Vakfı").description[0].words.startswith("-Yelken, %100")


def test_numbers_are_read_and_a_mobile_one_is_left(bring, brought):
    union = {c.channel: c.value for c in document(bring, "Ağ Onarım Derneği").contacts}
    assert (union["phone"], union["email"]) == ("+902122524433", "info@ag-onarim.example.org")
    assert "phone" not in {c.channel for c in document(bring, "Yelken Vakfı").contacts}
    assert "phone_person" in bring.codes(brought)[3]


def test_the_name_tells_under_which_law(bring, brought):
    assert document(bring, "Ağ Onarım Derneği").registration.registered_as == "association_ngo_act"
    assert document(bring, "Yelken Vakfı").kind == "support_body_not_sse"
    assert brought.published == 0


@pytest.mark.parametrize(
    ("key", "number"),
    [
        ("Çeviri Derneği Afette Rehber Çevirmenlik Organizasyonu", "+902125117975"),
        ("Ceza İnfaz Sisteminde Sivil Toplum Derneği", "+902122936982"),
        ("Kadınlarla Dayanışma Vakfı", "+902122515850"),
        ("Tüvana Okuma İstekli Çocuk Eğitim Vakfı", "+902122828916"),
        ("Psikolojik Danışmanlar Derneği", None),
    ],
)
def test_the_formats_of_the_real_file(bring, key, number):
    bring(real("services/sahana-turkey-organisations.csv"), profile=get_profile(PROFILE))
    phones = [c.value for c in document(bring, key).contacts if c.channel == "phone"]
    assert phones == ([number] if number else [])


def test_the_real_file(bring):
    run = twice(bring, real("services/sahana-turkey-organisations.csv"), PROFILE)
    assert (run.rows_read, run.refused, run.published, run.kept_unpublished) == (20, 0, 0, 20)
    closed = document(bring, "Kimse Yok Mu Dayanaışma ve Yardımlaşma Derneği")
    assert closed.operational_status == "defunct"

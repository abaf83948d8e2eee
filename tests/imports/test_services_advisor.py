"""Services of partners in two languages: one organisation, its sites, its services, no more."""

import pytest

from directory.errors import Invalid
from directory.imports.opening import BrokenFile
from directory.imports.profiles import Profile, get_profile
from directory.organisations.queries import newest_change
from tests.imports.conftest import DATA
from tests.imports.twice import real

ENGLISH, ARABIC = DATA / "advisor.en.json", DATA / "advisor.ar.json"
PROFILE = "services-advisor-jordan-2014"
SOURCE = "services_advisor_jordan"


@pytest.fixture
def open_profile() -> Profile:
    """The profile as if its licence were open: what may be published then?"""
    facts = get_profile(PROFILE).model_dump()
    return Profile.model_validate(facts | {"consent": "public_register_or_open_data"})


@pytest.fixture
def run(bring, open_profile):
    return bring(ENGLISH, profile=open_profile, wordings={"ar": ARABIC}, publish=True)


def document(bring, key="harbour relief"):
    return bring.revision(key, source=SOURCE).document


def words(texts):
    return {text.language: text.words for text in texts}


def test_partner_is_organisation_and_id_with_activity_a_service(bring, run):
    found = document(bring)
    assert words(found.names) == {"en": "Harbour Relief"}
    assert found.kind == "support_body_not_sse"
    assert [service.kind for service in found.services] == [
        "household_items",
        "primary_health_care",
        "water_sanitation",
        "water_sanitation",
    ]
    assert len(found.sites) == 3
    assert found.contacts == ()


def test_the_second_file_says_the_same_in_its_language(bring, run):
    found = document(bring)
    assert words(found.services[1].names) == {"en": "Health Services", "ar": "الخدمات الصحية"}
    assert {"en": "Irbid City", "ar": "مدينة اربد"} in [words(site.names) for site in found.sites]


def test_a_row_of_the_second_file_without_a_first_is_refused(bring, run):
    assert (run.rows_read, run.refused) == (15, 1)
    assert bring.codes(run)[500_000_008] == ["no_counterpart"]


def test_both_files_again_change_nothing_and_a_new_wording_does(bring, run, open_profile):
    before = newest_change()
    again = bring(ENGLISH, profile=open_profile, wordings={"ar": ARABIC}, publish=True)
    assert (again.proposed, newest_change()) == (0, before)
    text = ARABIC.read_text(encoding="utf-8").replace("الخدمات الصحية", "خدمات صحية")
    other = bring.write(text, "other.ar.json")
    changed = bring(ENGLISH, profile=open_profile, wordings={"ar": other}, publish=True)
    assert changed.proposed == 1
    assert words(document(bring).services[1].names)["ar"] == "خدمات صحية"


def test_ended_sensitive_and_child_facing_services_stay_unpublished(bring, run):
    assert (run.published, run.kept_unpublished) == (1, 3)
    kept = {row: codes for row, codes in bring.codes(run).items() if "kept_" in "".join(codes)}
    assert kept[4] == ["kept_ended"]
    assert {"kept_kind", "kept_child_facing"} <= set(kept[5])
    assert kept[6] == ["kept_child_facing"]


def test_the_middle_of_a_governorate_never_looks_like_a_place(bring, run):
    precision = {words(site.names)["en"]: site.precision for site in document(bring).sites}
    assert precision == {
        "Irbid City": "locality",
        "Mafraq Governorate": "admin1",
        "Amman Governorate": "admin1",
    }


def test_as_the_source_is_licensed_nothing_may_be_published(bring):
    profile = get_profile(PROFILE)
    with pytest.raises(Invalid, match="no basis of consent"):
        bring(ENGLISH, profile=profile, wordings={"ar": ARABIC}, publish=True)


def test_both_files_are_asked_for(bring, open_profile, runner, people):
    with pytest.raises(Invalid, match="one in each of these languages: ar"):
        bring(ENGLISH, profile=open_profile)
    with pytest.raises(BrokenFile, match="“harbour” are csv"):
        bring(ENGLISH)
    words = ["directory", "import", str(ENGLISH), "--source", PROFILE, "--as", "dina"]
    result = runner.invoke(args=words)
    assert result.exit_code == 1
    assert "--wordings" in result.output


def test_a_broken_second_file_leaves_nothing(bring, open_profile):
    broken = bring.write("[{", "broken.ar.json")
    with pytest.raises(BrokenFile, match="breaks after record 0"):
        bring(ENGLISH, profile=open_profile, wordings={"ar": broken})
    assert bring.last_run().rows_read == 0


def test_the_real_files(bring, open_profile):
    english = real("services/services-advisor-jordan-2014.en.json")
    wordings = {"ar": real("services/services-advisor-jordan-2014.ar.json")}
    first = bring(english, profile=open_profile, wordings=wordings, publish=True)
    assert (first.rows_read, first.refused, first.proposed) == (1124, 0, 44)
    assert (first.published, first.kept_unpublished) == (0, 44)
    again = bring(english, profile=open_profile, wordings=wordings, publish=True)
    assert (again.proposed, again.unchanged) == (0, 44)


def test_files_that_are_exchanged_are_refused(bring, open_profile):
    arabic = ARABIC.read_text(encoding="utf-8").replace('"endDate": ""', '"endDate": "2199-12-31"')
    first = bring.write(arabic, "first.json")
    with pytest.raises(BrokenFile, match="“first.json” is not written in the letters of “en”"):
        bring(first, profile=open_profile, wordings={"ar": ENGLISH}, publish=True)
    assert bring.last_run().rows_read == 0


def test_one_file_given_twice_is_refused(bring, open_profile):
    with pytest.raises(BrokenFile, match="One file was given twice"):
        bring(ENGLISH, profile=open_profile, wordings={"ar": ENGLISH})


def test_the_first_file_again_under_another_name_is_refused(bring, open_profile):
    again = bring.write(ENGLISH.read_text(encoding="utf-8") + "\n", "other.json")
    with pytest.raises(BrokenFile, match="“other.json” is not written in the letters of “ar”"):
        bring(ENGLISH, profile=open_profile, wordings={"ar": again})

"""Red Cross and Red Crescent societies: names in eleven further languages, and Namibia."""

import pytest

from directory.imports.profiles import get_profile
from tests.imports.conftest import DATA
from tests.imports.twice import real, twice

PROFILE = "sahana-rms-redcross"
SOURCE = "sahana_rms_redcross"


@pytest.fixture
def brought(bring):
    """The small file, imported and published."""
    return bring(DATA / "redcross.csv", profile=get_profile(PROFILE), publish=True)


def names(bring, key):
    return {text.language: text.words for text in bring.revision(key, source=SOURCE).document.names}


def test_names_stand_in_every_language_of_the_row(bring, brought):
    assert names(bring, "Harbour Relief Society") == {
        "en": "Harbour Relief Society",
        "ar": "جمعية إغاثة الميناء",
        "fr": "Société de secours du port",
        "prs": "انجمن امداد بندر",
        "ps": "د بندر د مرستې ټولنه",
    }


def test_na_is_namibia_and_not_nothing(bring, brought):
    document = bring.revision("Desert Relief Society", source=SOURCE).document
    assert (document.sites[0].country, document.sites[0].precision) == ("NA", "country")


def test_a_body_of_no_country_is_refused(bring, brought):
    assert bring.codes(brought)[4] == ["no_country"]
    assert brought.refused == 1


def test_bodies_that_support_others_are_not_counted_as_the_economy(bring, brought):
    document = bring.revision("Harbour Relief Society", source=SOURCE).document
    assert document.kind == "support_body_not_sse"
    assert (brought.published, brought.kept_unpublished) == (0, 2)


def test_the_real_file(bring):
    run = twice(bring, real("services/sahana-rms-redcross-organisations-l10n.csv"), PROFILE)
    assert (run.rows_read, run.refused) == (164, 2)
    assert set(names(bring, "Afghan Red Crescent Society")) == {"en", "es", "fr", "prs", "ps"}

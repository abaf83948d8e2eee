"""Worker cooperatives in Germany: a list without coordinates, with free words for the place."""

import pytest

from directory.imports.profiles import get_profile
from tests.imports.conftest import DATA
from tests.imports.twice import real, twice

PROFILE = "germany-worker-coops"
SOURCE = "germany_worker_coops"


@pytest.fixture
def brought(bring):
    """The small file, imported and published."""
    return bring(DATA / "germany.csv", profile=get_profile(PROFILE), publish=True)


def document(bring, key):
    return bring.revision(key, source=SOURCE).document


def test_each_row_becomes_what_its_cells_say(bring, brought):
    eg, kitchen, anchor, launch, pilots = (
        document(bring, f"N-000{number}") for number in (1, 3, 4, 5, 7)
    )
    assert (eg.kind, eg.cooperative_type) == ("cooperative", "worker_cooperative")
    assert eg.names[0].words == "@netze eG"  # a sign before a name is no formula
    assert (eg.registration.registered_as, eg.activities) == ("cooperative_act", ("digital_work",))
    assert (kitchen.kind, kitchen.cooperative_type) == ("cooperative", None)
    assert anchor.kind == "other_sse_entity"
    assert launch.registration.status == "registration_in_progress"
    assert pilots.activities == ()
    assert {eg.sites[0].country, anchor.sites[0].country} == {"DE"}


def test_what_is_not_known_is_not_published(bring, brought):
    codes = bring.codes(brought)
    assert {"kind_assumed", "kept_doubtful"} <= set(codes[5])
    assert codes[7] == ["country_unknown"]  # of two countries none is chosen
    assert "unknown_term" in codes[8]
    assert (brought.refused, brought.published, brought.kept_unpublished) == (1, 5, 1)


def test_the_real_file(bring):
    run = twice(bring, real("coops/germany-worker-coops.csv"), PROFILE)
    assert (run.rows_read, run.refused) == (60, 1)
    assert (run.published, run.kept_unpublished) == (56, 3)

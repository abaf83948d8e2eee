"""Places that rows name with their region or country behind a comma."""

import pytest

from directory.imports.places import Places
from directory.organisations.chosen import KnownPlaces


@pytest.mark.parametrize(
    ("name", "country", "place_id"),
    [
        ("Irbid, Jordan", "JO", "gn:248946"),
        ("Zarqa, Az Zarqa", "JO", "gn:250090"),
        ("Zaatari, Mafraq", "JO", "sd:zaatari-refugee-camp"),
        ("Irbid, Mafraq", "JO", None),
        ("Irbid, Lebanon", "JO", None),
        (", Jordan", "JO", None),
    ],
)
def test_what_stands_behind_a_comma_narrows(db, name, country, place_id):
    found, trouble = Places(KnownPlaces()).choose(name, country=country, region=None, point=None)
    assert (found.id if found else None) == place_id
    assert (trouble is None) == (place_id is not None)

"""Distances for tens of kilometres: right at the equator, in the north and over the date line."""

import pytest

from directory.gazetteer.distance import kilometres


@pytest.mark.parametrize(
    ("one", "other", "known"),
    [
        ((36.3284, 32.2931), (36.09, 32.07), 33.5),  # Zaatari and Zarqa
        ((32.58, 0.31), (32.44, 0.05), 32.9),  # Kampala and Entebbe
        ((25.47, 65.01), (25.73, 66.5), 166.5),  # Oulu and Rovaniemi
        ((179.9, -16.8), (-179.9, -16.8), 21.3),  # across the 180th meridian
        ((10.0, 50.0), (10.0, 50.0), 0.0),
    ],
)
def test_it_is_about_as_far_as_on_the_ground(one, other, known):
    assert kilometres(*one, *other) == pytest.approx(known, rel=0.01, abs=0.1)
    assert kilometres(*other, *one) == pytest.approx(kilometres(*one, *other))

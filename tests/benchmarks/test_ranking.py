"""The measure of the ranking, and its data."""

import random
from collections import Counter

import pytest

from benchmarks.ranking.ndcg import ndcg, questions
from benchmarks.ranking.recall import with_a_typo, without_a_word, without_accents


@pytest.mark.parametrize(
    ("gains", "ideal", "reached"),
    [
        ([3, 2, 1], [1, 2, 3], 1.0),
        ([3] * 10, [3] * 40, 1.0),
        ([], [3], 0.0),
        ([0, 3], [3], 0.6309),
        ([3, 0, 0], [3, 3], 0.6131),
        ([0] * 10 + [3], [3], 0.0),
    ],
)
def test_the_best_page_is_one_and_what_stands_behind_ten_counts_nothing(gains, ideal, reached):
    assert ndcg(gains, ideal) == pytest.approx(reached, abs=0.0001)


def test_three_hundred_questions_are_judged_in_many_languages():
    every = questions()
    assert len(every) >= 300
    assert len({one.language for one in every}) >= 9
    assert {grade for one in every for grade in one.grades.values()} <= {1, 2, 3}
    assert all(one.grades for one in every)


@pytest.mark.parametrize("name", ["Société d'entraide Brume du matin", "Blue Needle Sewing Group"])
def test_a_name_is_mistyped_in_one_way_only(name):
    chance = random.Random(1)  # noqa: S311 - names, not secrets
    assert Counter(without_a_word(name, chance).split()) < Counter(name.split())
    assert without_accents(name, chance).isascii()
    typed = with_a_typo(name, chance)
    assert sum(a != b for a, b in zip(typed.split(), name.split(), strict=True)) == 1

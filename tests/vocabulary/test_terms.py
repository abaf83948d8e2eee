"""The vocabulary is whole: codes, labels in four languages, tiles and rules."""

import json
import re

import pytest
from sqlalchemy import select

from directory.extensions import transaction
from directory.organisations.telling import tells_of_violence
from directory.vocabulary import operations
from directory.vocabulary.labels import LABELS, all_labels, label, labels
from directory.vocabulary.models import VocabularyTerm
from directory.vocabulary.queries import usable_codes
from directory.vocabulary.terms import (
    codes_where,
    need_of_kind,
    rules,
    terms,
    vocabulary,
)
from directory.vocabulary.violence import asks_about_violence
from tests.making import DAY


def test_codes_are_snake_case_and_every_list_has_some():
    for found in vocabulary().values():
        assert found
        for code in found:
            assert re.fullmatch(r"[a-z][a-z0-9_]*", code)


@pytest.mark.parametrize("locale", ["en", "fr", "es", "ar"])
def test_every_term_has_a_label_in_each_language(locale):
    missing = [
        f"{name}:{code}"
        for name, found in vocabulary().items()
        for code in found
        if not labels(locale).get(name, {}).get(code, {}).get("label")
    ]
    assert missing == []


@pytest.mark.parametrize("locale", ["fr", "es", "ar"])
def test_hints_public_labels_and_placeholders_are_translated_too(locale):
    for name, found in labels("en").items():
        for code, wordings in found.items():
            other = labels(locale)[name][code]
            for sort in set(wordings) - {"definition"}:
                assert sorted(re.findall(r"{\w+}", wordings[sort])) == sorted(
                    re.findall(r"{\w+}", other[sort])
                )


def test_there_are_fourteen_tiles_and_each_kind_is_on_exactly_one():
    needs = terms("public_need")
    assert len(needs) == 14
    listed = [kind for need in needs for kind in need.facts["service_kinds"]]
    assert sorted(listed) == sorted(vocabulary()["service_kind"])
    assert need_of_kind()["savings"] == "money"


def test_every_code_a_rule_speaks_of_exists():
    for row in rules()["freshness_rule"]:
        kind = row["kind"].split(":")[0]
        assert (
            kind in vocabulary()["service_kind"]
            or kind in vocabulary()["service_domain"]
            or kind
            in {
                "organisation_facts",
                "*",
                "country_law_facts",
                "public_phone",
            }
        )
    for kind in vocabulary()["service_kind"].values():
        assert kind.facts["default_visibility"] in vocabulary()["service_visibility"]


def test_what_protection_says_of_kinds_is_in_the_vocabulary():
    assert "women_safe_space" in codes_where("service_kind", "sensitive")
    assert "job_placement" in codes_where("service_kind", "lure_risk")
    assert "childcare" in codes_where("service_kind", "child_facing")
    assert "savings" in codes_where("service_kind", "money_held")
    assert "migrants_in_irregular_situation" in codes_where("population_group", "public", "never")
    assert "lgbtiq_persons" in codes_where("specific_audience", "public", "never")
    assert "host_led_employs_displaced" in codes_where("displacement_relation", "public", "never")


def test_loading_twice_changes_nothing_and_deletes_nothing(db):
    with transaction():
        db.session.add(
            VocabularyTerm(list_code="service_kind", code="old_kind", position=0, valid_from=DAY)
        )
    with transaction():
        count = operations.load(db.session())
    assert count == sum(map(len, vocabulary().values()))
    assert (
        db.session.scalar(select(VocabularyTerm).where(VocabularyTerm.code == "old_kind"))
        is not None
    )


def test_a_retired_term_may_not_be_newly_used_but_is_still_named(db):
    assert ("service_visibility", "trained_referrers_only") not in usable_codes(
        db.session(), on=DAY
    )
    assert ("service_visibility", "contact_only") in usable_codes(db.session(), on=DAY)
    assert label("service_visibility", "trained_referrers_only", "en") != "trained_referrers_only"


def test_a_language_without_a_file_falls_back_to_english():
    assert label("service_kind", "savings", "ti") == label("service_kind", "savings", "en")
    assert len(all_labels("service_kind", "savings")) >= 4


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("domestic violence", True),
        ("violences faites aux femmes", True),
        ("l'excision", True),
        ("البحث عن العنف", True),
        ("ความรุนแรงที่บ้าน", True),
        ("bị bạo hành", True),
        ("tôi cần giúp vì bạo lực gia đình", True),
        ("អំពើហិង្សា", True),
        ("ຄວາມຮຸນແຮງໃນຄອບຄົວ", True),
        ("karahasan sa tahanan", True),
        ("bảo hành máy may", False),
        ("đi từ từ", False),
        ("violin lessons", False),
        ("exploitation agricole", False),
        ("", False),
    ],
)
def test_words_of_violence_are_known_as_whole_words(text, found):
    assert asks_about_violence(text) == found


@pytest.mark.parametrize(
    "name",
    [
        "LGBTIQ Refugees Together", "Trafficking Survivors Cooperative", "Lesbian Refugees' Circle",
        "Association des survivantes", "Sobrevivientes unidas", "جمعية الناجيات",
        "Manusura wa Kakuma", "Women living with HIV", "Collectif transgenre",
    ],
)  # fmt: skip  # a list of names
def test_names_that_endanger_whoever_is_seen_there_close_a_listing(name):
    assert tells_of_violence(name)


@pytest.mark.parametrize(
    "name", ["Women's Savings Group", "Bread Cooperative", "تعاونية النساء", "Friperie du quartier"]
)
def test_ordinary_names_close_nothing(name):
    assert not tells_of_violence(name)


def test_no_public_label_uses_a_word_of_violence():
    from directory.organisations.telling import tells_of_violence

    for file in LABELS.glob("*.json"):
        data = json.loads(file.read_text(encoding="utf-8"))
        for need in data["public_need"].values():
            assert not tells_of_violence(need["label"])

"""The invented organisations: whole, lawful, plainly invented, and covering what there is."""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
from pydantic import BaseModel

from directory.demonstration.documents import DemonstrationOrganisation, demonstration
from directory.demonstration.notation import TELEPHONES, opening_rows, telephone, weekdays
from directory.demonstration.rows import country_files, phrases
from directory.organisations.document import (
    Area,
    ChosenPlace,
    Document,
    Point,
    Service,
    Text,
    canonical_json,
)
from directory.organisations.door import uses_of_terms
from directory.organisations.storable import unstorable

ROOT = Path(__file__).resolve().parents[2]
CAPITALS = {"EG": "Africa/Cairo", "JO": "Asia/Amman", "KE": "Africa/Nairobi", "TH": "Asia/Bangkok"}
PRAISE = re.compile(r"\b(best|leading|excellent|finest|top|outstanding|award|number one)\b", re.I)
HOST = re.compile(r"(?:https?://|@)([\w.-]+\.[a-z]+)")


def choose_place(words: str, country: str) -> ChosenPlace:
    return ChosenPlace(
        id=f"fake:{country}/{words}",
        name=words,
        kind="town",
        country=country,
        point=Point(lon=1, lat=2),
        admin1=Area(code=f"{country}.01", name=f"Region of {words}", point=Point(lon=1, lat=2)),
        gazetteer="fake",
    )


@cache
def organisations() -> tuple[DemonstrationOrganisation, ...]:
    return tuple(demonstration(choose_place))


@cache
def documents() -> tuple[Document, ...]:
    return tuple(one.document for one in organisations())


@cache
def services() -> tuple[Service, ...]:
    return tuple(service for document in documents() for service in document.services)


@cache
def terms(name: str) -> dict[str, dict[str, Any]]:
    path = ROOT / "directory/vocabulary/data/terms.json"
    found = json.loads(path.read_text(encoding="utf-8"))["lists"][name]
    return {term["code"]: term for term in found if "valid_to" not in term}


def kinds_with(flag: str) -> set[str]:
    return {code for code, term in terms("service_kind").items() if term.get(flag)}


def public(name: str) -> set[str]:
    return {code for code, term in terms(name).items() if term.get("public") != "never"}


def values(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from values(getattr(value, name))
    elif isinstance(value, tuple):
        for entry in value:
            yield from values(entry)


def languages(texts: tuple[Text, ...]) -> set[str]:
    return {text.language for text in texts}


def offered(one: DemonstrationOrganisation) -> set[str]:
    return {service.kind for service in one.document.services}


def test_there_are_enough_and_each_has_its_own_slug_and_names() -> None:
    assert len(documents()) >= 84
    assert len({one.slug for one in organisations()}) == len(documents())
    names = [text.words for document in documents() for text in document.names]
    assert len(set(names)) == len(names)


def test_the_ids_are_the_same_in_every_build() -> None:
    again = [canonical_json(one.document) for one in demonstration(choose_place)]
    assert again == [canonical_json(document) for document in documents()]


def test_no_two_organisations_share_an_id() -> None:
    ids = [
        value.id
        for document in documents()
        for value in values(document)
        if hasattr(value, "id") and not isinstance(value, ChosenPlace)
    ]
    assert len(set(ids)) == len(ids)


def test_every_code_is_a_term_that_may_be_used_today() -> None:
    wrong = {
        (one.slug, where, name, code)
        for one in organisations()
        for where, name, code in uses_of_terms(one.document)
        if code not in terms(name)
    }
    assert not wrong


def test_the_form_fits_the_kind() -> None:
    forms = terms("sse_entity_form")
    assert all(d.form is None or forms[d.form]["kind"] == d.kind for d in documents())


def test_each_speaks_english_and_another_language() -> None:
    for one in organisations():
        for texts in (one.document.names, one.document.summary):
            assert "en" in languages(texts), one.slug
            assert len(texts) >= 2, one.slug


@pytest.mark.parametrize(
    ("language", "least"), [("ar", 30), ("fr", 15), ("es", 10), ("sw", 10), ("ckb", 5), ("my", 5)]
)
def test_enough_summaries_in(language: str, least: int) -> None:
    assert sum(language in languages(document.summary) for document in documents()) >= least


def test_a_translation_names_the_text_it_was_made_from() -> None:
    for document in documents():
        first, *others = document.summary
        assert first.made_from is None
        assert all(text.made_from == first.id for text in others)


def test_nothing_praises() -> None:
    words = [v.words for d in documents() for v in values(d) if isinstance(v, Text)]
    assert [text for text in words if PRAISE.search(text)] == []


def test_no_telephone_number_can_be_real() -> None:
    owners: dict[str, str] = {}
    for one in organisations():
        for contact in one.document.contacts:
            if contact.channel not in TELEPHONES:
                continue
            assert re.fullmatch(r"\+[1-9]\d{0,2}0{4}\d{4}", contact.value), contact.value
            try:
                number = phonenumbers.parse(contact.value)
            except phonenumbers.NumberParseException:
                continue
            assert not phonenumbers.is_valid_number(number), contact.value
            assert owners.setdefault(contact.value, one.slug) == one.slug


def test_no_address_of_the_web_can_be_real() -> None:
    for document in documents():
        hosts = HOST.findall(canonical_json(document))
        assert all(
            host.endswith(".example") or host in {"example.org", "example.com"} for host in hosts
        )
        for contact in document.contacts:
            if contact.channel in {"website", "email", "facebook_page", "instagram"}:
                assert HOST.search(contact.value)


@pytest.mark.parametrize(
    "name",
    ["sse_entity_kind", "sse_entity_form", "cooperative_type", "cooperative_level",
     "registration_status", "location_precision", "location_role", "fee_type", "access_mode",
     "status_check"],
)  # fmt: skip
def test_every_term_is_used_of(name: str) -> None:
    used = {code for d in documents() for _, listed, code in uses_of_terms(d) if listed == name}
    assert public(name) <= used


def test_every_level_of_visibility_is_met() -> None:
    default = {code: term["default_visibility"] for code, term in terms("service_kind").items()}
    assert {s.visibility or default[s.kind] for s in services()} == set(terms("service_visibility"))


def test_at_least_sixty_kinds_of_service_and_every_need() -> None:
    kinds = {service.kind for service in services()}
    assert len(kinds) >= 60
    assert [
        need
        for need, term in terms("public_need").items()
        if kinds.isdisjoint(term["service_kinds"])
    ] == []


def test_a_safe_place_is_never_written_down() -> None:
    assert any("safe_accommodation" in offered(one) for one in organisations())
    for document in documents():
        assert list(unstorable(document, uses_of_terms(document))) == []


def test_who_serves_children_has_a_safeguarding_policy() -> None:
    child_facing = kinds_with("child_facing")
    for one in organisations():
        if offered(one) & child_facing:
            assert one.document.governance.safeguarding_policy == "yes", one.slug


def test_work_is_never_for_children_nor_sold() -> None:
    work = {"job_placement", "employment_in_organisation", "cash_for_work", "apprenticeship",
            "domestic_care_work_placement", "membership_livelihood"}  # fmt: skip
    for service in services():
        if service.kind in work:
            assert (service.age_from or 0) >= 18, service.kind
            assert service.fee.type not in {"fixed_fee", "refundable_deposit"}


def test_what_needs_a_strong_check_has_one() -> None:
    strength = {code: term["strength"] for code, term in terms("verification_method").items()}
    demanding = kinds_with("lure_risk") | kinds_with("child_facing") | kinds_with("money_held")
    for one in organisations():
        if one.waiting:
            assert one.check is None
            continue
        if offered(one) & (demanding | kinds_with("sensitive")):
            assert one.check is not None, one.slug
            assert strength[one.check.method] >= 2, one.slug
        if one.check and offered(one) & kinds_with("sensitive"):
            assert one.check.method == "coordination_attested", one.slug


def test_about_two_thirds_are_checked_and_three_wait() -> None:
    checks = [one.check for one in organisations() if one.check]
    assert 0.6 <= len(checks) / len(documents()) <= 0.75
    assert sum(one.waiting for one in organisations()) == 3
    for one in organisations():
        if one.check:
            assert date(2026, 1, 1) <= one.check.on < date(2026, 10, 1)
            assert one.document.consent.given_on is not None
            assert one.document.consent.given_on <= one.check.on, one.slug


def test_consent_was_given_in_2026_for_the_place_as_well() -> None:
    given = [document.consent for document in documents()]
    assert all(c.given_on and c.given_on.year == 2026 for c in given)
    assert sum(c.level == "organisation_and_location" for c in given) > len(given) * 0.8


def test_exact_sites_have_a_point_and_every_physical_site_but_the_coarsest_a_place() -> None:
    for document in documents():
        for site in document.sites:
            if site.precision == "exact":
                assert site.point is not None
            if site.role != "virtual":
                assert site.place is not None


def test_hours_of_every_shape() -> None:
    hours = [s.hours for d in documents() for s in (*d.sites, *d.services) if s.hours]
    rows = [row for one in hours for row in one.rows]
    assert any(row.closes <= row.opens for row in rows)
    assert any(row.by_appointment for row in rows)
    assert any(row.valid_until for row in rows)
    assert any(one.always_open for one in hours)
    assert any(one.note and not one.rows for one in hours)
    assert any(len({row.weekdays for row in one.rows}) < len(one.rows) for one in hours)
    assert all(ZoneInfo(one.time_zone) for one in hours)
    zones = {file.country: file.time_zone for file in country_files()}
    assert zones.items() >= CAPITALS.items()


def test_areas_ends_and_closures_are_met() -> None:
    areas = [area for service in services() for area in service.areas]
    assert any(area.polygon for area in areas)
    assert any(area.region for area in areas)
    assert any(area.country and not area.region for area in areas)
    assert any(service.online for service in services())
    assert {s.valid_until.year for s in services() if s.valid_until} == {2027}
    sites = [site for document in documents() for site in document.sites]
    assert any(site.closed_until for site in sites)
    assert max(len(document.sites) for document in documents()) >= 6
    assert any(document.operational_status == "inactive" for document in documents())
    assert any(not contact.public for d in documents() for contact in d.contacts)
    displaced = {document.displacement.say_publicly for document in documents()}
    assert displaced == {True, False}


def test_every_phrase_is_used_and_known_in_english() -> None:
    rows = json.dumps([file.model_dump(mode="json") for file in country_files()])
    for name, words in phrases().items():
        assert f'"={name}"' in rows
        assert words["en"]


def test_the_short_notations() -> None:
    assert telephone("JO", "0123") == "+96200000123"
    assert weekdays("Sat-Thu") == (1, 2, 3, 4, 6, 7)
    late, early = opening_rows("Thu 20:00-02:00; Mon,Wed 08:00-12:00 appointment")
    assert (late.weekdays, late.by_appointment) == ((4,), False)
    assert (early.weekdays, early.by_appointment) == ((1, 3), True)
    with pytest.raises(ValueError, match="is not a time"):
        opening_rows("Mon 8-12")

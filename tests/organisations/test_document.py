"""The document: limits, canonical JSON, digests, old schemas, the published JSON Schema."""

import json
import unicodedata
from datetime import UTC, time
from pathlib import Path

import pytest
from pydantic import ValidationError

from directory.organisations.document import SCHEMA, Document, ServedArea, canonical_json, digest
from directory.organisations.document.values import Money, clean_words
from directory.organisations.lifting import read_document
from tests.making import contact, document, place, service, site, uid, words

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs"


AWARE = time(8, tzinfo=UTC)


def hours(opens: object, closes: object) -> dict[str, object]:
    row = {"weekdays": [1], "opens": opens, "closes": closes}
    return {"time_zone": "Asia/Amman", "rows": [row]}


def test_canonical_json_is_the_same_however_it_was_made():
    found = document(sites=(site(),), services=(service("savings"),))
    text = canonical_json(found)
    shuffled = json.dumps(dict(reversed(list(json.loads(text).items()))), indent=3)
    assert canonical_json(Document.model_validate_json(shuffled)) == text
    assert digest(text) == digest(canonical_json(read_document(text)))


def test_defaults_are_left_out_so_that_a_new_field_keeps_old_digests():
    assert set(json.loads(canonical_json(document()))) == {
        "names",
        "kind",
        "consent",
        "schema_number",
    }


@pytest.mark.parametrize(
    "file", sorted((HERE / "samples").glob("schema-*.json")), ids=lambda f: f.stem
)
def test_every_schema_there_ever_was_can_be_read(file):
    assert read_document(file.read_text(encoding="utf-8")).names


def test_there_is_a_sample_of_every_schema():
    assert {f"schema-{n}" for n in range(1, SCHEMA + 1)} <= {
        f.stem for f in (HERE / "samples").glob("*.json")
    }


def test_a_schema_from_the_future_is_refused():
    with pytest.raises(ValueError, match="newer"):
        read_document('{"schema_number": 999}')


@pytest.mark.parametrize(
    "facts",
    [
        {"founded_year": 1492},
        {"names": ()},
        {"kind": "Not A Code"},
        {"kind": "association", "cooperative_type": "worker_cooperative"},
        {"services": ({"id": uid(1), "kind": "savings", "sites": [uid("nowhere")]},)},
        {"services": ({"id": uid(1), "kind": "savings", "contacts": [uid("nobody")]},)},
        {
            "services": (
                {
                    "id": uid(1),
                    "kind": "savings",
                    "valid_from": "2026-12-01",
                    "valid_until": "2026-01-01",
                },
            )
        },
        {"services": ({"id": uid(1), "kind": "savings", "age_from": 40, "age_until": 20},)},
        {"services": ({"id": uid(1), "kind": "savings"}, {"id": uid(1), "kind": "credit"})},
        {"links": ({"id": uid(1), "url": "javascript:alert(1)"},)},
        {
            "sites": (
                {
                    "id": uid(1),
                    "role": "branch",
                    "country": "JO",
                    "precision": "exact",
                    "point": {"lon": 200, "lat": 0},
                },
            )
        },
        {"sites": ({"id": uid(1), "role": "branch", "country": "Jordan", "precision": "exact"},)},
        {"colour": "red"},
        {"summary": ({"id": uid(1), "language": "en", "words": "x" * 8001},)},
        {"summary": ({"id": uid(1), "language": "en", "words": "\u200b\u2060\u3164\u0301"},)},
        {"names": ({"id": uid(1), "language": "en", "words": "\u200d \u200b"},)},
        {"names": ({"id": uid(1), "language": "en", "words": "x" * 301},)},
        {"names": ({"id": uid(1), "language": "en", "words": "live\u202elive"},)},
        {"links": ({"id": uid(1), "url": "https://example.org/\u2066x"},)},
        {"membership": {"dues_months": -5}},
        {"membership": {"dues_months": 121}},
        {"registration": {"valid_until": "9999-12-31"}},
        {"registration": {"valid_until": "1799-12-31"}},
        {"registration": {"valid_until": 20261231}},
        {"registration": {"valid_until": "20261231"}},
        {"sources": ({"source": "x", "foreign_id": "1", "fetched_at": "9999-12-31T23:59:59Z"},)},
        {"services": ({"id": uid(1), "kind": "savings", "hours": hours("08:00Z", "16:00")},)},
        {"services": ({"id": uid(1), "kind": "savings", "hours": hours("08:00", "16:00+03:00")},)},
        {"services": ({"id": uid(1), "kind": "savings", "hours": hours("08:00", 57600)},)},
        {"services": ({"id": uid(1), "kind": "savings", "hours": hours(AWARE, "16:00")},)},
    ],
)
def test_limits_hold(facts):
    with pytest.raises(ValidationError):
        Document.model_validate({**document().model_dump(), **facts})


def test_words_are_cleaned_of_what_breaks_pages():
    text = words("  a\u202eb\x00c\r\nd\u200d  ")[0].words
    assert text == "abc\nd\u200d".strip()


def test_a_name_is_one_line_and_keeps_the_joiners_of_its_script():
    named = document("Bread\r\nand  salt\u2028of می\u200cخواهم")
    assert named.names[0].words == "Bread and salt of می\u200cخواهم"
    read = Document.model_validate_json(
        canonical_json(document()).replace("The Bread", "The\\nBread")
    )
    assert read.names[0].words == "The Bread Cooperative"


def test_a_time_of_day_needs_no_seconds_and_has_no_zone():
    data = canonical_json(document(services=(service("savings", hours=hours("08:00", "16:30")),)))
    assert Document.model_validate_json(data).services[0].hours.rows[0].closes == time(16, 30)


def test_the_countries_of_a_document_are_all_that_it_speaks_of():
    served = service(areas=(ServedArea(id=uid("a"), country="KE"),))
    found = document(sites=(site(1, place=place(country="LB")), site(2, country="UG")))
    assert found.countries == {"JO", "LB", "UG"}
    assert document(services=(served,)).countries == {"KE"}


def test_a_document_cannot_be_changed():
    with pytest.raises(ValidationError):
        document().kind = "association"  # type: ignore[misc]


def test_the_published_json_schema_is_todays():
    published = json.loads((DOCS / "document.schema.json").read_text(encoding="utf-8"))
    assert published == Document.model_json_schema(), "Run: flask directory schema"


def test_the_sample_holds_most_of_a_document():
    data = json.loads((HERE / "samples" / "schema-1.json").read_text(encoding="utf-8"))
    assert {"sites", "services", "contacts", "membership"} <= set(data)
    assert contact().public


def test_services_at_sites_are_counted_together():
    at = tuple(site(number) for number in range(101))
    everywhere = tuple(one.id for one in at)
    offered = tuple(service(key=number, sites=everywhere) for number in range(100))
    assert (
        len(
            document(
                sites=at[:100],
                services=tuple(
                    one.model_copy(update={"sites": everywhere[:100]}) for one in offered
                ),
            ).services
        )
        == 100
    )
    with pytest.raises(ValidationError, match="10 000"):
        document(sites=at, services=offered)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Z" + "\u0301" * 40 + "algo", "Ź\u0301\u0301\u0301algo"),
        ("Flag\U000e0067\U000e007f", "Flag"),
        ("A\ufdd0\U0001fffe\U0010ffffB", "AB"),
        ("လှုံ့ဆော်", "လှုံ့ဆော်"),
        ("שָּׁלוֹם", unicodedata.normalize("NFC", "שָּׁלוֹם")),
        ("تَعَاوُنِيَّةٌ", unicodedata.normalize("NFC", "تَعَاوُنِيَّةٌ")),
    ],
)
def test_words_keep_what_a_language_writes_and_nothing_that_nobody_sees(given, kept):
    assert clean_words(given) == kept


@pytest.mark.parametrize("amount", ["-0", "-0.00"])
def test_nothing_is_nothing_however_it_is_written(amount):
    assert not str(Money(amount=amount, currency="JOD").amount).startswith("-")

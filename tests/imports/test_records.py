"""JSON and GeoJSON: records at a path, points and areas, and what breaks them."""

import io
import json
from pathlib import Path

import pytest

from directory.imports import json_bytes
from directory.imports.encodings import Text
from directory.imports.models import RunStage
from directory.imports.opening import BrokenFile
from directory.imports.profiles import Profile

ROW = {"Id": "A1", "Name": "Net Menders Cooperative", "Country": "GB", "Town": "Leeds"}
SQUARE = [[[-1.6, 53.7], [-1.4, 53.7], [-1.4, 53.9], [-1.6, 53.9], [-1.6, 53.7]]]


def feature(geometry: object, key: str = "A1", **said: object) -> dict[str, object]:
    return {
        "type": "Feature",
        "id": key,
        "properties": ROW | {"Id": key} | said,
        "geometry": geometry,
    }


@pytest.fixture
def take(bring, profile):
    """Import JSON with the profile of the invented register."""

    def taken(content: object, path: str = "item", **said: object):
        facts = profile.model_dump() | {"formats": ["json"], "records": path}
        facts["site"] |= {"lon": "@lon", "lat": "@lat", "precision": "exact"}
        facts["site"] |= {name: said.pop(name) for name in ("lon", "lat") if name in said}
        facts |= said
        text = content if isinstance(content, (str, bytes)) else json.dumps(content)
        file = bring.write(text, "given.geojson")
        return bring(file, profile=Profile.model_validate(facts))

    return taken


def site(bring, key="A1"):
    return bring.revision(key).document.sites[0]


@pytest.mark.parametrize(
    ("content", "path"),
    [
        ([ROW], "item"),
        ({"visible": [ROW], "invisible": [{}]}, "visible.item"),
        ({"features": [feature(None)]}, "features.item"),
    ],
)
def test_records_stand_at_a_path(bring, take, content, path):
    assert take(content, path).rows_read == 1
    assert bring.revision("A1").document.names[0].words == ROW["Name"]


def test_a_point_is_exact_and_an_area_never(bring, take):
    run = take(
        [
            feature({"type": "Point", "coordinates": [-1.55, 53.8, 12]}, "A1"),
            feature({"type": "Polygon", "coordinates": SQUARE}, "A2"),
            feature({"type": "MultiPolygon", "coordinates": [SQUARE]}, "A3"),
        ]
    )
    assert (site(bring, "A1").point.lon, site(bring, "A1").precision) == (-1.55, "exact")
    for row, key in ((2, "A2"), (3, "A3")):
        assert "geometry_area" in bring.codes(run)[row]
        assert -1.6 < site(bring, key).point.lon < -1.4
        assert site(bring, key).precision == "locality"


@pytest.mark.parametrize(
    ("geometry", "code"),
    [
        (None, "geometry_none"),
        ({"type": "Point", "coordinates": []}, "geometry_none"),
        ({"type": "Polygon", "coordinates": [[1, 2]]}, "geometry_unreadable"),
        ({"type": "Circle"}, "geometry_unreadable"),
    ],
)
def test_without_a_geometry_the_names_of_places_tell(bring, take, geometry, code):
    run = take([feature(geometry)])
    assert code in bring.codes(run)[1]
    assert site(bring).point is None
    assert run.refused == 0


def test_a_stack_of_organisations_at_one_point_is_never_exact(bring, take):
    stacked = {"type": "Point", "coordinates": [-1.55, 53.8]}
    alone = {"type": "Point", "coordinates": [-1.56, 53.81]}
    rows = [feature(stacked, f"A{n}") for n in range(5)] + [feature(alone, "B1")] * 2
    run = take([*rows, feature({"type": "Point", "coordinates": [-1.57, 53.82]}, "B2")])
    assert [key for key in ("A0", "A4", "B1", "B2") if site(bring, key).precision == "exact"] == [
        "B1",
        "B2",
    ]
    assert "point_stacked" in bring.codes(run)[1]
    assert take([feature(stacked, f"A{n}") for n in range(5)]).unchanged == 5


def test_a_stack_is_one_however_its_numbers_are_written(bring, take):
    written = [("-1.55", "53.8"), ("-1.550", "+53.80"), ("-1,55", "53,8"), (" -1.55", "53.8000")]
    rows = [
        feature(None, f"A{n}", Lon=lon, Lat=lat)
        for n, (lon, lat) in enumerate([*written, ("53.8", "-1.55")])
    ]
    run = take(rows, lon="Lon", lat="Lat")
    assert all("point_stacked" in bring.codes(run)[row] for row in range(1, 6))


def test_values_of_every_kind_become_cells(bring, take):
    nested = {"kinds": {"a": True, "b": False}, "list": ["x", 2, None], "deep": {"er": 1.50}}
    columns = {"summary": "kinds", "description": "list"}
    take([ROW | nested], **columns)
    document = bring.revision("A1").document
    assert (document.summary[0].words, document.description[0].words) == ("a", "x; 2")
    take([ROW | nested | {"x": 1}], summary="deep.er")
    assert bring.revision("A1").document.summary[0].words == "1.5"


def test_a_mark_and_an_old_code_page_are_put_right(bring, take):
    run = take(b"\xef\xbb\xbf" + json.dumps([ROW]).replace("Net", "Café").encode())
    assert run.refused == 0
    text = json.dumps([ROW], ensure_ascii=False).replace("Net", "Crème")
    run = take(text.encode("latin-1"))
    assert bring.revision("A1").document.names[0].words.startswith("Crème")
    assert "header_repaired" in bring.codes(run)[1]


@pytest.mark.parametrize(
    ("content", "path", "words"),
    [
        ("[" + json.dumps(ROW) + ', {"Id"', "item", "breaks after record 1"),
        ("[" + json.dumps(ROW) + ", {'Id': 1}]", "item", "breaks after record 1"),
        ("no JSON", "item", "breaks after record 0"),
        ({"rows": [ROW]}, "item", "no records at “item”"),
        ([{"Id": "A1", "Name": "x"}], "item", "needs: Country"),
        (["only words", 7], "item", "needs: Country, Id, Name"),
    ],
)
def test_broken(bring, take, content, path, words):
    with pytest.raises(BrokenFile, match=words):
        take(content, path)
    assert bring.last_run().stage == RunStage.BROKEN


def test_what_is_no_object_is_a_refused_row_and_ends_nothing(bring, take):
    rows = [ROW, None, ROW | {"Id": "A2"}, "words", [ROW], 7, ROW | {"Id": "A3"}]
    run = take(rows)
    assert (run.rows_read, run.refused) == (7, 4)
    assert {row for row, codes in bring.codes(run).items() if "no_fields" in codes} == {2, 4, 5, 6}
    assert bring.revision("A3")
    last = take([ROW, None])
    assert (last.rows_read, last.refused) == (2, 1)
    assert "null" in bring.findings(last)[-1].message


@pytest.mark.parametrize("spread", [0, 65_536 - 40])
@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("9" * 6_000, "a number of more than 300 signs: “999"),
        ("-0." + "1" * 6_000 + "e5", "a number of more than 300 signs"),
        ("[" * 20_000 + "]" * 20_000, "more than 64 lists and objects within each other"),
        ('{"a":' * 20_000 + "1" + "}" * 20_000, "more than 64 lists and objects"),
    ],
)
def test_what_would_kill_the_reader_is_told(bring, take, spread, field, words):
    before = json.dumps([ROW | {"Note": "x" * spread}])[:-1]
    with pytest.raises(BrokenFile, match=words):
        take(before + ', {"Id": "A9", "Note": ' + field + "}]")
    assert bring.last_run().stage == RunStage.BROKEN


WORDS = json.dumps(['x\\" [[{{' + "[" * 100 + "9" * 400 + "\\\\", [[1.5e-7]] * 100, '"'])


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50, 10_000])
@pytest.mark.parametrize(
    ("text", "is_taken"),
    [
        (WORDS, True),
        (WORDS + "9" * 300, True),
        (WORDS + "9" * 301, False),
        (WORDS + "[" * 64, True),
        (WORDS + "[" * 65, False),
        (WORDS + "[" * 64 + "]1[" * 20, True),
    ],
)
def test_brackets_and_digits_count_outside_of_words_however_it_is_cut(size, text, is_taken):
    given = Text(io.BytesIO(text.encode()), Path("given.json"), "en", None)
    guarded = json_bytes.JsonBytes(given)
    if is_taken:
        assert b"".join(iter(lambda: guarded.read(size), b"")) == text.encode()
    else:
        with pytest.raises(BrokenFile):
            list(iter(lambda: guarded.read(size), b""))


def test_a_power_of_ten_without_end_does_not_fill_the_memory(bring, take):
    text = json.dumps([ROW]).replace('"Leeds"', '"Leeds", "Big": 1e999999999, "Lon": 1e999999999')
    run = take(text, summary="Big")
    assert bring.revision("A1").document.summary[0].words == "1E+999999999"
    assert run.refused == 0


@pytest.mark.parametrize("where", ['"Town": "Hull", "Town": "Leeds"', '"a": {"b": 1, "b": 1}'])
def test_a_field_that_stands_twice_is_told(bring, take, where):
    run = take(json.dumps([ROW]).replace('"Town": "Leeds"', where))
    assert "field_doubled" in bring.codes(run)[1]
    assert run.refused == 0


def test_a_record_without_end_is_not_held_in_memory(take, monkeypatch):
    monkeypatch.setattr(json_bytes, "LONGEST_RECORD", 1 << 20)
    with pytest.raises(BrokenFile, match="longer than 1048576 characters"):
        take('[{"Id": "A1", "Name": "' + "x" * (3 << 20))

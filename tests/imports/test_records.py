"""JSON and GeoJSON: records at a path, points and areas, and what breaks them."""

import json

import pytest

from directory.imports import records
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
        facts = profile.model_dump() | {"formats": ["json"], "records": path} | said
        facts["site"] |= {"lon": "@lon", "lat": "@lat", "precision": "exact"}
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


def test_a_record_without_end_is_not_held_in_memory(take, monkeypatch):
    monkeypatch.setattr(records, "LONGEST_RECORD", 1 << 20)
    with pytest.raises(BrokenFile, match="longer than 1048576 characters"):
        take('[{"Id": "A1", "Name": "' + "x" * (3 << 20))

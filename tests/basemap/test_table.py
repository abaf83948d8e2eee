"""The table of boundaries holds together: every row has a reason, and says something possible."""

import csv
import json

from setup.basemap.table import ANY, DATA, KINDS, read_table

DEEDS = {"move", "cut", *KINDS}


def rows() -> list[dict[str, str]]:
    with (DATA / "boundaries.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_says_what_why_and_from_where():
    assert {row["do"] for row in rows()} == DEEDS
    for row in rows():
        assert all(row[column] for column in ("what", "with", "why", "source")), row


def test_no_row_stands_twice():
    said = [(row["do"], row["bounds"], *sorted((row["what"], row["with"]))) for row in rows()]
    assert len(said) == len(set(said))


def test_no_row_stands_behind_one_that_says_it_all():
    seen: set[frozenset[str]] = set()
    for row in rows():
        names = frozenset((row["what"], row["with"]))
        if row["do"] in KINDS:
            assert names not in seen, row
            if not row["bounds"]:
                seen.add(names)


def test_every_area_is_cut_out_and_its_lines_are_spoken_of():
    table = read_table()
    assert {cut.area for cut in table.cuts} == set(table.areas)
    for area in table.areas:
        of_area = [line for line in table.lines if area in (line.one, line.other)]
        assert area in table.moves or any(ANY in (line.one, line.other) for line in of_area), area


def test_areas_are_sound_and_say_their_source():
    shapes = json.loads((DATA / "areas.geojson").read_text(encoding="utf-8"))["features"]
    for shape in shapes:
        assert set(shape["properties"]) == {"area", "what", "source"}
        assert shape["properties"]["source"]
    assert all(area.is_valid for area in read_table().areas.values())


def test_crimea_belongs_to_ukraine_and_no_moved_line_is_solid():
    table = read_table()
    assert table.country_of("RUS-283", "RUS") == table.country_of("RUS-5482", "RUS") == "UKR"
    assert table.country_of("RUS-9999", "RUS") == "RUS"

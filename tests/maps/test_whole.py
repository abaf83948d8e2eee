"""A map as one file: everything inside, nothing asked of anybody, nothing sensitive."""

import json
import re

import pytest

from directory.organisations.document import Consent, Point
from tests.making import service, site

HOSTILE = "</script><script>alert(1)</script>${alert(1)}"


@pytest.fixture
def made(runner, tmp_path):
    def make(*options: str) -> str:
        file = tmp_path / "map.html"
        result = runner.invoke(args=["directory", "map", str(file), *options])
        assert result.exit_code == 0, result.output
        return file.read_text(encoding="utf-8")

    return make


def places(page: str):
    found = re.search(r'<script type="application/json" id="map-places">(.*?)</script>', page)
    assert found
    return json.loads(found.group(1))


def test_everything_is_inside_and_nothing_is_asked_for(make, made):
    make.published(sites=(site(),))
    page = made()
    assert re.findall(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=", page) == []
    assert "default-src 'none'" in page
    assert "connect-src" not in page
    assert len(re.search(r'id="map-tiles">([^<]+)<', page).group(1)) > 1_000_000


def test_the_places_are_those_of_the_search(make, made):
    shown = make.published(name="One", sites=(site(1),))
    make.published(name="Two", sites=(site(2, country="JO"),), kind="association")
    (place,) = places(made("--find", "/en/find?kind=cooperative"))
    (one,) = place["organisations"]
    assert one["name"]["words"] == "One"
    assert one["url"].startswith("http://")
    assert shown.public_id in one["url"]


def test_it_says_its_day_and_when_to_ask_again(make, made):
    make.published(sites=(site(),))
    page = made("--language", "fr")
    assert '<html lang="fr" dir="ltr">' in page
    assert len(re.findall(r"20\d\d", page.split("</header>")[0].split("<header>")[1])) == 2


def test_sensitive_kinds_are_in_no_file(make, made):
    make.published(name="One", sites=(site(1),))
    make.published(name="Two", sites=(site(2), site(3)), services=(service("complaints_psea"),))
    page = made()
    assert [o["name"]["words"] for p in places(page) for o in p["organisations"]] == ["One"]
    assert "1 organisation" in page


def test_hostile_names_stay_words(make, made):
    make.published(name=HOSTILE, sites=(site(),))
    page = made()
    assert places(page)[0]["label"] == HOSTILE
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--language", "xx"], "xx"),
        (["--find", "q=rape"], "violence"),
        (["--find", "contry=JO"], "contry=JO"),
        (["--find", "country=jordan"], "country=jordan"),
        (["--find", "country=QQ"], "QQ"),
        (["--find", "need=nothing"], "need=nothing"),
    ],
)
def test_what_cannot_be_is_told(db, runner, tmp_path, options, said):
    result = runner.invoke(args=["directory", "map", str(tmp_path / "m.html"), *options])
    assert result.exit_code != 0
    assert said in result.output
    assert "Traceback" not in result.output
    assert not (tmp_path / "m.html").exists()


def test_a_listing_that_is_in_no_file_leaves_no_trace_in_it(make, made):
    quiet = site(2, point=Point(lon=36.3, lat=32.2))
    make.published(
        name="Quiet",
        sites=(quiet, site(3)),
        services=(service("complaints_psea", sites=(quiet.id,)),),
    )
    asked = {"country=EG": "<p>Egypt</p>", "q=Quiet": "<p><bdi>Quiet</bdi></p>"}
    pages = {find: made("--find", find) for find in asked}
    assert all(words in pages[find] for find, words in asked.items())
    nothing, found = (pages[find].replace(words, "") for find, words in asked.items())
    assert found == nothing


def test_both_numbers_stand_in_the_file(make, made):
    make.published(name="One", sites=(site(1), site(2, point=Point(lon=36.3, lat=32.2))))
    make.published(name="Two", consent=Consent(level="organisation_only"))
    make.published(name="Three", sites=(site(3),), services=(service("complaints_psea"),))
    page = made("--find", "country=JO&q=") + made()
    assert "1 organisation</h1>" in page
    assert "1 more has no place on the map." in page


def test_licences_go_with_what_is_inside(made):
    page = made()
    for name in ("protomaps-leaflet", "leaflet.markercluster", "GeoNames", "Natural Earth"):
        assert name in page.partition('id="licences">')[2].partition("</script>")[0]


def test_what_may_surprise_is_noted(make, runner, tmp_path):
    make.published(name="One", sites=(site(1),))
    full = runner.invoke(
        args=["directory", "map", str(tmp_path / "m.html"), "--find", "country=EG"]
    )
    assert full.exit_code == 0
    assert "nothing was found" in full.output
    assert "PUBLIC_URL" in full.output
    assert "CONTACT_EMAIL" in full.output


def test_a_folder_that_is_not_there_is_told(make, runner, tmp_path):
    result = runner.invoke(args=["directory", "map", str(tmp_path / "none" / "m.html")])
    assert result.exit_code == 1
    assert "cannot be written" in result.output


def test_it_is_read_as_pages_read_it_and_says_what_was_searched(make, runner, tmp_path):
    make.published(name="Bakers", sites=(site(1),))
    file = tmp_path / "map.html"
    near = "near=Irbid&for=left_country&country=JO"
    result = runner.invoke(args=["directory", "map", str(file), "--find", near])
    assert "1 organisations." in result.output
    assert "nothing is within 25 km; these are within 100 km" in result.output
    heading = file.read_text(encoding="utf-8").partition("<main")[0]
    assert "<bdi>Irbid</bdi> · Jordan</p>" in heading
    mistyped = runner.invoke(args=["directory", "map", str(file), "--find", "q=bakesr"])
    assert "nothing says bakesr; these say" in mistyped.output

"""`flask directory place`: ids for documents, and what lies at a point."""

import pytest


@pytest.fixture
def told(runner):
    def tell(*words: str, code: int = 0) -> str:
        result = runner.invoke(args=["directory", "place", *words])
        assert result.exit_code == code, result.output
        return result.output

    return tell


def test_words_in_any_script_give_ids_best_first(told):
    assert told("الزعتري").startswith("sd:zaatari-refugee-camp  ")
    assert "Mafraq, Jordan (JO)  (camp)" in told("Zaatari").splitlines()[0]
    assert all("(KE)" in line for line in told("Kakuma", "--country", "ke").splitlines())


def test_what_is_only_spelt_like_the_words_is_called_a_guess(told):
    assert all("a guess" in line for line in told("Kakumma").splitlines())
    assert "a guess" not in told("Kakuma")


def test_a_point_suggests_country_region_and_nearest_place(told):
    country, region, nearest = told("--lon", "36.33", "--lat", "32.29").splitlines()
    assert country == "Country: Jordan (JO)"
    assert region.startswith("Region: Al Mafraq (JO.15, JO22")
    assert "sd:zaatari-refugee-camp" in nearest


@pytest.mark.parametrize(
    ("lon", "lat", "said"),
    [("79.5", "35.2", "does not say"), ("-40", "35", "no country"), ("34.86", "3.71", "Kenya")],
)
def test_where_no_country_holds_a_point_that_is_said(told, lon, lat, said):
    assert said in told("--lon", lon, "--lat", lat)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("Xqzzw",), 1),
        (("Zarqa", "--country", "XX"), 1),
        (("--lon", "200", "--lat", "1"), 1),
        (("--lon", "nan", "--lat", "1"), 1),
        (("--lon", "20"), 2),
        (("Zarqa", "--lon", "20", "--lat", "1"), 2),
        ((), 2),
    ],
)
def test_bad_questions_are_answered_in_words(told, words, code):
    assert "Error: " in told(*words, code=code)


@pytest.mark.parametrize("words", ["Al Quds, IL", "Golan"])
def test_no_country_is_said_where_none_is_agreed(told, words):
    first = told(words).splitlines()[0]
    assert words.partition(",")[0] in first
    assert not any(code in first for code in ("(IL)", "(PS)", "(SD)", "(SS)", "(SY)"))


def test_a_point_in_jerusalem_is_in_no_country_that_we_say(told):
    assert "does not say" in told("--lon", "35.2163", "--lat", "31.769")

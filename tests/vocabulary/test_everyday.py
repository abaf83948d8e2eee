"""Everyday words for kinds of service: enough in each language, and none that does harm."""

import pytest

from directory.i18n.folding import fold
from directory.organisations.telling import tells_of_violence
from directory.vocabulary import everyday
from directory.vocabulary.everyday import everyday_languages, everyday_words, needs_called
from directory.vocabulary.phrases import phrase
from directory.vocabulary.terms import codes_where, data_file, need_of_kind, term, terms
from directory.vocabulary.violence import asks_about_violence

FLOORS = {
    **dict.fromkeys(("en", "fr", "ar", "es", "sw", "so", "am"), 12),
    **dict.fromkeys(
        ("ti", "ckb", "th", "my", "km", "lo", "id", "fil", "vi", "pt", "uk", "fa"),
        5,
    ),
}
WITH_PLACES = {"before", "behind", "between", "between_behind", "joined", "joined_behind"}
OPEN_KINDS = {
    kind
    for kind, need in need_of_kind().items()
    if need != "safety" and kind not in codes_where("service_kind", "sensitive")
}


def words_of(tag: str) -> list[tuple[str, str]]:
    """Return each word of a language with its kind."""
    words = data_file(f"everyday/{tag}.json")["words"]
    return [(kind, word) for kind, found in words.items() for word in found]


@pytest.mark.parametrize(("tag", "floor"), FLOORS.items())
def test_each_language_has_enough_different_words_in_each_domain(tag, floor):
    said: dict[str, set[str]] = {domain.code: set() for domain in terms("service_domain")}
    for kind, word in words_of(tag):
        said[term("service_kind", kind).facts["domain"]].add(fold(word))
    assert {domain: len(words) for domain, words in said.items() if len(words) < floor} == {}


@pytest.mark.parametrize(("tag", "floor"), FLOORS.items())
def test_each_language_has_enough_different_words_at_each_tile(tag, floor):
    said: dict[str, set[str]] = {tile.code: set() for tile in terms("public_need")}
    for kind, word in words_of(tag):
        said[need_of_kind()[kind]].add(fold(word))
    del said["safety"]  # no word calls for it (docs/protection.md, 10)
    assert {tile: len(words) for tile, words in said.items() if len(words) < floor} == {}


@pytest.mark.parametrize("tag", everyday_languages())
def test_a_file_says_its_language_and_whether_a_native_speaker_has_read_it(tag):
    file = data_file(f"everyday/{tag}.json")
    assert file["language"] == tag
    assert isinstance(file["read_by_native_speaker"], bool)
    assert set(file) == {"language", "read_by_native_speaker", "words"}


@pytest.mark.parametrize("tag", everyday_languages())
def test_words_are_of_open_kinds_and_call_for_their_tile(tag):
    words = words_of(tag)
    assert {kind for kind, _ in words} <= OPEN_KINDS
    assert [word for kind, word in words if need_of_kind()[kind] not in needs_called(word)] == []


@pytest.mark.parametrize("tag", everyday_languages())
def test_no_word_tells_of_violence(tag):
    words = [word for _, word in words_of(tag)]
    assert [word for word in words if asks_about_violence(word) or tells_of_violence(word)] == []


def test_every_language_of_everyday_words_has_words_of_violence():
    assert set(everyday_languages()) <= set(data_file("words_of_violence.json")["words"])


@pytest.mark.parametrize("tag", everyday_languages())
def test_every_word_says_something_and_stands_once_at_its_kind(tag):
    said = [(kind, phrase(word)) for kind, word in words_of(tag)]
    assert [kind for kind, words in said if not words] == []
    assert [one for one in dict.fromkeys(said) if said.count(one) > 1] == []


@pytest.mark.parametrize("tag", everyday_languages())
def test_no_word_is_a_small_word_of_places(tag):
    lists = [found for name, found in data_file("place_words.json").items() if name in WITH_PLACES]
    small = {fold(word) for by_tag in lists for words in by_tag.values() for word in words}
    assert {word for _, word in words_of(tag) if fold(word) in small} == set()


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        *((word, "work") for word in ("work", "شغل", "kazi", "ስራ", "ሥራ", "trabajo", "အလုပ်")),
        ("shaqo", "work"),
        ("boulot", "work"),
        ("I look for a doctor near the bridge", "health"),
        ("natafuta daktari", "health"),
        ("الحضانة", "children_school"),
        ("xannaanada carruurta", "children_school"),
        ("የቤት ኪራይ", "home"),
        ("créer une association", "start_group"),
    ],
)
def test_everyday_words_call_for_a_tile_in_every_language_there_is(text, needs):
    assert needs in needs_called(text)


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("my birth certificate", ("papers_rights",)),
        ("duka la dawa", ("health",)),
        ("work permit", ("rights_at_work",)),
        ("work, with a work permit", ("work", "rights_at_work")),
        ("school and a doctor", ("children_school", "health")),
    ],
)
def test_the_longest_words_count(text, needs):
    assert needs_called(text) == needs


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bridge",
        "women and girls' safe space",
        "mi marido me pega",
        "hoy",
        "بدون",
        "ما",
        "ayuda",
        "kita",
        "nem",
    ],
)
def test_other_words_call_for_nothing(text):
    assert needs_called(text) == ()


def test_beside_a_service_stand_only_the_words_of_the_site(monkeypatch):
    assert {"vacancy", "boulot", "chamba", "شغل"} <= set(everyday_words("job_placement"))
    monkeypatch.setattr(everyday, "languages", lambda: ("en", "sw", "a language without a file"))
    for kind in OPEN_KINDS:
        of_the_site = {word for tag in ("en", "sw") for of, word in words_of(tag) if of == kind}
        assert set(everyday_words.__wrapped__(kind)) == of_the_site

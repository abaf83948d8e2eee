"""What a run never publishes, whatever language it is said in (docs/protection.md, 2 and 6)."""

import pytest

HEADER = "Id,Name,Sort,Town,Country,Summary,Web\n"


def row(name="Net Menders Cooperative", summary="", web=""):
    return f"{HEADER}H1,{name},coop,Leeds,GB,{summary},{web}\n"


def kept(bring, text, **options):
    run = bring(text, publish=True, **options)
    assert (run.published, run.kept_unpublished) in {(1, 0), (0, 1)}
    return [code for codes in bring.codes(run).values() for code in codes if "kept" in code]


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({}, []),
        ({"name": "Centro antiviolenza"}, ["kept_words"]),
        ({"web": "https://frauenhaus.example.org"}, ["kept_words"]),
        ({"summary": "We keep a safe house"}, ["kept_texts"]),
        ({"name": "Garten Flüchtlingswohnheim"}, ["kept_quiet"]),
        ({"web": "https://fluechtlingsheim.example.org"}, ["kept_quiet"]),
        ({"summary": "Accommodation for asylum seekers"}, ["kept_quiet"]),
    ],
)
def test_words_of_hidden_and_quiet_places_keep_a_row(bring, facts, codes):
    assert kept(bring, row(**facts)) == codes


@pytest.mark.parametrize(
    ("language", "codes"),
    [("und", []), ("nb", []), ("pt-BR", []), ("hy", ["kept_language"])],
)
def test_a_language_without_a_list_publishes_nothing(bring, profile, language, codes):
    spoken = profile.model_copy(update={"language": language})
    assert kept(bring, row(), profile=spoken) == codes


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Net Menders 0113 496 0000", ["kept_contact_in_name"]),
        ("Net Menders jane@nets.example.org", ["kept_contact_in_name"]),
        ("Nets ٠٧٩١٢٣٤٥٦٧", ["kept_contact_in_name"]),
        ("Net Menders 2014-2020", []),
        ("Bread @ Leeds 24/7", []),
    ],
)
def test_a_name_with_a_number_or_an_address_in_it_waits(bring, name, codes):
    assert kept(bring, row(name)) == codes

"""What a run never publishes, whatever language it is said in (docs/protection.md, 2 and 6)."""

import json

import pytest

from directory.imports.profiles import get_profile
from tests.imports.twice import real

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
    "place",
    [
        "HMP Downview", "Downview Women's Prison", "HMP/YOI Feltham", "Aylesbury Prison",
        "Yarl's Wood Immigration Removal Centre", "Dover Detention Centre", "The Refuge",
        "St Mary's Children's Home", "County Jail",
        "Maison d'arrêt de Fresnes", "Centre pénitentiaire de Lille", "Prison de la Santé",
        "Centre de rétention administrative", "Foyer de l'enfance", "Maison d'enfants",
        "Cárcel de Ezeiza", "Centro Penitenciario Madrid I", "Estación migratoria Siglo XXI",
        "Centro de Internamiento de Extranjeros", "Casa de acogida", "Hogar de menores",
        "سجن الجويدة", "مركز إصلاح وتأهيل سواقة", "مركز احتجاز المهاجرين", "مركز الترحيل",
        "دار رعاية الأطفال", "قرية الأطفال", "ملجأ",
        "JVA Tegel", "Abschiebehafteinrichtung", "Casa circondariale", "Φυλακές Κορυδαλλού",
        "Penitentiaire Inrichting", "Bakırköy Cezaevi", "Estabelecimento prisional",
    ],
)  # fmt: skip  # a list of names
def test_places_where_people_are_held_keep_a_row_by_name_and_by_address(bring, place):
    in_name = row(place.replace(",", ""))
    in_address = f"{HEADER.replace('Web', 'Street')}H1,Net Loft,coop,Leeds,GB,,{place}\n"
    assert kept(bring, in_name) == ["kept_quiet"]
    assert kept(bring, in_address) == ["kept_quiet"]


@pytest.mark.parametrize("street", ["Women's Refuge, 3 High Street", "Frauenhaus, Hauptstr. 1"])
def test_a_hidden_place_that_only_the_address_names_keeps_a_row(bring, street):
    text = f'{HEADER.replace("Web", "Street")}H1,Net Loft,coop,Leeds,GB,,"{street}"\n'
    assert kept(bring, text) == ["kept_texts"]


@pytest.mark.parametrize(
    "name",
    ["Imprisoned Splendour Books", "Cooperativa Carcerani", "Cadeau Coopératif", "Jaileen Farm",
     "Homes for All", "Children's Bookshop", "Sijilmassa سجل"],
)  # fmt: skip  # a list of names
def test_words_that_only_look_like_them_keep_nothing(bring, name):
    assert kept(bring, row(name)) == []


def test_the_workshops_in_a_prison_of_the_real_file_wait(bring, tmp_path):
    whole = json.loads(real("coops/transformap-ssedas-2017.geojson").read_text(encoding="utf-8"))
    inside = [one for one in whole["features"] if "Downview" in json.dumps(one["properties"])]
    assert len(inside) == 2
    path = tmp_path / "prison.geojson"
    path.write_text(json.dumps(whole | {"features": inside}), encoding="utf-8")

    run = bring(path, profile=get_profile("transformap-ssedas-2017"), publish=True)

    assert (run.published, run.kept_unpublished) == (0, 2)
    assert all("kept_quiet" in codes for codes in bring.codes(run).values())


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

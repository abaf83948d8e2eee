"""The page of results: what it shows of an answer. What an answer is: test_meaning.py."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import update

from directory.extensions import transaction
from directory.gazetteer.models import GazetteerLoad
from directory.organisations.document import Fee, Point, RequiredDocument, ServedArea
from directory.vocabulary.labels import label
from tests.making import ZAATARI, Make, contact, document, service, site, uid, words
from tests.pages_client import PageClient, user_text

ELSEWHERE = Point(lon=36.12345, lat=32.05432)
FAR_OFF = Point(lon=36.75, lat=32.1)


def cards(page):
    return page.select(".card")


def test_the_heading_counts_organisations_and_places(client: PageClient, make: Make):
    make.published(sites=(site("a"), site("b", point=ELSEWHERE)))
    make.published(sites=(site("c"),))
    assert client.get("search.find").h1.text.strip() == "2 organisations at 3 places"


def test_one_is_one(client: PageClient, make: Make):
    make.published(sites=(site(),))
    assert client.get("search.find").h1.text.strip() == "1 organisation at 1 place"


def test_who_has_no_place_is_counted_without_one(client: PageClient, make: Make):
    make.published()
    page = client.get("search.find")
    assert page.h1.text.strip() == "1 organisation"
    assert "1 of them has no place on the map" in page.get_text()


def test_a_card_says_what_a_person_needs(client: PageClient, make: Make):
    make.published(
        sites=(site(),),
        services=(
            service(
                sites=(uid("site/site"),),
                languages=("ar", "en"),
                fee=Fee(type="free"),
                documents=(RequiredDocument(document="none"),),
                access_modes=("walk_in",),
                nationality_rule="nationals_only",
                status_check="shared_with_authorities",
            ),
        ),
        contacts=(contact("phone", "+96200000123"), contact("whatsapp", "+962791234567")),
    )
    card = cards(client.get("search.find"))[0]
    text = card.get_text(" ")
    for said in (
        "Cooperative", "Vocational and skills training", "Zarqa", "Jordan", "Arabic and English",
        "Free · No papers asked · Walk in", "Only nationals", "share it with the authorities",
        "Nobody has checked this yet", "They will see your number",
    ):  # fmt: skip  # a list of words
        assert said in text, said
    assert card.find("a", href="https://wa.me/962791234567")
    assert text.index("with the authorities") < text.index("They will see your number")


def test_a_fact_is_said_only_if_it_holds_for_all_that_answers(client: PageClient, make: Make):
    make.published(
        services=(
            service("childcare", fee=Fee(type="free")),
            service("savings", fee=Fee(type="fixed_fee")),
        )
    )
    assert "Free" not in cards(client.get("search.find"))[0].get_text()
    assert "Free" in cards(client.get("search.find", need="childcare"))[0].get_text()


def test_names_keep_their_own_language_and_direction(client: PageClient, make: Make):
    make.published(names=words("تعاونية الخبز", "ar"))
    holder = user_text(client.get("search.find"), "تعاونية الخبز")
    assert (holder["lang"], holder["dir"]) == ("ar", "rtl")


def test_a_rough_place_is_called_rough_and_has_no_distance(client: PageClient, make: Make):
    make.published(sites=(site(precision="locality", place=ZAATARI),))
    text = cards(client.get("search.find", near="Zarqa", within=100))[0].get_text(" ", strip=True)
    assert "Somewhere in" in text
    assert "km" not in text


def test_an_exact_place_says_how_far_about(client: PageClient, make: Make):
    make.published(sites=(site(),))
    text = cards(client.get("search.find", near="Zarqa"))[0].get_text(" ", strip=True)
    assert "km away" in text


def test_what_is_given_at_a_hidden_place_never_stands_beside_a_place(
    client: PageClient, make: Make
):
    make.published(
        sites=(site("a"), site("b")),
        services=(
            service("emergency_shelter", sites=(uid("site/a"),)),
            service("childcare", sites=(uid("site/b"),)),
        ),
    )
    text = cards(client.get("search.find"))[0].get_text(" ")
    assert "Childcare" in text
    assert "Emergency shelter" not in text


def test_every_filter_that_is_on_can_be_taken_off(client: PageClient, make: Make):
    make.published(sites=(site(),), services=(service(),))
    asked = {
        "q": "bread", "near": "Zarqa", "need": "learn", "fee": "free", "documents": "unsaid",
        "open": "now", "women_staff": "yes", "joining": "yes", "access": "walk_in",
        "language": "ar", "audience": "women", "kind": "cooperative", "activity": "trade",
        "cooperative_type": "worker_cooperative", "checked": "3", "country": "JO",
        "for": "left_country",
    }  # fmt: skip  # a list of arguments
    page = client.get("search.find", **asked)
    chips = page.select(".chip a")
    taken_off = set()
    for chip in chips:
        left = parse_qs(urlsplit(chip["href"]).query)
        (gone,) = set(asked) - set(left)
        taken_off.add(gone)
    assert taken_off == set(asked)


def test_one_of_several_values_can_be_taken_off(client: PageClient):
    page = client.get("search.find", language="ar,so", country=["JO", "LB"], region="JO.16")
    left = [parse_qs(urlsplit(chip["href"]).query) for chip in page.select(".chip a")]
    assert {"language": ["so"], "country": ["JO", "LB"], "region": ["JO.16"]} in left
    assert {"language": ["ar", "so"], "country": ["LB"]} in left


def test_the_boxes_show_what_was_asked(client: PageClient):
    page = client.get("search.find", q='a "quote"', near="Zarqa", need="childcare", fee="free")
    assert page.find("input", id="q")["value"] == 'a "quote"'
    assert page.find("input", id="near")["value"] == "Zarqa"
    assert page.select_one("#need option[selected]")["value"] == "childcare"
    assert page.find("input", value="free").has_attr("checked")
    assert "2 are on" in page.summary.text


def test_whom_it_is_for_comes_last_folded_and_unsaid(client: PageClient):
    page = client.get("search.find")
    boxes = page.select_one(".filters")
    fold = boxes.select("details")[-1]
    assert not fold.has_attr("open")
    assert not fold.find_next_sibling(["p", "fieldset", "details"])
    assert fold.find("input", attrs={"name": "for", "checked": True})["value"] == ""
    assert "You can leave this empty" in fold.text


def test_values_say_how_many_would_answer(client: PageClient, make: Make):
    make.published(services=(service("childcare", fee=Fee(type="free"), languages=("ar",)),))
    make.published(services=(service("savings", languages=("ar", "so")),))
    page = client.get("search.find", need="children_school")
    assert {option.text for option in page.select("#need option")} >= {
        f"{label('public_need', 'children_school', 'en')} (1)",
        f"{label('public_need', 'money', 'en')} (1)",
    }
    assert label_of(page, "fee", "free") == "Free (1)"
    assert label_of(page, "language", "ar") == "Arabic (1)"
    assert not page.select("input[name=language][value=so]")
    assert label_of(page, "women_staff", "yes") is None


def test_what_does_not_say_is_never_left_out_in_silence(client: PageClient, make: Make):
    make.published(name="A free one", services=(service(fee=Fee(type="free")),))
    make.published(name="B says nothing", services=(service(),))
    page = client.get("search.find", fee="free")
    assert [card.h2.text for card in cards(page)] == ["A free one"]
    told = page.find("p", string=None, class_="understood")
    assert "1 more does not say: Cost." in told.get_text(" ", strip=True)
    page = client.get("search.find", **parse_qs(urlsplit(told.a["href"]).query))
    assert [card.h2.text for card in cards(page)] == ["A free one", "B says nothing"]
    assert "Does not say: Cost. Ask first." in cards(page)[1].get_text(" ", strip=True)
    assert "Does not say" not in cards(page)[0].get_text()


def test_what_nobody_understands_is_said_and_finds_no_more(client: PageClient, make: Make):
    make.published(services=(service(),))
    page = client.get("search.find", kind="<b>xyz", within="1e9", need="savings,nonsense")
    told = [" ".join(p.get_text().split()) for p in page.select(".notice-calm")]
    assert told == [
        "We did not understand kind=<b>xyz, so it was left out.",
        "We did not understand need=nonsense, so it was left out.",
        "We did not understand within=1e9, so it was left out.",
    ]


def label_of(page: BeautifulSoup, name: str, value: str) -> str | None:
    """Return the words beside a box to tick."""
    box = page.select_one(f"input[name={name}][value={value}]")
    return " ".join(box.parent.get_text(" ", strip=True).split()) if box else None


def test_whom_it_is_for_is_in_no_shared_address(client: PageClient):
    page = client.get("search.find", q="bread", **{"for": "left_country"})
    canonical = page.find("link", rel="canonical")["href"]
    assert canonical == "http://127.0.0.1:8000/en/find?q=bread"
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_a_group_that_nobody_named_is_said_to_be_unsaid(client: PageClient, make: Make):
    make.published(services=(service(),))
    page = client.get("search.find", **{"for": "left_country"})
    assert "ask first" in cards(page)[0].get_text()


def test_the_language_of_the_page_changes_and_the_question_stays(client: PageClient):
    page = client.get("search.find", q="bread", need="food")
    link = page.select_one("nav.languages a[hreflang=en]")["href"]
    assert parse_qs(urlsplit(link).query) == {"q": ["bread"], "need": ["food"]}


def test_the_place_is_said_as_it_was_understood(client: PageClient, make: Make):
    make.published(sites=(site(),))
    text = client.get("search.find", near="Zarqa", within=50).get_text(" ", strip=True)
    assert "within 50 km" in text
    assert "Jordan" in text


def test_an_unknown_place_is_said_to_be_unknown(client: PageClient):
    page = client.get("search.find", near="Xyzzyburg")
    assert "We know no place called" in page.get_text()
    assert page.h1.text.strip() == "Nothing found"


def test_words_that_say_nothing_find_nothing(client: PageClient, make: Make):
    make.published()
    page = client.get("search.find", q="?!")
    assert "nothing to look for" in page.get_text()
    assert not cards(page)


def test_nothing_found_offers_wider_questions_with_their_numbers(client: PageClient, make: Make):
    make.published(sites=(site(),), services=(service("childcare"),))
    page = client.get("search.find", q="nosuchword", need="children_school")
    wider = page.select(".wider li")
    assert wider
    assert all("1 organisation" in line.text for line in wider)
    assert all(client.get(line.a["href"]).select(".card") for line in wider)


def test_long_lists_come_in_pages(client: PageClient, make: Make):
    for number in range(21):
        make.published(document(f"Cooperative {number:02}"))
    first = client.get("search.find")
    assert len(cards(first)) == 20
    assert first.select_one('.pager a[rel="next"]')["href"] == "/en/find?page=2"
    assert first.find("link", rel="next")["href"] == "/en/find?page=2"
    second = client.get("search.find", page=2)
    assert len(cards(second)) == 1
    assert second.select_one('.pager a[rel="prev"]')["href"] == "/en/find"
    client.get("search.find", page=3, status=404)


@pytest.mark.parametrize(
    "need", ["safety", "safety,work", "women_safe_space", "emergency_shelter", "helpline_crisis"]
)
def test_whoever_types_the_tile_of_safety_by_hand_comes_to_the_safe_page(
    client: PageClient, need: str
):
    response = client.ask("search.find", need=need)
    assert response.status_code == 303
    assert response.headers["Location"] == "/en/safe"
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("lang", "q"),
    [
        ("en", "violence"), ("en", "I am abused at home"), ("en", "sgbv"), ("en", "trafficking"),
        ("en", "harassment"), ("en", "FGM"), ("en", "suicide"), ("en", "forced marriage"),
        ("fr", "Violences"), ("fr", "l’excision"), ("fr", "harcèlement"), ("fr", "mariage force"),
        ("es", "maltrato"), ("es", "me pega"), ("es", "ACOSO"), ("ar", "العنف"), ("ar", "عنف"),
        ("ar", "تحرّش"), ("ar", "انتحار"), ("ar", "زواج قسري"), ("en", "ukatili"),
        ("en", "lgbt"), ("en", "ฉันถูกข่มขืน"),
    ],
)  # fmt: skip  # a list of words
def test_words_of_violence_are_never_searched(client: PageClient, lang: str, q: str):
    response = client.ask(f"/{lang}/find?{urlencode({'q': q})}")
    assert (response.status_code, response.headers["Location"]) == (303, f"/{lang}/safe")


@pytest.mark.parametrize(
    "q", ["savings", "exploitation agricole", "violin", "batteries", "épargne"]
)
def test_other_words_are_searched(client: PageClient, q: str):
    assert client.ask("search.find", q=q).status_code == 200


def test_a_page_far_behind_is_itself_or_is_not_there(
    client: PageClient, make: Make, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("directory.search.queries.PAGE_SIZE", 1)
    for number in range(3):
        make.published(name=f"Number {number}")
    assert "Number 2" in client.get("search.find", page=3).get_text()
    client.get("search.find", page=501, status=404)
    client.get("search.find", page=99_999_999, status=404)


def test_another_gazetteer_makes_another_page(client: PageClient, db: object):
    tag = client.ask("search.find", near="Zarqa").headers["ETag"]
    seen = {"If-None-Match": tag}
    assert client.ask("search.find", near="Zarqa", headers=seen).status_code == 304
    with transaction():
        db.session.execute(update(GazetteerLoad).values(version="another"))
    assert client.ask("search.find", near="Zarqa", headers=seen).status_code == 200


def test_an_everyday_word_finds_the_service_and_else_leads_to_its_tile(
    client: PageClient, make: Make
):
    make.published(sites=(site(),), services=(service("childcare", sites=(uid("site/site"),)),))
    for q in ("child care", "nursery", "crèche", "guarderia", "حضانة", "الحضانة", "kindergarten"):
        assert cards(client.get("search.find", q=q)), q
    for q in ("homework", "deberes", "معلم"):
        page = client.get("search.find", q=q, country="JO")
        assert cards(page)
        assert "Children and school" in page.find(class_="chips").text
    page = client.get("search.find", q="I need a tutor", country="JO")
    assert cards(page)
    assert "Children and school" in page.find(class_="chips").text
    assert "Left out:" in page.select_one(".notice").text
    page = client.get("search.find", q="I need a tutor", country="JO", exactly=1)
    assert not cards(page)
    link = page.select_one(".wider a")
    assert "Children and school" in link.text
    asked = parse_qs(urlsplit(link["href"]).query)
    assert asked == {"need": ["children_school"], "country": ["JO"]}
    assert cards(client.get(link["href"]))


def test_who_comes_from_elsewhere_is_said_to_serve_people_here(client: PageClient, make: Make):
    area = ServedArea(id=uid("a"), country="JO")
    make.published(services=(service(areas=(area,)),))
    text = client.get("search.find", near="Zarqa").get_text()
    assert "1 of them is not here, but serves people here." in text
    assert "no place on the map" not in text


def test_other_places_of_a_name_are_one_press_away(client: PageClient, make: Make):
    page = client.get("search.find", near="Kakuma")
    assert "Also:" in page.get_text()
    links = [a for a in page.select(".understood a") if "place=" in a["href"]]
    assert links
    assert client.get(links[0]["href"])


def test_an_arabic_page_names_regions_and_lists_in_arabic(client: PageClient):
    page = client.get("/ar/find?near=Zaatari")
    line = page.select_one(".understood").get_text()
    assert "محافظة المفرق" in line
    assert "Mafraq" not in line
    assert ", " not in line
    other = client.get("/ar/find?near=Kakuma").select_one(".understood a")["href"]
    near = parse_qs(urlsplit(other).query)["near"][0]
    assert "، " in near
    assert client.get(other).select_one(".understood")


def test_what_is_closed_for_now_says_so(client: PageClient, make: Make):
    make.published(services=(service("childcare", operational_status="temporarily_closed"),))
    text = cards(client.get("search.find"))[0].get_text(" ", strip=True)
    assert "Temporarily closed" in text


@pytest.mark.parametrize("box", ["q", "near"])
def test_words_of_violence_open_the_safe_page_and_leave_no_trace(client: PageClient, box: str):
    response = client.ask("search.find", **{box: "my husband beats me"})
    assert response.status_code == 303
    assert response.headers["Location"] == "/en/safe"
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "<script>alert(1)</script>"},
        {"q": '"><img src=x onerror=alert(1)>'},
        {"near": "'; DROP TABLE public_organisations; --"},
        {"q": "%(name)s {0} {{ 7*7 }} %"},
        {"q": "\u202eevil\u2066"},
        {"q": "x" * 3000},
        {"page": "-1", "within": "NaN", "need": "nonsense", "kind": "x", "for": "any"},
        {"need": ["work", "food", "childcare"]},
    ],
)
def test_whatever_is_asked_the_page_is_a_good_page(client: PageClient, make: Make, asked: dict):
    make.published()
    page = client.get("search.find", **asked)
    assert not page.find("img")
    assert page.select("script") == page.select("script[src]")


def test_a_first_view_of_twenty_fits_into_one_round_trip(client: PageClient, make: Make):
    for number in range(20):
        make.published(
            names=words(f"Cooperative of bakers, weavers and growers number {number}"),
            sites=(site(number),),
            services=tuple(
                service(kind, sites=(uid(f"site/{number}"),), languages=("ar", "en"))
                for kind in ("childcare", "savings", "language_courses")
            ),
            contacts=(
                contact("phone", f"+9620000{number:04}"),
                contact("whatsapp", f"+96279123{number:04}"),
            ),
        )
    response = client.ask("search.find", headers={"Accept-Encoding": "br"})
    headers = sum(len(name) + len(value) + 4 for name, value in response.headers) + 17
    assert len(response.data) + headers < 14_600


@pytest.mark.parametrize(
    "place", ["nonsense", "gn:0", "{{7*7}}", "<script>", "\ufffd", "region:", "country:XX"]
)
def test_a_place_that_nobody_knows_is_told_and_breaks_nothing(client: PageClient, place: str):
    for lang in ("en", "ar"):
        page = client.get(f"/{lang}/find?{urlencode({'place': place})}")
        assert place in page.get_text() or place == "\ufffd"


ODD = (
    "%00",
    "%ED%A0%80",
    "%FF%FE",
    "{{7*7}}",
    "%3Cscript%3E",
    "%E2%80%AE",
    "..%2f",
    "'%22;--",
    "-1",
    "9" * 30,
    "",
)
PARAMETERS = (
    "q",
    "near",
    "place",
    "within",
    "need",
    "for",
    "language",
    "access",
    "kind",
    "country",
    "page",
)


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_nothing_that_can_be_asked_is_a_failure_of_ours(client: PageClient, parameter: str):
    for value in ODD:
        answer = client.ask(f"/ar/find?{parameter}={value}&{parameter}[]=1&{parameter}={value}")
        assert answer.status_code in {200, 303, 404}, value


@pytest.mark.parametrize(
    ("near", "is_said"), [("Irbidd", True), ("Irbid", False), ("Irb", False), ("irbid camp", False)]
)
def test_a_place_that_is_only_spelt_like_it_is_asked_about(client: PageClient, near, is_said):
    said = "No place that we know is called Irbidd. Did you mean Irbid"
    shown = " ".join(client.get("search.find", near=near).get_text().replace("", "").split())
    assert ("Did you mean" in shown) == is_said
    assert (said in shown) == is_said


def test_where_nothing_is_near_it_is_looked_further_away_and_said(client: PageClient, make: Make):
    make.published(name="In the desert", sites=(site(point=FAR_OFF),))
    page = client.get("search.find", near="Zarqa")
    assert [card.h2.text for card in cards(page)] == ["In the desert"]
    told = page.select_one(".notice-calm").get_text()
    assert told == "Nothing was found within 25 km. These are further away, within 100 km."
    assert page.select_one("#within option[selected]")["value"] == "100"
    map_page = client.get("maps.result", near="Zarqa")
    assert map_page.h1.text == page.h1.text
    assert map_page.select_one(".notice-calm").get_text() == told


def test_a_distance_that_somebody_chose_stays(client: PageClient, make: Make):
    make.published(name="In the desert", sites=(site(point=FAR_OFF),))
    page = client.get("search.find", near="Zarqa", within=10)
    assert not cards(page)
    assert "within 100 km" in page.select_one(".wider").get_text()

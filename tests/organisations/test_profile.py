"""The page of one organisation."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from directory import clock
from directory.extensions import transaction
from directory.organisations import operations, publication, steps
from directory.organisations.document import (
    Affiliation,
    Consent,
    Contact,
    Fee,
    Governance,
    Hours,
    Link,
    Membership,
    Money,
    OpeningRow,
    Registration,
    RequiredDocument,
)
from directory.organisations.document.places import Accessibility, Address
from directory.organisations.models import Organisation
from tests.making import ZAATARI, Make, contact, document, service, site, uid, words
from tests.pages_client import PageClient, user_text

TRAINING = {"sites": (uid("site/site"),)}


def page_of(client: PageClient, organisation: Organisation, *, status: int = 200, **asked):
    first = client.ask("organisations.by_id", public_id=organisation.public_id)
    return client.get(first.headers["Location"], status=status, **asked)


def text_of(page) -> str:
    return " ".join(page.main.get_text(" ").split())


def full(**facts):
    """Everything an organisation can say."""
    office = Hours(
        time_zone="Asia/Amman",
        rows=(OpeningRow(weekdays=(7, 1, 2, 3, 4), opens=time(8), closes=time(15)),),
        note=words("Closed on holidays"),
    )
    given = {
        "summary": words("We bake and we teach baking."),
        "description": words("First part.\n\nSecond part."),
        "form": "social_cooperative",
        "cooperative_type": "worker_cooperative",
        "cooperative_level": "primary",
        "registration": Registration(status="registered", number="123", register_name="JCC"),
        "founded_year": 2015,
        "activities": ("food_processing",),
        "membership": Membership(
            classes=("full_member",),
            rights=("vote",),
            non_national="yes_full",
            conditions=("open_to_all",),
            minimum_age=18,
            share_price=Money(amount="50", currency="JOD"),
            entry_fee=Money(amount="5.50", currency="JOD"),
            dues=Money(amount="2", currency="JOD"),
            dues_months=3,
            payable_in_parts="yes",
            bank_account_needed="no",
            host_sponsor_needed="no",
            share_returned="yes",
            how_to_join=words("Come on a Sunday."),
            how_to_leave=words("Tell the board."),
        ),
        "governance": Governance(
            members="50_to_199",
            women_members="quarter_to_half",
            elected_board="yes",
            last_general_meeting_on=date(2026, 3, 1),
            complaint_route=words("Write to the board."),
            safeguarding_policy="yes",
        ),
        "federations": (Affiliation(id=uid("f"), name="Union of Bakers", confirmed=True),),
        "contacts": (
            contact("phone", "+96200000123", languages=("ar",), flags=("woman_answers",)),
            contact("whatsapp", "+962791234567"),
            contact("email", "desk@bread.example"),
        ),
        "links": (Link(id=uid("l"), url="https://bread.example/"),),
        "sites": (
            site(
                address=Address(lines=("1 Oven Street",), locality="Zarqa"),
                directions=words("Behind the mosque"),
                hours=office,
                accessibility=(Accessibility.STEP_FREE,),
            ),
        ),
        "services": (
            service(
                **TRAINING,
                names=words("Learn to bake"),
                description=words("Three months of bread."),
                population_groups=("everyone",),
                access_modes=("walk_in",),
                documents=(
                    RequiredDocument(document="any_identity_document", expired_accepted="yes"),
                ),
                fee=Fee(type="fixed_fee", price=Money(amount="10", currency="JOD")),
                age_from=16,
                languages=("ar",),
                women_staff="yes",
                first_contact=words("Call us."),
                next_step=words("We meet you."),
                expected_delay_days=7,
            ),
        ),
    }
    return document(**{**given, **facts})


def test_the_page_tells_all_in_the_order_a_person_needs_it(client: PageClient, make: Make):
    text = text_of(page_of(client, make.published(full())))
    order = [
        "What they offer", "Learn to bake", "Fixed fee · 10 Jordanian dinars", "16 or older",
        "you can ask for a woman",
        "Call us.", "We meet you.", "about 7 days",
        "Who can come and what to bring", "Any identity document · also when it has expired",
        "Who can join", "Yes, as full members", "You need no bank account", "Come on a Sunday.",
        "We have not checked what the law says", "in Jordan",
        "What you pay", "50 Jordanian dinars", "5.50 Jordanian dinars",
        "2 Jordanian dinars for 3 months", "bit by bit",
        "Your rights", "Vote", "Write to the board.", "written rules against abuse",
        "How to leave", "Tell the board.", "You get your share back",
        "Contacts", "+962 0 0000 123", "A woman answers", "They will see your number",
        "Where and when", "1 Oven Street", "Behind the mosque", "8:00", "No steps",
        "About this organisation", "50 to 199 members", "Union of Bakers · as they say themselves",
        "2015",
        "Who checked this", "Nobody has checked this yet",
    ]  # fmt: skip  # a list of words
    position = 0
    for said in order:
        found = text.find(said.replace("+962 0 0000 123", "+962"), position)
        assert found >= 0, f"{said!r} is missing behind {text[max(0, position - 80) : position]!r}"
        position = found


def test_paragraphs_stay_paragraphs(client: PageClient, make: Make):
    page = page_of(client, make.published(full()))
    assert page.find("p", string="Second part.")


def test_little_said_makes_a_good_page_too(client: PageClient, make: Make):
    text = text_of(page_of(client, make.published()))
    assert "We have no telephone number" in text
    assert "They do not say who can join" in text


def test_the_address_carries_the_words_of_today(client: PageClient, make: Make):
    organisation = make.published()
    path = f"/en/organisations/{organisation.public_id}"
    right = client.ask(path).headers["Location"]
    assert right.startswith(f"{path}/")
    for wrong in (path, f"{path}/old-words"):
        response = client.ask(wrong)
        assert response.status_code == 301
        assert response.headers["Location"] == right
    assert client.ask(right).status_code == 200


def test_an_id_written_otherwise_leads_to_the_right_one(client: PageClient, make: Make):
    organisation = make.published()
    response = client.ask(f"/en/organisations/{organisation.public_id.upper()}/x")
    assert response.status_code == 301
    assert response.headers["Location"] == f"/en/organisations/{organisation.public_id}"


def test_what_never_was_is_unknown_and_what_was_is_gone(client: PageClient, make: Make):
    client.get("/en/organisations/0000000000/x", status=404)
    client.get("/en/organisations/nonsense!/x", status=404)
    organisation = make.published()
    address = client.ask("organisations.by_id", public_id=organisation.public_id).headers[
        "Location"
    ]
    with transaction():
        steps.take_listing(
            "withdraw", organisation, actor=make.people.ben, at=clock.now(), note="closed"
        )
    page = client.get(address, status=410)
    assert "taken down" in page.h1.text


def test_names_and_texts_keep_their_own_language(client: PageClient, make: Make):
    names = (*words("تعاونية الخبز", "ar"), *words("The Bread Cooperative", "en"))
    page = page_of(client, make.published(names=names, summary=words("خبز للجميع", "ar")))
    for said in ("تعاونية الخبز", "خبز للجميع"):
        holder = user_text(page, said)
        assert (holder["lang"], holder["dir"]) == ("ar", "rtl")
    assert page.h1.text.strip() == "The Bread Cooperative"


def test_numbers_run_left_to_right(client: PageClient, make: Make):
    page = page_of(client, make.published(full()))
    call = page.select_one('a[href^="tel:"]')
    assert call.bdi["dir"] == "ltr"


def test_an_exact_place_opens_in_the_map_and_a_rough_one_does_not(client: PageClient, make: Make):
    exact = page_of(client, make.published(sites=(site(),)))
    assert exact.select_one('a[href^="geo:"]')["href"] == "geo:32.07456,36.10123"
    for precision in ("neighbourhood", "locality", "admin1", "country"):
        rough = page_of(client, make.published(sites=(site(precision=precision),)))
        assert not rough.select('a[href^="geo:"]')
        assert "32.07" not in str(rough)


@pytest.mark.parametrize("contacts", [(contact(),), ()])
def test_a_service_without_a_place_says_to_call_first_where_there_is_a_number(
    client: PageClient, make: Make, contacts: tuple[Contact, ...]
):
    shelter = service("emergency_shelter", sites=(uid("site/a"),))
    page = page_of(
        client,
        make.published(sites=(site("a"), site("b")), services=(shelter,), contacts=contacts),
        title="Cooperative",
    )
    assert ("Call first: they tell you where" in text_of(page)) is bool(contacts)
    assert ("We have no telephone number" in text_of(page)) is not bool(contacts)
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert page.select_one(".leave a")


def test_a_service_is_shown_only_on_its_days(
    client: PageClient, make: Make, monkeypatch: pytest.MonkeyPatch
):
    organisation = make.published(
        services=(
            service("childcare", valid_from=date(2026, 3, 1), valid_until=date(2026, 3, 31)),
            service("savings"),
        )
    )
    for day, shown in ((28, False), (1, True), (31, True)):
        month = 2 if day == 28 else 3
        monkeypatch.setattr(
            clock, "now", lambda m=month, d=day: datetime(2026, m, d, 23, 0, tzinfo=UTC)
        )
        assert ("Childcare" in text_of(page_of(client, organisation))) is shown
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 4, 1, tzinfo=UTC))
    assert "Childcare" not in text_of(page_of(client, organisation))


@pytest.mark.parametrize(
    ("utc", "said"),
    [
        (datetime(2026, 1, 4, 5, 30, tzinfo=UTC), "Open now · closes at 3:00"),
        (datetime(2026, 1, 4, 13, 0, tzinfo=UTC), "Closed now · opens tomorrow at 8:00"),
        (datetime(2026, 1, 8, 13, 0, tzinfo=UTC), "Closed now · opens on Sunday at 8:00"),
    ],
)
def test_open_now_is_said_in_the_time_of_the_place(
    client: PageClient, make: Make, monkeypatch: pytest.MonkeyPatch, utc: datetime, said: str
):
    organisation = make.published(full())
    monkeypatch.setattr(clock, "now", lambda: utc)
    assert said in text_of(page_of(client, organisation))


def test_out_of_season_it_is_said_when_it_opens(client: PageClient, make: Make):
    year = clock.today().year + 1
    summer = OpeningRow(
        weekdays=(1, 2, 3, 4, 5, 6, 7),
        opens=time(),
        closes=time(),
        valid_from=date(year, 6, 1),
        valid_until=date(year, 8, 31),
    )
    hours = Hours(time_zone="Asia/Amman", rows=(summer,))
    said = text_of(page_of(client, make.published(sites=(site(hours=hours), site(2)))))
    assert f"From 1 June {year} to 31 August {year}:" in said
    assert "day and night" in said


def test_closed_for_a_while_is_said_with_the_day(client: PageClient, make: Make):
    until = clock.today() + timedelta(days=30)
    page = page_of(client, make.published(sites=(site(closed_until=until),)))
    assert "Closed until" in text_of(page)


def test_who_shares_what_with_the_authorities_says_so_before_the_contacts(
    client: PageClient, make: Make
):
    page = page_of(
        client,
        make.published(
            services=(service(status_check="shared_with_authorities"),), contacts=(contact(),)
        ),
    )
    contacts = page.find(id="contacts")
    warning = contacts.select_one(".notice")
    assert "authorities" in warning.text
    assert warning.find_next("a", class_="button")
    assert not warning.find_previous("a", class_="button")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("job_placement", "You never have to pay to get a job"),
        ("savings", "Ask for a receipt and the written rules"),
        ("cooperative_housing", "Do not pay before you have seen the home"),
        ("labour_rights_advice", "Calls and messages stay on your phone"),
    ],
)
def test_each_kind_brings_its_warning(client: PageClient, make: Make, kind: str, said: str):
    assert said in text_of(page_of(client, make.published(services=(service(kind),))))


def test_harmless_kinds_bring_none(client: PageClient, make: Make):
    page = page_of(client, make.published(services=(service("language_courses"),)))
    assert len(page.select(".notice-care")) == 1, "only that nobody has checked it"


def test_only_what_was_seen_in_a_register_is_called_registered(client: PageClient, make: Make):
    organisation = make.published(full())
    assert "They say that they are registered" in text_of(page_of(client, organisation))
    with transaction():
        operations.record_check(
            organisation, method="official_register", on=date(2026, 11, 1), by_words="ILO Amman",
            actor=make.people.ben, at=clock.now(),
        )  # fmt: skip  # a list of facts
        publication.refresh(organisation, at=clock.now())
    text = text_of(page_of(client, organisation))
    assert "In the official register on 1 November 2026" in text
    assert "They say that they are registered" not in text
    assert "ILO Amman checked on 1 November 2026 that this organisation exists" in text


def test_what_nobody_was_asked_about_says_so(client: PageClient, make: Make):
    consent = Consent(level="public_register_or_open_data")
    page = page_of(client, make.published(sites=(site(),), consent=consent))
    assert "was not asked" in text_of(page)
    assert page.select('a[href="/en/about#taking-down"]')


@pytest.mark.parametrize("status", ["inactive", "temporarily_closed"])
def test_who_does_not_work_now_says_so_first(client: PageClient, make: Make, status: str):
    page = page_of(client, make.published(operational_status=status))
    assert page.select_one("header .notice-care")


def test_a_name_that_tells_too_much_stays_out_of_the_browsers_history(
    client: PageClient, make: Make
):
    page = page_of(
        client,
        make.published(
            names=words("Safe house for women"), sites=(site(precision="exact", place=ZAATARI),)
        ),
        title="Cooperative",
    )
    assert "Safe house" not in page.title.text
    assert not page.select('a[href^="geo:"]')


def test_words_of_people_are_words_and_nothing_else(client: PageClient, make: Make):
    nasty = '<script>alert(1)</script>"><img src=x onerror=alert(1)> {{ 7*7 }} %(x)s'
    page = page_of(
        client,
        make.published(
            full(
                names=words(nasty, key="name"),
                summary=words(nasty, key="summary"),
                description=words(nasty, key="description"),
                federations=(Affiliation(id=uid("f"), name=nasty),),
                registration=Registration(number=nasty[:100], register_name=nasty[:100]),
                contacts=(
                    contact(label=words(nasty, key="contact")),
                    contact("visit", '"&quot; onerror=alert(1) {{ 7*7 }} %(x)s'),
                ),
            )
        ),
    )
    assert not page.find("img")
    assert not page.find("script", src=False)
    assert "49" not in page.h1.text


def test_a_full_page_fits_into_one_round_trip(client: PageClient, make: Make):
    kinds = ("childcare", "savings", "credit", "language_courses", "job_placement", "legal_advice")
    one = full().services[0]
    texts = ("names", "description", "first_contact", "next_step")
    services = tuple(
        one.model_copy(
            update={"id": uid(kind), "kind": kind}
            | {name: words(getattr(one, name)[0].words, key=f"{kind}{name}") for name in texts}
        )
        for kind in kinds
    )
    address = client.ask(
        "organisations.by_id", public_id=make.published(full(services=services)).public_id
    ).headers["Location"]
    response = client.ask(address, headers={"Accept-Encoding": "br"})
    headers = sum(len(name) + len(value) + 4 for name, value in response.headers) + 17
    assert len(response.data) + headers < 14_600

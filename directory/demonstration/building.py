"""One compact row turned into one whole document; every id is the same every time."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID, uuid5

from directory.demonstration import notation
from directory.demonstration.rows import (
    ContactRow,
    CountryFile,
    GovernanceRow,
    MembershipRow,
    OrganisationRow,
    Phrases,
    PolygonRow,
    ServiceRow,
    SiteRow,
    Wording,
)
from directory.organisations.document import (
    Affiliation,
    ChosenPlace,
    Consent,
    Contact,
    Displacement,
    Document,
    Governance,
    Hours,
    Link,
    Membership,
    Point,
    ServedArea,
    Service,
    Site,
    Source,
    Stated,
    Text,
)
from directory.organisations.document.membership import MembersBand
from directory.organisations.document.places import Accessibility
from directory.organisations.document.values import WrittenBy

NAMESPACE = UUID("6d0f4c0e-6a55-5d0b-9f0e-0c9b7f7a2e11")
"""Namespace of every id of the demonstration; it never changes."""

CONSENT_TEXT = "demonstration-1"
"""Version of the consent text that the invented organisations agreed to."""

ChoosePlace = Callable[[str, str], ChosenPlace]
"""Gives the place of the gazetteer for words and a country."""


def part_id(slug: str, part: str) -> UUID:
    """Return the id of a part of an invented organisation, the same every time."""
    return uuid5(NAMESPACE, f"demonstration/{slug}/{part}")


class DocumentBuilder:
    """Builds the document of one row; keeps what every part needs to know."""

    def __init__(
        self,
        slug: str,
        row: OrganisationRow,
        file: CountryFile,
        shared: Phrases,
        bodies: Mapping[str, str],
        choose_place: ChoosePlace,
    ) -> None:
        self.slug, self.row, self.file = slug, row, file
        self.shared, self.bodies, self.choose_place = shared, bodies, choose_place

    def document(self) -> Document:
        """Return the whole document."""
        row = self.row
        kind, *cooperative = row.kind.split()
        relation, *publicly = row.displaced.split()
        return Document(
            names=self.texts("name", row.names, translated=False),
            summary=self.texts("summary", row.summary),
            description=self.texts("description", row.description),
            kind=kind,
            form=row.form,
            cooperative_type=cooperative[0] if cooperative else None,
            cooperative_level=cooperative[1] if cooperative else None,
            registration=notation.registration(row.registration, self.file.registers),
            founded_year=row.founded,
            displacement=Displacement(relation=relation, say_publicly=publicly == ["public"]),
            activities=_codes(row.activities),
            membership=self.membership(row.membership) if row.membership else None,
            governance=self.governance(row.governance),
            operational_status=row.status,
            parent=self.affiliation("parent", row.parent) if row.parent else None,
            federations=tuple(
                self.affiliation(f"federation/{number}", name)
                for number, name in enumerate(row.member_of, start=1)
            ),
            contacts=tuple(self.contact(name, entry) for name, entry in row.contacts.items()),
            links=tuple(
                Link(id=self.id(f"link/{label}"), url=url, label=label)
                for label, url in row.links.items()
            ),
            sites=tuple(self.site(name, site) for name, site in row.sites.items()),
            services=tuple(self.service(name, entry) for name, entry in row.services.items()),
            consent=self.consent(),
            sources=(Source(source="demonstration", foreign_id=self.slug),),
        )

    def id(self, part: str) -> UUID:
        """Return the id of a part of this organisation."""
        return part_id(self.slug, part)

    def texts(self, part: str, wording: Wording, *, translated: bool = True) -> tuple[Text, ...]:
        """Return the texts of a part; all but the first are made from the first."""
        words = self.phrase(wording) if isinstance(wording, str) else wording
        found: list[Text] = []
        for key, sentence in words.items():
            language = key.removesuffix("*")
            found.append(
                Text(
                    id=self.id(f"{part}/{language}"),
                    language=language,
                    words=sentence,
                    written_by=WrittenBy.MACHINE if key.endswith("*") else WrittenBy.PERSON,
                    made_from=found[0].id if found and translated else None,
                )
            )
        return tuple(found)

    def phrase(self, reference: str) -> Mapping[str, str]:
        """Return a shared phrase in the languages that the organisation's summary speaks."""
        spoken = {key.removesuffix("*") for key in self.row.summary}
        words = self.shared[reference.removeprefix("=")]
        return {language: words[language] for language in words if language in spoken}

    def consent(self) -> Consent:
        """Return the consent of "date language role level", the level usually left out."""
        given_on, language, role, *level = self.row.consent.split()
        return Consent(
            level=level[0] if level else "organisation_and_location",
            given_on=date.fromisoformat(given_on),
            given_by_role=role.replace("_", " "),
            channel="form",
            text_version=CONSENT_TEXT,
            language=language,
        )

    def affiliation(self, part: str, text: str) -> Affiliation:
        """Return a body it belongs to: "@slug" or a name."""
        slug = text.removeprefix("@") if text.startswith("@") else None
        return Affiliation(
            id=self.id(part),
            name=self.bodies[slug] if slug else text,
            organisation=part_id(slug, "organisation") if slug else None,
        )

    def membership(self, row: MembershipRow) -> Membership:
        """Return the terms of membership."""
        currency = row.currency or self.file.currency
        return Membership(
            classes=_codes(row.classes),
            rights=_codes(row.rights),
            non_national=row.non_national,
            conditions=_codes(row.conditions),
            minimum_age=row.age,
            share_price=notation.money(row.share, currency),
            entry_fee=notation.money(row.entry, currency),
            dues=notation.money(row.dues, currency),
            dues_months=row.months,
            payable_in_parts=notation.stated("in_parts", row.yes, row.no),
            bank_account_needed=notation.stated("bank_account", row.yes, row.no),
            host_sponsor_needed=notation.stated("host_sponsor", row.yes, row.no),
            share_returned=notation.stated("share_returned", row.yes, row.no),
            how_to_join=self.texts("membership/join", row.join),
            how_to_leave=self.texts("membership/leave", row.leave),
        )

    def governance(self, row: GovernanceRow) -> Governance:
        """Return who decides."""
        return Governance(
            members=MembersBand(row.members),
            women_members=notation.band(row.women),
            displaced_members=notation.band(row.displaced),
            women_on_board=notation.band(row.board),
            elected_board=Stated(row.elected),
            last_general_meeting_on=row.meeting,
            last_audit_on=row.audit,
            profit_rule=self.texts("governance/profit", row.profit),
            complaint_route=self.texts("governance/complaint", row.complaint),
            safeguarding_policy=Stated(row.safeguarding),
            safeguarding_policy_url=row.policy,
        )

    def contact(self, name: str, entry: list[str] | ContactRow) -> Contact:
        """Return one way to reach it; the short form is channel, value, languages, flags."""
        row = _contact_row(entry) if isinstance(entry, list) else entry
        tail = row.channel in notation.TELEPHONES and row.value.isdecimal()
        return Contact(
            id=self.id(f"contact/{name}"),
            channel=row.channel,
            value=notation.telephone(self.file.country, row.value) if tail else row.value,
            public=row.public,
            languages=_codes(row.languages),
            flags=_codes(row.flags),
            label=self.texts(f"contact/{name}/label", row.label),
            person_name=row.person,
            person_agreed=row.agreed,
        )

    def site(self, name: str, row: SiteRow) -> Site:
        """Return one site, its place chosen in the gazetteer."""
        part, country = f"site/{name}", row.country or self.file.country
        zone = row.time_zone or self.file.time_zone
        return Site(
            id=self.id(part),
            role=row.role,
            country=country,
            precision=row.precision,
            names=self.texts(f"{part}/name", row.names, translated=False),
            point=Point(lon=row.point[0], lat=row.point[1]) if row.point else None,
            place=self.choose_place(row.place, country) if row.place else None,
            address=notation.address(row.address) if row.address else None,
            directions=self.texts(f"{part}/directions", row.directions),
            hours=self.hours(part, row.hours, row.hours_note, zone),
            accessibility=tuple(Accessibility(code) for code in row.accessibility.split()),
            languages=_codes(row.languages),
            closed_until=row.closed_until,
        )

    def hours(self, part: str, weekly: str | None, note: Wording, zone: str) -> Hours | None:
        """Return the opening hours: weekly rows, "always", or a note alone."""
        if weekly is None and not note:
            return None
        return Hours(
            time_zone=zone,
            rows=notation.opening_rows(weekly) if weekly and weekly != "always" else (),
            always_open=weekly == "always",
            note=self.texts(f"{part}/hours", note),
        )

    def service(self, name: str, row: ServiceRow) -> Service:
        """Return one service; without `sites` it is given at the first site."""
        part, kind = f"service/{name}", row.kind or name
        sites = list(self.row.sites)[:1] if row.sites is None else row.sites.split()
        sites = list(self.row.sites) if sites == ["*"] else sites
        lowest, highest = notation.ages(row.age)
        rule, *nationalities = row.nationality.split()
        fee = notation.fee(row.fee, self.file.currency)
        return Service(
            id=self.id(part),
            kind=kind,
            names=self.texts(f"{part}/name", row.names, translated=False),
            description=self.texts(f"{part}/description", row.description),
            population_groups=_codes(row.groups),
            audiences=_codes(row.audience),
            access_modes=_codes(row.access),
            documents=notation.papers(row.documents),
            status_check=row.status,
            nationality_rule=rule,
            nationalities=tuple(nationalities),
            fee=fee.model_copy(update={"note": self.texts(f"{part}/fee", row.fee_note)}),
            age_from=lowest,
            age_until=highest,
            languages=_codes(row.languages),
            interpretation=_codes(row.interpretation),
            women_staff=Stated(row.women_staff),
            first_contact=self.texts(f"{part}/first", row.first),
            next_step=self.texts(f"{part}/next", row.next),
            expected_delay_days=row.delay,
            complaint_route=self.texts(f"{part}/complaint", row.complaint),
            sites=tuple(self.id(f"site/{site}") for site in sites),
            contacts=tuple(self.id(f"contact/{contact}") for contact in row.contacts.split()),
            areas=tuple(
                self.area(f"{part}/area/{number}", area)
                for number, area in enumerate(row.areas, start=1)
            ),
            online=row.online,
            hours=self.hours(part, row.hours, row.hours_note, self.zone(sites)),
            operational_status=row.operational,
            valid_from=row.valid_from,
            valid_until=row.until,
            visibility=row.visibility,
        )

    def zone(self, sites: list[str]) -> str:
        """Return the time zone of the first site named, or that of the file."""
        own = self.row.sites[sites[0]].time_zone if sites else None
        return own or self.file.time_zone

    def area(self, part: str, area: str | PolygonRow) -> ServedArea:
        """Return an area served: "JO", "JO@place in a region", a polygon."""
        if isinstance(area, PolygonRow):
            ring = tuple(area.polygon)
            return ServedArea(id=self.id(part), polygon=(*ring, ring[0]))
        country, _sign, name = area.partition("@")
        region = self.choose_place(name, country).admin1 if name else None
        return ServedArea(id=self.id(part), country=country, region=region.code if region else None)


def _contact_row(entry: list[str]) -> ContactRow:
    """Return the contact of [channel, value, languages, flags]; "-" before it keeps it private."""
    channel, value, languages, flags = [*entry, "", ""][:4]
    return ContactRow(
        channel=channel.removeprefix("-"),
        value=value,
        languages=languages,
        flags=flags,
        public=not channel.startswith("-"),
    )


def _codes(text: str) -> tuple[str, ...]:
    """Return the words of a text."""
    return tuple(text.split())

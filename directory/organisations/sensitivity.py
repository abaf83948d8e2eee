"""Which terms may be public, and how openly each kind of service may be shown by default."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from directory.organisations.document import Document, Service
from directory.organisations.listing import PublicListing
from directory.organisations.telling import tells_of_violence
from directory.vocabulary.terms import codes_where, rules, terms

VISIBILITY = ("full", "neighbourhood", "contact_only", "hidden")
"""Levels of `service_visibility`, from open to closed."""
OPEN_DATA = "public_register_or_open_data"
CLOSED = frozenset({"contact_only", "hidden"})
"""Levels at which nothing but an area may be said of where a service is given."""


@dataclass(frozen=True)
class Rules:
    """What the vocabulary and its rule tables say about showing things."""

    sensitive_kinds: frozenset[str]
    lure_risk_kinds: frozenset[str]
    child_facing_kinds: frozenset[str]
    default_visibility: dict[str, str]
    never_public: dict[str, frozenset[str]]
    country_rules: tuple[tuple[str, str, str, str], ...]


@cache
def shipped_rules() -> Rules:
    """Return the rules of the shipped vocabulary."""
    return Rules(
        sensitive_kinds=codes_where("service_kind", "sensitive"),
        lure_risk_kinds=codes_where("service_kind", "lure_risk"),
        child_facing_kinds=codes_where("service_kind", "child_facing"),
        default_visibility={t.code: t.facts["default_visibility"] for t in terms("service_kind")},
        never_public={
            name: codes_where(name, "public", "never")
            for name in (
                "population_group",
                "specific_audience",
                "displacement_relation",
                "registration_status",
            )
        },
        country_rules=tuple(_country_rule(row) for row in rules()["country_term_rule"]),
    )


def visibility(service: Service) -> str:
    """Return how openly a service may be shown; an unknown kind or level is hidden.

    A practitioner may ask for less than the default of the kind, never for more; opening a
    kind up is a reviewer's decision per country, which later issues bring.
    """
    default = shipped_rules().default_visibility.get(service.kind, "hidden")
    levels = [default, service.visibility or default]
    if not set(service.audiences).isdisjoint(shipped_rules().never_public["specific_audience"]):
        levels.append("contact_only")  # showing where such people go shows who they are
    if any(tells_of_violence(name.words) for name in service.names):
        levels.append("contact_only")
    return strictest(*levels)


def is_sensitive(service: Service) -> bool:
    """Tell whether a service is closed because of what it is, not only because someone asked."""
    is_so = service.kind in shipped_rules().sensitive_kinds or service.kind not in set(
        shipped_rules().default_visibility
    )
    return is_so or any(tells_of_violence(name.words) for name in service.names)


def is_quiet(listing: PublicListing) -> bool:
    """Tell whether address and title should not name a listing: having read it may endanger.

    Source: docs/protection.md, 10.
    """
    kinds = {service.kind for service in listing.services}
    return not kinds.isdisjoint(shipped_rules().sensitive_kinds) or any(
        tells_of_violence(text.words) for text in (*listing.names, *listing.summary)
    )


def is_listed(service: Service, consent: str) -> bool:
    """Tell whether a service may be listed at all, in whatever way.

    Open data speaks for nobody: what could lure or expose waits for the body's own yes
    (docs/protection.md, 6).
    """
    level = visibility(service)
    if service.operational_status == "defunct" or level == "hidden":
        return False
    rules = shipped_rules()
    waiting = rules.sensitive_kinds | rules.lure_risk_kinds | rules.child_facing_kinds
    return consent != OPEN_DATA or (level == "full" and service.kind not in waiting)


def names_a_hidden_provider(document: Document) -> bool:
    """Tell whether all that somebody offers is hidden by its kind: even the name stays private."""
    kinds = [shipped_rules().default_visibility.get(s.kind, "hidden") for s in document.services]
    return bool(kinds) and set(kinds) == {"hidden"}


def strictest(*levels: str) -> str:
    """Return the most closed of the visibility levels; an unknown one counts as hidden."""
    return max(
        (level if level in VISIBILITY else "hidden" for level in levels), key=VISIBILITY.index
    )


def public_codes(
    list_code: str, codes: tuple[str, ...], countries: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the codes that may be public in all of these countries."""
    never = shipped_rules().never_public.get(list_code, frozenset())
    return tuple(
        c for c in codes if c not in never and not is_ruled_out(list_code, c, countries, "never_*")
    )


def is_ruled_out(list_code: str, code: str, countries: tuple[str, ...], rule: str) -> bool:
    """Tell whether a rule of `country_term_rule` forbids the term in one of the countries."""
    return any(
        where in ("*", *countries)
        and name == list_code
        and fnmatchcase(code, what)
        and fnmatchcase(said, rule)
        for where, name, what, said in shipped_rules().country_rules
    )


def _country_rule(row: dict[str, str]) -> tuple[str, str, str, str]:
    name, _, code = row["term"].partition(":")
    return row["country"], name, code, row["rule"]

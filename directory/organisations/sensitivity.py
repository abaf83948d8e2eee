"""Which terms may be public, and how openly each kind of service may be shown by default."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from directory.i18n.folding import fold
from directory.organisations.document import Document, Service
from directory.vocabulary.terms import codes_where, rules, terms

VISIBILITY = ("full", "neighbourhood", "contact_only", "hidden")
"""Levels of `service_visibility`, from open to closed."""
HELPLINE_ONLY = frozenset({"helpline_only", "never_store_place"})


@dataclass(frozen=True)
class Rules:
    """What the vocabulary and its rule tables say about showing things."""

    sensitive_kinds: frozenset[str]
    lure_risk_kinds: frozenset[str]
    default_visibility: dict[str, str]
    never_public: dict[str, frozenset[str]]
    country_rules: tuple[tuple[str, str, str, str], ...]
    sensitive_phrases: tuple[str, ...]
    unspaced_phrases: tuple[str, ...]
    """Those in scripts without blanks between words, found anywhere in a text."""


@cache
def shipped_rules() -> Rules:
    """Return the rules of the shipped vocabulary."""
    phrases = {
        fold(words) for found in rules()["sensitive_words"]["words"].values() for words in found
    }
    return Rules(
        sensitive_kinds=codes_where("service_kind", "sensitive"),
        lure_risk_kinds=codes_where("service_kind", "lure_risk"),
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
        sensitive_phrases=tuple(sorted(phrases - {""})),
        unspaced_phrases=tuple(sorted(p.replace(" ", "") for p in phrases if _is_unspaced(p))),
    )


def tells_of_violence(words: str) -> bool:
    """Tell whether words hold a phrase of the sensitive-word list, as whole words."""
    text = f" {fold(words)} "
    unspaced = text.replace(" ", "")
    rules = shipped_rules()
    return any(f" {phrase} " in text for phrase in rules.sensitive_phrases) or any(
        phrase in unspaced for phrase in rules.unspaced_phrases
    )


def gives_itself_away(document: Document) -> bool:
    """Tell whether name, summary or web address say what a hidden place is (protection 2)."""
    texts = [text.words for text in (*document.names, *document.summary)]
    addresses = [link.url for link in document.links]
    addresses += [
        contact.value for contact in document.contacts if contact.channel in {"website", "email"}
    ]
    return any(tells_of_violence(words) for words in texts) or any(
        tells_of_violence(address.replace("-", " ").replace("/", " ").replace(".", " "))
        for address in addresses
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
    return strictest(*levels)


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


def _is_unspaced(phrase: str) -> bool:
    return any(
        "\u0e00" <= ch <= "\u0eff" or "\u1000" <= ch <= "\u109f" or "\u1780" <= ch <= "\u17ff"
        for ch in phrase
    )

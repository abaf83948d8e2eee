"""What an offer says of itself, by the filters that readers choose from: pure.

A filter that nothing is said about has no entry; so “does not say” is told from “says another
thing” (`OTHER`).
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from directory.organisations.document.values import Stated
from directory.organisations.listing import PublicListing, PublicService
from directory.vocabulary.terms import codes_where, terms

Said: TypeAlias = Mapping[str, tuple[str, ...]]
OTHER = "other"
"""Something is said, but none of what readers can choose."""
YES, FREE, NO_PAPERS, WALK_IN = "yes", "free", "none", "walk_in"
FREE_FEES = frozenset({"free", "voluntary_donation"})
JOINABLE = frozenset({"yes_full", "yes_associate", "yes_through_group"})
"""`non_national_membership` that lets people of other nationalities in."""


def of_service(service: PublicService, heard: Iterable[str]) -> Said:
    """Return what a service says; `heard` are the languages of those whom people meet there."""
    documents = [paper.document for paper in service.documents]
    found: dict[str, Iterable[str]] = {
        "language": _languages((*heard, *service.interpretation)),
        "group": _groups(service.population_groups),
        "audience": _among(service.audiences, codes_where("specific_audience", "public", "filter")),
        "access": service.access_modes,
        "documents": _among(documents, {NO_PAPERS}),
        "fee": () if service.fee.type == "unknown" else [FREE if is_free(service) else OTHER],
        "women_staff": _yes(service.women_staff),
    }
    return _stated(found)


def of_site(languages: Iterable[str]) -> Said:
    """Return what a site says at which no service is said to be given."""
    return _stated({"language": _languages(languages)})


def of_organisation(listing: PublicListing) -> Said:
    """Return what an organisation says, which holds for all its offers."""
    joining = listing.membership.non_national if listing.membership else "not_stated"
    found: dict[str, Iterable[str]] = {
        "entity_kind": [listing.kind],
        "entity_form": [listing.form] if listing.form else (),
        "cooperative_type": [listing.cooperative_type] if listing.cooperative_type else (),
        "activity": listing.activities,
        "joining": () if joining == "not_stated" else [YES if joining in JOINABLE else OTHER],
    }
    return _stated(found)


def as_text(*each: Said) -> str:
    """Return all that is said as one text in which ` field:value ` can be looked for."""
    found = [f"{field}:{value}" for said in each for field in said for value in said[field]]
    return f" {' '.join(sorted(found))} "


def is_free(service: PublicService) -> bool:
    """Tell whether a service costs nothing."""
    return service.fee.type in FREE_FEES


def _stated(found: Mapping[str, Iterable[str]]) -> Said:
    # sorted, so that the same listing always gives the same rows
    each = {name: tuple(sorted(set(values))) for name, values in found.items()}
    return {name: values for name, values in each.items() if values}


def _languages(tags: Iterable[str]) -> set[str]:
    return {tag.split("-")[0] for tag in tags}


def _among(codes: Iterable[str], offered: Iterable[str]) -> Iterable[str]:
    stated = set(codes)
    return (stated & set(offered)) or ({OTHER} if stated else ())


def _groups(population_groups: tuple[str, ...]) -> Iterable[str]:
    """Return the readers' groups a service is for; *everyone* is in each (protection 5)."""
    found = {
        group.code
        for group in terms("public_group")
        if group.code != "any" and set(group.facts["includes"]) & set(population_groups)
    }
    return found or ({OTHER} if population_groups else ())


def _yes(stated: str) -> Iterable[str]:
    return () if stated == Stated.NOT_STATED else [YES if stated == Stated.YES else OTHER]

"""Why a row that was taken is not published by the run: docs/protection.md, 6 and 21."""

import re
from collections.abc import Iterator
from datetime import date

from directory.imports.building import Built
from directory.imports.findings import Finding, Note, found, note
from directory.imports.letters import are_believable, is_garbled
from directory.organisations.document import Document, Service, Text
from directory.organisations.giveaway import gives_itself_away
from directory.organisations.sensitivity import visibility
from directory.organisations.telling import word_list
from directory.vocabulary.labels import label
from directory.vocabulary.terms import term

FLAGS = (
    ("lure_risk", "kept_lure_risk"),
    ("child_facing", "kept_child_facing"),
    ("money_held", "kept_money"),
)
"""Marks of a kind of service that need somebody who asks, and what to say."""
UNDETERMINED = "und"
"""Language of texts of which nobody says in which they are: all lists read them anyhow."""
GUESSED = "encoding_repaired"
"""The finding of a row that is no UTF-8."""
CONTACT = re.compile(r"\S@\S+\.\w|(?:\d[\s()./-]*){7}")
"""An e-mail address, or as many digits as a telephone number has."""
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
CLOSED = frozenset({"defunct", "inactive"})
FOR_SERVICES = "support_body_not_sse"
"""Code of `sse_entity_kind` that is listed for its services, and for nothing else."""


def reasons_to_keep(built: Built, document: Document, *, on: date) -> list[Finding]:
    """Return why the document stays unpublished, told of the rows it comes from."""
    reasons = [
        found(said, row=built.row_of_service[service.id].number)
        for service in document.services
        for said in _reasons_of_service(service, on)
    ]
    doubts = [note("kept_doubtful")] if built.is_doubtful else []
    if not _is_readable(built, document):
        doubts.append(note("kept_letters"))
    return reasons + [
        found(said, row=built.first.number) for said in (*doubts, *_reasons(document))
    ]


def _reasons(document: Document) -> Iterator[Note]:
    if document.operational_status in CLOSED:
        yield note("kept_closed")
    if document.kind == FOR_SERVICES and not document.services:
        yield note("kept_no_service")
    if any(CONTACT.search(YEAR.sub("", name.words)) for name in document.names):
        yield note("kept_contact_in_name")
    yield from _reasons_of_words(document)


def _reasons_of_words(document: Document) -> Iterator[Note]:
    """Yield why somebody must read first; here every text is read, shown or not."""
    sensitive, quiet = word_list("sensitive_words"), word_list("words_to_look_at")
    texts = list(_texts(document))
    words = [*(text.words for text in texts), *_streets(document)]
    if gives_itself_away(document):
        yield note("kept_words")
    elif any(map(sensitive.is_in, words)):
        yield note("kept_texts")
    elif any(map(quiet.is_in, words)) or any(map(quiet.is_in_address, _addresses(document))):
        yield note("kept_quiet")
    known = sensitive.languages | {UNDETERMINED}
    for language in sorted({text.language.split("-")[0] for text in texts} - known):
        yield note("kept_language", value=language)


def _streets(document: Document) -> Iterator[str]:
    """Yield how addresses are written: a prison or a refuge often stands nowhere else."""
    for address in (site.address for site in document.sites if site.address):
        yield " ".join(filter(None, (*address.lines, address.locality)))


def _addresses(document: Document) -> Iterator[str]:
    yield from (link.url for link in document.links)
    yield from (contact.value for contact in document.contacts)


def _is_readable(built: Built, document: Document) -> bool:
    """Tell whether no letter is lost and, where a code page was guessed, the words are words."""
    guessed = [row for row in built.rows if GUESSED in row.notes and not row.profile.encoding]
    return not any(is_garbled(text.words) for text in _texts(document)) and all(
        are_believable(row.cells.values(), row.profile.language) for row in guessed
    )


def _texts(document: Document) -> Iterator[Text]:
    yield from (*document.names, *document.summary, *document.description)
    for site in document.sites:
        yield from site.names
    for service in document.services:
        yield from (*service.names, *service.description)


def _reasons_of_service(service: Service, on: date) -> Iterator[Note]:
    kind = label("service_kind", service.kind, "en")
    if visibility(service) != "full":
        yield note("kept_kind", kind=kind)
    facts = term("service_kind", service.kind).facts
    for flag, code in FLAGS:
        if facts.get(flag):
            yield note(code, kind=kind)
    if service.valid_until and service.valid_until < on:
        yield note("kept_ended", day=service.valid_until.isoformat())

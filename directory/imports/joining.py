"""Adding the sites of one file to the organisations that another file brought."""

from pydantic import ValidationError

from directory.extensions import db
from directory.imports.building import Built
from directory.imports.findings import note
from directory.imports.models import ImportedOrganisation
from directory.imports.profiles import Profile
from directory.organisations.document import Document, Site
from directory.organisations.models import Organisation, Revision

MOST_SITES = 2000


def join(profile: Profile, key: str, built: Built, last: Revision | None) -> Revision | None:
    """Add the sites that were built to the organisation they belong to; return where that started.

    That is what this source said last, else what is accepted now. The rows of an organisation
    that nobody brought and accepted before are refused. What a file leaves out stays.
    """
    base = last or _accepted(profile, key)
    if base is None or built.document is None:
        built.refuse(note("not_joined"))
        return None
    try:
        built.document = _with_sites(base.document, built.document)
    except ValidationError:
        built.refuse(note("too_many_rows", most=MOST_SITES))
    return base


def _accepted(profile: Profile, key: str) -> Revision | None:
    known = db.session.get(ImportedOrganisation, (profile.joins, key))
    organisation = db.session.get(Organisation, known.organisation_id) if known else None
    return organisation.current if organisation else None


def _with_sites(base: Document, found: Document) -> Document:
    """Return the document with further sites; one that it has already is put in its place."""
    sites: dict[object, Site] = {site.id: site for site in (*base.sites, *found.sites)}
    sources = dict.fromkeys((*base.sources, *found.sources))
    fields = {name: getattr(base, name) for name in Document.model_fields}
    return Document(**fields | {"sites": tuple(sites.values()), "sources": tuple(sources)})

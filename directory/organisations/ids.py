"""Ids: the public one of an organisation, and those an import derives for its parts."""

import secrets
import unicodedata
from uuid import UUID, uuid5

from directory.i18n.folding import fold

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford base32: no i, l, o, u, so that an id can be read out on the phone."""
LENGTH = 10
_MISREAD = str.maketrans("oil", "011")
SOURCES = UUID("6e0e2a52-5b2e-5f0d-9c38-0c6f6a1c8f11")
"""Namespace of everything an import derives; never changed."""


def new_public_id() -> str:
    """Return ten letters drawn at random (50 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_public_id(text: str) -> str | None:
    """Return the id a person meant (capitals, o for 0, i and l for 1), or None."""
    found = text.strip().lower().translate(_MISREAD)
    return found if len(found) == LENGTH and all(ch in ALPHABET for ch in found) else None


def derived_id(source: str, foreign_id: str, part: str) -> UUID:
    """Return the id of a part of an imported organisation, the same at every import."""
    return uuid5(SOURCES, f"{source}\n{foreign_id}\n{part}")


def slug(words: str) -> str:
    """Return the decoration of an address: the name in small letters with hyphens.

    Letters of every script are kept; an empty result is `-`.
    """
    text = unicodedata.normalize("NFC", fold(words)).replace(" ", "-")
    return text[:60].strip("-") or "-"

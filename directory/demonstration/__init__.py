"""Invented organisations for demonstrations and tests: compact rows turned into documents."""

from directory.demonstration.documents import (
    DemonstrationCheck,
    DemonstrationOrganisation,
    demonstration,
)

__all__ = ["DemonstrationCheck", "DemonstrationOrganisation", "demonstration"]

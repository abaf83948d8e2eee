"""Every table there is, for migrations: importing this makes them all known."""

import directory.accounts.models
import directory.gazetteer.models
import directory.helplines.models
import directory.imports.models
import directory.jobs.models
import directory.journal.models
import directory.organisations.models
import directory.organisations.public_tables
import directory.vocabulary.models

__all__ = ["directory"]

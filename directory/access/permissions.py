"""The names of roles and permissions: `thing:deed`."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is here for."""

    PRACTITIONER = "practitioner"
    REVIEWER = "reviewer"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """What may be done; `policy.POLICY` says by whom."""

    REVISION_PROPOSE = "revision:propose"
    REVISION_EDIT = "revision:edit"
    REVISION_DECIDE = "revision:decide"
    LISTING_WITHDRAW = "listing:withdraw"
    LISTING_SUSPEND = "listing:suspend"
    LISTING_REINSTATE = "listing:reinstate"
    LISTING_ARCHIVE = "listing:archive"
    CHECK_RECORD = "check:record"
    IMPORT_RUN = "import:run"
    IMPORT_PUBLISH = "import:publish"
    HELPLINE_KEEP = "helpline:keep"

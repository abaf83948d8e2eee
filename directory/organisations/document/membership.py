"""Who can join, on what terms, and how the organisation is governed (docs/protection.md, 8)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from directory.organisations.document.contacts import WebAddress
from directory.organisations.document.values import (
    Age,
    Code,
    Codes,
    Day,
    Money,
    Stated,
    Texts,
    Value,
)


class MembersBand(StrEnum):
    """How many members, roughly; small counts are never asked (docs/protection.md, 7)."""

    UP_TO_49 = "up_to_49"
    FROM_50_TO_199 = "50_to_199"
    FROM_200_TO_999 = "200_to_999"
    FROM_1000_TO_4999 = "1000_to_4999"
    FROM_5000 = "5000_or_more"
    NOT_STATED = "not_stated"


class ShareBand(StrEnum):
    """What part of a whole, roughly."""

    UNDER_QUARTER = "under_a_quarter"
    QUARTER_TO_HALF = "quarter_to_half"
    HALF_TO_THREE_QUARTERS = "half_to_three_quarters"
    OVER_THREE_QUARTERS = "over_three_quarters"
    NOT_STATED = "not_stated"


class Membership(Value):
    """Who can join, what it costs, what one may do then, and how one leaves."""

    classes: Codes = ()
    rights: Codes = ()
    non_national: Code = "not_stated"
    conditions: Codes = ()
    minimum_age: Age | None = None
    share_price: Money | None = None
    entry_fee: Money | None = None
    dues: Money | None = None
    dues_months: Annotated[int, Field(ge=1, le=120)] | None = None
    """Months that one payment of dues is for."""
    payable_in_parts: Stated = Stated.NOT_STATED
    bank_account_needed: Stated = Stated.NOT_STATED
    host_sponsor_needed: Stated = Stated.NOT_STATED
    share_returned: Stated = Stated.NOT_STATED
    how_to_join: Texts = ()
    how_to_leave: Texts = ()


class Governance(Value):
    """Who decides, in bands and yes or no, never in lists of people."""

    members: MembersBand = MembersBand.NOT_STATED
    women_members: ShareBand = ShareBand.NOT_STATED
    displaced_members: ShareBand = ShareBand.NOT_STATED
    women_on_board: ShareBand = ShareBand.NOT_STATED
    elected_board: Stated = Stated.NOT_STATED
    last_general_meeting_on: Day | None = None
    last_audit_on: Day | None = None
    profit_rule: Texts = ()
    complaint_route: Texts = ()
    safeguarding_policy: Stated = Stated.NOT_STATED
    safeguarding_policy_url: WebAddress | None = None

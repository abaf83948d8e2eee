"""The short notations of the compact rows: hours, fees, ages, papers, telephone numbers."""

import re
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal

from phonenumbers import country_code_for_region

from directory.organisations.document import (
    Address,
    Fee,
    Money,
    OpeningRow,
    Registration,
    RequiredDocument,
    Stated,
)
from directory.organisations.document.membership import ShareBand

TELEPHONES = frozenset(
    [
        "phone",
        "mobile_phone",
        "hotline",
        "sms",
        "whatsapp",
        "viber",
        "signal",
        "zalo",
        "imo",
        "missed_call",
    ]
)
"""Channels whose value is a telephone number."""

_DAYS = {"Mon": 1, "Tue": 2, "Wed": 3, "Thu": 4, "Fri": 5, "Sat": 6, "Sun": 7}
_BANDS = {
    "": ShareBand.NOT_STATED,
    "<1/4": ShareBand.UNDER_QUARTER,
    "1/4-1/2": ShareBand.QUARTER_TO_HALF,
    "1/2-3/4": ShareBand.HALF_TO_THREE_QUARTERS,
    ">3/4": ShareBand.OVER_THREE_QUARTERS,
}
_PERIOD = re.compile(r"\[(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)\]")
_SPAN = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")


def telephone(country: str, tail: str) -> str:
    """Return an impossible number: the calling code, zeros, and the tail, in eight digits."""
    return f"+{country_code_for_region(country)}{int(tail):08d}"


def weekdays(text: str) -> tuple[int, ...]:
    """Return the ISO weekdays of "Sun-Thu" or "Mon,Wed"; a range may pass Sunday."""
    days: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        day, end = _DAYS[first], _DAYS[last or first]
        days.append(day)
        while day != end:
            day = day % 7 + 1
            days.append(day)
    return tuple(sorted(days))


def opening_rows(text: str) -> tuple[OpeningRow, ...]:
    """Return the rows of "Sun-Thu 08:00-12:00 13:00-16:00; Sat 09:00-12:00 appointment"."""
    rows: list[OpeningRow] = []
    for entry in text.split(";"):
        period = _PERIOD.search(entry)
        valid = [date.fromisoformat(day) for day in period.groups()] if period else [None, None]
        words = _PERIOD.sub("", entry).split()
        spans = [word for word in words[1:] if word != "appointment"]
        for span in spans:
            found = _SPAN.fullmatch(span)
            if found is None:
                raise ValueError(f"{span!r} in {entry!r} is not a time such as 08:00-16:00")
            rows.append(
                OpeningRow(
                    weekdays=weekdays(words[0]),
                    opens=time.fromisoformat(found[1]),
                    closes=time.fromisoformat(found[2]),
                    by_appointment="appointment" in words,
                    valid_from=valid[0],
                    valid_until=valid[1],
                )
            )
    return tuple(rows)


def money(amount: Decimal | None, currency: str) -> Money | None:
    """Return the amount in the currency, or nothing."""
    return None if amount is None else Money(amount=amount, currency=currency)


def fee(text: str, currency: str) -> Fee:
    """Return the fee of "fixed_fee 2.50", in the local currency unless one follows."""
    kind, *price = text.split()
    if not price:
        return Fee(type=kind)
    return Fee(type=kind, price=money(Decimal(price[0]), price[1] if price[1:] else currency))


def ages(text: str) -> tuple[int | None, int | None]:
    """Return the lowest and the highest age of "18-", "15-24" or "-5"."""
    lowest, _, highest = text.partition("-")
    return int(lowest) if lowest else None, int(highest) if highest else None


def papers(text: str) -> tuple[RequiredDocument, ...]:
    """Return the papers to bring; "+" says that an expired one will do, "-" that it will not."""
    endings = {"+": Stated.YES, "-": Stated.NO}
    return tuple(
        RequiredDocument(
            document=word.rstrip("+-"), expired_accepted=endings.get(word[-1], Stated.NOT_STATED)
        )
        for word in text.split()
    )


def address(text: str) -> Address:
    """Return the address of "line; line | locality | region | postcode"."""
    lines, locality, region, postcode = [part.strip() for part in f"{text}|||".split("|")][:4]
    return Address(
        lines=tuple(line.strip() for line in lines.split(";") if line.strip()),
        locality=locality or None,
        region=region or None,
        postcode=postcode or None,
    )


def registration(text: str, registers: Mapping[str, str]) -> Registration:
    """Return the registration of "status law number date until:date", the last three optional."""
    status, *rest = text.split()
    until = [word.removeprefix("until:") for word in rest if word.startswith("until:")]
    law, number, registered_on = [
        *(word for word in rest if not word.startswith("until:")), "", "", "",
    ][:3]  # fmt: skip
    return Registration(
        status=status,
        registered_as=law or "not_stated",
        number=number or None,
        register_name=registers.get(law) if number else None,
        registered_on=date.fromisoformat(registered_on) if registered_on else None,
        valid_until=date.fromisoformat(until[0]) if until else None,
    )


def band(text: str) -> ShareBand:
    """Return the band of a part of a whole."""
    return _BANDS[text]


def stated(name: str, yes: str, no: str) -> Stated:
    """Return whether a name is in the words said yes to, said no to, or in neither."""
    if name in yes.split():
        return Stated.YES
    return Stated.NO if name in no.split() else Stated.NOT_STATED

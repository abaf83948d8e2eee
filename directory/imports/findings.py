"""Everything an import may have to say about a row: one table of sentences."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _

from directory.imports.models import Severity

LONGEST_SHOWN = 80


@dataclass(frozen=True)
class Finding:
    """One thing said of one row; `column` is empty when the whole row is meant."""

    row: int
    column: str
    severity: str
    code: str
    message: str


class Note(NamedTuple):
    """A finding of which row and column are not known yet."""

    code: str
    values: dict[str, Any]


def note(code: str, **values: Any) -> Note:
    """Return a note; values of files are cut and freed of control characters when shown."""
    return Note(code, values)


def found(said: Note, *, row: int, column: str = "") -> Finding:
    """Return the finding that a note makes of a row."""
    severity, sentence = SENTENCES[said.code]
    values = {name: shown(value) for name, value in said.values.items()}
    message = str(sentence) % values if values else str(sentence)
    return Finding(row, column[:120], severity.value, said.code, message)


def shown(value: Any) -> str:
    """Return a value as it may stand inside a sentence: one short line that shows what it is."""
    text = " ".join("".join(ch if ch.isprintable() else " " for ch in str(value)).split())
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


_W, _R, _K = Severity.WARNING, Severity.REFUSAL, Severity.KEPT

SENTENCES: dict[str, tuple[Severity, Any]] = {
    # the row is refused
    "cells_count": (
        _R,
        _("The row has %(cells)s cells, but the header names %(columns)s columns."),
    ),
    "quotes": (
        _R,
        _("The quotation marks from line %(first)s to %(last)s do not fit together."),
    ),
    "no_fields": (_R, _("This is no object with fields, and so nothing to read: “%(value)s”.")),
    "no_key": (_R, _("The row has no id, so that it could not be recognised at the next import.")),
    "key_nothing": (
        _R,
        _("“%(value)s” stands for nothing in this source and is no id: the row has none."),
    ),
    "key_length": (_R, _("The id is longer than 300 characters.")),
    "no_name": (_R, _("The row has no name.")),
    "no_name_in_sheet": (
        _R,
        _(
            "The row has no name. Of merged cells only the first holds words, and a formula only"
            " if the file was saved by a program that calculates."
        ),
    ),
    "name_length": (_R, _("The name is longer than %(most)s characters, or no words.")),
    "no_country": (_R, _("The row names no country.")),
    "country_unknown": (_R, _("“%(value)s” is not a country that we know.")),
    "not_joined": (
        _R,
        _("No organisation of this id was accepted before: there is nothing to add this to."),
    ),
    "no_counterpart": (
        _R,
        _("No row of the first file that was taken carries these ids, so nothing was said anew."),
    ),
    "too_many_rows": (
        _R,
        _("More than %(most)s rows carry this id; an organisation cannot have so many sites."),
    ),
    "not_lawful": (_R, _("The organisation may not be stored like this: %(reason)s")),
    "does_not_fit": (_R, _("The field “%(field)s” cannot hold this: %(reason)s.")),
    # of the file as a whole
    "header_repaired": (
        _W,
        _("The file is not all UTF-8; such lines were read in the code page of its language."),
    ),
    "hxl_row": (_W, _("Line %(line)s holds HXL tags and no organisation; it was passed over.")),
    "hxl_fake": (
        _W,
        _("“%(value)s” stands among the HXL tags and is none; its column keeps its own name."),
    ),
    "sheets_hidden": (
        _W,
        _("%(count)s sheets were not read, hidden ones among them; read was “%(sheet)s”."),
    ),
    # the row is taken, with a repair
    "encoding_repaired": (
        _W,
        _("The row is not UTF-8; it was read in the code page of its language."),
    ),
    "cell_error": (
        _W,
        _("A cell holds an error of the spreadsheet; it was taken as empty."),
    ),
    "geometry_area": (
        _W,
        _("The row has an area and no point; a point inside stands for it, never as exact."),
    ),
    "field_doubled": (
        _W,
        _("A field stands twice in this record; what it says last was taken."),
    ),
    "geometry_none": (_W, _("The row has no geometry; only the names of places tell where.")),
    "geometry_unreadable": (_W, _("The geometry of the row cannot be read; it was left out.")),
    "dates_reversed": (_W, _("It would end before it begins; the first day was left out.")),
    "no_service_of_area": (
        _W,
        _("The row names nothing that people could come for, so its area was not taken over."),
    ),
    "blanks": (_W, _("Blanks that were doubled were made one: “%(value)s”.")),
    "line_break": (_W, _("A line break inside the cell was made a blank: “%(value)s”.")),
    "entities": (_W, _("Codes of HTML were turned into the letters they stand for: “%(value)s”.")),
    "whole": (
        _W,
        _("“%(value)s” is a number that a spreadsheet wrote with a point; it was read without."),
    ),
    "tags": (_W, _("Marks of HTML were taken out: “%(value)s”.")),
    "invisible": (_W, _("Invisible characters were taken out: “%(value)s”.")),
    "doubled_repaired": (
        _W,
        _("Letters that had been turned into UTF-8 twice were put right: “%(value)s”."),
    ),
    "lost_repaired": (
        _W,
        _("A lost character was put back where it can only be one thing: “%(value)s”."),
    ),
    "website_repaired": (_W, _("The web address was written wrongly; taken as “%(value)s”.")),
    "website_first": (_W, _("Several web addresses stand in one cell; the first was taken.")),
    "decimal_comma": (_W, _("The coordinate “%(value)s” has a comma; it was read as a point.")),
    "point_swapped": (
        _W,
        _("Longitude and latitude were swapped: only the other way round they lie in %(country)s."),
    ),
    "country_by_point": (
        _W,
        _("The row names no country; its point lies in %(country)s, so that is the country taken."),
    ),
    "place_by_point": (
        _W,
        _("The row names no place; its point lies beside %(place)s, so that is the place taken."),
    ),
    "country_by_postcode": (
        _W,
        _("The postcode “%(value)s” belongs to %(country)s, so that is the country taken."),
    ),
    # the row is taken, something in it is not, or is doubtful
    "lost": (
        _W,
        _("A character seems to be lost here; it was left as it is: “%(value)s”."),
    ),
    "upper_case": (_W, _("The name is written in capitals; it was left so: “%(value)s”.")),
    "unknown_term": (_W, _("“%(value)s” is not in the table of this column; it was left out.")),
    "kind_assumed": (
        _W,
        _("The row does not say what kind of organisation it is; it was listed as “%(kind)s”."),
    ),
    "too_long": (_W, _("The cell holds more than %(most)s characters; it was left out.")),
    "website_unreadable": (_W, _("“%(value)s” is no web address; it was left out.")),
    "website_person": (
        _W,
        _("The web address may be a person's own page; it was not taken over."),
    ),
    "first_of_several": (_W, _("Several values stand in one cell; the first was taken.")),
    "email_unreadable": (_W, _("The cell holds no e-mail address; it was left out.")),
    "email_person": (
        _W,
        _("The e-mail address looks like a person's own; it was not taken over."),
    ),
    "phone_unreadable": (_W, _("The cell holds no telephone number that works in %(country)s.")),
    "phone_person": (
        _W,
        _("The number may be a mobile one and a person's own; it was not taken over."),
    ),
    "contact_unreachable": (_W, _("“%(value)s” reaches nobody in this way; it was left out.")),
    "number_unreadable": (_W, _("“%(value)s” is not a number of this register; it was left out.")),
    "date_too_early": (_W, _("“%(value)s” lies before the year 1800; the day was left out.")),
    "date_unreadable": (_W, _("“%(value)s” is not a date as this source writes it.")),
    "point_half": (_W, _("Only one of longitude and latitude is given; the point was left out.")),
    "point_unreadable": (
        _W,
        _("“%(value)s” is not a longitude and latitude; the point was left out."),
    ),
    "point_zero": (_W, _("Longitude and latitude are both zero; the point was left out.")),
    "point_metres": (
        _W,
        _("“%(value)s” are metres of a map and no degrees; the point was left out."),
    ),
    "point_shifted": (
        _W,
        _("The point (%(value)s) lies in %(country)s only with another sign; it was left out."),
    ),
    "point_middle": (
        _W,
        _("The point (%(value)s) is the middle of a region or country; only that is shown."),
    ),
    "point_whole": (
        _W,
        _(
            "Longitude and latitude (%(value)s) are whole degrees, as lists have them for whole"
            " countries; only the country is shown."
        ),
    ),
    "point_stacked": (
        _W,
        _("At least five organisations of the file stand at this very point; it is not exact."),
    ),
    "point_outside": (
        _W,
        _("The point (%(value)s) lies far outside %(country)s; it was left out."),
    ),
    "place_none": (_W, _("The row names no place, so only the country is public.")),
    "place_unknown": (
        _W,
        _("No place called “%(value)s” is known in %(country)s, so only the country is public."),
    ),
    "place_far": (
        _W,
        _(
            "The nearest place called “%(value)s” is %(kilometres)s km from the point of the row,"
            " so only the country is public."
        ),
    ),
    "place_several": (
        _W,
        _(
            "Several places are called “%(value)s” and nothing tells which is meant,"
            " so only the country is public."
        ),
    ),
    "place_of_region": (
        _W,
        _("“%(value)s” leads to no place; “%(place)s” was taken from the column of the region."),
    ),
    "region_unknown": (
        _W,
        _("“%(value)s” is no first-level region of %(country)s that we know; it was left out."),
    ),
    "row_doubled": (_W, _("The same row stands in line %(first)s already; it counts once.")),
    "rows_disagree": (
        _W,
        _("Rows of this id say different things here; the first one, in row %(first)s, counts."),
    ),
    # taken, but not published
    "kept_kind": (
        _K,
        _("Not published: the service “%(kind)s” is never shown openly without being asked."),
    ),
    "kept_lure_risk": (
        _K,
        _("Not published: offers like “%(kind)s” may be used to lure people; somebody must ask."),
    ),
    "kept_child_facing": (
        _K,
        _("Not published: “%(kind)s” is for children; somebody must ask about it first."),
    ),
    "kept_money": (
        _K,
        _("Not published: “%(kind)s” holds people's money; somebody must ask about it first."),
    ),
    "kept_ended": (_K, _("Not published: it ended on %(day)s.")),
    "kept_no_service": (
        _K,
        _("Not published: a body that only supports others is listed for services, and has none."),
    ),
    "kept_doubtful": (
        _K,
        _("Not published: the row does not say well enough what this is; somebody must look."),
    ),
    "kept_closed": (_K, _("Not published: the organisation is closed.")),
    "kept_words": (
        _K,
        _("Not published: name or web address may give a hidden place away; a reviewer looks."),
    ),
    "kept_texts": (
        _K,
        _("Not published: its texts speak of violence or of hidden places; a reviewer looks."),
    ),
    "kept_quiet": (
        _K,
        _("Not published: refugees, children, prisoners or the ill may be there; somebody looks."),
    ),
    "kept_letters": (
        _K,
        _("Not published: letters are lost, or were read in a wrong code page; somebody looks."),
    ),
    "kept_contact_in_name": (
        _K,
        _("Not published: the name holds a telephone number or an e-mail address; somebody looks."),
    ),
    "kept_language": (
        _K,
        _("Not published: no list of words in “%(value)s” tells hidden places; a reviewer looks."),
    ),
    "kept_conflict": (_K, _("Waits for a reviewer: %(reason)s")),
    "kept_stage": (
        _K,
        _("Waits for a reviewer: the listing is “%(stage)s”, and an import never brings it back."),
    ),
    "kept_decided": (
        _K,
        _("Not published: a reviewer decided about this very proposal before (“%(stage)s”)."),
    ),
}
"""By code: how much it weighs, and the sentence."""

"""What stands under every map: whose boundaries these are, and what they do not mean."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _


def notes(settings: Mapping[str, Any]) -> list[str]:
    """Return the disclaimer and the notes on areas: an operator's own words, or ours translated."""
    disclaimer = settings["MAP_DISCLAIMER"] or _(
        "The boundaries and names shown and the designations used on this map do not imply "
        "official endorsement or acceptance by the United Nations."
    )
    areas = settings["MAP_AREA_NOTES"] or _area_notes()
    return [str(disclaimer), str(areas)]


def _area_notes() -> str:
    return " ".join(
        (
            _("Broken lines are boundaries that are disputed or not yet settled."),
            _(
                "The broken line in Jammu and Kashmir stands for about the Line of Control agreed "
                "by India and Pakistan; the parties have not agreed on the final status."
            ),
            _(
                "The final boundary between Sudan and South Sudan and the final status of the "
                "Abyei area are not yet determined."
            ),
            _(
                "References to Kosovo are in the context of Security Council "
                "resolution 1244 (1999)."
            ),
            _(
                "Argentina and the United Kingdom dispute the sovereignty over the "
                "Falkland Islands (Malvinas)."
            ),
        )
    )

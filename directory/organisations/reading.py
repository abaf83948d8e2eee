"""From the bytes of a file that a person wrote to a document, or everything that is wrong there."""

import json
from collections import Counter
from typing import Any

from flask_babel import gettext as _

from directory.errors import Invalid
from directory.organisations.document import Document
from directory.web.misfits import all_told, shown

MOST_DIGITS = 30
Pairs = list[tuple[str, Any]]


def read_file(content: bytes) -> Document:
    """Return the document of a JSON file; raises Invalid or ValidationError, nothing else."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid(
            _("The file is not text in UTF-8. Save it as UTF-8 and try again.")
        ) from error
    try:
        return Document.model_validate(_read_json(text))
    except json.JSONDecodeError as error:
        raise Invalid(
            _(
                "The file is not JSON: look at line %(line)s, column %(column)s.",
                line=error.lineno,
                column=error.colno,
            )
        ) from error
    except RecursionError as error:
        raise Invalid(_("The brackets of the file go too deep.")) from error


def _read_json(text: str) -> Any:
    """Return what JSON says; raises Invalid for what JSON allows and nobody can mean."""
    wrong: list[str] = []

    def once(pairs: Pairs) -> dict[str, Any]:
        """Of two values of one name the last would win, and nobody would see the first."""
        names = [name for name, _value in pairs]
        twice = [name for name, count in Counter(names).items() if count > 1]
        for name in twice:
            said = _("The name “%(name)s” stands twice in one pair of brackets.", name=shown(name))
            wrong.append(said)
        return dict(pairs)

    def no_number(word: str) -> None:
        wrong.append(_("“%(word)s” is no number that can stand here.", word=shown(word)))

    def whole(digits: str) -> int:
        if len(digits) <= MOST_DIGITS:
            return int(digits)
        no_number(digits)
        return 0

    data = json.loads(text, object_pairs_hook=once, parse_constant=no_number, parse_int=whole)
    if wrong:
        raise Invalid(all_told(wrong))
    return data

"""The bytes of a JSON file, held to what its reader can take: nothing in it goes on without end."""

import re
from itertools import accumulate

from flask_babel import gettext as _

from directory.imports.encodings import Text
from directory.imports.findings import shown
from directory.imports.opening import BrokenFile

LONGEST_RECORD = 16 << 20
"""Characters of one record, and of what stands between two."""
LONGEST_NUMBER = 300
"""Signs of a number: a reader written in C dies of some thousand digits, and takes us along."""
DEEPEST = 64
"""Lists and objects within each other: a reader keeps a name for every one, and they grow."""
STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*("|\\?\Z)', re.DOTALL)
"""A string, or its beginning where the rest has not been read; always matches from its mark on."""
NUMERIC = "0123456789.+-Ee"
LONG_NUMBER = re.compile(rf"(?<![0-9.+\-Ee])[0-9.+\-Ee]{{{LONGEST_NUMBER + 1}}}")
NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}


class JsonBytes:
    """The text as bytes of UTF-8, for no more than a record at a time."""

    def __init__(self, text: Text) -> None:
        self.text, self.since = text, 0
        self.string, self.number, self.depth = "", "", 0
        """What the next piece goes on with: a string, a number, how many lists and objects."""

    def read(self, size: int) -> bytes:
        """Return the next bytes; raises BrokenFile where something does not end."""
        piece = self.text.read(size) if size else ""
        self.since += len(piece)
        if self.since > LONGEST_RECORD:
            raise BrokenFile(
                _("A record of the JSON is longer than %(most)s characters.", most=LONGEST_RECORD)
            )
        bare = self._without_strings(piece)
        self._demand_numbers(bare)
        self._demand_depth(bare)
        return piece.encode("utf-8", "replace")

    def _without_strings(self, piece: str) -> str:
        parts = STRING.split(self.string + piece)
        is_open = len(parts) > 1 and parts[-2] != '"'
        self.string = f'"{parts[-2]}' if is_open else ""
        return '"'.join(parts[::2])

    def _demand_numbers(self, bare: str) -> None:
        text = self.number + bare
        if found := LONG_NUMBER.search(text):
            raise BrokenFile(
                _(
                    "The JSON holds a number of more than %(most)s signs: “%(value)s”.",
                    most=LONGEST_NUMBER,
                    value=shown(found[0]),
                )
            )
        self.number = text[len(text.rstrip(NUMERIC)) :]

    def _demand_depth(self, bare: str) -> None:
        brackets = bare.encode("utf-8", "replace").translate(None, NOT_BRACKETS)
        depths = list(accumulate(map(STEPS.__getitem__, brackets), initial=self.depth))
        self.depth = depths[-1]
        if max(depths) > DEEPEST:
            raise BrokenFile(
                _(
                    "The JSON holds more than %(most)s lists and objects within each other.",
                    most=DEEPEST,
                )
            )

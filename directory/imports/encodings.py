"""Text in the wrong encoding: found line by line, and read as its source must have written it."""

import codecs
import io
import re
from pathlib import Path
from typing import BinaryIO

from flask_babel import gettext as _

from directory.imports.opening import BrokenFile, Joined, locate

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
UNMARKED = ((0, "utf-16-be"), (1, "utf-16-le"))
"""Where the zero bytes stand in the first two letters of UTF-16 that has no mark."""
LOOKED_AT = 512
"""Bytes of the beginning that tell the encoding, or that this is no text."""
FOREIGN = re.compile("[\udc80-\udcff]+")
"""Bytes that are no UTF-8, as Python keeps them in a text."""
CODE_PAGES = {
    **dict.fromkeys(("ar", "fa", "prs", "ps", "ur", "ckb"), "cp1256"),
    **dict.fromkeys(("ru", "uk", "bg", "sr", "mk", "be"), "cp1251"),
    **dict.fromkeys(("pl", "cs", "sk", "hu", "ro", "hr", "sl", "bs", "sq"), "cp1250"),
    "tr": "cp1254",
    "el": "cp1253",
    "he": "cp1255",
    "th": "cp874",
    "vi": "cp1258",
}
"""What machines wrote before UTF-8, by language; the others wrote Windows-1252."""


class Text:
    """The text of a file: UTF-8 or UTF-16, with lines of an older code page put right."""

    def __init__(self, stream: BinaryIO, path: Path, language: str, encoding: str | None) -> None:
        beginning, self.path = stream.read(LOOKED_AT), path
        self.encoding = _encoding(beginning)
        self.page = encoding or CODE_PAGES.get(language.split("-")[0], "cp1252")
        self.is_binary = self.encoding == "utf-8" and b"\0" in beginning
        errors = "surrogateescape" if self.encoding.startswith("utf-8") else "strict"
        whole = io.BufferedReader(Joined(beginning, stream))
        self.text = io.TextIOWrapper(whole, encoding=self.encoding, errors=errors, newline="")
        self.repaired = False
        """Something was put right since this was last made False."""

    def readline(self, most: int) -> str:
        """Return the next line, or its first characters; raises BrokenFile."""
        try:
            line = self.text.readline(most)
        except UnicodeError as error:
            raise self._broken() from error
        return line if line.isascii() else self._mended(line)

    def read(self, most: int) -> str:
        """Return the next characters; here each run of foreign bytes is put right by itself."""
        try:
            found = self.text.read(most)
            return found if found.isascii() else FOREIGN.sub(self._run, found)
        except UnicodeError as error:
            raise self._broken() from error

    def _mended(self, line: str) -> str:
        if not FOREIGN.search(line):
            return line
        if self.is_binary:
            raise self._broken()
        raw = line.encode("utf-8", "surrogateescape")
        try:
            codecs.getincrementaldecoder("utf-8")().decode(raw)
        except UnicodeDecodeError:
            pass
        else:
            raise self._broken()  # only its last letter is cut off
        try:
            mended = raw.decode(self.page)
        except UnicodeError as error:
            raise self._broken() from error
        if any(ch < " " and ch not in "\t\r\n\f\v" for ch in mended):
            raise self._broken()  # a picture or a program: no code page makes it a text
        self.repaired = True
        return mended

    def _run(self, found: re.Match[str]) -> str:
        self.repaired = True
        return found[0].encode("utf-8", "surrogateescape").decode(self.page)

    def _broken(self) -> BrokenFile:
        line, character = locate(self.path, self.encoding)
        return BrokenFile(
            _(
                "Line %(line)s, character %(character)s, is not text in %(encoding)s.",
                encoding=self.encoding.removesuffix("-sig").upper(),
                line=line,
                character=character,
            )
        )


def _encoding(beginning: bytes) -> str:
    for mark, name in MARKS:
        if beginning.startswith(mark):
            return name
    for place, name in UNMARKED:
        zeros, letters = beginning[place:4:2], beginning[1 - place : 4 : 2]
        if len(beginning) > 3 and not any(zeros) and all(letters):
            return name
    return "utf-8"

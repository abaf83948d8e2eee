"""Takes the words to translate out of templates, with the notes that stand above them.

Jinja's own extractor walks a template by depth, not by line, and loses most notes on the way.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from jinja2.ext import babel_extract

NOTE = re.compile(r"{#-?\s*(Translators:.*?)\s*-?#}")

Message = tuple[int, str, Any, list[str]]


def extract(
    file: BinaryIO, keywords: Sequence[str], _tags: Sequence[str], options: Mapping[str, Any]
) -> Iterator[Message]:
    """Yield line, function, words and notes of each call, as Babel asks for them."""
    source = file.read()
    lines = source.decode("utf-8").splitlines()
    found = babel_extract(io.BytesIO(source), keywords, (), dict(options))
    for number, function, words, _notes in sorted(found, key=lambda message: message[0]):
        above = [NOTE.fullmatch(line.strip()) for line in lines[max(number - 3, 0) : number - 1]]
        yield number, function, words, [note[1] for note in above if note][-1:]

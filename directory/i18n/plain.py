"""Words that people give beside a document: on one line, and nothing in them that nobody sees."""

import unicodedata

UNSEEN = frozenset({"Cc", "Cs", "Cn", "Zl", "Zp"})
"""Unicode categories of what no line of words holds: controls, halves of letters, line breaks."""
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Signs that can reverse what follows them on a page or in a terminal (Unicode TR 36)."""


def is_plain(words: str, *, most: int) -> bool:
    """Tell whether words can be read: something visible, at most so many letters, one line."""
    kinds = [unicodedata.category(letter) for letter in words]
    return (
        len(words) <= most
        and UNSEEN.isdisjoint(kinds)
        and TURNING.isdisjoint(words)
        and any(kind[0] in "LNPS" for kind in kinds)
    )


def are_plain(words: str, *, most: int) -> bool:
    """Tell whether words of several lines can be read; there may be none."""
    lines = words.replace("\r\n", "\n").replace("\t", " ").split("\n")
    filled = (line for line in lines if line.strip(" "))
    return len(words) <= most and all(is_plain(line, most=most) for line in filled)

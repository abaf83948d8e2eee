"""Joins the style files into one sheet: checked, with older fallbacks, as few bytes as it can."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tinycss2 import parse_blocks_contents, parse_stylesheet, serialize
from tinycss2.ast import WhitespaceToken

from setup.css_fallbacks import Declared, with_fallbacks
from setup.css_rules import RULES_INSIDE, complaints

FOLDER = Path("static/css")
ORDER = FOLDER / "order.txt"
TOKENS = "tokens.css"  # the one file that may name colours
COMBINATORS = frozenset({">", "~", "+", ","})
ROOT = re.compile(r"(:root|html)(?![\w-])", re.IGNORECASE)


class StyleError(Exception):
    """Something in the style files must not be there; the text names every file and line."""


def build_sheet(root: Path) -> str:
    """Return the joined sheet, or raise StyleError with all there is to mend."""
    found: list[str] = []
    sheet: list[str] = []
    for path in style_files(root):
        rules = _parse(path)
        where = path.relative_to(root).as_posix()
        for line, text in complaints(rules, colours=path.name == TOKENS):
            found.append(f"{where}:{line}: {text}")
        sheet += [] if found else [_rule(rule) for rule in rules]
        if "</" in "".join(sheet):
            found.append(f"{where}: '</' would end the <style> that the sheet stands in")
    if found:
        raise StyleError("\n".join(found))
    return "".join(sheet)


def style_files(root: Path) -> list[Path]:
    """List the style files there are, in the order that order.txt gives."""
    lines = (root / ORDER).read_text(encoding="utf-8").splitlines()
    patterns = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    found = (path for pattern in patterns for path in sorted((root / FOLDER).glob(pattern)))
    return list(dict.fromkeys(found))


def _parse(path: Path) -> list[Any]:
    text = path.read_text(encoding="utf-8")
    return parse_stylesheet(text, skip_comments=True, skip_whitespace=True)


def _rule(node: Any) -> str:
    if node.type == "qualified-rule":
        return _style_rule(node)
    start = f"@{node.lower_at_keyword} {_text(node.prelude, tight=frozenset({',', ':'}))}".strip()
    inside = _inside(node)
    if node.lower_at_keyword in RULES_INSIDE:
        content = "".join(map(_rule, inside))
    else:
        content = ";".join(map(str, with_fallbacks(list(_declared(inside))).both))
    return f"{start}{{{content}}}" if content else ""


def _style_rule(node: Any) -> str:
    selector = _text(node.prelude, tight=COMBINATORS)
    block = with_fallbacks(list(_declared(_inside(node))))
    rules = [
        (selector, block.both),
        (_within("[dir=ltr]", node.prelude), block.ltr),
        (_within("[dir=rtl]", node.prelude), block.rtl),
    ]
    return "".join(f"{where}{{{';'.join(map(str, what))}}}" for where, what in rules if what)


def _within(direction: str, prelude: Sequence[Any]) -> str:
    """Narrow every selector of a list to one direction; the root carries it itself."""
    selectors = [_text(part, tight=COMBINATORS) for part in _split(prelude, ",")]
    return ",".join(
        ROOT.sub(rf"\1{direction}", selector, count=1)
        if ROOT.match(selector)
        else f"{direction} {selector}"
        for selector in selectors
    )


def _declared(nodes: Sequence[Any]) -> Iterator[Declared]:
    for node in nodes:
        if node.name.startswith("--"):
            # an empty custom property needs its space to be one in old browsers
            yield Declared(node.name, (_text(node.value) or " ",), node.important)
        else:
            value = _compact(node.value, frozenset({","}))
            parts = tuple(serialize(part) for part in _split(value, " "))
            yield Declared(node.lower_name, parts, node.important)


def _inside(node: Any) -> list[Any]:
    return parse_blocks_contents(node.content or [], skip_comments=True, skip_whitespace=True)


def _split(nodes: Sequence[Any], mark: str) -> list[list[Any]]:
    """Divide nodes at commas or at white space."""
    parts: list[list[Any]] = [[]]
    for node in nodes:
        if node == mark or (mark == " " and node.type == "whitespace"):
            parts.append([])
        else:
            parts[-1].append(node)
    return parts


def _text(nodes: Sequence[Any], tight: frozenset[str] = frozenset({","})) -> str:
    text: str = serialize(_compact(nodes, tight))
    return text


def _compact(nodes: Sequence[Any], tight: frozenset[str]) -> list[Any]:
    """Drop comments and the white space that says nothing, inside brackets too."""
    kept: list[Any] = []
    for node in nodes:
        if node.type == "comment":
            continue
        if node.type == "whitespace":
            if kept and kept[-1].type != "whitespace" and not _is_mark(kept[-1], tight):
                kept.append(WhitespaceToken(node.source_line, node.source_column, " "))
            continue
        if _is_mark(node, tight):
            _strip(kept)
        _compact_inside(node, tight)
        kept.append(node)
    return _strip(kept)


def _compact_inside(node: Any, tight: frozenset[str]) -> None:
    for name in ("arguments", "content"):
        if hasattr(node, name):
            # + and > mean something else inside brackets, a comma and a colon do not
            setattr(node, name, _compact(getattr(node, name), tight & {",", ":"}))


def _strip(nodes: list[Any]) -> list[Any]:
    if nodes and nodes[-1].type == "whitespace":
        nodes.pop()
    return nodes


def _is_mark(node: Any, marks: frozenset[str]) -> bool:
    return node.type == "literal" and node.value in marks

"""What our style sheets must not say, because a reader's old phone or script would suffer."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from tinycss2 import color5, parse_blocks_contents, serialize

from setup.css_fallbacks import BY_DIRECTION

Nodes = Sequence[Any]
AT_RULES = {"media", "supports", "page", "font-face", "keyframes"}
RULES_INSIDE = {"media", "supports", "keyframes"}
NEW_SELECTORS = {"dir", "is", "where", "has"}
NEW_FUNCTIONS = {"min", "max", "clamp"}
SIDES = {"left", "right"}
FOUR_SIDES = {"margin", "padding", "inset", "scroll-margin", "scroll-padding", "border-radius"}
FOUR_SIDES |= {f"border-{part}" for part in ("width", "style", "color")}
# which of two, three or four values each side or corner takes
FILLED = {2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}
NEUTRAL_COLOURS = {"transparent", "currentcolor"}
COLOUR_FUNCTIONS = {"rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color"}
COLOUR_FUNCTIONS |= {"color-mix", "device-cmyk", "light-dark"}
# properties whose words are names or pictures of our own, never colours
NAMING = ("animation", "counter", "font", "grid", "transition", "will-change")


class Complaint(NamedTuple):
    """A line of a sheet and what is wrong with it."""

    line: int
    text: str


def complaints(sheet: Nodes, *, colours: bool) -> Iterator[Complaint]:
    """Find everything forbidden in a parsed sheet; `colours` allows colours, as in tokens.css."""
    flexible: set[str] = set()
    for node, is_plain in _rules(sheet):
        line = node.source_line
        if node.type == "error":
            yield Complaint(line, f"cannot be read: {node.message}")
        elif node.type == "at-rule" and node.lower_at_keyword not in AT_RULES:
            yield Complaint(
                line, f"@{node.at_keyword} is unknown to old browsers or of no use here"
            )
        else:
            yield from _selector(node)
            yield from _block(node, flexible, colours=colours)
            if not is_plain:
                yield from _undirected(node)


def _rules(sheet: Nodes, *, is_plain: bool = True) -> Iterator[tuple[Any, bool]]:
    """Walk all rules, those inside others too, and tell which have a selector of their own."""
    for node in sheet:
        if node.type == "at-rule" and node.lower_at_keyword in RULES_INSIDE:
            yield from _rules(_inside(node), is_plain=node.lower_at_keyword != "keyframes")
        else:
            yield node, is_plain and node.type != "at-rule"


def _undirected(rule: Any) -> Iterator[Complaint]:
    for node in _inside(rule):
        if node.type == "declaration" and node.lower_name in BY_DIRECTION:
            words = f"{node.name} has no fallback here, where no selector can name a direction"
            yield Complaint(node.source_line, words)


def _block(rule: Any, flexible: set[str], *, colours: bool) -> Iterator[Complaint]:
    inside = _inside(rule)
    for node in inside:
        if node.type in {"qualified-rule", "at-rule"}:
            yield Complaint(node.source_line, "a rule inside a rule: old browsers know no nesting")
        elif node.type == "error":
            yield Complaint(node.source_line, f"cannot be read: {node.message}")
    declarations = [node for node in inside if node.type == "declaration"]
    yield from _gap(serialize(rule.prelude).strip(), declarations, flexible)
    for declaration in declarations:
        yield from _declaration(declaration, colours=colours)


def _inside(node: Any) -> list[Any]:
    return parse_blocks_contents(node.content or [], skip_comments=True, skip_whitespace=True)


def _selector(rule: Any) -> Iterator[Complaint]:
    if rule.type != "qualified-rule":
        return
    for node in _deep(rule.prelude):
        if node.type != "function":
            continue
        if node.lower_name in NEW_SELECTORS:
            yield Complaint(node.source_line, f":{node.lower_name}() is unknown to old browsers")
        elif node.lower_name == "not" and any(part == "," for part in node.arguments):
            yield Complaint(node.source_line, ":not() with a list is unknown to old browsers")


def _gap(selector: str, declarations: Nodes, flexible: set[str]) -> Iterator[Complaint]:
    """Find gaps where this block, or one with the same selector before it, says flex."""
    displays = [serialize(node.value) for node in declarations if node.lower_name == "display"]
    if displays:
        (flexible.add if "flex" in displays[-1] else flexible.discard)(selector)
    for node in declarations:
        if node.lower_name in {"gap", "row-gap", "column-gap"} and selector in flexible:
            yield Complaint(node.source_line, f"{node.name} in display: flex; use grid or margins")


def _declaration(node: Any, *, colours: bool) -> Iterator[Complaint]:
    name, line = node.lower_name, node.source_line
    if not name.startswith("--") and SIDES & set(name.split("-")):
        yield Complaint(line, f"{node.name} is physical; say start or end")
    if name == "aspect-ratio":
        yield Complaint(line, "aspect-ratio is unknown to old browsers")
    if name in FOUR_SIDES and _is_lopsided(name, node.value):
        yield Complaint(line, f"{node.name} differs left and right; say start and end")
    for part in _deep(node.value):
        if part.type == "ident" and part.lower_value in SIDES:
            yield Complaint(part.source_line, f"{part.value!r} is physical; say start or end")
        if part.type == "function" and part.lower_name in NEW_FUNCTIONS:
            yield Complaint(part.source_line, f"{part.name}() is unknown to old browsers")
        if not colours and not name.startswith(NAMING) and _is_colour(part):
            words = f"the colour {serialize([part])} stands outside tokens.css; use a token"
            yield Complaint(part.source_line, words)


def _is_lopsided(name: str, value: Nodes) -> bool:
    """Tell whether four sides, or four corners, differ between left and right."""
    parts = [serialize([node]) for node in value if node.type not in {"whitespace", "comment"}]
    if len(parts) not in FILLED or "/" in parts:
        return False
    first, second, third, fourth = (parts[index] for index in FILLED[len(parts)])
    if name == "border-radius":
        return first != second or third != fourth
    return second != fourth


def _is_colour(node: Any) -> bool:
    if node.type == "hash":
        return True
    if node.type == "function":
        return node.lower_name in COLOUR_FUNCTIONS
    if node.type != "ident" or node.lower_value in NEUTRAL_COLOURS:
        return False
    # the person's own high-contrast colours (CanvasText, LinkText ...) are words, not colours
    return not isinstance(color5.parse_color(node), str | None)


def _deep(nodes: Nodes) -> Iterator[Any]:
    for node in nodes:
        yield node
        yield from _deep(getattr(node, "arguments", None) or getattr(node, "content", None) or [])
